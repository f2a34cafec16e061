"""What a command does to emergency access. Who may give it has been settled before (`access`)."""

from returns.result import Failure, Result, Success

from ..actor import StaffActor
from ..decision import Decision
from ..facts import Facts
from ..ids import Kind
from ..policy import EMERGENCY_HOURS, REASON_MAX
from ..refusals import AssignmentNeeded, NotFound, Refusal
from ..text import faulty
from .commands import EmergencyCommand
from .events import EmergencyAccessOpened


def decide(command: EmergencyCommand, facts: Facts) -> Result[Decision, Refusal]:
    """Opened anew each time it is asked for, with its own reason; the time counts from now."""
    if not isinstance(facts.actor, StaffActor):
        return Failure(AssignmentNeeded())
    if facts.person(command.patient) is None:
        return Failure(NotFound(Kind.PERSON, "patient"))
    fault = faulty("reason", command.reason, REASON_MAX)
    if fault is not None:
        return Failure(fault)
    opened = EmergencyAccessOpened(
        at=facts.now,
        assignment=facts.actor.assignment,
        patient=command.patient,
        until=facts.now + EMERGENCY_HOURS,
        reason=command.reason,
    )
    return Success(Decision((opened,)))
