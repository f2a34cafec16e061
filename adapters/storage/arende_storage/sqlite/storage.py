"""The storage port over one SQLite file: which work goes to the writer and which to a reader. It holds no SQL."""

import sqlite3
from collections.abc import Sequence
from typing import Final

from arende.ports.indexes import IndexRange
from arende.ports.records import (
    AccessEntry,
    Append,
    Head,
    Later,
    Lease,
    OutboxItem,
    Outcome,
    PlainRow,
    Record,
    Shard,
)
from arende.ports.storage import StorageClaims

from ..pages import Pages
from ..shapes import command_ids, index_named
from . import log, outbox, reading, search, writing
from .connections import Connections
from .sql import Statements

CLAIMS: Final = StorageClaims(durable=True, shared=True)


class SqliteStorage:
    """An `arende.ports.storage.Storage`; `SqliteProvider.open` makes it, and closing it is its owner's duty."""

    def __init__(self, connections: Connections, sql: Statements, pages: Pages, prefix: str) -> None:
        self._connections = connections
        self._sql = sql
        self._pages = pages
        self._prefix = prefix
        self._known_shards: set[Shard] = set()

    @property
    def claims(self) -> StorageClaims:
        return CLAIMS

    def commit(self, group: Sequence[Append]) -> Sequence[Outcome]:
        if not group:
            return ()
        ids, shard = command_ids(group), group[0].shard
        new = shard not in self._known_shards

        def work(c: sqlite3.Connection) -> list[Outcome]:
            outcomes = writing.commit(c, self._sql, group, ids)
            if new:
                writing.add_shard(c, self._sql, shard)
            return outcomes

        outcomes = self._connections.write(work)
        if new:  # only once it is durable
            self._known_shards.add(shard)
        return outcomes

    def heads(self, shard: Shard, streams: Sequence[str]) -> Sequence[Head | None]:
        return self._connections.read_near(lambda c: reading.heads(c, self._sql, shard, streams))

    def records(self, shard: Shard, stream: str, after: int, limit: int) -> Sequence[Record]:
        return self._connections.read(lambda c: reading.records(c, self._sql, shard, stream, after, limit))

    def page(self, shard: Shard, r: IndexRange) -> Sequence[Head]:
        index_named(r.index, r.prefix)
        return self._connections.read(lambda c: reading.page(c, self._pages, shard, r))

    def count(
        self,
        shard: Shard,
        index: str,
        prefix: tuple[int | str, ...],
        cap: int,
        low: int | str | None = None,
        high: int | str | None = None,
    ) -> int:
        r = IndexRange(index=index, prefix=prefix, limit=cap, low=low, high=high)
        index_named(index, prefix)
        return self._connections.read(lambda c: reading.count(c, self._pages, shard, r))

    def page_tokens(self, shard: Shard, words: Sequence[str], after: str | None, limit: int) -> Sequence[str]:
        return self._connections.read(lambda c: search.page_tokens(c, self._prefix, shard, words, after, limit))

    def find(self, shard: Shard, command_id: str) -> Record | AccessEntry | None:
        return self._connections.read(lambda c: reading.find(c, self._sql, shard, command_id))

    def shards(self) -> Sequence[Shard]:
        return self._connections.read(lambda c: reading.shards(c, self._sql))

    def streams(self, shard: Shard, after: str | None, limit: int) -> Sequence[str]:
        return self._connections.read(lambda c: reading.streams(c, self._sql, shard, after, limit))

    def tokens(self, shard: Shard, stream: str) -> Sequence[str]:
        return self._connections.read(lambda c: reading.tokens(c, self._sql, shard, stream))

    def rebuild(self, shard: Shard, expected: int, head: Head, tokens: Sequence[str]) -> bool:
        return self._connections.write(lambda c: writing.rebuild(c, self._sql, shard, expected, head, tokens))

    def lease(self, worker: str, now: int, wanted: int, ttl: int) -> Sequence[Lease]:
        # Looked at by a reader first: a worker with nothing to do never takes the writer's lock.
        if not self._connections.read(lambda c: outbox.available_parts(c, self._sql, worker, now, wanted)):
            return ()
        return self._connections.write(lambda c: outbox.lease(c, self._sql, worker, now, wanted, ttl))

    def due(self, lease: Lease, now: int, limit: int) -> Sequence[OutboxItem]:
        return self._connections.read(lambda c: outbox.due(c, self._sql, lease, now, limit))

    def settle(self, lease: Lease, done: Sequence[str], later: Sequence[Later]) -> bool:
        return self._connections.write(lambda c: outbox.settle(c, self._sql, lease, done, later))

    def release(self, lease: Lease) -> bool:
        return self._connections.write(lambda c: outbox.release(c, self._sql, lease))

    def outbox(self, shard: Shard, after: str | None, limit: int) -> Sequence[OutboxItem]:
        return self._connections.read(lambda c: reading.outbox(c, self._sql, shard, after, limit))

    def rows(self, shard: Shard, kind: str, key: str, after: str | None, limit: int) -> Sequence[PlainRow]:
        return self._connections.read(lambda c: reading.rows(c, self._sql, shard, kind, key, after, limit))

    def rows_at(self, shard: Shard, kind: str, keys: Sequence[str], sub: str) -> Sequence[PlainRow | None]:
        return self._connections.read(lambda c: reading.rows_at(c, self._sql, shard, kind, keys, sub))

    def access(self, shard: Shard, after: str | None, limit: int) -> Sequence[AccessEntry]:
        return self._connections.read(lambda c: reading.access(c, self._sql, shard, after, limit))

    def access_of(self, shard: Shard, subject: str, after: str | None, limit: int) -> Sequence[AccessEntry]:
        return self._connections.read(lambda c: log.access_of(c, self._prefix, shard, subject, after, limit))

    def written(self, shard: Shard, after: tuple[int, str, int] | None, low: int, limit: int) -> Sequence[Record]:
        return self._connections.read(lambda c: log.written(c, self._prefix, shard, after, low, limit))

    def redact(self, shard: Shard, stream: str, seq: int, tombstone: bytes) -> None:
        self._connections.write(lambda c: writing.redact(c, self._sql, shard, stream, seq, tombstone))

    def close(self) -> None:
        self._connections.close()
