"""Every statement of the SQLite storage but the pages' and the search's, as constant text. It runs nothing."""

# ruff: noqa: S608 (all that is built in is our own names and the table prefix, which `url.place` has checked)

from typing import Final

from attrs import frozen

from ..rows import ENTRY, HEAD, ITEM, LISTED, RECORD
from ..schema import HEAD_COLUMNS, TABLES, Dialect

SQLITE: Final = Dialect(types={"text": "TEXT", "int": "INTEGER", "bytes": "BLOB"}, small=" WITHOUT ROWID")

INDEXED_BY: Final = "INDEXED BY"
"""So no statistics and no planner's guess can turn a page into a search through the table."""

SIZES: Final = (1, 2, 4, 8, 16, 32, 64, 128, 256)
"""Lists of values come in these sizes, powers of two, the last value repeated: few statements serve every length."""


@frozen(kw_only=True)
class Statements:
    """Named by what they do; the parameters stand in the order of the text, the shard first."""

    known_commands: tuple[str, ...]
    """By size: shard, ids, shard, ids. Which of these commands were here before."""
    standing: tuple[str, ...]
    """By size: shard, streams. Stream, version, kind and listed columns of those that exist."""
    lone: str
    """Shard, id, shard, id, shard, stream: one row, also where there is no such stream. Whether the command was here
    before, then as `standing` without the stream."""
    heads: tuple[str, ...]
    """By size: shard, streams."""
    add_shard: str
    add_record: str
    add_head: str
    put_body: str
    put_head: str
    add_item: str
    drop_tokens: str
    add_token: str
    put_row: str
    drop_row: str
    add_entry: str
    add_subject: str
    records: str
    record_of_command: str
    entry_of_command: str
    entries: str
    subjects: str
    shards: str
    streams: str
    tokens: str
    last_seq: str
    outbox: str
    rows: str
    rows_at: tuple[str, ...]
    redact: str
    parts: str
    held: str
    put_lease: str
    release: str
    due: str
    drop_item: str
    later: str


def _marks(count: int) -> str:
    return ", ".join("?" * count)


def statements(p: str) -> Statements:
    """All statements, for tables whose names begin with `p`."""
    known = [
        f"SELECT command_id FROM {p}records WHERE shard = ? AND command_id IN ({_marks(n)}) "
        f"UNION ALL SELECT command_id FROM {p}access WHERE shard = ? AND command_id IN ({_marks(n)})"
        for n in SIZES
    ]
    standing = f"SELECT stream, version, kind, {LISTED} FROM {p}heads WHERE shard = ? AND stream IN "
    known_one = " OR ".join(
        f"EXISTS (SELECT 1 FROM {p}{table} WHERE shard = ? AND command_id = ?)" for table in ("records", "access")
    )
    heads = f"SELECT {HEAD} FROM {p}heads WHERE shard = ? AND stream IN "
    listed = ", ".join(f"{column.name} = ?" for column in HEAD_COLUMNS)
    return Statements(
        known_commands=tuple(known),
        standing=tuple(f"{standing}({_marks(n)})" for n in SIZES),
        lone=f"SELECT {known_one}, version, kind, {LISTED} FROM (SELECT 1) one LEFT JOIN {p}heads "
        "ON shard = ? AND stream = ?",
        heads=tuple(f"{heads}({_marks(n)})" for n in SIZES),
        add_shard=f"INSERT INTO {p}shards (shard) VALUES (?) ON CONFLICT DO NOTHING",
        add_record=_insert(p, "records", f"shard, {RECORD}"),
        add_head=_insert(p, "heads", f"shard, {HEAD}"),
        put_body=f"UPDATE {p}heads SET version = ?, body = ? WHERE shard = ? AND stream = ?",
        put_head=f"UPDATE {p}heads SET version = ?, body = ?, kind = ?, {listed} WHERE shard = ? AND stream = ?",
        add_item=_insert(p, "outbox", f"shard, {ITEM}"),
        drop_tokens=f"DELETE FROM {p}tokens WHERE shard = ? AND stream = ?",
        add_token=_insert(p, "tokens", "shard, token, stream"),
        put_row=_insert(p, "plain_rows", "shard, kind, key, sub, body, at")
        + " ON CONFLICT (shard, kind, key, sub) DO UPDATE SET body = excluded.body, at = excluded.at",
        drop_row=f"DELETE FROM {p}plain_rows WHERE shard = ? AND kind = ? AND key = ? AND sub = ?",
        add_entry=_insert(p, "access", f"shard, {ENTRY}"),
        add_subject=_insert(p, "access_subjects", "shard, entry, position, subject"),
        records=f"SELECT {RECORD} FROM {p}records WHERE shard = ? AND stream = ? AND seq > ? ORDER BY seq LIMIT ?",
        record_of_command=f"SELECT {RECORD} FROM {p}records WHERE shard = ? AND command_id = ?",
        entry_of_command=f"SELECT {ENTRY} FROM {p}access WHERE shard = ? AND command_id = ?",
        entries=f"SELECT {ENTRY} FROM {p}access WHERE shard = ? AND id >= ? ORDER BY id LIMIT ?",
        subjects=f"SELECT entry, subject FROM {p}access_subjects WHERE shard = ? AND entry >= ? AND entry <= ? "
        "ORDER BY entry, position",
        shards=f"SELECT s.shard FROM {p}shards s WHERE {_holds_anything(p)} ORDER BY s.shard",
        streams=f"SELECT stream FROM {p}heads WHERE shard = ? AND stream >= ? "
        f"UNION SELECT stream FROM {p}records WHERE shard = ? AND stream >= ? ORDER BY stream LIMIT ?",
        tokens=f"SELECT token FROM {p}tokens WHERE shard = ? AND stream = ? ORDER BY token",
        last_seq=f"SELECT max(seq) FROM {p}records WHERE shard = ? AND stream = ?",
        outbox=f"SELECT {ITEM} FROM {p}outbox WHERE shard = ? AND id >= ? ORDER BY id LIMIT ?",
        rows=f"SELECT sub, body, at FROM {p}plain_rows WHERE shard = ? AND kind = ? AND key = ? AND sub >= ? "
        "ORDER BY sub LIMIT ?",
        rows_at=tuple(
            f"SELECT key, body, at FROM {p}plain_rows WHERE shard = ? AND kind = ? AND sub = ? AND key IN ({_marks(n)})"
            for n in SIZES
        ),
        redact=f"UPDATE {p}records SET body = ? WHERE shard = ? AND stream = ? AND seq = ?",
        parts=_parts(p),
        held=f"SELECT epoch, until, worker FROM {p}leases WHERE shard = ? AND part = ?",
        put_lease=_insert(p, "leases", "shard, part, epoch, until, worker") + " ON CONFLICT (shard, part) "
        "DO UPDATE SET epoch = excluded.epoch, until = excluded.until, worker = excluded.worker",
        release=f"UPDATE {p}leases SET until = 0 WHERE shard = ? AND part = ? AND epoch = ? AND worker = ?",
        due=f"SELECT {ITEM} FROM {p}outbox o WHERE shard = ? AND part = ? AND not_before <= ? AND {_free(p)} "
        "ORDER BY not_before, created, ord, id LIMIT ?",
        drop_item=f"DELETE FROM {p}outbox WHERE shard = ? AND id = ? AND part = ?",
        later=f"UPDATE {p}outbox SET not_before = ?, attempt = ? WHERE shard = ? AND id = ? AND part = ?",
    )


def _insert(p: str, table: str, columns: str) -> str:
    return f"INSERT INTO {p}{table} ({columns}) VALUES ({_marks(columns.count(',') + 1)})"


def _holds_anything(p: str) -> str:
    tables = [name for name in TABLES if name not in ("meta", "shards", "leases", "access_subjects")]
    return " OR ".join(f"EXISTS (SELECT 1 FROM {p}{table} t WHERE t.shard = s.shard)" for table in tables)


def _free(p: str) -> str:
    """That no earlier item of the same stream has been tried and waits to be tried again."""
    return (
        f"NOT EXISTS (SELECT 1 FROM {p}outbox e WHERE e.shard = o.shard AND e.stream = o.stream AND e.attempt > 0 "
        "AND (e.created, e.ord, e.id) < (o.created, o.ord, o.id))"
    )


def _parts(p: str) -> str:
    """Parts to be taken; parameters: now, worker, now, limit.

    It goes from part to part by the index (a loose scan), so that timers that wait for years cost nothing.
    """
    next_part = f"SELECT min(o.part) FROM {p}outbox o WHERE o.shard ="
    first = (
        f"SELECT o.not_before FROM {p}outbox o WHERE o.shard = parts.shard AND o.part = parts.part "
        f"AND o.not_before <= ? AND {_free(p)} ORDER BY o.not_before LIMIT 1"
    )
    return (
        f"WITH RECURSIVE parts (shard, part) AS (SELECT s.shard, ({next_part} s.shard) FROM {p}shards s "
        f"UNION ALL SELECT q.shard, ({next_part} q.shard AND o.part > q.part) FROM parts q WHERE q.part IS NOT NULL), "
        f"waiting (shard, part, first) AS (SELECT shard, part, ({first}) FROM parts WHERE part IS NOT NULL) "
        "SELECT w.shard, w.part FROM waiting w WHERE w.first IS NOT NULL AND NOT EXISTS ("
        f"SELECT 1 FROM {p}leases l WHERE l.shard = w.shard AND l.part = w.part AND l.worker <> ? AND l.until > ?) "
        "ORDER BY w.first, w.shard, w.part LIMIT ?"
    )
