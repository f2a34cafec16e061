"""What has been ordered about what a case keeps (B26)."""

from datetime import datetime
from typing import TypeAlias

from attrs import field, frozen


@frozen(kw_only=True)
class TextRedacted:
    """The text of the record at that place is removed, and a tombstone put there. See `RedactText`."""

    at: datetime
    place: int
    message: int | None
    by: str
    reason: str = field(repr=False)


@frozen(kw_only=True)
class HoldPlaced:
    """Nothing of the case may be removed from now on, and why (B26)."""

    at: datetime
    by: str
    reason: str = field(repr=False)


@frozen(kw_only=True)
class HoldLifted:
    """The hold is over, and why (B26)."""

    at: datetime
    by: str
    reason: str = field(repr=False)


RetentionEvent: TypeAlias = TextRedacted | HoldPlaced | HoldLifted
