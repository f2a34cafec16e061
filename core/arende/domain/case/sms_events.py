"""What a case is told of its SMS notices: trouble, its mending, and that someone had one sent again. Events only."""

from datetime import datetime

from attrs import field, frozen

from ..ids import AssignmentId, NoticeId
from ..notice.model import Hindrance, NoticeState


@frozen(kw_only=True)
class SmsTroubled:
    """An SMS of this case failed, or it is uncertain whether it left: staff have to know."""

    at: datetime
    notice: NoticeId
    state: NoticeState
    reason: str = field(default="", repr=False)
    """Why someone dropped it, as they wrote it; empty where nobody did."""
    why: tuple[Hindrance, ...] = ()
    """What hindered it as it was to leave: nobody was asked to send it."""


@frozen(kw_only=True)
class SmsOmitted:
    """Nobody was told by SMS of what just happened, and why (B4).

    `message`: what it would have told of, as of an SMS. `unread_due`: when staff are told if it lies unread.
    `reminder`: number of the message of which they should have been reminded; None: it was no reminder (B11).
    """

    at: datetime
    why: tuple[Hindrance, ...]
    message: int | None
    unread_due: datetime | None
    reminder: int | None = None


@frozen(kw_only=True)
class SmsMended:
    """An SMS that had failed, or was uncertain, has come through after all, or is on its way."""

    at: datetime
    notice: NoticeId
    state: NoticeState


@frozen(kw_only=True)
class SmsReplied:
    """An SMS came back (B3). Who wrote it is not known for certain, and what it says is not kept."""

    at: datetime
    provider: str


@frozen(kw_only=True)
class SmsRetried:
    """Someone had an SMS that did not arrive sent again; without an assignment whoever runs the system."""

    at: datetime
    notice: NoticeId
    assignment: AssignmentId | None
