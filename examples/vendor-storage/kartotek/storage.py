"""The storage port over cards: each method is one transaction, and sorts what it has read."""

from collections.abc import Sequence
from typing import Final

from arende.ports.indexes import IndexRange
from arende.ports.records import (
    AccessEntry,
    Append,
    Committed,
    Conflict,
    Exactly,
    Head,
    Later,
    Lease,
    OutboxItem,
    Outcome,
    PlainRow,
    Record,
    Repeated,
    Shard,
    StreamWrite,
    TokenSet,
)
from arende.ports.storage import StorageClaims, StorageUnusable
from attrs import evolve, frozen

from .lists import listed
from .outbox import ready, taken
from .table import Table

KEPT: Final = (Record, Head, OutboxItem, TokenSet, PlainRow, AccessEntry)
"""Kinds of cards that make a shard one that holds anything; leases and carriers go with them."""


@frozen(kw_only=True)
class Carrier:
    """What carries a command: a record, or an access entry."""

    stream: str = ""
    seq: int = 0
    entry: str = ""


class KartotekStorage:
    """An `arende.ports.storage.Storage` in one file."""

    def __init__(self, table: Table) -> None:
        self._table = table

    @property
    def claims(self) -> StorageClaims:
        return StorageClaims(durable=True, shared=True)

    def commit(self, group: Sequence[Append]) -> Sequence[Outcome]:
        if len({append.shard for append in group}) > 1:
            raise ValueError("a group holds appends of one shard only")
        with self._table.transaction(write=True):
            return [self._append(append) for append in group]

    def heads(self, shard: Shard, streams: Sequence[str]) -> Sequence[Head | None]:
        with self._table.transaction(write=False):
            return [self._table.get(Head, shard, (stream,)) for stream in streams]

    def records(self, shard: Shard, stream: str, after: int, limit: int) -> Sequence[Record]:
        with self._table.transaction(write=False):
            found = self._table.all(Record, shard, (stream,))
        return [record for record in found if record.seq > after][: max(limit, 0)]

    def page(self, shard: Shard, r: IndexRange) -> Sequence[Head]:
        with self._table.transaction(write=False):
            return listed(self._table.all(Head, shard), r)

    def count(
        self,
        shard: Shard,
        index: str,
        prefix: tuple[int | str, ...],
        cap: int,
        low: int | str | None = None,
        high: int | str | None = None,
    ) -> int:
        return len(self.page(shard, IndexRange(index=index, prefix=prefix, limit=cap, low=low, high=high)))

    def page_tokens(self, shard: Shard, words: Sequence[str], after: str | None, limit: int) -> Sequence[str]:
        asked = [word for word in words if word]
        with self._table.transaction(write=False):
            sets = self._table.all(TokenSet, shard) if asked else []
        found = [s.stream for s in sets if all(any(t.startswith(word) for t in s.tokens) for word in asked)]
        return _page(found, after, limit)

    def find(self, shard: Shard, command_id: str) -> Record | AccessEntry | None:
        with self._table.transaction(write=False):
            return self._carried(shard, command_id)

    def shards(self) -> Sequence[Shard]:
        with self._table.transaction(write=False):
            return self._table.shards(*KEPT)

    def streams(self, shard: Shard, after: str | None, limit: int) -> Sequence[str]:
        with self._table.transaction(write=False):
            return _page([head.stream for head in self._table.all(Head, shard)], after, limit)

    def tokens(self, shard: Shard, stream: str) -> Sequence[str]:
        with self._table.transaction(write=False):
            found = self._table.get(TokenSet, shard, (stream,))
        return sorted(set(found.tokens)) if found else []

    def rebuild(self, shard: Shard, expected: int, head: Head, tokens: Sequence[str]) -> bool:
        with self._table.transaction(write=True):
            records = self._table.all(Record, shard, (head.stream,))
            if not records or records[-1].seq != expected:
                return False
            self._table.put(shard, (head.stream,), head)
            self._index(shard, TokenSet(stream=head.stream, tokens=tuple(tokens)))
            return True

    def lease(self, worker: str, now: int, wanted: int, ttl: int) -> Sequence[Lease]:
        with self._table.transaction(write=True):
            places: list[tuple[int, Lease]] = []
            for shard in self._table.shards(OutboxItem):
                items = self._table.all(OutboxItem, shard)
                for part in {item.part for item in items}:
                    due = ready(items, part, now)
                    held = self._table.get(Lease, shard, (part,))
                    lease = taken(held, shard, part, worker, now, ttl) if due else None
                    places += [(due[0].not_before, lease)] if lease else []
            places.sort(key=lambda place: (place[0], place[1].shard, place[1].part))
            leases = [lease for _, lease in places[: max(wanted, 0)]]
            for lease in leases:
                self._table.put(lease.shard, (lease.part,), lease)
            return leases

    def due(self, lease: Lease, now: int, limit: int) -> Sequence[OutboxItem]:
        with self._table.transaction(write=False):
            items = self._table.all(OutboxItem, lease.shard)
        return ready(items, lease.part, now)[: max(limit, 0)]

    def settle(self, lease: Lease, done: Sequence[str], later: Sequence[Later]) -> bool:
        with self._table.transaction(write=True):
            if not self._holds(lease):
                return False
            items = {i.id: i for i in self._table.all(OutboxItem, lease.shard) if i.part == lease.part}
            for id in items.keys() & set(done):
                self._table.drop(OutboxItem, lease.shard, (id,))
                del items[id]
            for change in later:
                if change.id in items:
                    item = evolve(items[change.id], not_before=change.not_before, attempt=change.attempt)
                    self._table.put(lease.shard, (item.id,), item)
            return True

    def release(self, lease: Lease) -> bool:
        with self._table.transaction(write=True):
            holds = self._holds(lease)
            if holds:
                self._table.put(lease.shard, (lease.part,), evolve(lease, until=0))
            return holds

    def outbox(self, shard: Shard, after: str | None, limit: int) -> Sequence[OutboxItem]:
        with self._table.transaction(write=False):
            found = self._table.all(OutboxItem, shard)
        return [item for item in found if after is None or item.id > after][: max(limit, 0)]

    def rows(self, shard: Shard, kind: str, key: str, after: str | None, limit: int) -> Sequence[PlainRow]:
        with self._table.transaction(write=False):
            found = self._table.all(PlainRow, shard, (kind, key))
        return [row for row in found if after is None or row.sub > after][: max(limit, 0)]

    def rows_at(self, shard: Shard, kind: str, keys: Sequence[str], sub: str) -> Sequence[PlainRow | None]:
        with self._table.transaction(write=False):
            return [self._table.get(PlainRow, shard, (kind, key, sub)) for key in keys]

    def access(self, shard: Shard, after: str | None, limit: int) -> Sequence[AccessEntry]:
        with self._table.transaction(write=False):
            found = self._table.all(AccessEntry, shard)
        return [entry for entry in found if after is None or entry.id > after][: max(limit, 0)]

    def access_of(self, shard: Shard, subject: str, after: str | None, limit: int) -> Sequence[AccessEntry]:
        with self._table.transaction(write=False):
            found = [entry for entry in self._table.all(AccessEntry, shard) if subject in entry.subjects]
        return [entry for entry in found if after is None or entry.id > after][: max(limit, 0)]

    def written(self, shard: Shard, after: tuple[int, str, int] | None, low: int, limit: int) -> Sequence[Record]:
        with self._table.transaction(write=False):
            found = [((r.at, r.stream, r.seq), r) for r in self._table.all(Record, shard) if r.at >= low]
        found = [(place, record) for place, record in found if after is None or place > after]
        return [record for _, record in sorted(found, key=lambda one: one[0])[: max(limit, 0)]]

    def redact(self, shard: Shard, stream: str, seq: int, tombstone: bytes) -> None:
        with self._table.transaction(write=True):
            record = self._table.get(Record, shard, (stream, seq))
            if record is None:
                raise StorageUnusable("There is no such record to redact: look at stream and number.")
            self._table.put(shard, (stream, seq), evolve(record, body=tombstone))

    def close(self) -> None:
        self._table.close()

    def _append(self, append: Append) -> Outcome:
        """One append: what speaks against it is found before anything is written."""
        command = _command(append)
        first = self._carried(append.shard, command) if command is not None else None
        if first is not None:
            return Repeated(first)
        for stream, version in (*((w.stream, _base(w)) for w in append.writes), *append.relies_on):
            head = self._table.get(Head, append.shard, (stream,))
            if (head.version if head else 0) != version:
                return Conflict(stream)
        self._write(append)
        return Committed()

    def _write(self, append: Append) -> None:
        shard, table = append.shard, self._table
        for write in append.writes:
            for record in write.records:
                table.add(shard, (record.stream, record.seq), record)
                if record.first is not None:
                    table.add(shard, (record.first.command_id,), Carrier(stream=record.stream, seq=record.seq))
            table.put(shard, (write.stream,), write.head)
        for item in append.outbox:
            table.add(shard, (item.id,), item)
        for tokens in append.tokens:
            self._index(shard, tokens)
        for row in append.rows:
            if row.body is None:
                table.drop(PlainRow, shard, (row.kind, row.key, row.sub))
            else:
                table.put(shard, (row.kind, row.key, row.sub), row)
        for entry in append.access:
            table.add(shard, (entry.id,), entry)
            if entry.command is not None:
                table.add(shard, (entry.command.command_id,), Carrier(entry=entry.id))

    def _index(self, shard: Shard, tokens: TokenSet) -> None:
        if tokens.tokens:
            self._table.put(shard, (tokens.stream,), tokens)
        else:
            self._table.drop(TokenSet, shard, (tokens.stream,))

    def _carried(self, shard: Shard, command_id: str) -> Record | AccessEntry | None:
        found = self._table.get(Carrier, shard, (command_id,))
        if found is None:
            return None
        if found.entry:
            return self._table.get(AccessEntry, shard, (found.entry,))
        return self._table.get(Record, shard, (found.stream, found.seq))

    def _holds(self, lease: Lease) -> bool:
        held = self._table.get(Lease, lease.shard, (lease.part,))
        return held is not None and (held.epoch, held.worker) == (lease.epoch, lease.worker)


def _base(write: StreamWrite) -> int:
    return write.expected.version if isinstance(write.expected, Exactly) else 0


def _command(append: Append) -> str | None:
    """The command that an append carries out: its mark's, or that of what carries one."""
    marks = [record.first for write in append.writes for record in write.records]
    marks += [entry.command for entry in append.access]
    return next((mark.command_id for mark in (append.mark, *marks) if mark is not None), None)


def _page(streams: Sequence[str], after: str | None, limit: int) -> Sequence[str]:
    return [stream for stream in streams if after is None or stream > after][: max(limit, 0)]
