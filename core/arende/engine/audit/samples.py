"""Spot checks (HSLF-FS 2016:40 4 kap. 9 a §): a random sample of the log, kept with its outcome. Judges nothing.

A sample is a stream of its own: what was drawn, and then what came of looking at it. It is sealed like everything else.
"""

from collections.abc import Iterable, Iterator, Sequence
from enum import StrEnum
from hashlib import sha256
from random import Random
from typing import Final

import orjson
from attrs import field, frozen

from ...domain.actor import Actor, StaffActor, name_of, purpose_of
from ...ports.records import NEW, Append, CommandMark, Exactly, Head, Record, Shard, StreamWrite
from ...ports.storage import Storage
from ...wire.ids import fresh
from .lines import LogLine
from .period import Period

DRAWN: Final = "audit.sample_drawn"
REVIEWED: Final = "audit.sample_reviewed"
SCHEMA: Final = 1
KIND: Final = "audit"
PREFIX: Final = f"{KIND}/"


class Outcome(StrEnum):
    """What came of looking at a sample; the value is stored."""

    NOTHING = "utan anmärkning"
    FOLLOW_UP = "följs upp"


@frozen(kw_only=True)
class Sample:
    """A drawn sample: `lines` of the `of` lines that the period held. The same seed draws the same again."""

    id: str
    at: int
    seed: int
    of: int
    lines: tuple[LogLine, ...]


@frozen(kw_only=True)
class SampleState:
    """A sample as it is listed: what was drawn, and its outcome once there is one."""

    id: str
    drawn: int
    by: str
    keys: tuple[str, ...]
    of: int
    outcome: Outcome | None
    note: str = field(repr=False)


def checked(line: LogLine) -> bool:
    """Whether a line is for spot checks: an employee's, or what someone at the machine looked at, about patients.

    Patients' and guardians' own are not, nor what a register tells.
    """
    looked = line.action.startswith(("read:", "refused:"))
    return bool(line.patients) and (line.who.startswith("staff:") or (looked and line.who.startswith("operator:")))


def draw(lines: Iterable[LogLine], n: int, seed: int) -> tuple[tuple[LogLine, ...], int]:
    """`n` of them, each as likely as any other, and how many there were; in order of time."""
    source, kept, count = Random(seed), list[LogLine](), 0
    for line in lines:
        count += 1
        if len(kept) < n:
            kept.append(line)
        elif (place := source.randrange(count)) < n:
            kept[place] = line
    return tuple(sorted(kept, key=lambda line: (line.at, line.key))), count


def drawn(shard: Shard, actor: Actor, period: Period, n: int, sample: Sample) -> Append:
    """The sample's first record."""
    said = {
        "period": period.plain(),
        "n": n,
        "seed": sample.seed,
        "of": sample.of,
        "items": [line.key for line in sample.lines],
    }
    return written(shard, PREFIX + sample.id, 0, actor, sample.at, DRAWN, orjson.dumps(said))


def reviewed(shard: Shard, stream: str, version: int, actor: Actor, at: int, outcome: Outcome, note: str) -> Append:
    """One more record of it."""
    said = {"outcome": outcome.value, "note": note}
    return written(shard, stream, version, actor, at, REVIEWED, orjson.dumps(said))


def written(shard: Shard, stream: str, version: int, actor: Actor, at: int, name: str, body: bytes) -> Append:
    mark = CommandMark(
        command_id=fresh(),
        digest=sha256(body).digest(),
        actor=name_of(actor),
        assignment=actor.assignment if isinstance(actor, StaffActor) else None,
        purpose=purpose_of(actor),
        events=1,
    )
    record = Record(shard=shard, stream=stream, seq=version + 1, name=name, schema=SCHEMA, body=body, at=at, first=mark)
    write = StreamWrite(
        stream=stream,
        expected=Exactly(version) if version else NEW,
        records=(record,),
        head=Head(shard=shard, stream=stream, kind=KIND, version=version + 1, body=b"{}", columns={}),
    )
    return Append(shard=shard, writes=(write,), mark=mark)


def samples(storage: Storage, shard: Shard) -> Iterator[SampleState]:
    """Every sample of a provider, the oldest first."""
    after = PREFIX
    while names := storage.streams(shard, after, 100):
        for name in names:
            if not name.startswith(PREFIX):
                return
            yield state_of(storage.records(shard, name, 0, 1000))
        after = names[-1]


def state_of(records: Sequence[Record]) -> SampleState:
    """What the records of a sample say; the last outcome counts. ValueError for what is no sample."""
    first, *later = records
    try:
        plain = orjson.loads(first.body)
        told = [orjson.loads(record.body) for record in later]
        return SampleState(
            id=first.stream.removeprefix(PREFIX),
            drawn=first.at,
            by="" if first.first is None else first.first.actor,
            keys=tuple(map(str, plain["items"])),
            of=int(plain["of"]),
            outcome=Outcome(told[-1]["outcome"]) if told else None,
            note=str(told[-1]["note"]) if told else "",
        )
    except (KeyError, TypeError) as error:
        raise ValueError(f"{first.stream} is no sample: run arende audit verify") from error
