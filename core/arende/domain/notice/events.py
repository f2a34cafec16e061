"""What became of an SMS notice."""

from datetime import datetime
from typing import TypeAlias

from attrs import frozen

from ..ids import CaseId, NoticeId, PersonId
from ..sms_texts import SmsKey
from .model import Cause, TryState


@frozen(kw_only=True)
class SmsBegun:
    """A try was begun: from now on a provider may have been asked."""

    at: datetime
    notice: NoticeId
    case: CaseId
    recipient: PersonId
    key: SmsKey
    message: int | None
    number: int
    provider: str


@frozen(kw_only=True)
class SmsOutcomeRecorded:
    """The answer of a provider, or what hindered that one was asked."""

    at: datetime
    notice: NoticeId
    case: CaseId
    recipient: PersonId
    state: TryState
    """Where the try stands by it."""
    provider: str
    provider_id: str | None
    code: str
    key: SmsKey | None
    message: int | None
    number: int
    cause: Cause | None
    again: bool
    """Whether the worker goes on with the notice."""


@frozen(kw_only=True)
class SmsReported:
    """A delivery report that told something new."""

    at: datetime
    number: int
    state: TryState
    provider_id: str | None
    code: str
    reported: datetime | None


@frozen(kw_only=True)
class SmsQueuedAgain:
    """Someone asked for it to be sent again; who, stands in the case."""

    at: datetime


NoticeEvent: TypeAlias = SmsBegun | SmsOutcomeRecorded | SmsReported | SmsQueuedAgain
