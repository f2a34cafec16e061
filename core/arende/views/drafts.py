"""A draft as its own writer sees it again. Nobody else has a view of it."""

from datetime import datetime

from attrs import field, frozen

from ..domain.ids import CaseId, TemplateId
from .rows import CaseRow


@frozen(kw_only=True)
class Draft:
    """What the writer had begun to write in a case, and when it was last saved."""

    case: CaseId
    at: datetime
    text: str = field(repr=False)
    template: TemplateId | None = None
    """The template that it was begun from: to be named when it is sent (B7)."""


@frozen(kw_only=True)
class DraftRow:
    """A draft in the list of one's own. Also one in a case that has become another's: the words are the writer's."""

    draft: Draft
    row: CaseRow | None
    """The case; None where the writer may not read it any more."""
