"""A case as an entry for the health record. Pure. Only messages go in: notes, drafts and SMS texts have no way here."""

from collections.abc import Iterable

from ..domain.case.events import CaseEvent, MessageRetracted, MessageSent
from ..domain.case.model import Case
from ..domain.directory.model import Person
from ..domain.ids import Kind, PersonId, Ref, shard_of
from ..ports.export import JournalEntry, JournalMessage, JournalPerson
from ..ports.times import to_micros
from .names import Found, relative_name, staff_name, unit_name


def journal_entry(case: Case, version: int, events: Iterable[CaseEvent], found: Found) -> JournalEntry:
    """The entry of that version; `events` are the case's, up to it, and `found` holds the names."""
    events = tuple(events)
    retracted = {event.number for event in events if isinstance(event, MessageRetracted)}
    return JournalEntry(
        id=case.id,
        version=version,
        provider_id=shard_of(case.id),
        unit_id=case.unit,
        unit=unit_name(case.unit, found),
        title=case.title,
        patient=journal_person(case.patient, case, found),
        representative=journal_person(case.representative.person, case, found),
        opened=to_micros(case.opened),
        until=to_micros(case.phase.until),
        zone=case.phase.zone,
        assignment_id=case.assignment,
        messages=tuple(
            journal_message(event, event.number in retracted, case, found)
            for event in events
            if isinstance(event, MessageSent)
        ),
    )


def journal_person(id: PersonId, case: Case, found: Found) -> JournalPerson:
    """The record needs the patient's identifier whoever it is; all else of a protected person stays masked (B25)."""
    person = found.get(Ref(Kind.PERSON, id))
    if not isinstance(person, Person):
        raise LookupError("a case's person is not in the directory")
    shown = relative_name(id, case.patient, found)
    kept = id == case.patient or not shown.protected
    identifier = person.identifier.value if kept else ""
    return JournalPerson(id=id, system=person.identifier.system, identifier=identifier, name=shown.name)


def journal_message(event: MessageSent, retracted: bool, case: Case, found: Found) -> JournalMessage:
    staff = None if event.staff is None else staff_name(event.staff, found)
    person = None if event.representative is None else relative_name(event.representative, case.patient, found)
    return JournalMessage(
        number=event.number,
        at=to_micros(event.at),
        by_patient_side=staff is None,
        author_id=event.staff or event.representative or "",
        author=staff.name if staff else person.name if person else "",
        role=staff.role if staff else "",
        text=event.text,
        corrects=event.corrects,
        retracted=retracted,
    )
