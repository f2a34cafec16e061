"""What a command does to an SMS notice. A failed or uncertain one touches its case: nothing is silent (B4)."""

from returns.result import Failure, Result, Success

from ..case.events import SmsTroubled
from ..case.model import Case
from ..decision import Also, Decision
from ..facts import Facts
from ..ids import Kind, Ref
from ..model import State
from ..refusals import NotFound, Refusal
from .commands import NoticeCommand
from .events import SmsOutcomeRecorded
from .model import Notice, NoticeState


def decide(state: State, command: NoticeCommand, facts: Facts) -> Result[Decision, Refusal]:
    """The outcome as the worker saw it; the same outcome again is no event."""
    case = Ref(Kind.CASE, command.case)
    if not isinstance(facts.found.get(case), Case):
        return Failure(NotFound(Kind.CASE, "case"))
    if isinstance(state, Notice) and state.state is command.state:
        return Success(Decision())
    outcome = SmsOutcomeRecorded(
        at=facts.now,
        notice=command.notice,
        case=command.case,
        recipient=command.recipient,
        state=command.state,
        provider=command.provider,
        provider_id=command.provider_id,
        code=command.code,
    )
    if command.state is NoticeState.ACCEPTED:
        return Success(Decision((outcome,)))
    troubled = SmsTroubled(at=facts.now, notice=command.notice, state=command.state)
    return Success(Decision((outcome,), also=(Also(case, (troubled,)),)))
