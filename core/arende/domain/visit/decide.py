"""What a command does to a visit. Who may give it has been settled before (`access`)."""

from returns.result import Failure, Result, Success

from ..actor import StaffActor
from ..case.representation import Asked, choose
from ..decision import Decision
from ..facts import Facts
from ..ids import Kind, VisitId, shard_of, within
from ..model import Nothing, State
from ..phase import local_date
from ..refusals import (
    AssignmentNeeded,
    Exists,
    NotFound,
    ReasonElsewhere,
    Refusal,
    VisitNotStarted,
    VisitOver,
    VisitTaken,
)
from .commands import CreateVisit, EndVisit, StartVisit, VisitCommand
from .events import VisitCreated, VisitEnded, VisitStarted
from .model import Visit, VisitStatus


def decide(state: State, command: VisitCommand, facts: Facts) -> Result[Decision, Refusal]:
    """Events of a command about a visit, or why not."""
    if not isinstance(facts.actor, StaffActor):
        return Failure(AssignmentNeeded())
    if isinstance(command, CreateVisit):
        if not isinstance(state, Nothing):
            return Failure(Exists())
        return create(command, facts, facts.actor).map(lambda created: Decision((created,)))
    if not isinstance(state, Visit):
        return Failure(NotFound(Kind.VISIT, "visit"))
    match command:
        case StartVisit():
            if state.status is VisitStatus.ONGOING:
                # Whoever took it may press again; who comes second is told.
                mine = state.assignment == facts.actor.assignment
                return Success(Decision()) if mine else Failure(VisitTaken())
            if state.status is VisitStatus.ENDED:
                return Failure(VisitOver())
            return Success(Decision((VisitStarted(at=facts.now, assignment=facts.actor.assignment),)))
        case EndVisit():
            if state.status is VisitStatus.WAITING:
                return Failure(VisitNotStarted())
            ended = state.status is VisitStatus.ENDED
            return Success(Decision() if ended else Decision((VisitEnded(at=facts.now),)))


def create(command: CreateVisit, facts: Facts, actor: StaffActor) -> Result[VisitCreated, Refusal]:
    """The visit as it begins, or the first thing that is wrong with it."""
    assignment = facts.assignment(actor.assignment)
    unit = None if assignment is None else facts.unit(assignment.unit)
    patient, reason = facts.person(command.patient), facts.reason(command.reason)
    if unit is None:
        return Failure(NotFound(Kind.ASSIGNMENT, "assignment"))
    if patient is None:
        return Failure(NotFound(Kind.PERSON, "patient"))
    if reason is None:
        return Failure(NotFound(Kind.REASON, "reason"))
    if reason.unit not in (None, unit.id):
        return Failure(ReasonElsewhere())
    asked = Asked(
        representative=command.representative,
        guardian=None if command.representative is None else facts.person(command.representative),
        maturity=command.maturity,
    )
    return choose(patient, asked, local_date(facts.now, unit.zone), facts.policy).map(
        lambda representative: VisitCreated(
            at=facts.now,
            visit=VisitId(within(shard_of(unit.id), facts.new_id)),
            patient=patient.id,
            representative=representative.person,
            unit=unit.id,
            reason=reason.id,
            title=reason.title,
            scheduled=command.scheduled,
            created_by=actor.assignment,
        )
    )
