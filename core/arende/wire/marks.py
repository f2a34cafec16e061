"""What staff have read (B5), as plain rows: a mark by case and reader, and by reader what was marked unread by hand."""

from collections.abc import Iterator
from typing import Final

import orjson

from arende.domain.case.marks import Mark
from arende.domain.decision import MarkChange
from arende.ports.records import PlainRow

from .converter import WireError, structure, unstructure

MARK: Final = "staff_read"  # key: the case; sub: the assignment
UNREAD: Final = "staff_unread"  # key: the assignment; sub: the case


def mark_rows(change: MarkChange, at: int) -> Iterator[PlainRow]:
    """`at` in microseconds UTC."""
    body = orjson.dumps(unstructure(Mark(up_to=change.up_to, of=change.of)))
    yield PlainRow(kind=MARK, key=change.case, sub=change.reader, body=body, at=at)
    yield PlainRow(kind=UNREAD, key=change.reader, sub=change.case, body=b"" if change.unread else None, at=at)


def mark_of(row: PlainRow | None) -> Mark | None:
    """What cannot be read is no mark: the messages are then shown as unread."""
    try:
        return None if row is None else structure(orjson.loads(row.body or b""), Mark)
    except (ValueError, WireError):
        return None
