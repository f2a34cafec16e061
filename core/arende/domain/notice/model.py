"""State of an SMS notice: its tries, and what a case shows of it. Data only; what moves a try stands in `moves`."""

from datetime import datetime
from enum import StrEnum

from attrs import frozen

from ..ids import CaseId, NoticeId, PersonId
from ..sms_texts import SmsKey


class TryState(StrEnum):
    """Where one try to send stands; the value is stored."""

    SENDING = "sending"  # begun, and what the provider answered is not known
    UNCERTAIN = "uncertain"  # the provider may have taken it, or not
    REJECTED = "rejected"  # not taken
    ACCEPTED = "accepted"  # the provider answers for it from now on
    SENT = "sent"  # reported to be on its way in the network
    EXPIRED = "expired"  # reported as not delivered in time
    FAILED = "failed"  # reported as not to be delivered
    DELIVERED = "delivered"  # reported to have arrived


class Answered(StrEnum):
    """What came of the call to a provider."""

    ACCEPTED = "accepted"
    REJECTED = "rejected"
    UNCERTAIN = "uncertain"


class Reported(StrEnum):
    """What a delivery report says."""

    SENT = "sent"
    DELIVERED = "delivered"
    FAILED = "failed"
    EXPIRED = "expired"


class Cause(StrEnum):
    """Why a provider did not take it; the value is stored."""

    RECIPIENT = "recipient"
    SENDER = "sender"
    CREDENTIALS = "credentials"
    CONTENT = "content"
    BUSY = "busy"


class NoticeState(StrEnum):
    """What a case shows of a notice (B4); the value is stored. One that no worker has begun is queued too."""

    QUEUED = "queued"
    SENT = "sent"
    DELIVERED = "delivered"
    FAILED = "failed"
    UNCERTAIN = "uncertain"


class Hindrance(StrEnum):
    """Why someone is not told by SMS (B4); the value is stored."""

    NO_NUMBER = "no_number"
    NOT_MOBILE = "not_mobile"
    NO_CONSENT = "no_consent"
    OPTED_OUT = "opted_out"
    PROTECTED = "protected"
    NO_RIGHT = "representation_ended"


@frozen(kw_only=True)
class Try:
    """One try to send, by one provider."""

    provider: str
    """Its name in the settings; empty where something hindered that any was asked."""
    provider_id: str | None
    """What the provider calls it, once that is known."""
    state: TryState
    code: str
    """The provider's own code or ours, for people; never a text."""
    cause: Cause | None
    begun: datetime
    at: datetime
    """When it came into this state."""


@frozen(kw_only=True)
class Notice:
    id: NoticeId
    case: CaseId
    recipient: PersonId
    message: int | None
    """Number of the message that it tells of, 0 for the new case; None: of none in particular."""
    key: SmsKey | None
    """Which text it has; None in what was kept before this was known."""
    tries: tuple[Try, ...]
    """In order; a few, for how often the worker tries is bounded."""
    waits: bool
    """Whether the worker is to try again: an outbox item holds it."""
    earlier: int
    """How many of the tries were made before someone last asked for it to be sent again."""
    at: datetime
    """When the first try was begun."""
