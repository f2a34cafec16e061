"""The statements of reads, of the outbox and of the plain form, as constant text; each names the shard. Runs nothing.

`$1` is the shard in all of them. Two ask every shard: which shards there are, and, in form `cte`, which parts wait.
"""

# ruff: noqa: S608 (all that is built in is our own names and the table prefix, which `url.place` has checked)

import re
from itertools import count
from typing import Final

from attrs import frozen

from ..rows import ENTRY, HEAD, ITEM, RECORD
from ..schema import HEAD_COLUMNS, TABLES, Dialect
from .url import Form

POSTGRES: Final = Dialect(
    types={"text": 'text COLLATE "C"', "int": "bigint", "bytes": "bytea"}, small="", renewed=" WITH (fillfactor = 60)"
)


@frozen(kw_only=True)
class Statements:
    """Named by what they do; the parameters after the shard stand in the order of the text."""

    # reads
    few_heads: tuple[bytes, ...]
    """By how many streams are asked for, from one."""
    heads: bytes
    records: bytes
    record_of_command: bytes
    entry_of_command: bytes
    entries: bytes
    subjects: bytes
    shards: bytes
    streams: bytes
    tokens: bytes
    outbox: bytes
    rows: bytes
    rows_at: bytes
    # what a group is decided over
    known_records: bytes
    known_entries: bytes
    standing: bytes
    relied: bytes
    # the plain form, a row each
    add_shard: bytes
    make_head: bytes
    move_head: bytes
    add_record: bytes
    add_item: bytes
    drop_tokens: bytes
    add_token: bytes
    put_row: bytes
    drop_row: bytes
    add_entry: bytes
    add_subject: bytes
    # repair
    lock_head: bytes
    last_seq: bytes
    put_head: bytes
    redact: bytes
    # the outbox's work
    all_shards: bytes
    parts: bytes
    parts_of_all: bytes
    take: bytes
    due: bytes
    fence: bytes
    release: bytes
    drop_items: bytes
    later: bytes


def numbered(text: str) -> str:
    """Parameters written `?` as PostgreSQL's `$1`, `$2`, …"""
    numbers = count(1)
    return re.sub(r"\?", lambda _: f"${next(numbers)}", text)


def statements(p: str, form: Form) -> Statements:
    """All statements, for tables whose names begin with `p`."""
    listed = ", ".join(f"{column.name} = excluded.{column.name}" for column in HEAD_COLUMNS)
    moved = ", ".join(f"{column.name} = ${n}" for n, column in enumerate(HEAD_COLUMNS, 7))
    texts = {
        "heads": f"SELECT {HEAD} FROM {p}heads WHERE shard = $1 AND stream = ANY($2::text[])",
        "records": f"SELECT {RECORD} FROM {p}records WHERE shard = $1 AND stream = $2 AND seq > $3 "
        "ORDER BY seq LIMIT $4",
        "record_of_command": f"SELECT {RECORD} FROM {p}records WHERE shard = $1 AND command_id = $2",
        "entry_of_command": f"SELECT {ENTRY} FROM {p}access WHERE shard = $1 AND command_id = $2",
        "entries": f"SELECT {ENTRY} FROM {p}access WHERE shard = $1 AND id >= $2 ORDER BY id LIMIT $3",
        "subjects": f"SELECT entry, subject FROM {p}access_subjects WHERE shard = $1 AND entry >= $2 AND entry <= $3 "
        'ORDER BY entry, "position"',
        "shards": f"SELECT s.shard FROM {p}shards s WHERE {_holds_anything(p)} ORDER BY s.shard",
        "streams": f"(SELECT stream FROM {p}heads WHERE shard = $1 AND stream >= $2 ORDER BY stream LIMIT $3) "
        f"UNION (SELECT DISTINCT stream FROM {p}records WHERE shard = $1 AND stream >= $2 AND seq > 0 "
        "ORDER BY stream LIMIT $3) ORDER BY stream LIMIT $3",
        "tokens": f"SELECT token FROM {p}tokens WHERE shard = $1 AND stream = $2 ORDER BY token",
        "outbox": f"SELECT {ITEM} FROM {p}outbox WHERE shard = $1 AND id >= $2 ORDER BY id LIMIT $3",
        "rows": f"SELECT sub, body, at FROM {p}plain_rows WHERE shard = $1 AND kind = $2 AND key = $3 AND sub >= $4 "
        "ORDER BY sub LIMIT $5",
        "rows_at": f"SELECT key, body, at FROM {p}plain_rows WHERE shard = $1 AND kind = $2 AND key = ANY($3::text[]) "
        "AND sub = $4",
        "known_records": _among(p, form, "records", RECORD),
        "known_entries": f"{_among(p, form, 'access', ENTRY)} ORDER BY id",
        "standing": f"SELECT stream, version FROM {p}heads WHERE shard = $1 AND stream = ANY($2::text[])",
        "relied": f"SELECT stream, version FROM {p}heads WHERE shard = $1 AND stream = ANY($2::text[]) "
        "ORDER BY stream FOR SHARE",
        "add_shard": f"INSERT INTO {p}shards (shard) VALUES ($1) ON CONFLICT (shard) DO NOTHING",
        "make_head": f"{_insert(p, 'heads', f'shard, {HEAD}')} ON CONFLICT (shard, stream) DO NOTHING",
        "move_head": f"UPDATE {p}heads SET kind = $4, version = $5, body = $6, {moved} "
        "WHERE shard = $1 AND stream = $2 AND version = $3",
        "add_record": _insert(p, "records", f"shard, {RECORD}"),
        "add_item": _insert(p, "outbox", f"shard, {ITEM}"),
        "drop_tokens": f"DELETE FROM {p}tokens WHERE shard = $1 AND stream = $2",
        "add_token": _insert(p, "tokens", "shard, token, stream"),
        "put_row": f"{_insert(p, 'plain_rows', 'shard, kind, key, sub, body, at')} "
        "ON CONFLICT (shard, kind, key, sub) DO UPDATE SET body = excluded.body, at = excluded.at",
        "drop_row": f"DELETE FROM {p}plain_rows WHERE shard = $1 AND kind = $2 AND key = $3 AND sub = $4",
        "add_entry": _insert(p, "access", f"shard, {ENTRY}"),
        "add_subject": _insert(p, "access_subjects", 'shard, entry, "position", subject'),
        "lock_head": f"SELECT version FROM {p}heads WHERE shard = $1 AND stream = $2 FOR UPDATE",
        "last_seq": f"SELECT max(seq) FROM {p}records WHERE shard = $1 AND stream = $2 AND seq > 0",
        "put_head": f"{_insert(p, 'heads', f'shard, {HEAD}')} ON CONFLICT (shard, stream) DO UPDATE SET "
        f"kind = excluded.kind, version = excluded.version, body = excluded.body, {listed}",
        "redact": f"UPDATE {p}records SET body = $4 WHERE shard = $1 AND stream = $2 AND seq = $3 AND seq > 0",
        "all_shards": f"SELECT shard FROM {p}shards ORDER BY shard",
        "parts": _parts(p, "WHERE s.shard = $1", 2),
        "parts_of_all": _parts(p, "", 1),
        "take": f"INSERT INTO {p}leases AS l (shard, part, epoch, until, worker) VALUES ($1, $2, 1, $3, $4) "
        "ON CONFLICT (shard, part) DO UPDATE SET until = excluded.until, worker = excluded.worker, "
        "epoch = CASE WHEN l.worker = excluded.worker AND l.until > $5::bigint THEN l.epoch ELSE l.epoch + 1 END "
        "WHERE l.worker = excluded.worker OR l.until <= $5::bigint RETURNING epoch",
        "due": f"SELECT {ITEM} FROM {p}outbox o WHERE shard = $1 AND part = $2 AND not_before <= $3 AND {_free(p)} "
        "ORDER BY not_before, created, ord, id LIMIT $4",
        "fence": f"SELECT epoch FROM {p}leases WHERE shard = $1 AND part = $2 AND epoch = $3 AND worker = $4 FOR SHARE",
        "release": f"UPDATE {p}leases SET until = 0 WHERE shard = $1 AND part = $2 AND epoch = $3 AND worker = $4",
        "drop_items": f"DELETE FROM {p}outbox WHERE shard = $1 AND part = $2 AND id = ANY($3::text[])",
        "later": f"UPDATE {p}outbox SET not_before = $4, attempt = $5 WHERE shard = $1 AND part = $2 AND id = $3",
    }
    few = tuple(
        f"SELECT {HEAD} FROM {p}heads WHERE shard = $1 AND stream IN ({marks})".encode()
        for marks in ("$2", "$2, $3", "$2, $3, $4", "$2, $3, $4, $5")
    )
    return Statements(few_heads=few, **{name: text.encode() for name, text in texts.items()})


def _among(p: str, form: Form, table: str, columns: str) -> str:
    """Rows that carry one of several commands.

    Asked for one by one, and the shard kept from the planner (`OFFSET 0`): it would else read all of a shard where it
    knows nothing of the table yet. In the plain form in one condition, for distributed servers do not take every join.
    """
    if form == "plain":
        return f"SELECT {columns} FROM {p}{table} WHERE shard = $1 AND command_id = ANY($2::text[])"
    return (
        f"SELECT {columns} FROM (SELECT $1::text AS of, asked FROM unnest($2::text[]) asked OFFSET 0) a "
        f"JOIN {p}{table} ON shard = a.of AND command_id = a.asked"
    )


def _insert(p: str, table: str, columns: str) -> str:
    marks = ", ".join(f"${n}" for n in range(1, columns.count(",") + 2))
    return f"INSERT INTO {p}{table} ({columns}) VALUES ({marks})"


def _holds_anything(p: str) -> str:
    tables = [name for name in TABLES if name not in ("meta", "shards", "leases", "access_subjects")]
    return " OR ".join(f"EXISTS (SELECT 1 FROM {p}{table} t WHERE t.shard = s.shard)" for table in tables)


def _free(p: str) -> str:
    """That no earlier item of the same stream has been tried and waits to be tried again."""
    return (
        f"NOT EXISTS (SELECT 1 FROM {p}outbox e WHERE e.shard = o.shard AND e.stream = o.stream AND e.attempt > 0 "
        "AND (e.created, e.ord, e.id) < (o.created, o.ord, o.id))"
    )


def _parts(p: str, of: str, n: int) -> str:
    """Parts to be taken, each with the time its first item was due; parameters from `n`: now, worker, limit.

    It goes from part to part by the index (a loose scan), so that timers that wait for years cost nothing.
    """
    next_part = f"SELECT min(o.part) FROM {p}outbox o WHERE o.shard ="
    first = (
        f"SELECT o.not_before FROM {p}outbox o WHERE o.shard = parts.shard AND o.part = parts.part "
        f"AND o.not_before <= ${n} AND {_free(p)} ORDER BY o.not_before LIMIT 1"
    )
    return (
        f"WITH RECURSIVE parts (shard, part) AS (SELECT s.shard, ({next_part} s.shard) FROM {p}shards s {of} "
        f"UNION ALL SELECT q.shard, ({next_part} q.shard AND o.part > q.part) FROM parts q WHERE q.part IS NOT NULL), "
        f"waiting (shard, part, first) AS (SELECT shard, part, ({first}) FROM parts WHERE part IS NOT NULL) "
        "SELECT w.first, w.shard, w.part FROM waiting w WHERE w.first IS NOT NULL AND NOT EXISTS ("
        f"SELECT 1 FROM {p}leases l WHERE l.shard = w.shard AND l.part = w.part AND l.worker <> ${n + 1} "
        f"AND l.until > ${n}) ORDER BY w.first, w.shard, w.part LIMIT ${n + 2}"
    )
