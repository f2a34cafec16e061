"""A case as an entry for the health record. Pure. Only messages and signed journal notes go in: internal notes, drafts
and SMS texts have no way here.
"""

from collections.abc import Iterable, Iterator, Sequence

from ..domain.case.events import CaseEvent, MessageRetracted, MessageSent, MessagesRead
from ..domain.case.journal_events import JournalNoteSigned
from ..domain.case.model import Case
from ..domain.directory.model import Assignment, Person, Provider
from ..domain.ids import AssignmentId, Kind, PersonId, Ref, shard_of
from ..ports.journal import JournalEntry, JournalMessage, JournalNote, JournalPerson, JournalStaff, JournalStatus
from ..ports.times import to_micros
from .happening_texts import REMOVED
from .names import Found, relative_name, staff_name, unit_name


def journal_entry(case: Case, version: int, events: Iterable[CaseEvent], found: Found) -> JournalEntry:
    """The entry of that version; `events` are the case's, up to it, and `found` holds the names."""
    events = tuple(events)
    provider = found.get(Ref(Kind.PROVIDER, shard_of(case.id)))
    retracted = {event.number: event for event in events if isinstance(event, MessageRetracted)}
    reads = [event for event in events if isinstance(event, MessagesRead)]
    messages = [event for event in events if isinstance(event, MessageSent)]
    wrote = dict.fromkeys(event.representative for event in messages if event.representative is not None)
    return JournalEntry(
        id=case.id,
        version=version,
        provider_id=shard_of(case.id),
        provider=provider.name if isinstance(provider, Provider) else "",
        unit_id=case.unit,
        unit=unit_name(case.unit, found),
        title=case.title,
        status=status(case),
        patient=journal_person(case.patient, case, found),
        representative=journal_person(case.representative.person, case, found),
        former=tuple(
            journal_person(id, case, found) for id in wrote if id not in (case.patient, case.representative.person)
        ),
        opened=to_micros(case.opened),
        until=to_micros(case.phase.until),
        ended=ended(case),
        zone=case.phase.zone,
        assignment_id=case.assignment,
        staff=tuple(journal_staff(id, found) for id in dict.fromkeys(named(case, events))),
        notes=tuple(journal_note(event) for event in events if isinstance(event, JournalNoteSigned)),
        messages=tuple(journal_message(event, retracted.get(event.number), reads, case, found) for event in messages),
    )


def status(case: Case) -> JournalStatus:
    """By what is noted, and not by the time: the same version is the same entry whenever it is asked for."""
    if case.closed is not None:
        return JournalStatus.CLOSED
    return JournalStatus.ENDED if case.ended_noted else JournalStatus.OPEN


def ended(case: Case) -> int | None:
    if case.closed is not None:
        return to_micros(case.closed)
    return to_micros(case.phase.until) if case.ended_noted else None


def named(case: Case, events: Iterable[CaseEvent]) -> Iterator[AssignmentId]:
    """The assignments that an entry names."""
    yield case.assignment
    for event in events:
        match event:
            case MessageSent(staff=staff):
                if staff is not None:
                    yield staff
            case MessageRetracted(assignment=assignment) | JournalNoteSigned(assignment=assignment):
                yield assignment
            case _:
                pass


def journal_person(id: PersonId, case: Case, found: Found) -> JournalPerson:
    """The record needs the patient's identifier whoever it is; all else of a protected person stays masked (B25)."""
    person = found.get(Ref(Kind.PERSON, id))
    if not isinstance(person, Person):
        raise LookupError("a case's person is not in the directory")
    shown = relative_name(id, case.patient, found)
    kept = id == case.patient or not shown.protected
    return JournalPerson(
        id=id,
        system=person.identifier.system,
        identifier=person.identifier.value if kept else "",
        name=shown.name,
        protected=shown.protected,
        born=person.born.isoformat() if person.born is not None and kept else None,
    )


def journal_staff(id: AssignmentId, found: Found) -> JournalStaff:
    shown = staff_name(id, found)
    assignment = found.get(Ref(Kind.ASSIGNMENT, id))
    staff, role, unit = (
        (assignment.staff, assignment.role, assignment.unit) if isinstance(assignment, Assignment) else ("", "", "")
    )
    return JournalStaff(
        assignment_id=id,
        staff_id=staff,
        name=shown.name,
        role_id=role,
        role=shown.role,
        unit_id=unit,
        unit=shown.unit,
    )


def journal_note(event: JournalNoteSigned) -> JournalNote:
    return JournalNote(
        number=event.number,
        version=event.version,
        at=to_micros(event.at),
        author_id=event.assignment,
        title=event.title or REMOVED,
        text=event.text or REMOVED,
        first=event.first,
        last=event.last,
    )


def journal_message(
    event: MessageSent, retracted: MessageRetracted | None, reads: Sequence[MessagesRead], case: Case, found: Found
) -> JournalMessage:
    staff = None if event.staff is None else staff_name(event.staff, found)
    person = None if event.representative is None else relative_name(event.representative, case.patient, found)
    read = None if staff is None else next((one.at for one in reads if one.up_to >= event.number), None)
    return JournalMessage(
        number=event.number,
        at=to_micros(event.at),
        by_patient_side=staff is None,
        author_id=event.staff or event.representative or "",
        author=staff.name if staff else person.name if person else "",
        role=staff.role if staff else "",
        text=REMOVED if case.orders.of_message(event.number) else event.text,
        corrects=event.corrects,
        retracted=retracted is not None,
        retracted_at=None if retracted is None else to_micros(retracted.at),
        retracted_by=None if retracted is None else retracted.assignment,
        read_at=None if read is None else to_micros(read),
    )
