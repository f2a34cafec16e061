"""The storage port over PostgreSQL: which work is a read, a statement or a transaction. It holds no SQL."""

from collections.abc import Sequence
from functools import partial
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
from attrs import evolve, field, frozen

from ..pages import Pages
from ..shapes import command_ids, index_named
from . import log, outbox, reading, search, writing
from .connections import Cursor
from .joined import Joined
from .runner import Runs
from .sql import Statements
from .statement import Writer
from .url import Form

CLAIMS: Final = StorageClaims(durable=True, shared=True)


@frozen(kw_only=True, eq=False)
class PostgresStorage:
    """An `arende.ports.storage.Storage`; `PostgresProvider.open` makes it, and closing it is its owner's duty."""

    runner: Runs
    name: str
    sql: Statements
    pages: Pages
    writer: Writer
    form: Form
    known_shards: set[Shard] = field(factory=set)

    @property
    def claims(self) -> StorageClaims:
        return CLAIMS

    def commit(self, group: Sequence[Append]) -> Sequence[Outcome]:
        if not group:
            return ()
        ids, shard = command_ids(group), group[0].shard
        if shard not in self.known_shards:
            self.runner.statement(lambda c: c.execute(self.sql.add_shard, (shard,)), harmless=True)
            self.known_shards.add(shard)
        if self.form == "cte" and writing.is_alone(group):
            alone, command = group[0], ids[0]
            return [
                self.runner.statement(lambda c: writing.lone(c, self.sql, self.writer, alone, command), harmless=False)
            ]
        writer = self.writer if self.form == "cte" else None
        return self.runner.transaction(lambda c: writing.group(c, self.sql, writer, group, ids), harmless=False)

    def heads(self, shard: Shard, streams: Sequence[str]) -> Sequence[Head | None]:
        return self.runner.read(lambda c: reading.heads(c, self.sql, shard, streams))

    def records(self, shard: Shard, stream: str, after: int, limit: int) -> Sequence[Record]:
        return self.runner.read(lambda c: reading.records(c, self.sql, shard, stream, after, limit))

    def page(self, shard: Shard, r: IndexRange) -> Sequence[Head]:
        index_named(r.index, r.prefix)
        return self.runner.read(lambda c: reading.page(c, self.pages, shard, r))

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
        return self.runner.read(lambda c: reading.count(c, self.pages, shard, r))

    def page_tokens(self, shard: Shard, words: Sequence[str], after: str | None, limit: int) -> Sequence[str]:
        prefix = self.writer.prefix
        return self.runner.read(lambda c: search.page_tokens(c, prefix, shard, words, after, limit))

    def find(self, shard: Shard, command_id: str) -> Record | AccessEntry | None:
        return self.runner.read(lambda c: reading.find(c, self.sql, shard, command_id))

    def shards(self) -> Sequence[Shard]:
        return self.runner.read(lambda c: reading.shards(c, self.sql))

    def streams(self, shard: Shard, after: str | None, limit: int) -> Sequence[str]:
        return self.runner.read(lambda c: reading.streams(c, self.sql, shard, after, limit))

    def tokens(self, shard: Shard, stream: str) -> Sequence[str]:
        return self.runner.read(lambda c: reading.tokens(c, self.sql, shard, stream))

    def rebuild(self, shard: Shard, expected: int, head: Head, tokens: Sequence[str]) -> bool:
        return self.runner.transaction(
            lambda c: writing.rebuild(c, self.sql, shard, expected, head, tokens), harmless=True
        )

    def lease(self, worker: str, now: int, wanted: int, ttl: int) -> Sequence[Lease]:
        found = self.runner.read(lambda c: outbox.waiting_parts(c, self.sql, self.form, worker, now, wanted))
        taken: dict[tuple[Shard, int], Lease] = {}
        for shard in sorted({shard for shard, _ in found}):  # a transaction is of one shard

            def work(c: Cursor, shard: Shard) -> Sequence[Lease]:
                parts = [part for of, part in found if of == shard]
                return outbox.take(c, self.sql, shard, parts, worker, now, ttl)

            for lease in self.runner.transaction(partial(work, shard=shard), harmless=True):
                taken[lease.shard, lease.part] = lease
        return [taken[place] for place in found if place in taken]

    def due(self, lease: Lease, now: int, limit: int) -> Sequence[OutboxItem]:
        return self.runner.read(lambda c: outbox.due(c, self.sql, lease, now, limit))

    def settle(self, lease: Lease, done: Sequence[str], later: Sequence[Later]) -> bool:
        return self.runner.transaction(lambda c: outbox.settle(c, self.sql, lease, done, later), harmless=True)

    def release(self, lease: Lease) -> bool:
        return self.runner.transaction(lambda c: outbox.release(c, self.sql, lease), harmless=True)

    def outbox(self, shard: Shard, after: str | None, limit: int) -> Sequence[OutboxItem]:
        return self.runner.read(lambda c: reading.outbox(c, self.sql, shard, after, limit))

    def rows(self, shard: Shard, kind: str, key: str, after: str | None, limit: int) -> Sequence[PlainRow]:
        return self.runner.read(lambda c: reading.rows(c, self.sql, shard, kind, key, after, limit))

    def rows_at(self, shard: Shard, kind: str, keys: Sequence[str], sub: str) -> Sequence[PlainRow | None]:
        return self.runner.read(lambda c: reading.rows_at(c, self.sql, shard, kind, keys, sub))

    def access(self, shard: Shard, after: str | None, limit: int) -> Sequence[AccessEntry]:
        return self.runner.read(lambda c: reading.access(c, self.sql, shard, after, limit))

    def access_of(self, shard: Shard, subject: str, after: str | None, limit: int) -> Sequence[AccessEntry]:
        return self.runner.read(lambda c: log.access_of(c, self.writer.prefix, shard, subject, after, limit))

    def written(self, shard: Shard, after: tuple[int, str, int] | None, low: int, limit: int) -> Sequence[Record]:
        return self.runner.read(lambda c: log.written(c, self.writer.prefix, shard, after, low, limit))

    def redact(self, shard: Shard, stream: str, seq: int, tombstone: bytes) -> None:
        self.runner.statement(lambda c: writing.redact(c, self.sql, shard, stream, seq, tombstone), harmless=True)

    def joined(self, connection: object) -> "PostgresStorage":
        """What it learns of shards is its own, for the host may undo it."""
        return evolve(self, runner=Joined(connection, self.name), known_shards=set())

    def close(self) -> None:
        self.runner.close()
