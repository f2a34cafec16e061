"""The reads by which the access log is sealed and reported: records by time, entries by patient. Nothing is written."""

# ruff: noqa: S608 (all that is built in is our own names and the table prefix, which `url.place` has checked)

from typing import Final

from arende.ports.records import AccessEntry, Record, Shard

from .. import rows as shape
from ..rows import ENTRY, RECORD
from ..shapes import following
from .connections import Cursor

_ENTRY: Final = ", ".join(f"a.{name}" for name in ENTRY.split(", "))


def written(c: Cursor, p: str, shard: Shard, after: tuple[int, str, int] | None, low: int, limit: int) -> list[Record]:
    # One bound: whichever of the two is the tighter. Sequence numbers begin at 1, so (low, "", 0) comes before all.
    place = (low, "", 0) if after is None or after[0] < low else after
    text = (
        f"SELECT {RECORD} FROM {p}records WHERE shard = $1 AND (at, stream, seq) > ($2, $3, $4) "
        "ORDER BY at, stream, seq LIMIT $5"
    )
    found: list[shape.RecordRow] = c.execute(text.encode(), (shard, *place, max(limit, 0))).fetchall()
    return [shape.record(shard, row) for row in found]


def access_of(c: Cursor, p: str, shard: Shard, subject: str, after: str | None, limit: int) -> list[AccessEntry]:
    text = (
        f"SELECT {_ENTRY} FROM {p}access_subjects s JOIN {p}access a ON a.shard = s.shard AND a.id = s.entry "
        "WHERE s.shard = $1 AND s.subject = $2 AND s.entry >= $3 ORDER BY s.entry LIMIT $4"
    )
    found: list[shape.EntryRow] = c.execute(text.encode(), (shard, subject, following(after), max(limit, 0))).fetchall()
    subjects = f"SELECT subject FROM {p}access_subjects WHERE shard = $1 AND entry = $2 ORDER BY position"
    told: list[list[tuple[str]]] = [c.execute(subjects.encode(), (shard, row[0])).fetchall() for row in found]
    return [shape.entry(row, [name for (name,) in names]) for row, names in zip(found, told, strict=True)]
