"""What a case remembers of its notices (B11): the last SMS, what was reminded of, what lies unread. Data."""

from datetime import datetime
from typing import Final

from attrs import frozen


@frozen(kw_only=True)
class Notified:
    sms_due: datetime | None = None
    """When the SMS that was planned last leaves, or left; kept only where the unit's rules ask for it."""
    reminded: int = 0
    """Number of the message that the patient's side was last reminded of."""
    unread_due: datetime | None = None
    """When what the patient's side has not read has lain so long that staff are to know."""
    unread_since: datetime | None = None
    """When that was noted: what lists are read from."""
    remind_due: datetime | None = None
    """The time of the last reminder's timer that was set."""
    dealt_with: int = 0
    """Number of the last message of those that staff dealt with as unread: they are not told of these again."""
    since: datetime | None = None
    """When who represents came to read the case; None: as it was opened."""


NOT_YET: Final = Notified()
