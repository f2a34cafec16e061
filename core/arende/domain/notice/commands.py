"""Commands about SMS notices: what the worker saw comes back in as one of these."""

from typing import TypeAlias

from attrs import frozen

from ..ids import CaseId, NoticeId, PersonId
from .model import NoticeState


@frozen(kw_only=True)
class RecordSmsOutcome:
    """What came of a try to send. `code` is the provider's own, for people; never a text."""

    notice: NoticeId
    case: CaseId
    recipient: PersonId
    state: NoticeState
    provider: str
    provider_id: str | None = None
    code: str = ""


NoticeCommand: TypeAlias = RecordSmsOutcome
