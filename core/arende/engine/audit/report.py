"""A patient's report: who has looked at, or changed, what is kept about them (B23, R15). Who may have it: `audit`.

A guardian's report about a child leaves out the cases, visits and lists that would tell of a case in which that
guardian is not the representative (S5); unless staff decide otherwise.
"""

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from typing import Final
from zoneinfo import ZoneInfo

from attrs import evolve as changed
from attrs import field, frozen

from ...domain.actor import FEED
from ...domain.case.events import CaseTaken, MessageSent
from ...domain.case.model import Case
from ...domain.directory.model import Person
from ...domain.ids import AssignmentId, Kind, PersonId, Ref, UnitId, shard_of
from ...domain.model import State
from ...domain.ticket.model import Ticket
from ...domain.visit.model import Visit
from ...ports.indexes import IndexRange
from ...ports.records import CommandMark, Record, Shard
from ...ports.times import from_micros
from ...views.names import Found, PersonName, person_name, relative_name, staff_name, unit_name
from ...wire.converter import Language
from ...wire.heads import decode_state
from ...wire.names import EVENTS, stream_name
from ...wire.records import BrokenRecord, UnknownRecord, decode_event
from ..reading import Reading
from . import words
from .lines import LogLine, in_lots, line_of_entry, lines_of_records, named
from .scan import AT_A_TIME, stream

ZONE: Final = "Europe/Stockholm"
LISTS: Final = frozenset({"read:inbox", "read:undocumented", "read:cases_of_unit", "read:pool_of_unit", "read:ledger"})
"""To stand in one of these tells that there is a case or a visit at the unit."""
OF_PERSON: Final = frozenset(
    {
        "read:person",
        "read:search_patients",
        "read:cases_of_patient",
        "read:access_report",
        "read:access_log",
        "read:everything",
        "person.registered",
        "person.phone_recorded",
        "person.sms_consent_recorded",
        "person.sms_consent_withdrawn",
        "person.unit_blocked",
        "person.block_lifted",
        "guardianship.recorded",
        "guardianship.ended",
        "emergency.opened",
    }
)
"""What is about the person, and tells of no case."""
SYSTEM: Final = "system"
TAKEN: Final = EVENTS[CaseTaken][0]
SENT: Final = EVENTS[MessageSent][0]
KINDS: Final[Mapping[type[Case | Visit | Ticket], Kind]] = {
    Case: Kind.CASE,
    Visit: Kind.VISIT,
    Ticket: Kind.TICKET,
}


@frozen(kw_only=True)
class ReportRow:
    """One thing that someone did."""

    at: datetime
    who: str = field(repr=False)
    """Name, role and unit as the directory shows them, or what kind of actor it was."""
    what: str
    thing: str = field(repr=False)
    """The case's title, where it was a case."""
    purpose: str
    """All in the report's language."""


@frozen(kw_only=True)
class Report:
    """Everything in order of time, in one language."""

    patient: PersonId
    name: str = field(repr=False)
    made: datetime
    rows: tuple[ReportRow, ...]
    lang: Language = "sv"

    def text(self) -> str:
        """In plain words, a line for each row."""
        local = ZoneInfo(ZONE)
        heading, made = self.said(words.HEADING), self.said(words.MADE)
        lines = [heading.format(name=self.name), made.format(at=minute(self.made, local)), ""]
        lines += [self.said(words.INTRODUCTION), ""]
        lines += [self.line(row, local) for row in self.rows] or [self.said(words.NOBODY)]
        return "\n".join([*lines, "", self.said(words.QUESTIONS), ""])

    def line(self, row: ReportRow, local: ZoneInfo) -> str:
        thing = f" «{row.thing}»" if row.thing else ""
        at = minute(row.at, local)
        return self.said(words.LINE).format(at=at, who=row.who, what=row.what, thing=thing, purpose=row.purpose)

    def said(self, text: words.Text) -> str:
        return words.said(text, self.lang)


def minute(at: datetime, local: ZoneInfo) -> str:
    return f"{at.astimezone(local):%Y-%m-%d %H:%M}"


@frozen(kw_only=True)
class Things:
    """A patient's cases, visits and tickets, by id."""

    patient: PersonId
    known: Mapping[str, Case | Visit | Ticket]
    streams: Mapping[str, Case | Visit | Ticket]
    """The same by stream, which is how a command without events stands in the log."""

    def of(self, line: LogLine) -> Case | Visit | Ticket | None:
        """What a line is about, where that is one of them."""
        ref = line.ref.removeprefix("export:")
        return self.known.get(ref) or self.known.get(ref.rpartition(" ")[2]) or self.streams.get(ref)


def report(
    reading: Reading, patient: Person, guardian: PersonId | None, now: datetime, lang: Language = "sv"
) -> Report:
    """`guardian`: whose report it is, where the guardian's rule holds; None: all of it. Raises StorageError."""
    shard = Shard(shard_of(patient.id))
    known: dict[str, Case | Visit | Ticket] = {thing.id: thing for thing in things_of(reading, shard, patient.id)}
    streams = {stream_name(Ref(KINDS[type(thing)], thing.id)): thing for thing in known.values()}
    things = Things(patient=patient.id, known=known, streams=streams)
    lines = [*read_lines(reading, shard, patient.id), *written_lines(reading, shard, patient.id, things)]
    if guardian is not None:
        lines = [one for one in lines if seen_by(guardian, one, things)]
    lines.sort(key=lambda one: (one.at, one.key))
    people = {Ref(Kind.PERSON, one.who.removeprefix("rep:")) for one in lines if one.who.startswith("rep:")}
    found = reading.names(shard, [Ref(Kind.PERSON, patient.id), *people, *named(lines)])
    return Report(
        patient=patient.id,
        name=name_in(person_name(patient.id, found), lang),
        made=now,
        rows=tuple(row(one, things, found, lang) for one in lines),
        lang=lang,
    )


def things_of(reading: Reading, shard: Shard, patient: PersonId) -> Iterator[Case | Visit | Ticket]:
    for index in ("case_patient", "visit_patient", "ticket_patient"):
        heads = reading.every(shard, IndexRange(index=index, prefix=(patient,), limit=AT_A_TIME))
        states: Iterable[State] = map(decode_state, heads)
        yield from (state for state in states if isinstance(state, Case | Visit | Ticket))


def read_lines(reading: Reading, shard: Shard, patient: PersonId) -> Iterator[LogLine]:
    after: str | None = None
    while found := reading.storage.access_of(shard, patient, after, AT_A_TIME):
        yield from map(line_of_entry, found)
        after = found[-1].id


def written_lines(reading: Reading, shard: Shard, patient: PersonId, things: Things) -> Iterator[LogLine]:
    """Commands that people gave. What timers and effects did told nobody anything."""
    refs = [Ref(Kind.PERSON, patient), Ref(Kind.EMERGENCY, patient)]
    refs += [Ref(KINDS[type(thing)], thing.id) for thing in things.known.values()]
    for ref in refs:
        records: Iterator[Record] = stream(reading.storage, shard, stream_name(ref))
        for some in in_lots(told_apart(records)):
            marked = [record for record in some if record.first is not None]
            for record, line in zip(marked, lines_of_records(reading, shard, marked), strict=True):
                if line.who != SYSTEM:
                    yield changed(line, action=words.CORRECTED) if corrects(record) else line


def told_apart(records: Iterable[Record]) -> Iterator[Record]:
    """A command is told by its first event; but whoever answers what nobody had takes it, and has written too."""
    taking: CommandMark | None = None
    for record in records:
        if record.first is not None:
            taking = record.first if record.name == TAKEN else None
        elif taking is not None and record.name == SENT:
            yield changed(record, first=taking)
            continue
        yield record


def corrects(record: Record) -> bool:
    """Whether it is a message that corrects another."""
    if record.name != SENT:
        return False
    try:
        event = decode_event(record)
    except (UnknownRecord, BrokenRecord):
        return False  # the report tells of it all the same
    return isinstance(event, MessageSent) and event.corrects is not None


def seen_by(guardian: PersonId, line: LogLine, things: Things) -> bool:
    """Whether a line tells the guardian of nothing but what is theirs. What is not known to do so is left out."""
    thing = things.of(line)
    if thing is not None:
        return represents(guardian, thing)
    if line.who.startswith("rep:") and line.who not in (f"rep:{guardian}", f"rep:{things.patient}"):
        return False
    if line.action in LISTS:
        units = {one.unit for one in things.known.values() if represents(guardian, one)}
        owners = {one.assignment for one in things.known.values() if represents(guardian, one)}
        return line.ref in units or line.ref in owners
    if line.action.startswith("refused:"):
        return line.ref.partition(" ")[2] in ("", things.patient)
    return line.action in OF_PERSON


def represents(guardian: PersonId, thing: Case | Visit | Ticket) -> bool:
    return guardian == (thing.representative if isinstance(thing, Visit) else thing.representative.person)


def row(line: LogLine, things: Things, found: Found, lang: Language) -> ReportRow:
    thing = things.of(line)
    return ReportRow(
        at=from_micros(line.at),
        who=who(line, things.patient, found, lang),
        what=words.said(words.did(line.action, line.ref, of_case=isinstance(thing, Case)), lang),
        thing=thing.title if isinstance(thing, Case) else "",
        purpose=words.purpose_in(line.purpose, lang),
    )


def name_in(person: PersonName, lang: Language) -> str:
    return words.said(words.PROTECTED, lang) if person.protected else person.name


def who(line: LogLine, patient: PersonId, found: Found, lang: Language) -> str:
    """Staff by the name that is shown, role and unit; the patient's side as what they are."""
    kind, _, id = line.who.partition(":")
    if kind == "staff" and line.assignment is not None:
        shown = staff_name(AssignmentId(line.assignment), found)
        unit = unit_name(UnitId(line.unit), found) if line.unit is not None else ""
        return ", ".join(filter(None, (shown.name or line.assignment, shown.role.lower(), unit or shown.unit)))
    if kind == "rep":
        name = name_in(relative_name(PersonId(id), patient, found), lang)
        as_what = words.said(words.REPRESENTATIVE, lang)
        return words.said(words.PATIENT, lang) if id == patient else ", ".join(filter(None, (name, as_what)))
    if kind == "operator":
        return words.said(words.REGISTER if id.startswith(FEED) else words.OPERATOR, lang)
    return words.said(words.SYSTEM, lang)
