"""What became of an SMS notice."""

from datetime import datetime
from typing import TypeAlias

from attrs import frozen

from ..ids import CaseId, NoticeId, PersonId
from .model import NoticeState


@frozen(kw_only=True)
class SmsOutcomeRecorded:
    at: datetime
    notice: NoticeId
    case: CaseId
    recipient: PersonId
    state: NoticeState
    provider: str
    provider_id: str | None
    code: str


NoticeEvent: TypeAlias = SmsOutcomeRecorded
