"""What the wrong storages stand on: a storage that passes everything on, and a harness that puts it around another.

Nothing is wrong here yet.
"""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import ClassVar

from arende.ports.indexes import IndexRange
from arende.ports.records import (
    NEW,
    AccessEntry,
    Append,
    Exactly,
    Head,
    Later,
    Lease,
    OutboxItem,
    Outcome,
    PlainRow,
    Record,
    Shard,
)
from arende.ports.storage import Storage, StorageClaims
from attrs import evolve

from ..claims import Claims, claim
from ..harness import StorageHarness
from ..intree import MemoryHarness


class Relay:
    """Passes every call on. A wrong storage overrides one or two methods and names in `BREAKS` what it breaks."""

    BREAKS: ClassVar[set[str]] = set()

    def __init__(self, inner: Storage) -> None:
        self.inner = inner

    @property
    def claims(self) -> StorageClaims:
        return self.inner.claims

    def commit(self, group: Sequence[Append]) -> Sequence[Outcome]:
        return self.inner.commit(group)

    def heads(self, shard: Shard, streams: Sequence[str]) -> Sequence[Head | None]:
        return self.inner.heads(shard, streams)

    def records(self, shard: Shard, stream: str, after: int, limit: int) -> Sequence[Record]:
        return self.inner.records(shard, stream, after, limit)

    def page(self, shard: Shard, r: IndexRange) -> Sequence[Head]:
        return self.inner.page(shard, r)

    def count(
        self,
        shard: Shard,
        index: str,
        prefix: tuple[int | str, ...],
        cap: int,
        low: int | str | None = None,
        high: int | str | None = None,
    ) -> int:
        return self.inner.count(shard, index, prefix, cap, low, high)

    def page_tokens(self, shard: Shard, words: Sequence[str], after: str | None, limit: int) -> Sequence[str]:
        return self.inner.page_tokens(shard, words, after, limit)

    def find(self, shard: Shard, command_id: str) -> Record | AccessEntry | None:
        return self.inner.find(shard, command_id)

    def shards(self) -> Sequence[Shard]:
        return self.inner.shards()

    def streams(self, shard: Shard, after: str | None, limit: int) -> Sequence[str]:
        return self.inner.streams(shard, after, limit)

    def tokens(self, shard: Shard, stream: str) -> Sequence[str]:
        return self.inner.tokens(shard, stream)

    def rebuild(self, shard: Shard, expected: int, head: Head, tokens: Sequence[str]) -> bool:
        return self.inner.rebuild(shard, expected, head, tokens)

    def lease(self, worker: str, now: int, wanted: int, ttl: int) -> Sequence[Lease]:
        return self.inner.lease(worker, now, wanted, ttl)

    def due(self, lease: Lease, now: int, limit: int) -> Sequence[OutboxItem]:
        return self.inner.due(lease, now, limit)

    def settle(self, lease: Lease, done: Sequence[str], later: Sequence[Later]) -> bool:
        return self.inner.settle(lease, done, later)

    def release(self, lease: Lease) -> bool:
        return self.inner.release(lease)

    def outbox(self, shard: Shard, after: str | None, limit: int) -> Sequence[OutboxItem]:
        return self.inner.outbox(shard, after, limit)

    def rows(self, shard: Shard, kind: str, key: str, after: str | None, limit: int) -> Sequence[PlainRow]:
        return self.inner.rows(shard, kind, key, after, limit)

    def rows_at(self, shard: Shard, kind: str, keys: Sequence[str], sub: str) -> Sequence[PlainRow | None]:
        return self.inner.rows_at(shard, kind, keys, sub)

    def access(self, shard: Shard, after: str | None, limit: int) -> Sequence[AccessEntry]:
        return self.inner.access(shard, after, limit)

    def access_of(self, shard: Shard, subject: str, after: str | None, limit: int) -> Sequence[AccessEntry]:
        return self.inner.access_of(shard, subject, after, limit)

    def written(self, shard: Shard, after: tuple[int, str, int] | None, low: int, limit: int) -> Sequence[Record]:
        return self.inner.written(shard, after, low, limit)

    def redact(self, shard: Shard, stream: str, seq: int, tombstone: bytes) -> None:
        self.inner.redact(shard, stream, seq, tombstone)

    def close(self) -> None:
        self.inner.close()

    # What several wrong storages need.

    def stands(self, append: Append) -> int:
        """The version of the append's first stream; 0 where it does not exist."""
        (head,) = self.inner.heads(append.shard, [append.writes[0].stream])
        return head.version if head else 0

    def known(self, append: Append) -> bool:
        """Whether the append's command was here before."""
        return append.mark is not None and self.inner.find(append.shard, append.mark.command_id) is not None


class BrokenHarness:
    """A wrong storage around a right one."""

    def __init__(self, base: StorageHarness, wrong: Callable[[Storage], Storage], claims: Claims) -> None:
        self._base = base
        self._wrong = wrong
        self.claims = claims

    def open(self) -> Storage:
        return self._wrong(self._base.open())

    def reopen(self) -> Storage:
        return self._wrong(self._base.reopen())


def around_memory(wrong: Callable[[Storage], Storage]) -> Callable[[Path], BrokenHarness]:
    """The factory of a wrong storage around the one in memory."""
    return lambda folder: BrokenHarness(MemoryHarness(), wrong, claim())


def expected_version(append: Append) -> int:
    """The version that the append's first stream is expected at; 0 for NEW."""
    expected = append.writes[0].expected
    return expected.version if isinstance(expected, Exactly) else 0


def rebased(append: Append, version: int) -> Append:
    """The same append of one stream, as if it had expected this version."""
    (write,) = append.writes
    records = tuple(evolve(record, seq=version + 1 + n) for n, record in enumerate(write.records))
    moved = evolve(
        write,
        expected=Exactly(version) if version else NEW,
        records=records,
        head=evolve(write.head, version=version + len(records)),
    )
    return evolve(append, writes=(moved,))


def renamed(append: Append, command_id: str) -> Append:
    """The same append, as if another command had made it."""
    if append.mark is None:
        return append
    mark = evolve(append.mark, command_id=command_id)
    writes = tuple(
        evolve(write, records=tuple(evolve(r, first=mark) if r.first else r for r in write.records))
        for write in append.writes
    )
    access = tuple(evolve(entry, command=mark) if entry.command else entry for entry in append.access)
    return evolve(append, mark=mark, writes=writes, access=access)
