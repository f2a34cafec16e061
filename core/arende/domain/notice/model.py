"""State of an SMS notice, from its first outcome on."""

from datetime import datetime
from enum import StrEnum

from attrs import frozen

from ..ids import CaseId, NoticeId, PersonId


class NoticeState(StrEnum):
    """The value is stored."""

    ACCEPTED = "accepted"
    FAILED = "failed"
    UNCERTAIN = "uncertain"


@frozen(kw_only=True)
class Notice:
    id: NoticeId
    case: CaseId
    recipient: PersonId
    state: NoticeState
    provider: str
    provider_id: str | None
    code: str
    at: datetime
