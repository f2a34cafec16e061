"""Leases on parts of the outbox, what is due in them, and settling. The transaction is the caller's."""

import sqlite3
from collections.abc import Sequence

from arende.ports.records import Later, Lease, OutboxItem, Shard

from ..rows import ItemRow, item
from .sql import Statements


def available_parts(
    c: sqlite3.Connection, sql: Statements, worker: str, now: int, wanted: int
) -> list[tuple[Shard, int]]:
    """Parts with an item to carry out that no other worker holds; first the one whose first item was due first."""
    found: list[tuple[str, int]] = c.execute(sql.parts, (now, worker, now, max(wanted, 0))).fetchall()
    return [(Shard(shard), part) for shard, part in found]


def lease(c: sqlite3.Connection, sql: Statements, worker: str, now: int, wanted: int, ttl: int) -> list[Lease]:
    parts = available_parts(c, sql, worker, now, wanted)
    return [_take(c, sql, shard, part, worker, now, ttl) for shard, part in parts]


def _take(c: sqlite3.Connection, sql: Statements, shard: Shard, part: int, worker: str, now: int, ttl: int) -> Lease:
    held: tuple[int, int, str] | None = c.execute(sql.held, (shard, part)).fetchone()
    if held is None:
        epoch = 1
    else:
        last, until, holder = held
        epoch = last if holder == worker and until > now else last + 1
    c.execute(sql.put_lease, (shard, part, epoch, now + ttl, worker))
    return Lease(shard=shard, part=part, epoch=epoch, until=now + ttl, worker=worker)


def due(c: sqlite3.Connection, sql: Statements, held: Lease, now: int, limit: int) -> list[OutboxItem]:
    found: list[ItemRow] = c.execute(sql.due, (held.shard, held.part, now, max(limit, 0))).fetchall()
    return [item(held.shard, row) for row in found]


def settle(c: sqlite3.Connection, sql: Statements, held: Lease, done: Sequence[str], later: Sequence[Later]) -> bool:
    stands: tuple[int, int, str] | None = c.execute(sql.held, (held.shard, held.part)).fetchone()
    if stands is None or (stands[0], stands[2]) != (held.epoch, held.worker):
        return False
    if done:
        c.executemany(sql.drop_item, [(held.shard, item_id, held.part) for item_id in done])
    if later:
        c.executemany(sql.later, [(x.not_before, x.attempt, held.shard, x.id, held.part) for x in later])
    return True


def release(c: sqlite3.Connection, sql: Statements, held: Lease) -> bool:
    return c.execute(sql.release, (held.shard, held.part, held.epoch, held.worker)).rowcount == 1
