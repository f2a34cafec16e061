"""A ticket comes to be: asked for by the patient's side, or created by staff for them (B17)."""

from returns.result import Failure, Result

from ..actor import RepresentativeActor, StaffActor
from ..case.commands import Maturity
from ..case.model import Representative
from ..case.representation import Asked, choose
from ..decision import Decision
from ..directory.model import Person, Reason, Unit
from ..facts import Facts
from ..ids import AssignmentId, Kind, TicketId, shard_of, within
from ..phase import local_date
from ..policy import MESSAGE_MAX
from ..refusals import AssignmentNeeded, NoAccess, NotFound, ReasonElsewhere, ReasonNotOffered, Refusal
from ..text import faulty
from .commands import AskForContact, CreateTicket
from .events import TicketAsked


def ask(command: AskForContact, facts: Facts) -> Result[Decision, Refusal]:
    """By the rules of creation, with the asker as the representative. That they may ask is settled (`access`).

    At 13–17 years one asks oneself; the assessment of maturity is staff's, and comes when the ticket is turned into a
    case; until then whoever asks is taken as able to.
    """
    if not isinstance(facts.actor, RepresentativeActor):
        return Failure(NoAccess())
    unit, reason, patient = facts.unit(command.unit), facts.reason(command.reason), facts.person(command.patient)
    if unit is None:
        return Failure(NotFound(Kind.UNIT, "unit"))
    if patient is None:
        return Failure(NotFound(Kind.PERSON, "patient"))
    if reason is None:
        return Failure(NotFound(Kind.REASON, "reason"))
    fault = reason_fault(reason, unit) or faulty("message", command.message, MESSAGE_MAX)
    if fault is None and not reason.for_patients:
        fault = ReasonNotOffered()
    if fault is not None:
        return Failure(fault)
    person = facts.actor.person
    asker = Asked(representative=person, guardian=facts.person(person), maturity=Maturity.MATURE)
    return choose(patient, asker, local_date(facts.now, unit.zone), facts.policy).map(
        lambda chosen: waits(patient, chosen, None, unit, reason, command.message, None, facts)
    )


def create(command: CreateTicket, facts: Facts) -> Result[Decision, Refusal]:
    """Staff's: the unit is that of the signed-in assignment, and any of its reasons will do."""
    if not isinstance(facts.actor, StaffActor):
        return Failure(AssignmentNeeded())
    assignment = facts.assignment(facts.actor.assignment)
    unit = None if assignment is None else facts.unit(assignment.unit)
    patient, reason = facts.person(command.patient), facts.reason(command.reason)
    if assignment is None or unit is None:
        return Failure(NotFound(Kind.ASSIGNMENT, "assignment"))
    if patient is None:
        return Failure(NotFound(Kind.PERSON, "patient"))
    if reason is None:
        return Failure(NotFound(Kind.REASON, "reason"))
    fault = reason_fault(reason, unit) or faulty("message", command.message, MESSAGE_MAX)
    if fault is not None:
        return Failure(fault)
    asked = Asked(
        representative=command.representative,
        guardian=None if command.representative is None else facts.person(command.representative),
        maturity=command.maturity,
    )
    return choose(patient, asked, local_date(facts.now, unit.zone), facts.policy).map(
        lambda chosen: waits(patient, chosen, command.maturity, unit, reason, command.message, assignment.id, facts)
    )


def waits(
    patient: Person,
    representative: Representative,
    maturity: Maturity | None,
    unit: Unit,
    reason: Reason,
    message: str,
    created_by: AssignmentId | None,
    facts: Facts,
) -> Decision:
    return Decision(
        (
            TicketAsked(
                at=facts.now,
                ticket=TicketId(within(shard_of(unit.id), facts.new_id)),
                patient=patient.id,
                representative=representative,
                maturity=maturity,
                unit=unit.id,
                zone=unit.zone,
                reason=reason.id,
                title=reason.title,
                message=message,
                created_by=created_by,
            ),
        )
    )


def reason_fault(reason: Reason, unit: Unit) -> Refusal | None:
    """A reason is the unit's own or the whole provider's (S7)."""
    return None if reason.unit in (None, unit.id) else ReasonElsewhere()
