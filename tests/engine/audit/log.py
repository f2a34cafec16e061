"""A long invented log, sealed with a key of its own, straight in a storage; and random edits of it in memory.

An edit says what verifying must name, and gives the log back as it was.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from random import Random
from typing import Final

from arende.engine.audit.content import SEAL_STREAM
from arende.engine.audit.faults import AuditVerified, What
from arende.engine.audit.keys import Keyring, key_id
from arende.engine.audit.sealer import Sealer
from arende.engine.audit.verifier import Verifier
from arende.ports.anchor import Anchor, ChainHead
from arende.ports.records import (
    NEW,
    AccessEntry,
    Append,
    CommandMark,
    Exactly,
    Head,
    Record,
    Shard,
    StreamWrite,
)
from arende.ports.storage import Storage
from arende.ports.times import from_micros
from arende.testing.clock import FakeClock
from arende_storage.memory.state import ShardState
from arende_storage.memory.storage import MemoryStorage
from attrs import evolve, field, frozen

SHARD: Final = Shard("SE1")
START: Final = 1_795_352_700_000_000
SECOND: Final = 1_000_000
SECRET: Final = bytes(range(32))
KEYS: Final = Keyring({key_id(SECRET): SECRET}, key_id(SECRET))


@frozen
class Remembering:
    """An anchor in memory: what it was told, in order."""

    heads: list[ChainHead] = field(factory=list)

    def tell(self, head: ChainHead) -> None:
        self.heads.append(head)

    def told(self) -> Iterator[ChainHead]:
        yield from self.heads


def id_at(time: int, number: int) -> str:
    """A UUIDv7 made at that time."""
    ms = f"{time // 1000:012x}"
    return f"{ms[:8]}-{ms[8:]}-7{number % 4096:03x}-8000-{number:012x}"


def entry_at(number: int, time: int) -> AccessEntry:
    return AccessEntry(
        id=id_at(time, number),
        who=f"staff:SE1.a{number % 7}",
        assignment=f"SE1.a{number % 7}",
        unit="SE1.vc",
        purpose="vård och behandling",
        action="read:thread",
        subjects=(f"SE1.p{number}",),
        at=time,
        ref=f"SE1.k{number}",
    )


def records_at(number: int, time: int) -> Append:
    """A command on one of ten streams, of one or two records."""
    stream, before = f"case/{number % 10}", number // 10
    mark = CommandMark(
        command_id=f"c{number}",
        digest=bytes(32),
        actor=f"staff:SE1.a{number % 7}",
        assignment=f"SE1.a{number % 7}",
        purpose="vård och behandling",
        events=1,
    )
    record = Record(
        shard=SHARD,
        stream=stream,
        seq=before + 1,
        name="case.message_sent",
        schema=1,
        body=b'{"n":%d}' % number,
        at=time,
        first=mark if number % 3 else None,
    )
    write = StreamWrite(
        stream=stream,
        expected=Exactly(before) if before else NEW,
        records=(record,),
        head=Head(shard=SHARD, stream=stream, kind="case", version=before + 1, body=b"{}", columns={}),
    )
    return Append(shard=SHARD, writes=(write,))


def fill(storage: Storage, length: int, sealer: Sealer, clock: FakeClock, every: int) -> int:
    """Half reads, half writes, a second between them, sealed now and then; the time when it ends."""
    group: list[Append] = []
    for number in range(length):
        time = START + number * SECOND
        if number % 2:
            group.append(Append(shard=SHARD, access=(entry_at(number, time),)))
        else:
            group.append(records_at(number // 2, time))
        if len(group) == 100 or (number + 1) % every == 0 or number == length - 1:
            storage.commit(group)
            group = []
        if (number + 1) % every == 0 or number == length - 1:
            clock.set(from_micros(time + SECOND))
            sealer.seal_once()
    return START + length * SECOND


@frozen(kw_only=True)
class Log:
    """A sealed log in memory, whose insides can be got at."""

    storage: MemoryStorage
    anchor: Remembering
    end: int

    @property
    def inside(self) -> ShardState:
        return self.storage._shards[SHARD]

    def verify(self, anchor: Anchor | None = None) -> AuditVerified:
        """As five minutes after the last thing."""
        return Verifier(self.storage, KEYS, self.end + 300 * SECOND).verify(anchor, lambda _: None)

    def found(self, anchor: Anchor | None = None) -> set[tuple[What, str]]:
        return {(fault.what, fault.name) for fault in self.verify(anchor).faults}

    @contextmanager
    def put_back(self) -> Iterator[None]:
        records, access = dict(self.inside.records), dict(self.inside.access)
        try:
            yield
        finally:
            self.inside.records, self.inside.access = records, access


def sealed_log(length: int, every: int = 50) -> Log:
    storage, anchor, clock = MemoryStorage(), Remembering(), FakeClock(from_micros(START))
    sealer = Sealer(storage=storage, clock=clock, keys=lambda: KEYS, anchor=anchor)
    return Log(storage=storage, anchor=anchor, end=fill(storage, length, sealer, clock, every))


Edit = Callable[[ShardState, Random], set[tuple[What, str]]]


def flip_entry(inside: ShardState, random: Random) -> set[tuple[What, str]]:
    id = random.choice(list(inside.access))
    entry = inside.access[id]
    changes: list[AccessEntry] = [
        evolve(entry, who="staff:SE1.ingen"),
        evolve(entry, assignment=None),
        evolve(entry, unit="SE1.annan"),
        evolve(entry, purpose="drift"),
        evolve(entry, action="read:person"),
        evolve(entry, subjects=()),
        evolve(entry, subjects=(*entry.subjects, "SE1.px")),
        evolve(entry, at=entry.at + random.choice((-1, 1))),
        evolve(entry, ref=f"{entry.ref}x"),
    ]
    inside.access[id] = random.choice(changes)
    return {(What.CHANGED, f"åtkomstpost {id}")}


def one_record(inside: ShardState, random: Random) -> Record:
    return inside.records[random.choice([place for place in inside.records if place[0] != SEAL_STREAM])]


def flip_record(inside: ShardState, random: Random) -> set[tuple[What, str]]:
    record = one_record(inside, random)
    mark = record.first
    changes: list[Record] = [
        evolve(record, body=record.body.replace(b"n", b"m")),
        evolve(record, at=record.at + random.choice((-3600 * SECOND, -1, 1, 3600 * SECOND))),
        evolve(record, name="case.handled"),
        evolve(record, schema=2),
    ]
    if mark is not None:
        changes += [evolve(record, first=evolve(mark, actor="staff:SE1.ingen")), evolve(record, first=None)]
    inside.records[record.stream, record.seq] = random.choice(changes)
    return {(What.CHANGED, f"händelse {record.stream}#{record.seq}")}


def drop_entry(inside: ShardState, random: Random) -> set[tuple[What, str]]:
    id = random.choice(list(inside.access))
    del inside.access[id]
    return {(What.REMOVED, f"åtkomstpost {id}")}


def drop_record(inside: ShardState, random: Random) -> set[tuple[What, str]]:
    record = one_record(inside, random)
    del inside.records[record.stream, record.seq]
    return {(What.REMOVED, f"händelse {record.stream}#{record.seq}")}


def swap_entries(inside: ShardState, random: Random) -> set[tuple[What, str]]:
    one, other = random.sample(list(inside.access), 2)
    a, b = inside.access[one], inside.access[other]
    inside.access[one], inside.access[other] = evolve(b, id=one), evolve(a, id=other)
    return {(What.REORDERED, f"åtkomstpost {id}") for id in (one, other)}


def swap_records(inside: ShardState, random: Random) -> set[tuple[What, str]]:
    a = one_record(inside, random)
    b = one_record(inside, random)
    while b is a:
        b = one_record(inside, random)
    inside.records[a.stream, a.seq] = evolve(b, stream=a.stream, seq=a.seq)
    inside.records[b.stream, b.seq] = evolve(a, stream=b.stream, seq=b.seq)
    return {(What.REORDERED, f"händelse {r.stream}#{r.seq}") for r in (a, b)}


def insert_entry(inside: ShardState, random: Random) -> set[tuple[What, str]]:
    times = [entry.at for entry in inside.access.values()]
    entry = entry_at(random.randrange(10**6, 10**7), random.randrange(min(times), max(times)))
    inside.access[entry.id] = entry
    return {(What.INSERTED, f"åtkomstpost {entry.id}")}


def insert_record(inside: ShardState, random: Random) -> set[tuple[What, str]]:
    like = one_record(inside, random)
    seq = 1 + max(seq for stream, seq in inside.records if stream == like.stream)
    stream = random.choice((like.stream, f"case/ny{random.randrange(10**6)}"))
    made = evolve(like, stream=stream, seq=seq if stream == like.stream else 1, at=like.at - 1)
    inside.records[made.stream, made.seq] = made
    return {(What.INSERTED, f"händelse {made.stream}#{made.seq}")}


EDITS: Final[tuple[Edit, ...]] = (
    flip_entry,
    flip_record,
    drop_entry,
    drop_record,
    swap_entries,
    swap_records,
    insert_entry,
    insert_record,
)
