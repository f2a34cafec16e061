"""A draft as its own writer sees it again. Nobody else has a view of it."""

from datetime import datetime

from attrs import field, frozen

from ..domain.ids import CaseId


@frozen(kw_only=True)
class Draft:
    """What the writer had begun to write in a case, and when it was last saved."""

    case: CaseId
    at: datetime
    text: str = field(repr=False)
