"""The reads, each on a connection it is given. Nothing is written here and no error translated."""

import sqlite3
from collections.abc import Sequence
from typing import TypeAlias

from arende.ports.indexes import IndexRange
from arende.ports.records import AccessEntry, ColumnValue, Head, OutboxItem, PlainRow, Record, Shard

from .. import rows as shape
from ..pages import Pages
from ..shapes import following
from .sql import SIZES, Statements

_HeadRow: TypeAlias = tuple[str, str, int, bytes, *tuple[ColumnValue, ...]]


def batches(values: Sequence[str]) -> list[tuple[int, tuple[str, ...]]]:
    """Values in the sizes that statements exist for: (place in SIZES, values), the last one repeated to fill."""
    if len(values) == 1:  # the usual case, and on the hot path
        return [(0, (values[0],))]
    largest, found = SIZES[-1], []
    for start in range(0, len(values), largest):
        batch = tuple(values[start : start + largest])
        size = (len(batch) - 1).bit_length()  # sizes are powers of two
        found.append((size, (*batch, *(batch[-1:] * (SIZES[size] - len(batch))))))
    return found


def heads(c: sqlite3.Connection, sql: Statements, shard: Shard, streams: Sequence[str]) -> list[Head | None]:
    found: dict[str, Head] = {}
    for size, batch in batches(streams):
        for head in _heads(shard, c.execute(sql.heads[size], (shard, *batch)).fetchall()):
            found[head.stream] = head
    return [found.get(stream) for stream in streams]


def _heads(shard: Shard, found: Sequence[_HeadRow]) -> list[Head]:
    return [shape.head(shard, stream, kind, version, body, values) for stream, kind, version, body, *values in found]


def records(c: sqlite3.Connection, sql: Statements, shard: Shard, stream: str, after: int, limit: int) -> list[Record]:
    found: list[shape.RecordRow] = c.execute(sql.records, (shard, stream, after, max(limit, 0))).fetchall()
    return [shape.record(shard, row) for row in found]


def page(c: sqlite3.Connection, pages: Pages, shard: Shard, r: IndexRange) -> list[Head]:
    text, parameters = pages.statement(r)
    return _heads(shard, c.execute(text, (shard, *parameters, max(r.limit, 0))).fetchall())


def count(c: sqlite3.Connection, pages: Pages, shard: Shard, r: IndexRange) -> int:
    text, parameters = pages.count(r)
    row: tuple[int] = c.execute(text, (shard, *parameters, max(r.limit, 0))).fetchone()
    return row[0]


def find(c: sqlite3.Connection, sql: Statements, shard: Shard, command_id: str) -> Record | AccessEntry | None:
    row: shape.RecordRow | None = c.execute(sql.record_of_command, (shard, command_id)).fetchone()
    if row is not None:
        return shape.record(shard, row)
    logged: shape.EntryRow | None = c.execute(sql.entry_of_command, (shard, command_id)).fetchone()
    return None if logged is None else _entries(c, sql, shard, [logged])[0]


def access(c: sqlite3.Connection, sql: Statements, shard: Shard, after: str | None, limit: int) -> list[AccessEntry]:
    found: list[shape.EntryRow] = c.execute(sql.entries, (shard, following(after), max(limit, 0))).fetchall()
    return _entries(c, sql, shard, found)


def _entries(
    c: sqlite3.Connection, sql: Statements, shard: Shard, found: Sequence[shape.EntryRow]
) -> list[AccessEntry]:
    """Entries in order of id, with their subjects. Both were written at once, so none of the subjects can be missed."""
    if not found:
        return []
    subjects: dict[str, list[str]] = {}
    children: list[tuple[str, str]] = c.execute(sql.subjects, (shard, found[0][0], found[-1][0])).fetchall()
    for entry, subject in children:
        subjects.setdefault(entry, []).append(subject)
    return [shape.entry(row, subjects.get(row[0], ())) for row in found]


def shards(c: sqlite3.Connection, sql: Statements) -> list[Shard]:
    found: list[tuple[str]] = c.execute(sql.shards).fetchall()
    return [Shard(name) for (name,) in found]


def streams(c: sqlite3.Connection, sql: Statements, shard: Shard, after: str | None, limit: int) -> list[str]:
    last = following(after)
    found: list[tuple[str]] = c.execute(sql.streams, (shard, last, shard, last, max(limit, 0))).fetchall()
    return [stream for (stream,) in found]


def tokens(c: sqlite3.Connection, sql: Statements, shard: Shard, stream: str) -> list[str]:
    found: list[tuple[str]] = c.execute(sql.tokens, (shard, stream)).fetchall()
    return [token for (token,) in found]


def outbox(c: sqlite3.Connection, sql: Statements, shard: Shard, after: str | None, limit: int) -> list[OutboxItem]:
    found: list[shape.ItemRow] = c.execute(sql.outbox, (shard, following(after), max(limit, 0))).fetchall()
    return [shape.item(shard, row) for row in found]


def rows(
    c: sqlite3.Connection, sql: Statements, shard: Shard, kind: str, key: str, after: str | None, limit: int
) -> list[PlainRow]:
    found: list[tuple[str, bytes, int]] = c.execute(
        sql.rows, (shard, kind, key, following(after), max(limit, 0))
    ).fetchall()
    return [PlainRow(kind=kind, key=key, sub=sub, body=body, at=at) for sub, body, at in found]


def rows_at(
    c: sqlite3.Connection, sql: Statements, shard: Shard, kind: str, keys: Sequence[str], sub: str
) -> list[PlainRow | None]:
    found: dict[str, PlainRow] = {}
    for size, batch in batches(keys):
        there: list[tuple[str, bytes, int]] = c.execute(sql.rows_at[size], (shard, kind, sub, *batch)).fetchall()
        found |= {key: PlainRow(kind=kind, key=key, sub=sub, body=body, at=at) for key, body, at in there}
    return [found.get(key) for key in keys]
