"""A bit of everything that writes, told to a storage by a caller that does not give up; and what then stands there.

Told over a storage that fails now and then, it must end as over one that never does.
"""

from collections.abc import Sequence
from typing import Protocol

from arende.ports.records import Append, Committed, Head, Later, Lease, OutboxItem, Outcome, Repeated, Shard
from arende.ports.storage import Storage

from .build import S, append, entry, head, item, logged, row


class Caller(Protocol):
    """What the story is told to: a storage, or one that is asked again when it fails."""

    def commit(self, group: Sequence[Append]) -> Sequence[Outcome]: ...
    def lease(self, worker: str, now: int, wanted: int, ttl: int) -> Sequence[Lease]: ...
    def due(self, lease: Lease, now: int, limit: int) -> Sequence[OutboxItem]: ...
    def settle(self, lease: Lease, done: Sequence[str], later: Sequence[Later]) -> bool: ...
    def release(self, lease: Lease) -> bool: ...
    def redact(self, shard: Shard, stream: str, seq: int, tombstone: bytes) -> None: ...
    def rebuild(self, shard: Shard, expected: int, head: Head, tokens: Sequence[str]) -> bool: ...


def commands(n: int) -> list[list[Append]]:
    """The groups of story number `n` that are accepted, each command in them once."""
    a, b, c = f"a{n}", f"b{n}", f"c{n}"
    full = append(
        f"{n}-1",
        a,
        outbox=[item(f"{n}-i1", a, part=n), item(f"{n}-i2", a, part=n, order=1)],
        tokens=["anna", "berg"],
        rows=[row(a), row(b)],
        access=[entry(f"{n}-e1")],
        columns={"owner": a, "until": 1},
    )
    return [
        [full],
        [logged(f"{n}-2", f"{n}-e2")],
        [append(f"{n}-{i}", b if i % 2 else c, (i - 3) // 2, tokens=["x"]) for i in range(3, 11)],
        [append(f"{n}-11", a, 1, relies_on=((b, 4),), tokens=["anna"], rows=[row(a, None)])],
    ]


def story(caller: Caller, n: int) -> list[object]:
    """On streams of its own; what it answered."""
    a, b, c = f"a{n}", f"b{n}", f"c{n}"
    groups = commands(n)
    told: list[object] = [outcome for group in groups for outcome in caller.commit(group)]
    again, late = caller.commit([*groups[0], append(f"{n}-12", a, 1)])
    told.append((isinstance(again, Committed | Repeated), late))  # after an unknown outcome one cannot tell these apart
    (lease,) = caller.lease("w", 10, 1, 100)
    told.append((lease.part, [i.id for i in caller.due(lease, 10, 9)]))
    told.append(caller.settle(lease, [f"{n}-i1"], [Later(id=f"{n}-i2", not_before=10**9 + n, attempt=1)]))
    told.append(caller.release(lease))
    caller.redact(S, b, 1, b"gone")
    told.append(caller.rebuild(S, 4, head(c, 4, columns={"owner": "z", "until": 2}), ["new"]))
    return told


def stands(storage: Storage, n: int) -> list[object]:
    streams = [f"a{n}", f"b{n}", f"c{n}"]
    return [
        [[(r.seq, r.body, r.first) for r in storage.records(S, stream, 0, 99)] for stream in streams],
        [(h.version, h.body, dict(h.columns)) if h else None for h in storage.heads(S, streams)],
        [list(storage.tokens(S, stream)) for stream in streams],
        [r.sub for r in storage.rows(S, "draft", "c1", None, 999) if r.sub in streams],
        [e for e in storage.access(S, None, 999) if e.id.startswith(f"{n}-")],
        [i for i in storage.outbox(S, None, 999) if i.id.startswith(f"{n}-")],
        [storage.find(S, f"{n}-{i}") is not None for i in range(1, 14)],
    ]
