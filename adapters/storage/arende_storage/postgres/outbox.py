"""Leases on parts of the outbox, what is due in them, and settling. The transaction is the runner's."""

from collections.abc import Sequence
from typing import TypeAlias

from arende.ports.records import Later, Lease, OutboxItem, Shard

from ..rows import ItemRow, item
from .connections import Cursor
from .sql import Statements
from .url import Form

_Waiting: TypeAlias = tuple[int, str, int]
"""When its first item was due, shard, part."""


def waiting_parts(
    c: Cursor, sql: Statements, form: Form, worker: str, now: int, wanted: int
) -> list[tuple[Shard, int]]:
    """Parts with an item to carry out that no other worker holds; first the one whose first item was due first.

    A distributed server is asked for one shard at a time.
    """
    if wanted <= 0:
        return []
    found: list[_Waiting]
    if form == "cte":
        found = c.execute(sql.parts_of_all, (now, worker, wanted)).fetchall()
    else:
        shards: list[tuple[str]] = c.execute(sql.all_shards).fetchall()
        found = [row for (shard,) in shards for row in c.execute(sql.parts, (shard, now, worker, wanted)).fetchall()]
    return [(Shard(shard), part) for _, shard, part in sorted(found)[:wanted]]


def take(
    c: Cursor, sql: Statements, shard: Shard, parts: Sequence[int], worker: str, now: int, ttl: int
) -> list[Lease]:
    """Leases on those parts of one shard that are still free; one that had lapsed gets a new epoch."""
    leases = []
    for part in sorted(parts):  # in one order, so that two workers wait for each other and do not deadlock
        row: tuple[int] | None = c.execute(sql.take, (shard, part, now + ttl, worker, now)).fetchone()
        if row is not None:
            leases.append(Lease(shard=shard, part=part, epoch=row[0], until=now + ttl, worker=worker))
    return leases


def due(c: Cursor, sql: Statements, held: Lease, now: int, limit: int) -> list[OutboxItem]:
    found: list[ItemRow] = c.execute(sql.due, (held.shard, held.part, now, max(limit, 0))).fetchall()
    return [item(held.shard, row) for row in found]


def settle(c: Cursor, sql: Statements, held: Lease, done: Sequence[str], later: Sequence[Later]) -> bool:
    """Behind the fence: whoever takes the part meanwhile waits for this transaction."""
    if c.execute(sql.fence, (held.shard, held.part, held.epoch, held.worker)).fetchone() is None:
        return False
    if done:
        c.execute(sql.drop_items, (held.shard, held.part, list(done)))
    if later:
        c.executemany(sql.later, [(held.shard, held.part, x.id, x.not_before, x.attempt) for x in later])
    return True


def release(c: Cursor, sql: Statements, held: Lease) -> bool:
    return c.execute(sql.release, (held.shard, held.part, held.epoch, held.worker)).rowcount == 1
