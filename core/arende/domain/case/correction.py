"""Correcting and retracting (B9): what was sent is never changed, so each is something new that refers to it.

Both need to know who wrote the message, which the shell brings (`Facts.message`). A correction is sent like any
message, by `decide.send`; here stands only what it may refer to.
"""

from returns.result import Failure, Result, Success

from ..actor import RepresentativeActor, StaffActor
from ..decision import Decision
from ..facts import Facts
from ..policy import REASON_MAX
from ..refusals import AssignmentNeeded, MessageOfAnother, NoSuchMessage, Refusal
from ..text import faulty
from .commands import RetractMessage
from .events import MessageRetracted
from .message import Message
from .model import Case


def own_message(case: Case, number: int, facts: Facts) -> Result[Message, Refusal]:
    """The message, if the actor's own side wrote it.

    Whoever answers for a case does so for what colleagues wrote before them. On the patient's side nobody answers for
    another: neither for a former representative nor for what came before one's own time.
    """
    message = facts.messages.get(number)
    representative = facts.actor.person if isinstance(facts.actor, RepresentativeActor) else None
    if message is None or (representative is not None and number < case.visible_from):
        return Failure(NoSuchMessage(case.messages, "number"))
    if message.representative != representative:
        return Failure(MessageOfAnother())
    return Success(message)


def retract(case: Case, command: RetractMessage, facts: Facts) -> Result[Decision, Refusal]:
    """Staff's own text, at any time: what went to the wrong patient is hidden at once, also after the period.

    The patient's side cannot retract: care may have acted on what they wrote. Nobody is told by SMS.
    """
    if not isinstance(facts.actor, StaffActor):
        return Failure(AssignmentNeeded())
    fault = faulty("reason", command.reason, REASON_MAX)
    if fault is not None:
        return Failure(fault)
    event = MessageRetracted(
        at=facts.now, number=command.number, assignment=facts.actor.assignment, reason=command.reason
    )
    # What is retracted already stays so, by whoever was first.
    events = () if command.number in case.retracted else (event,)
    return own_message(case, command.number, facts).map(lambda _: Decision(events))
