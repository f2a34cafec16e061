"""What a command does to an SMS notice. One that is left in trouble touches its case, and one that is mended: nothing
is silent (B4)."""

from returns.result import Failure, Result, Success

from ..case.model import Case
from ..case.sms_events import SmsMended, SmsTroubled
from ..decision import Also, Decision
from ..facts import Facts
from ..ids import CaseId, Kind, Ref
from ..model import Nothing, State
from ..refusals import NotFound, Refusal, SmsNotDue
from .commands import BeginSms, NoticeCommand, RecordSmsOutcome, RecordSmsReport
from .events import NoticeEvent, SmsBegun, SmsOutcomeRecorded, SmsReported
from .evolve import evolve
from .model import Hindrance, Notice, Try, TryState
from .moves import after
from .shown import meant, shown, trouble

OPEN_ENDED = (TryState.REJECTED, TryState.UNCERTAIN)
"""Where a try stands when the worker can go on with the notice."""


def decide(state: State, command: NoticeCommand, facts: Facts) -> Result[Decision, Refusal]:
    """Events of the notice, and of its case where that is in trouble by them or no longer."""
    notice = state if isinstance(state, Notice) else None
    case = case_of(notice, command)
    if case is None:
        return Failure(NotFound(Kind.NOTICE, "notice"))
    of = facts.state(Kind.CASE, case)
    if not isinstance(of, Case):
        return Failure(NotFound(Kind.CASE, "case"))
    reason = command.reason if isinstance(command, RecordSmsOutcome) else ""
    return events_of(notice, command, facts).map(
        lambda event: Decision() if event is None else touching(of, notice or Nothing(), event, reason)
    )


def case_of(notice: Notice | None, command: NoticeCommand) -> CaseId | None:
    if notice is not None:
        return notice.case
    return None if isinstance(command, RecordSmsReport) else command.case


def events_of(notice: Notice | None, command: NoticeCommand, facts: Facts) -> Result[NoticeEvent | None, Refusal]:
    """What happens to the notice; None: nothing new."""
    match command:
        case BeginSms():
            return begin(notice, command, facts)
        case RecordSmsOutcome():
            return outcome(notice, command, facts)
        case RecordSmsReport():
            return report(notice, command, facts)


def begin(notice: Notice | None, command: BeginSms, facts: Facts) -> Result[NoticeEvent | None, Refusal]:
    """The next try, if one is due: whoever comes second is told, and sends nothing."""
    if not due(notice, command.number):
        return Failure(SmsNotDue())
    return Success(
        SmsBegun(
            at=facts.now,
            notice=command.notice,
            case=command.case,
            recipient=command.recipient,
            key=command.key,
            message=command.message,
            number=command.number,
            provider=command.provider,
        )
    )


def due(notice: Notice | None, number: int) -> bool:
    """Whether the try of that number is the next one, and is to be made."""
    return number == 1 if notice is None else notice.waits and number == len(notice.tries) + 1


def outcome(notice: Notice | None, command: RecordSmsOutcome, facts: Facts) -> Result[NoticeEvent | None, Refusal]:
    """The answer as the worker saw it, as far as it tells more than is known."""
    tries = () if notice is None else notice.tries
    if due(notice, command.number):
        return Success(recorded(command, facts, TryState(command.answer.value), None))
    if not 1 <= command.number <= len(tries):
        return Failure(SmsNotDue())
    one = tries[command.number - 1]
    event = recorded(command, facts, after(one.state, command.answer), one)
    last = command.number == len(tries)
    waits = False if notice is None else notice.waits
    same = (event.state, event.provider_id) == (one.state, one.provider_id)
    return Success(None if same and (not last or event.again == waits) else event)


def recorded(command: RecordSmsOutcome, facts: Facts, state: TryState, one: Try | None) -> SmsOutcomeRecorded:
    """`one` is the try as it was, whose own reasons stay where the answer did not move it."""
    moved = one is None or state is not one.state
    return SmsOutcomeRecorded(
        at=facts.now,
        notice=command.notice,
        case=command.case,
        recipient=command.recipient,
        state=state,
        provider=command.provider if one is None else one.provider,
        provider_id=command.provider_id or (None if one is None else one.provider_id),
        code=command.code if moved or one is None else one.code,
        key=command.key,
        message=command.message,
        number=command.number,
        cause=command.cause if moved or one is None else one.cause,
        again=command.again and state in OPEN_ENDED,
    )


def report(notice: Notice | None, command: RecordSmsReport, facts: Facts) -> Result[NoticeEvent | None, Refusal]:
    """A report that comes twice, or after a better one, is no event."""
    number = None if notice is None else meant(notice, command.provider, command.provider_id)
    if notice is None or number is None:
        return Failure(NotFound(Kind.NOTICE, "notice"))
    one = notice.tries[number - 1]
    state, provider_id = after(one.state, command.report), one.provider_id or command.provider_id
    if (state, provider_id) == (one.state, one.provider_id):
        return Success(None)
    return Success(
        SmsReported(
            at=facts.now,
            number=number,
            state=state,
            provider_id=provider_id,
            code=one.code if state is one.state else command.code,
            reported=command.reported,
        )
    )


def hindered_by(event: NoticeEvent) -> tuple[Hindrance, ...]:
    """What hindered that any provider was asked, where that is how it ended."""
    if not isinstance(event, SmsOutcomeRecorded) or event.provider:
        return ()
    return tuple(hindrance for hindrance in Hindrance if hindrance.value == event.code)


def touching(case: Case, before: Notice | Nothing, event: NoticeEvent, reason: str) -> Decision:
    """The event, and what the case is told by it: nothing of an SMS to who does not represent in it any more."""
    notice = evolve(before, event)
    was, now = trouble(before), trouble(notice)
    if was == now or notice.recipient != case.representative.person:
        return Decision((event,))
    told = (
        SmsMended(at=event.at, notice=notice.id, state=shown(notice))
        if now is None
        else SmsTroubled(at=event.at, notice=notice.id, state=now, reason=reason, why=hindered_by(event))
    )
    return Decision((event,), also=(Also(Ref(Kind.CASE, case.id), (told,)),))
