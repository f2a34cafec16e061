"""Commands about SMS notices: what the worker does, and what is reported back in. `RetrySms` is one of a case."""

from datetime import datetime
from typing import TypeAlias

from attrs import field, frozen

from ..ids import CaseId, NoticeId, PersonId
from ..sms_texts import SmsKey
from .model import Answered, Cause, Reported


@frozen(kw_only=True)
class BeginSms:
    """A try is about to be made: durable before the provider is called, so that a killed worker's is known of."""

    notice: NoticeId
    case: CaseId
    recipient: PersonId
    key: SmsKey
    message: int | None
    number: int
    """Of the try, from 1: the one after the last. Of two workers only one begins it."""
    provider: str


@frozen(kw_only=True)
class RecordSmsOutcome:
    """What came of a try. `code` is the provider's own, for people; never a text.

    Without a try of that number it is one that something hindered before any provider was asked.
    """

    notice: NoticeId
    case: CaseId
    recipient: PersonId
    key: SmsKey
    message: int | None = None
    number: int = 1
    answer: Answered
    provider: str
    provider_id: str | None = None
    code: str = ""
    cause: Cause | None = None
    again: bool = False
    """Whether the worker will try again, or ask what became of it."""
    reason: str = field(default="", repr=False)
    """Why someone dropped it, as they wrote it for staff; empty where nobody did."""


@frozen(kw_only=True)
class RecordSmsReport:
    """A delivery report, or what a provider answered when it was asked."""

    notice: NoticeId
    provider: str
    provider_id: str | None
    report: Reported
    code: str = ""
    reported: datetime | None = None
    """When it came so, by the provider's clock."""


NoticeCommand: TypeAlias = BeginSms | RecordSmsOutcome | RecordSmsReport
