"""Between the port's records and rows of the tables: shapes and column names, no statement and no connection."""

from collections.abc import Iterable, Sequence
from typing import Final, TypeAlias

from arende.ports.records import (
    AccessEntry,
    ColumnValue,
    CommandMark,
    Head,
    OutboxItem,
    Record,
    Shard,
)

from .shapes import COLUMN_NAMES

Parameter: TypeAlias = int | str | bytes | None
Row: TypeAlias = tuple[Parameter, ...]

RecordRow: TypeAlias = tuple[
    str, int, str, int, bytes | str, int, str | None, bytes | str | None, str | None, str | None, str | None, int | None
]
EntryRow: TypeAlias = tuple[
    str, str, str | None, str | None, str, str, int, str,
    str | None, bytes | str | None, str | None, str | None, str | None, int | None,
]  # fmt: skip
ItemRow: TypeAlias = tuple[int, str, str, int, int, str, bytes, int, int]
LISTED: Final = ", ".join(COLUMN_NAMES)
UNLISTED: Final = [None] * len(COLUMN_NAMES)
"""The values of a head that stands in no list by a column, as most persons do."""
_MARK: Final = "command_id, digest, actor, mark_assignment, mark_purpose, events"
RECORD: Final = f"stream, seq, name, schema, body, at, {_MARK}"
HEAD: Final = f"stream, kind, version, body, {LISTED}"
ENTRY: Final = f"id, who, assignment, unit, purpose, action, at, ref, {_MARK}"
ITEM: Final = "part, id, stream, not_before, attempt, kind, body, ord, created"
"""The columns that the rows below hold, in their order."""


def _blob(value: bytes | str) -> bytes:
    """SQLite hands out as text what someone edited as text: it is read as it is, and the seal tells of the change."""
    return value.encode() if isinstance(value, str) else value


_NO_MARK: Row = (None, None, None, None, None, None)


def mark_row(mark: CommandMark | None) -> Row:
    if mark is None:
        return _NO_MARK
    return (mark.command_id, mark.digest, mark.actor, mark.assignment, mark.purpose, mark.events)


def _mark(
    command_id: str | None,
    digest: bytes | str | None,
    actor: str | None,
    assignment: str | None,
    purpose: str | None,
    events: int | None,
) -> CommandMark | None:
    if command_id is None or digest is None or actor is None or purpose is None or events is None:
        return None
    return CommandMark(
        command_id=command_id, digest=_blob(digest), actor=actor, assignment=assignment, purpose=purpose, events=events
    )


def record_row(r: Record) -> Row:
    return (r.shard, r.stream, r.seq, r.name, r.schema, r.body, r.at, *mark_row(r.first))


def record(shard: Shard, row: RecordRow) -> Record:
    stream, seq, name, schema, body, at = row[:6]
    return Record(
        shard=shard, stream=stream, seq=seq, name=name, schema=schema, body=_blob(body), at=at, first=_mark(*row[6:])
    )


def column_values(head: Head) -> tuple[ColumnValue, ...]:
    """The head's value for each listed column, None where it has none."""
    return tuple(map(head.columns.get, COLUMN_NAMES))


def head(shard: Shard, stream: str, kind: str, version: int, body: bytes, values: Sequence[ColumnValue]) -> Head:
    columns: dict[str, ColumnValue] = {}
    if values != UNLISTED:
        columns = {name: value for name, value in zip(COLUMN_NAMES, values, strict=True) if value is not None}
    return Head(shard=shard, stream=stream, kind=kind, version=version, body=body, columns=columns)


def item_row(i: OutboxItem) -> Row:
    return (i.shard, i.part, i.id, i.stream, i.not_before, i.attempt, i.kind, i.body, i.order, i.created)


def item(shard: Shard, row: ItemRow) -> OutboxItem:
    part, item_id, stream, not_before, attempt, kind, body, order, created = row
    return OutboxItem(
        shard=shard,
        part=part,
        id=item_id,
        stream=stream,
        not_before=not_before,
        attempt=attempt,
        kind=kind,
        body=body,
        order=order,
        created=created,
    )


def entry_row(shard: Shard, e: AccessEntry) -> Row:
    return (shard, e.id, e.who, e.assignment, e.unit, e.purpose, e.action, e.at, e.ref, *mark_row(e.command))


def entry(row: EntryRow, subjects: Iterable[str]) -> AccessEntry:
    return AccessEntry(
        id=row[0],
        who=row[1],
        assignment=row[2],
        unit=row[3],
        purpose=row[4],
        action=row[5],
        subjects=tuple(subjects),
        at=row[6],
        ref=row[7],
        command=_mark(*row[8:]),
    )
