"""The reads by which the access log is sealed and reported: records by time, entries by patient. Nothing is written."""

# ruff: noqa: S608 (all that is built in is our own names and the table prefix, which `url.place` has checked)

import sqlite3
from typing import Final

from arende.ports.records import AccessEntry, Record, Shard

from .. import rows as shape
from ..rows import ENTRY, RECORD
from ..shapes import following

_ENTRY: Final = ", ".join(f"a.{name}" for name in ENTRY.split(", "))


def written_text(p: str) -> str:
    """Parameters: shard, time, stream, seq, limit. Records after that place."""
    return (
        f"SELECT {RECORD} FROM {p}records INDEXED BY {p}records_time WHERE shard = ? AND (at, stream, seq) > (?, ?, ?) "
        "ORDER BY at, stream, seq LIMIT ?"
    )


def entries_text(p: str) -> str:
    """Parameters: shard, subject, entry id, limit. Entries from that id on."""
    return (
        f"SELECT {_ENTRY} FROM {p}access_subjects s INDEXED BY {p}access_subject CROSS JOIN {p}access a "
        "ON a.shard = s.shard AND a.id = s.entry WHERE s.shard = ? AND s.subject = ? AND s.entry >= ? "
        "ORDER BY s.entry LIMIT ?"
    )


def subjects_text(p: str) -> str:
    """Parameters: shard, entry id."""
    return f"SELECT subject FROM {p}access_subjects WHERE shard = ? AND entry = ? ORDER BY position"


def written(
    c: sqlite3.Connection, p: str, shard: Shard, after: tuple[int, str, int] | None, low: int, limit: int
) -> list[Record]:
    # One bound: whichever of the two is the tighter. Sequence numbers begin at 1, so (low, "", 0) comes before all.
    place = (low, "", 0) if after is None or after[0] < low else after
    found: list[shape.RecordRow] = c.execute(written_text(p), (shard, *place, max(limit, 0))).fetchall()
    return [shape.record(shard, row) for row in found]


def access_of(
    c: sqlite3.Connection, p: str, shard: Shard, subject: str, after: str | None, limit: int
) -> list[AccessEntry]:
    found: list[shape.EntryRow] = c.execute(
        entries_text(p), (shard, subject, following(after), max(limit, 0))
    ).fetchall()
    return [shape.entry(row, _subjects(c, p, shard, row[0])) for row in found]


def _subjects(c: sqlite3.Connection, p: str, shard: Shard, entry: str) -> list[str]:
    found: list[tuple[str]] = c.execute(subjects_text(p), (shard, entry)).fetchall()
    return [subject for (subject,) in found]
