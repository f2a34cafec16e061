"""The storage itself, in plain dictionaries under one lock: the model that other storages are compared with.

Everything is looked up by going through all there is; nothing here is meant to be fast.
"""

from collections.abc import Sequence
from threading import Lock
from typing import Final

from arende.ports.indexes import Index, IndexRange
from arende.ports.records import (
    AccessEntry,
    Append,
    Committed,
    Conflict,
    Head,
    Later,
    Lease,
    OutboxItem,
    Outcome,
    PlainRow,
    Record,
    Repeated,
    Shard,
)
from arende.ports.storage import StorageClaims, StorageUnusable
from attrs import evolve

from ..shapes import base, command_ids, index_named, less
from .outbox import available_parts, due_items, take
from .state import Changes, ShardState

CLAIMS: Final = StorageClaims(durable=False, shared=False)


class MemoryStorage:
    """An `arende.ports.storage.Storage` that forgets everything when it is closed."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._shards: dict[Shard, ShardState] = {}
        self._closed = False

    @property
    def claims(self) -> StorageClaims:
        return CLAIMS

    def commit(self, group: Sequence[Append]) -> Sequence[Outcome]:
        if not group:
            return ()
        ids = command_ids(group)
        with self._lock:
            state, changes = self._state(group[0].shard), Changes()
            try:
                return [_append(state, changes, a, command_id) for a, command_id in zip(group, ids, strict=True)]
            except BaseException:
                changes.take_back()
                raise

    def heads(self, shard: Shard, streams: Sequence[str]) -> Sequence[Head | None]:
        with self._lock:
            heads = self._state(shard).heads
            return [heads.get(stream) for stream in streams]

    def records(self, shard: Shard, stream: str, after: int, limit: int) -> Sequence[Record]:
        with self._lock:
            found = [r for (s, seq), r in self._state(shard).records.items() if s == stream and seq > after]
        return sorted(found, key=lambda r: r.seq)[: max(limit, 0)]

    def page(self, shard: Shard, r: IndexRange) -> Sequence[Head]:
        index = index_named(r.index, r.prefix)
        with self._lock:
            placed = _placed(self._state(shard), index, r.prefix)
        placed = [(value, head) for value, head in placed if _within(r, value, head.stream)]
        placed.sort(key=lambda place: (place[0], place[1].stream), reverse=r.reverse)
        return [head for _, head in placed[: max(r.limit, 0)]]

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
        if not asked:
            return ()
        with self._lock:
            found = sorted(
                stream
                for stream, tokens in self._state(shard).tokens.items()
                if all(any(token.startswith(word) for token in tokens) for word in asked)
            )
        return [stream for stream in found if after is None or stream > after][: max(limit, 0)]

    def find(self, shard: Shard, command_id: str) -> Record | AccessEntry | None:
        with self._lock:
            return self._state(shard).carrier(command_id)

    def shards(self) -> Sequence[Shard]:
        with self._lock:
            self._open()
            return sorted(shard for shard, state in self._shards.items() if state.holds_anything())

    def streams(self, shard: Shard, after: str | None, limit: int) -> Sequence[str]:
        with self._lock:
            state = self._state(shard)
            found = sorted({stream for stream, _ in state.records} | state.heads.keys())
        return [stream for stream in found if after is None or stream > after][: max(limit, 0)]

    def tokens(self, shard: Shard, stream: str) -> Sequence[str]:
        with self._lock:
            return sorted(self._state(shard).tokens.get(stream, ()))

    def rebuild(self, shard: Shard, expected: int, head: Head, tokens: Sequence[str]) -> bool:
        with self._lock:
            state = self._state(shard)
            if expected < 1 or expected != max((seq for s, seq in state.records if s == head.stream), default=0):
                return False
            state.heads[head.stream] = head
            state.tokens.pop(head.stream, None)
            if tokens:
                state.tokens[head.stream] = frozenset(tokens)
            return True

    def lease(self, worker: str, now: int, wanted: int, ttl: int) -> Sequence[Lease]:
        with self._lock:
            self._open()
            parts = available_parts(self._shards, worker, now)[: max(wanted, 0)]
            return [take(self._shards[shard], shard, part, worker, now, ttl) for shard, part in parts]

    def due(self, lease: Lease, now: int, limit: int) -> Sequence[OutboxItem]:
        with self._lock:
            return due_items(self._state(lease.shard), lease.part, now)[: max(limit, 0)]

    def settle(self, lease: Lease, done: Sequence[str], later: Sequence[Later]) -> bool:
        with self._lock:
            state = self._state(lease.shard)
            held = state.leases.get(lease.part)
            if held is None or (held.epoch, held.worker) != (lease.epoch, lease.worker):
                return False
            of_part = {item.id for item in state.outbox.values() if item.part == lease.part}
            for item_id in of_part.intersection(done):
                del state.outbox[item_id]
            for change in later:
                if change.id in of_part and change.id in state.outbox:
                    item = state.outbox[change.id]
                    state.outbox[item.id] = evolve(item, not_before=change.not_before, attempt=change.attempt)
            return True

    def release(self, lease: Lease) -> bool:
        with self._lock:
            leases = self._state(lease.shard).leases
            held = leases.get(lease.part)
            if held is None or (held.epoch, held.worker) != (lease.epoch, lease.worker):
                return False
            leases[lease.part] = evolve(held, until=0)
            return True

    def outbox(self, shard: Shard, after: str | None, limit: int) -> Sequence[OutboxItem]:
        with self._lock:
            found = sorted(self._state(shard).outbox.items())
        return [item for key, item in found if after is None or key > after][: max(limit, 0)]

    def rows(self, shard: Shard, kind: str, key: str, after: str | None, limit: int) -> Sequence[PlainRow]:
        with self._lock:
            found = [r for r in self._state(shard).rows.values() if (r.kind, r.key) == (kind, key)]
        found = [row for row in found if after is None or row.sub > after]
        return sorted(found, key=lambda row: row.sub)[: max(limit, 0)]

    def rows_at(self, shard: Shard, kind: str, keys: Sequence[str], sub: str) -> Sequence[PlainRow | None]:
        with self._lock:
            kept = self._state(shard).rows
            return [kept.get((kind, key, sub)) for key in keys]

    def access(self, shard: Shard, after: str | None, limit: int) -> Sequence[AccessEntry]:
        with self._lock:
            found = sorted(self._state(shard).access.items())
        return [entry for key, entry in found if after is None or key > after][: max(limit, 0)]

    def access_of(self, shard: Shard, subject: str, after: str | None, limit: int) -> Sequence[AccessEntry]:
        with self._lock:
            found = sorted(self._state(shard).access.items())
        having = [entry for key, entry in found if subject in entry.subjects and (after is None or key > after)]
        return having[: max(limit, 0)]

    def written(self, shard: Shard, after: tuple[int, str, int] | None, low: int, limit: int) -> Sequence[Record]:
        with self._lock:
            found = [((r.at, r.stream, r.seq), r) for r in self._state(shard).records.values() if r.at >= low]
        found = [(place, r) for place, r in found if after is None or place > after]
        return [r for _, r in sorted(found, key=lambda one: one[0])[: max(limit, 0)]]

    def redact(self, shard: Shard, stream: str, seq: int, tombstone: bytes) -> None:
        with self._lock:
            records = self._state(shard).records
            if (stream, seq) not in records:
                raise ValueError("there is no such record to redact")
            records[stream, seq] = evolve(records[stream, seq], body=tombstone)

    def close(self) -> None:
        with self._lock:
            self._shards.clear()
            self._closed = True

    def _open(self) -> None:
        if self._closed:
            raise StorageUnusable("The storage is closed: open it anew.")

    def _state(self, shard: Shard) -> ShardState:
        self._open()
        return self._shards.setdefault(shard, ShardState())


def _append(state: ShardState, changes: Changes, append: Append, command_id: str | None) -> Outcome:
    first = state.carrier(command_id) if command_id is not None else None
    if first is not None:
        return Repeated(first)
    needed = [(write.stream, base(write)) for write in append.writes]
    for stream, version in (*needed, *append.relies_on):
        head = state.heads.get(stream)
        if (head.version if head else 0) != version:
            return Conflict(stream)
    _write(state, changes, append)
    return Committed()


def _write(state: ShardState, changes: Changes, append: Append) -> None:
    for write in append.writes:
        for record in write.records:
            _refuse_twice((record.stream, record.seq) in state.records)
            changes.put(state.records, (record.stream, record.seq), record)
            if record.first is not None:
                changes.put(state.commands, record.first.command_id, (record.stream, record.seq))
        changes.put(state.heads, write.stream, write.head)
    for item in append.outbox:
        _refuse_twice(item.id in state.outbox)
        changes.put(state.outbox, item.id, item)
    for given in append.tokens:
        if given.tokens:
            changes.put(state.tokens, given.stream, frozenset(given.tokens))
        else:
            changes.drop(state.tokens, given.stream)
    for row in append.rows:
        if row.body is None:
            changes.drop(state.rows, (row.kind, row.key, row.sub))
        else:
            changes.put(state.rows, (row.kind, row.key, row.sub), row)
    for entry in append.access:
        _refuse_twice(entry.id in state.access)
        changes.put(state.access, entry.id, entry)
        if entry.command is not None:
            changes.put(state.commands, entry.command.command_id, entry.id)


def _refuse_twice(stands: bool) -> None:
    if stands:
        raise StorageUnusable("An id that is already in use was written again: nothing was kept; report this fault.")


def _placed(state: ShardState, index: Index, prefix: tuple[int | str, ...]) -> list[tuple[int | str, Head]]:
    """Heads that stand in the index under the prefix, each with its value of the order column."""
    *equal, order = index.columns
    placed: list[tuple[int | str, Head]] = []
    for head in state.heads.values():
        value = head.columns.get(order)
        stands = head.kind == index.kind and (index.where is None or head.columns.get(index.where) is not None)
        if value is not None and stands and tuple(head.columns.get(column) for column in equal) == prefix:
            placed.append((value, head))
    return placed


def _within(r: IndexRange, value: int | str, stream: str) -> bool:
    place = (value, stream)
    if r.after is not None and not (place < r.after if r.reverse else place > r.after):
        return False
    return not (r.low is not None and less(value, r.low)) and (r.high is None or less(value, r.high))
