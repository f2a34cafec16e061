"""A line for each thing in the log, whether it was read or written: who did what, when, about whom. No wording."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice, takewhile
from typing import Final

from attrs import frozen

from ...domain.actor import Purpose
from ...domain.ids import Kind, PersonId, Ref, UnitId
from ...domain.model import Nothing, State
from ...ports.records import AccessEntry, Record, Shard
from ...wire.names import ref_of
from ..reading import Reading
from ..refused import patients_of
from .content import ENTRY, RECORD, record_key
from .period import Period
from .scan import entries, records

AT_A_TIME: Final = 500
EMERGENCY: Final = "emergency.opened"
"""Its purpose is what it says; records of old have the actor's."""
DIGITS: Final = 18
"""Numbers in a place have no more: storages keep 64 bits."""
APART: Final = frozenset({"seal", "audit"})
"""What streams begin with that are about the log itself, and about no patient."""


@frozen(kw_only=True)
class LogLine:
    """`action` is an entry's (`read:thread`), or a record's name (`case.message_sent`)."""

    key: str
    at: int
    who: str
    assignment: str | None
    unit: str | None
    purpose: str
    action: str
    ref: str
    patients: tuple[PersonId, ...]


@frozen
class Place:
    """Where a line stands: good for going on after it, however the log grows meanwhile."""

    at: int
    key: str

    def text(self) -> str:
        return f"{self.at} {self.key}"


def line_of_entry(entry: AccessEntry) -> LogLine:
    return LogLine(
        key=ENTRY + entry.id,
        at=entry.at,
        who=entry.who,
        assignment=entry.assignment,
        unit=entry.unit,
        purpose=entry.purpose,
        action=entry.action,
        ref=entry.ref,
        patients=tuple(map(PersonId, entry.subjects)),
    )


def lines_of_records(reading: Reading, shard: Shard, some: Sequence[Record]) -> Iterator[LogLine]:
    """Those that carry a command: a command is one line, however many events it made. Patients as the streams say."""
    marked = [record for record in some if record.first is not None]
    refs = {record.stream: ref for record in marked if (ref := about(shard, record.stream)) is not None}
    states: Mapping[Ref, State] = reading.many(refs.values())
    for record in marked:
        mark = record.first
        if mark is None:
            continue
        ref = refs.get(record.stream)
        yield LogLine(
            key=record_key(record.stream, record.seq),
            at=record.at,
            who=mark.actor,
            assignment=mark.assignment,
            unit=None,
            purpose=Purpose.EMERGENCY if record.name == EMERGENCY else mark.purpose,
            action=record.name,
            ref="" if ref is None else ref.id,
            patients=() if ref is None else patients_of(states.get(ref, Nothing())),
        )


def about(shard: Shard, stream: str) -> Ref | None:
    """What a stream is about; None for one that is about the log itself, or about an identifier."""
    if stream.partition("/")[0] in APART:
        return None
    try:
        ref = ref_of(shard, stream)
    except ValueError:
        return None
    return None if ref.kind is Kind.IDENTIFIER else ref


def lines_of(reading: Reading, shard: Shard, period: Period, after: Place | None = None) -> Iterator[LogLine]:
    """Every line of a period, after a place: entries first, then commands, each in order of time.

    The whole log is gone through: an entry's id tells when it was made by the machine's clock, `at` by the engine's.
    """
    storage = reading.storage
    if after is None or after.key.startswith(ENTRY):
        for entry in entries(storage, shard, after.key.removeprefix(ENTRY) if after else None):
            if period.holds(entry.at):
                yield line_of_entry(entry)
    start, end = period.plain()
    found = takewhile(lambda record: record.at < end, records(storage, shard, start, record_place(after)))
    for some in in_lots(found):
        yield from lines_of_records(reading, shard, some)


def place(text: str) -> Place | None:
    """What `Place.text` wrote; None for anything else."""
    at, _, key = text.partition(" ")
    if not at.isdecimal() or len(at) > DIGITS:
        return None
    stream, _, seq = key.removeprefix(RECORD).rpartition("#")
    of_record = key.startswith(RECORD) and stream != "" and seq.isdecimal() and len(seq) <= DIGITS
    return Place(int(at), key) if of_record or key.startswith(ENTRY) else None


def record_place(after: Place | None) -> tuple[int, str, int] | None:
    if after is None or not after.key.startswith(RECORD):
        return None
    stream, _, seq = after.key.removeprefix(RECORD).rpartition("#")
    return after.at, stream, int(seq)


def in_lots(some: Iterable[Record]) -> Iterator[Sequence[Record]]:
    source = iter(some)
    while lot := list(islice(source, AT_A_TIME)):
        yield lot


def named(lines: Iterable[LogLine]) -> Iterator[Ref]:
    """The entries that lines are shown with: assignments bring their staff, role and unit (`Reading.names`)."""
    for line in lines:
        if line.assignment is not None:
            yield Ref(Kind.ASSIGNMENT, line.assignment)
        if line.unit is not None:
            yield Ref(Kind.UNIT, UnitId(line.unit))
