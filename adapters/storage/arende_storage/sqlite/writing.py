"""The writes, each inside a transaction that it is given: appends, rebuilding, redaction. None begins here."""

import sqlite3
from collections.abc import Sequence
from typing import TypeAlias

from arende.ports.records import AccessEntry, Append, ColumnValue, Conflict, Head, Outcome, Record, Repeated, Shard

from ..batch import COMMITTED, Batch, Standing, decide, subject_rows
from ..rows import Row, column_values, entry_row, item_row, record_row
from ..shapes import base
from .reading import batches, find
from .sql import Statements

_StandingRow: TypeAlias = tuple[str, int, *tuple[ColumnValue, ...]]
"""Stream, version, kind and the values of the listed columns."""
_LoneRow: TypeAlias = tuple[int, int | None, *tuple[ColumnValue, ...]]
"""Whether the command was here before; version, kind and listed values, None where there is no such stream."""
_Listed: TypeAlias = dict[str, tuple[ColumnValue, ...]]


def commit(c: sqlite3.Connection, sql: Statements, group: Sequence[Append], ids: Sequence[str | None]) -> list[Outcome]:
    """Decide each append in order and write what is accepted. `ids` are the appends' command ids."""
    shard = group[0].shard
    if len(group) == 1:
        return [_lone(c, sql, shard, group[0], ids[0])]
    standing, listed = _standing(c, sql, shard, group, ids)
    batch = Batch()
    outcomes = [decide(standing, batch, append, command) for append, command in zip(group, ids, strict=True)]
    _write(c, sql, shard, listed, batch)
    return outcomes


def _lone(c: sqlite3.Connection, sql: Statements, shard: Shard, append: Append, command: str | None) -> Outcome:
    """An append that is alone needs no overlay and no batch, which a single caller would pay for at every command."""
    # As a rule there is one write, so how its stream stands is asked with whether the command was here before.
    stood: list[_LoneRow] = []
    for stream in [write.stream for write in append.writes] or [""]:
        row: _LoneRow = c.execute(sql.lone, (shard, command, shard, command, shard, stream)).fetchone()
        stood.append(row)
    if stood[0][0] and command is not None:
        carrier = find(c, sql, shard, command)
        if carrier is not None:
            return Repeated(carrier)
    for write, stands in zip(append.writes, stood, strict=False):
        if (stands[1] or 0) != base(write):
            return Conflict(write.stream)
    for stream, version in append.relies_on:
        found: _StandingRow | None = c.execute(sql.standing[0], (shard, stream)).fetchone()
        if (0 if found is None else found[1]) != version:
            return Conflict(stream)
    for write, stands in zip(append.writes, stood, strict=False):
        _insert(c, sql.add_record, [record_row(record) for record in write.records])
        put_head(c, sql, shard, write.head, None if stands[1] is None else stands[2:])
    if append.outbox:
        _insert(c, sql.add_item, [item_row(item) for item in append.outbox])
    for given in append.tokens:
        put_tokens(c, sql, shard, given.stream, given.tokens)
    for plain in append.rows:
        _put_row(c, sql, shard, (plain.kind, plain.key, plain.sub), plain.body, plain.at)
    for entry in append.access:
        c.execute(sql.add_entry, entry_row(shard, entry))
        _insert(c, sql.add_subject, subject_rows(shard, entry))
    return COMMITTED


def _standing(
    c: sqlite3.Connection, sql: Statements, shard: Shard, group: Sequence[Append], ids: Sequence[str | None]
) -> tuple[Standing, _Listed]:
    """How things stand, and the kind and column values of the heads that are in the database."""
    carriers: dict[str, Record | AccessEntry] = {}
    for size, batch in batches([command for command in ids if command is not None]):
        known: list[tuple[str]] = c.execute(sql.known_commands[size], (shard, *batch, shard, *batch)).fetchall()
        for (command,) in known:
            carrier = find(c, sql, shard, command)
            if carrier is not None:
                carriers[command] = carrier
    versions: dict[str, int] = {}
    listed: _Listed = {}
    streams = {write.stream for append in group for write in append.writes}
    streams.update(stream for append in group for stream, _ in append.relies_on)
    for size, batch in batches(list(streams)):
        found: list[_StandingRow] = c.execute(sql.standing[size], (shard, *batch)).fetchall()
        for row in found:
            versions[row[0]] = row[1]
            listed[row[0]] = row[2:]
    return Standing(versions, carriers), listed


def _write(c: sqlite3.Connection, sql: Statements, shard: Shard, listed: _Listed, batch: Batch) -> None:
    _insert(c, sql.add_record, batch.records)
    unlisted: list[Row] = []
    for head in batch.heads.values():
        if listed.get(head.stream) == (head.kind, *column_values(head)):
            unlisted.append((head.version, head.body, shard, head.stream))
        else:
            put_head(c, sql, shard, head, listed.get(head.stream))
    _insert(c, sql.put_body, unlisted)
    _insert(c, sql.add_item, batch.items)
    for stream, tokens in batch.tokens.items():
        put_tokens(c, sql, shard, stream, tokens)
    for place, (body, at) in batch.rows.items():
        _put_row(c, sql, shard, place, body, at)
    _insert(c, sql.add_entry, batch.entries)
    _insert(c, sql.add_subject, batch.subjects)


def _put_row(
    c: sqlite3.Connection, sql: Statements, shard: Shard, place: tuple[str, str, str], body: bytes | None, at: int
) -> None:
    if body is None:
        c.execute(sql.drop_row, (shard, *place))
    else:
        c.execute(sql.put_row, (shard, *place, body, at))


def _insert(c: sqlite3.Connection, text: str, rows: Sequence[Row]) -> None:
    if len(rows) == 1:  # cheaper than executemany for one
        c.execute(text, rows[0])
    elif rows:
        c.executemany(text, rows)


def put_head(
    c: sqlite3.Connection, sql: Statements, shard: Shard, head: Head, stands: tuple[ColumnValue, ...] | None
) -> None:
    """Write a head; `stands` is the kind and column values of the one that is there.

    SQLite renews every index over a column that an UPDATE names, changed or not: so they are named only if changed.
    """
    values = column_values(head)
    if stands is None:
        c.execute(sql.add_head, (shard, head.stream, head.kind, head.version, head.body, *values))
    elif stands == (head.kind, *values):
        c.execute(sql.put_body, (head.version, head.body, shard, head.stream))
    else:
        c.execute(sql.put_head, (head.version, head.body, head.kind, *values, shard, head.stream))


def put_tokens(c: sqlite3.Connection, sql: Statements, shard: Shard, stream: str, tokens: Sequence[str]) -> None:
    c.execute(sql.drop_tokens, (shard, stream))
    if tokens:
        c.executemany(sql.add_token, [(shard, token, stream) for token in dict.fromkeys(tokens)])


def add_shard(c: sqlite3.Connection, sql: Statements, shard: Shard) -> None:
    c.execute(sql.add_shard, (shard,))


def rebuild(
    c: sqlite3.Connection, sql: Statements, shard: Shard, expected: int, head: Head, tokens: Sequence[str]
) -> bool:
    row: tuple[int | None] = c.execute(sql.last_seq, (shard, head.stream)).fetchone()
    if row[0] is None or row[0] != expected:
        return False
    stands: _StandingRow | None = c.execute(sql.standing[0], (shard, head.stream)).fetchone()
    put_head(c, sql, shard, head, None if stands is None else stands[2:])
    put_tokens(c, sql, shard, head.stream, tokens)
    return True


def redact(c: sqlite3.Connection, sql: Statements, shard: Shard, stream: str, seq: int, tombstone: bytes) -> None:
    if c.execute(sql.redact, (tombstone, shard, stream, seq)).rowcount != 1:
        raise ValueError("there is no such record to redact")
