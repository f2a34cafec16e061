"""How long a case is kept, and what is ordered about it (B26): a clock, a hold, and removing a text by order.

Nothing is ever removed by the clock: it says what may be, and a person decides. Whoever decided stands in the event.
"""

from datetime import datetime

from attrs import evolve as changed
from returns.result import Failure, Result, Success

from ..decision import Decision
from ..effects import EraseText
from ..facts import Facts
from ..policy import NAME_MAX, REASON_MAX, RETENTION_YEARS
from ..refusals import CaseNotOnHold, CaseOnHold, NoSuchMessage, Refusal
from ..text import faulty
from .model import Case
from .orders import Hold, Redacted
from .retention_commands import LiftHold, PlaceHold, RedactText, RetentionCommand
from .retention_events import HoldLifted, HoldPlaced, RetentionEvent, TextRedacted


def by_order(case: Case, command: RetentionCommand, facts: Facts) -> Result[Decision, Refusal]:
    """What an order does to the case."""
    fault = faulty("by", command.by, NAME_MAX) or faulty("reason", command.reason, REASON_MAX)
    if fault is not None:
        return Failure(fault)
    hold = case.orders.hold
    match command:
        case PlaceHold(by=by, reason=reason):
            if hold is not None:
                return Failure(CaseOnHold())
            return Success(Decision((HoldPlaced(at=facts.now, by=by, reason=reason),)))
        case LiftHold(by=by, reason=reason):
            if hold is None:
                return Failure(CaseNotOnHold())
            return Success(Decision((HoldLifted(at=facts.now, by=by, reason=reason),)))
        case RedactText():
            return Failure(CaseOnHold()) if hold is not None else redact(case, command, facts)


def redact(case: Case, command: RedactText, facts: Facts) -> Result[Decision, Refusal]:
    """The order is in the record at once; the effect removes the text, however often it must be tried.

    A text that was ordered away already stays so, by whoever was first; that it is gone is seen to anew.
    """
    if command.message is not None and not 1 <= command.message <= case.messages:
        return Failure(NoSuchMessage(case.messages, "message"))
    event = TextRedacted(
        at=facts.now, place=command.place, message=command.message, by=command.by, reason=command.reason
    )
    again = any(one.place == command.place for one in case.orders.redacted)
    effect = EraseText(case=case.id, place=command.place, drafts=command.drafts)
    return Success(Decision(() if again else (event,), (effect,)))


def ordered(case: Case, event: RetentionEvent) -> Case:
    """The case after an order. Nothing that the patient's side or a list sees has moved, but the text."""
    orders = case.orders
    match event:
        case HoldPlaced(at=at, by=by):
            return changed(case, orders=changed(orders, hold=Hold(by=by, at=at)))
        case HoldLifted():
            return changed(case, orders=changed(orders, hold=None))
        case TextRedacted(at=at, place=place, message=message, by=by):
            gone = Redacted(place=place, message=message, by=by, at=at)
            return changed(case, orders=changed(orders, redacted=(*orders.redacted, gone)))


def keep_until(last_entry: datetime, years: int = RETENTION_YEARS) -> datetime:
    """Until when a case must be kept whose last entry was made then; one of 29 February until 1 March."""
    try:
        return last_entry.replace(year=last_entry.year + years)
    except ValueError:
        return last_entry.replace(year=last_entry.year + years, month=3, day=1)


def may_go(case: Case, last_entry: datetime, now: datetime, years: int = RETENTION_YEARS) -> bool:
    """Whether its time has passed, and nothing holds it. What is done about that is for people."""
    return case.orders.hold is None and keep_until(last_entry, years) <= now
