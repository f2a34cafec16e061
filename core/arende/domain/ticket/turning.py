"""A ticket becomes a case or a visit, in one append over both streams, with the checks that those have anyway (B17)."""

from attrs import evolve as changed
from returns.result import Failure, Result

from ..actor import StaffActor
from ..case.commands import CreateCase, Entry
from ..case.decide import opened
from ..case.opening import Opening, check
from ..decision import Also, Decision
from ..facts import Facts
from ..ids import AssignmentId, Kind, Ref
from ..refusals import AssignmentNeeded, NotFound, Refusal, TicketNotTaken, TicketOver, TicketTaken
from ..visit.commands import CreateVisit
from ..visit.decide import create as create_visit
from ..visit.events import VisitCreated, VisitStarted
from .commands import TurnIntoCase, TurnIntoVisit
from .events import TicketTurned
from .model import Ticket, TurnedInto


def turn(command: TurnIntoCase | TurnIntoVisit, facts: Facts) -> Result[Decision, Refusal]:
    """Only whoever has taken the ticket turns it."""
    if not isinstance(facts.actor, StaffActor):
        return Failure(AssignmentNeeded())
    ticket = facts.state(Kind.TICKET, command.ticket)
    if not isinstance(ticket, Ticket):
        return Failure(NotFound(Kind.TICKET, "ticket"))
    mine = facts.actor.assignment
    fault = unless_taken_by(ticket, mine)
    if fault is not None:
        return Failure(fault)
    if isinstance(command, TurnIntoCase):
        return into_case(ticket, command, mine, facts)
    return into_visit(ticket, command, mine, facts)


def unless_taken_by(ticket: Ticket, assignment: AssignmentId) -> Refusal | None:
    """Why that assignment may not go on with the ticket: it is over, nobody has it, or another does."""
    if not ticket.in_ledger:
        return TicketOver()
    if ticket.assignment is None:
        return TicketNotTaken()
    return None if ticket.assignment == assignment else TicketTaken()


def into_case(ticket: Ticket, command: TurnIntoCase, mine: AssignmentId, facts: Facts) -> Result[Decision, Refusal]:
    """The asker's words become the first message, from the patient's side: so it waits for an answer at once.

    What staff wrote down for a patient is not the patient's to have written: it stays with the ticket, and the case
    lacks its message until staff write one (S10).
    """
    asked = ticket.message if ticket.created_by is None and ticket.message else None
    create = CreateCase(
        patient=ticket.patient,
        reason=ticket.reason,
        representative=ticket.representative.person,
        maturity=command.maturity or ticket.maturity,
        days=command.days,
        message=command.message,
    )

    def as_case(opening: Opening) -> Result[Decision, Refusal]:
        event = changed(opening.event, entry=Entry.TICKET)
        over = turned(ticket, mine, Ref(Kind.CASE, event.case), facts)
        made = opened(Opening(event, command.message, asked), facts, despite=command.despite_no_sms)
        return made.map(lambda decision: changed(decision, also=(over,)))

    return check(create, facts, asked).bind(as_case)


def into_visit(ticket: Ticket, command: TurnIntoVisit, mine: AssignmentId, facts: Facts) -> Result[Decision, Refusal]:
    """Without a time it has begun: the taker has the patient, so it does not go back to the ledger to wait."""
    create = CreateVisit(
        patient=ticket.patient,
        reason=ticket.reason,
        representative=ticket.representative.person,
        maturity=command.maturity or ticket.maturity,
        scheduled=command.scheduled,
    )

    def as_visit(event: VisitCreated) -> Decision:
        begun = () if command.scheduled is not None else (VisitStarted(at=facts.now, assignment=mine),)
        return Decision((event, *begun), also=(turned(ticket, mine, Ref(Kind.VISIT, event.visit), facts),))

    return create_visit(create, facts, StaffActor(mine)).map(as_visit)


def turned(ticket: Ticket, mine: AssignmentId, into: Ref, facts: Facts) -> Also:
    """The other half of the append: it holds only where nobody has touched the ticket meanwhile."""
    event = TicketTurned(at=facts.now, assignment=mine, into=TurnedInto(into.kind), id=into.id)
    return Also(Ref(Kind.TICKET, ticket.id), (event,))
