"""Drafts as plain rows, by case and writer, so that all of a case's can be found. What cannot be read is no draft."""

from typing import Final

import orjson
from attrs import field, frozen

from arende.domain.decision import DraftChange
from arende.ports.records import PlainRow

from .converter import WireError, structure, unstructure

DRAFT: Final = "draft"  # key: the case; sub: who writes


@frozen
class DraftBody:
    text: str = field(repr=False)


def draft_row(change: DraftChange, at: int) -> PlainRow:
    """The row that keeps the draft, or removes it. `at` in microseconds UTC."""
    body = None if change.text is None else orjson.dumps(unstructure(DraftBody(change.text)))
    return PlainRow(kind=DRAFT, key=change.case, sub=change.writer, body=body, at=at)


def draft_text(row: PlainRow) -> str | None:
    try:
        return structure(orjson.loads(row.body or b""), DraftBody).text
    except (ValueError, WireError):
        return None
