"""What a notice becomes by an event. No rule is checked: an event has happened."""

from datetime import datetime

from attrs import evolve as changed

from ..model import Nothing
from .events import NoticeEvent, SmsBegun, SmsOutcomeRecorded, SmsQueuedAgain, SmsReported
from .model import Notice, Try, TryState
from .shown import GOOD


def evolve(state: Notice | Nothing, event: NoticeEvent) -> Notice:
    """The notice after the event. One that does not fit its stream is a broken store: ValueError."""
    match event:
        case SmsBegun():
            return with_try(known(state, event), event.number, sending(event), waits=False)
        case SmsOutcomeRecorded():
            notice = known(state, event)
            last = event.number >= len(notice.tries)
            return with_try(notice, event.number, answered(notice, event), waits=event.again if last else notice.waits)
        case SmsReported() | SmsQueuedAgain():
            if isinstance(state, Nothing):
                raise ValueError(f"{type(event).__name__} before the first try")
            return reported(state, event) if isinstance(event, SmsReported) else queued(state)


def known(state: Notice | Nothing, event: SmsBegun | SmsOutcomeRecorded) -> Notice:
    """The notice that the event is about, which may begin by it."""
    if isinstance(state, Notice):
        return state
    return Notice(
        id=event.notice,
        case=event.case,
        recipient=event.recipient,
        message=event.message,
        key=event.key,
        tries=(),
        waits=False,
        earlier=0,
        at=event.at,
    )


def sending(event: SmsBegun) -> Try:
    return Try(
        provider=event.provider,
        provider_id=None,
        state=TryState.SENDING,
        code="",
        cause=None,
        begun=event.at,
        at=event.at,
    )


def answered(notice: Notice, event: SmsOutcomeRecorded) -> Try:
    return Try(
        provider=event.provider,
        provider_id=event.provider_id,
        state=event.state,
        code=event.code,
        cause=event.cause,
        begun=begun(notice, event.number, event.at),
        at=event.at,
    )


def begun(notice: Notice, number: int, at: datetime) -> datetime:
    """When the try was begun; now, where nothing told of that."""
    return notice.tries[number - 1].begun if number <= len(notice.tries) else at


def with_try(notice: Notice, number: int, one: Try, *, waits: bool) -> Notice:
    """With the try of that number in its place. Once a provider has taken it, nobody goes on with it."""
    tries = (*notice.tries[: number - 1], one, *notice.tries[number:])
    return changed(notice, tries=tries, waits=waits and not any(t.state in GOOD for t in tries))


def reported(notice: Notice, event: SmsReported) -> Notice:
    """A report that it did not arrive ends the matter too, unless it is of before it was asked for again."""
    before = notice.tries[event.number - 1]
    one = changed(before, state=event.state, provider_id=event.provider_id, code=event.code, at=event.at)
    return with_try(notice, event.number, one, waits=notice.waits and event.number <= notice.earlier)


def queued(notice: Notice) -> Notice:
    return changed(notice, waits=True, earlier=len(notice.tries))
