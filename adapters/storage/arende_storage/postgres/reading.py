"""The reads, each on a cursor it is given. Nothing is written here and no error translated."""

from collections.abc import Sequence
from typing import TypeAlias

from arende.ports.indexes import IndexRange
from arende.ports.records import AccessEntry, ColumnValue, Head, OutboxItem, PlainRow, Record, Shard

from .. import rows as shape
from ..pages import Pages
from ..shapes import following
from .connections import Cursor
from .sql import Statements

_HeadRow: TypeAlias = tuple[str, str, int, bytes, *tuple[ColumnValue, ...]]


def heads(c: Cursor, sql: Statements, shard: Shard, streams: Sequence[str]) -> list[Head | None]:
    if not streams:
        return []
    if len(streams) <= len(sql.few_heads):  # the usual case, and on the hot path
        c.execute(sql.few_heads[len(streams) - 1], (shard, *streams))
    else:
        c.execute(sql.heads, (shard, list(streams)))
    rows: list[_HeadRow] = c.fetchall()
    found = {row[0]: _head(shard, row) for row in rows}
    return [found.get(stream) for stream in streams]


def _head(shard: Shard, row: _HeadRow) -> Head:
    stream, kind, version, body, *values = row
    return shape.head(shard, stream, kind, version, body, values)


def records(c: Cursor, sql: Statements, shard: Shard, stream: str, after: int, limit: int) -> list[Record]:
    rows: list[shape.RecordRow] = c.execute(sql.records, (shard, stream, max(after, 0), max(limit, 0))).fetchall()
    return [shape.record(shard, row) for row in rows]


def page(c: Cursor, pages: Pages, shard: Shard, r: IndexRange) -> list[Head]:
    text, parameters = pages.statement(r)
    rows: list[_HeadRow] = c.execute(text.encode(), (shard, *parameters, max(r.limit, 0))).fetchall()
    return [_head(shard, row) for row in rows]


def count(c: Cursor, pages: Pages, shard: Shard, r: IndexRange) -> int:
    text, parameters = pages.count(r)
    row: tuple[int] | None = c.execute(text.encode(), (shard, *parameters, max(r.limit, 0))).fetchone()
    return 0 if row is None else row[0]


def find(c: Cursor, sql: Statements, shard: Shard, command_id: str) -> Record | AccessEntry | None:
    row: shape.RecordRow | None = c.execute(sql.record_of_command, (shard, command_id)).fetchone()
    if row is None:
        return None
    record = shape.record(shard, row)
    if record.first is not None:
        return record
    return next(iter(_entries(c, sql, shard, c.execute(sql.entry_of_command, (shard, command_id)).fetchall())), None)


def entries_of(c: Cursor, sql: Statements, shard: Shard, commands: Sequence[str]) -> list[AccessEntry]:
    """The access entries that carry these commands."""
    if not commands:
        return []
    return _entries(c, sql, shard, c.execute(sql.known_entries, (shard, list(commands))).fetchall())


def access(c: Cursor, sql: Statements, shard: Shard, after: str | None, limit: int) -> list[AccessEntry]:
    return _entries(c, sql, shard, c.execute(sql.entries, (shard, following(after), max(limit, 0))).fetchall())


def _entries(c: Cursor, sql: Statements, shard: Shard, found: Sequence[shape.EntryRow]) -> list[AccessEntry]:
    """Entries in order of id, with their subjects. Both were written at once, so none of the subjects can be missed."""
    if not found:
        return []
    subjects: dict[str, list[str]] = {}
    children: list[tuple[str, str]] = c.execute(sql.subjects, (shard, found[0][0], found[-1][0])).fetchall()
    for entry, subject in children:
        subjects.setdefault(entry, []).append(subject)
    return [shape.entry(row, subjects.get(row[0], ())) for row in found]


def shards(c: Cursor, sql: Statements) -> list[Shard]:
    rows: list[tuple[str]] = c.execute(sql.shards).fetchall()
    return [Shard(name) for (name,) in rows]


def streams(c: Cursor, sql: Statements, shard: Shard, after: str | None, limit: int) -> list[str]:
    rows: list[tuple[str]] = c.execute(sql.streams, (shard, following(after), max(limit, 0))).fetchall()
    return [stream for (stream,) in rows]


def tokens(c: Cursor, sql: Statements, shard: Shard, stream: str) -> list[str]:
    rows: list[tuple[str]] = c.execute(sql.tokens, (shard, stream)).fetchall()
    return [token for (token,) in rows]


def outbox(c: Cursor, sql: Statements, shard: Shard, after: str | None, limit: int) -> list[OutboxItem]:
    rows: list[shape.ItemRow] = c.execute(sql.outbox, (shard, following(after), max(limit, 0))).fetchall()
    return [shape.item(shard, row) for row in rows]


def rows(
    c: Cursor, sql: Statements, shard: Shard, kind: str, key: str, after: str | None, limit: int
) -> list[PlainRow]:
    found: list[tuple[str, bytes, int]] = c.execute(
        sql.rows, (shard, kind, key, following(after), max(limit, 0))
    ).fetchall()
    return [PlainRow(kind=kind, key=key, sub=sub, body=body, at=at) for sub, body, at in found]


def rows_at(
    c: Cursor, sql: Statements, shard: Shard, kind: str, keys: Sequence[str], sub: str
) -> list[PlainRow | None]:
    if not keys:
        return []
    there: list[tuple[str, bytes, int]] = c.execute(sql.rows_at, (shard, kind, list(keys), sub)).fetchall()
    found = {key: PlainRow(kind=kind, key=key, sub=sub, body=body, at=at) for key, body, at in there}
    return [found.get(key) for key in keys]
