"""Drafts as plain rows, by case and writer, so that all of a case's can be found, and by writer, so that their own can.

What cannot be read is no draft.
"""

from collections.abc import Iterator
from typing import Final

import orjson
from attrs import field, frozen

from arende.domain.decision import DraftChange
from arende.domain.ids import TemplateId
from arende.ports.records import PlainRow

from .converter import WireError, structure, unstructure

DRAFT: Final = "draft"  # key: the case; sub: who writes
WRITES: Final = "draft_of"  # key: who writes; sub: the case


@frozen
class DraftBody:
    text: str = field(repr=False)
    template: TemplateId | None = None


def draft_rows(change: DraftChange, at: int) -> Iterator[PlainRow]:
    """The rows that keep the draft, or remove it. `at` in microseconds UTC."""
    kept = change.text is not None
    body = orjson.dumps(unstructure(DraftBody(change.text, change.template))) if change.text is not None else None
    yield PlainRow(kind=DRAFT, key=change.case, sub=change.writer, body=body, at=at)
    yield PlainRow(kind=WRITES, key=change.writer, sub=change.case, body=b"" if kept else None, at=at)


def draft_body(row: PlainRow) -> DraftBody | None:
    try:
        return structure(orjson.loads(row.body or b""), DraftBody)
    except (ValueError, WireError):
        return None


def draft_text(row: PlainRow) -> str | None:
    body = draft_body(row)
    return None if body is None else body.text
