"""Commands about what a case keeps, each on somebody's order (B26). Nothing is removed by itself."""

from typing import TypeAlias

from attrs import field, frozen

from ..ids import CaseId


@frozen(kw_only=True)
class RedactText:
    """A text is removed for good, from the record too: a tombstone stays in its place."""

    case: CaseId
    place: int
    """Number of the record that holds it, within the case, from 1."""
    by: str
    """Who has decided it: an authority and its reference. Both sides are told."""
    reason: str = field(repr=False)
    """Why; for staff."""
    message: int | None = None
    """Number of the message, where it is one."""
    drafts: bool = False
    """Whether everything that has been begun to be written in the case goes, too."""


@frozen(kw_only=True)
class PlaceHold:
    """Nothing of the case may be removed, until the hold is lifted."""

    case: CaseId
    by: str
    reason: str = field(repr=False)


@frozen(kw_only=True)
class LiftHold:
    """What barred removing anything of the case no longer does (B26). Who may decide it, and why, is kept."""

    case: CaseId
    by: str
    reason: str = field(repr=False)


RetentionCommand: TypeAlias = RedactText | PlaceHold | LiftHold
