"""The writes: by which statements an append or a group goes, and what came of it; rebuilding and redaction.

Nothing is tried again here and no transaction begins: that is the runner's.
"""

from collections.abc import Sequence

from arende.ports.records import AccessEntry, Append, Conflict, Head, Outcome, Record, Repeated, Shard

from ..batch import COMMITTED, Batch, Standing, decide
from ..rows import RecordRow, column_values
from ..rows import record as record_of
from ..shapes import base
from . import plain, reading
from .connections import Cursor
from .errors import Raced
from .sql import Statements
from .statement import Writer, rows_of


def is_alone(group: Sequence[Append]) -> bool:
    """Whether one statement writes it exactly, without a transaction around it."""
    return len(group) == 1 and len(group[0].writes) <= 1


def lone(c: Cursor, sql: Statements, writer: Writer, append: Append, command: str | None) -> Outcome:
    """One append by one statement. Only where it wrote nothing is it asked why."""
    batch = Batch()
    batch.add(append)
    before = {write.stream: at for write in append.writes if (at := base(write))}
    text, given = writer.statement(append.shard, rows_of(batch, before), command, append.relies_on)
    row: tuple[int] | None = c.execute(text, given).fetchone()
    if row is not None and row[0]:
        return COMMITTED
    return _refused(c, sql, append, command)


def _refused(c: Cursor, sql: Statements, append: Append, command: str | None) -> Outcome:
    first = None if command is None else reading.find(c, sql, append.shard, command)
    if first is not None:
        return Repeated(first)
    needed = [*((write.stream, base(write)) for write in append.writes), *append.relies_on]
    stands = _versions(c, sql.standing, append.shard, [stream for stream, _ in needed])
    for stream, version in needed:
        if stands.get(stream, 0) != version:
            return Conflict(stream)
    raise Raced  # it stood elsewhere a moment ago


def group(
    c: Cursor, sql: Statements, writer: Writer | None, group: Sequence[Append], ids: Sequence[str | None]
) -> list[Outcome]:
    """Decide each append in order and write what is accepted. Without a writer: in the plain form."""
    shard = group[0].shard
    before, standing = _standing(c, sql, group, ids)
    batch = Batch()
    outcomes = [decide(standing, batch, append, command) for append, command in zip(group, ids, strict=True)]
    if COMMITTED not in outcomes:
        return outcomes
    if writer is None:
        plain.write(c, sql, shard, batch, before)
        return outcomes
    text, given = writer.statement(shard, rows_of(batch, before))
    row: tuple[int] | None = c.execute(text, given).fetchone()
    if row is None or not row[0]:
        raise Raced
    return outcomes


def _standing(
    c: Cursor, sql: Statements, group: Sequence[Append], ids: Sequence[str | None]
) -> tuple[dict[str, int], Standing]:
    """The versions in the database, and what the group is decided over. What is relied on stays until the commit."""
    shard = group[0].shard
    relied = {stream for append in group for stream, _ in append.relies_on}
    written = {write.stream for append in group for write in append.writes} - relied
    before = _versions(c, sql.relied, shard, sorted(relied)) | _versions(c, sql.standing, shard, list(written))
    return before, Standing(dict(before), _carriers(c, sql, shard, [i for i in ids if i is not None]))


def _versions(c: Cursor, text: bytes, shard: Shard, streams: Sequence[str]) -> dict[str, int]:
    if not streams:
        return {}
    found: list[tuple[str, int]] = c.execute(text, (shard, streams)).fetchall()
    return dict(found)


def _carriers(c: Cursor, sql: Statements, shard: Shard, ids: Sequence[str]) -> dict[str, Record | AccessEntry]:
    if not ids:
        return {}
    found: list[RecordRow] = c.execute(sql.known_records, (shard, ids)).fetchall()
    carriers: dict[str, Record | AccessEntry] = {}
    claimed: list[str] = []
    for row in found:
        record = record_of(shard, row)
        if record.first is not None:
            carriers[record.first.command_id] = record
        else:
            claimed.append(record.stream)
    for entry in reading.entries_of(c, sql, shard, claimed):
        if entry.command is not None:
            carriers[entry.command.command_id] = entry
    return carriers


def rebuild(c: Cursor, sql: Statements, shard: Shard, expected: int, head: Head, tokens: Sequence[str]) -> bool:
    """Under the head's lock, so that a writer who is at it is waited for and then seen."""
    c.execute(sql.lock_head, (shard, head.stream))
    row: tuple[int | None] | None = c.execute(sql.last_seq, (shard, head.stream)).fetchone()
    if row is None or row[0] is None or row[0] != expected:
        return False
    c.execute(sql.put_head, (shard, head.stream, head.kind, head.version, head.body, *column_values(head)))
    c.execute(sql.drop_tokens, (shard, head.stream))
    words = list(dict.fromkeys(tokens))
    if words:
        c.executemany(sql.add_token, [(shard, word, head.stream) for word in words])
    return True


def redact(c: Cursor, sql: Statements, shard: Shard, stream: str, seq: int, tombstone: bytes) -> None:
    if c.execute(sql.redact, (shard, stream, seq, tombstone)).rowcount != 1:
        raise ValueError("there is no such record to redact")
