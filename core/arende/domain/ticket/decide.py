"""What a command does to a ticket. Who may give it has been settled before (`access`)."""

from returns.result import Failure, Result, Success

from ..actor import StaffActor
from ..decision import Decision
from ..facts import Facts
from ..ids import AssignmentId, Kind
from ..model import Nothing, State
from ..policy import REASON_MAX
from ..refusals import AssignmentNeeded, Exists, NotFound, Refusal, TicketOver, TicketTaken
from ..text import faulty
from .asking import ask, create
from .commands import (
    AskForContact,
    CancelTicket,
    CreateTicket,
    ReturnTicket,
    TakeTicket,
    TicketCommand,
    TurnIntoCase,
    TurnIntoVisit,
)
from .events import TicketCancelled, TicketReturned
from .events import TicketTaken as Taken
from .model import Ticket, TicketStatus, may_be_taken
from .turning import turn


def decide(state: State, command: TicketCommand, facts: Facts) -> Result[Decision, Refusal]:
    """Events of a command about a ticket, or why not. A turned one's own stream is that of what it becomes."""
    match command:
        case AskForContact():
            return ask(command, facts) if isinstance(state, Nothing) else Failure(Exists())
        case CreateTicket():
            return create(command, facts) if isinstance(state, Nothing) else Failure(Exists())
        case TurnIntoCase() | TurnIntoVisit():
            return turn(command, facts) if isinstance(state, Nothing) else Failure(TicketOver())
        case _ if not isinstance(state, Ticket):
            return Failure(NotFound(Kind.TICKET, "ticket"))
        case CancelTicket(reason=reason):
            return cancel(state, reason, facts)
        case TakeTicket() | ReturnTicket():
            if not isinstance(facts.actor, StaffActor):
                return Failure(AssignmentNeeded())
            mine = facts.actor.assignment
            return take(state, mine, facts) if isinstance(command, TakeTicket) else put_back(state, mine, facts)


def take(ticket: Ticket, mine: AssignmentId, facts: Facts) -> Result[Decision, Refusal]:
    """One taker: whoever took it may press again; who comes second is told."""
    if not ticket.in_ledger:
        return Failure(TicketOver())
    if ticket.assignment == mine:
        return Success(Decision())
    taker = None if ticket.assignment is None else facts.assignment(ticket.assignment)
    if not may_be_taken(ticket, taker is not None and not taker.ended, facts.now):
        return Failure(TicketTaken())
    return Success(Decision((Taken(at=facts.now, assignment=mine),)))


def put_back(ticket: Ticket, mine: AssignmentId, facts: Facts) -> Result[Decision, Refusal]:
    """What waits already is put back already."""
    if not ticket.in_ledger:
        return Failure(TicketOver())
    if ticket.status is TicketStatus.WAITING:
        return Success(Decision())
    if ticket.assignment != mine:
        return Failure(TicketTaken())
    return Success(Decision((TicketReturned(at=facts.now, assignment=mine),)))


def cancel(ticket: Ticket, reason: str | None, facts: Facts) -> Result[Decision, Refusal]:
    """Staff say why; whoever asked need not. Staff do not cancel what a colleague has just taken."""
    if ticket.status is TicketStatus.CANCELLED:
        return Success(Decision())
    if not ticket.in_ledger:
        return Failure(TicketOver())
    staff = facts.actor.assignment if isinstance(facts.actor, StaffActor) else None
    if staff is not None and ticket.assignment not in (None, staff):
        return Failure(TicketTaken())
    fault = None if reason is None and staff is None else faulty("reason", reason or "", REASON_MAX)
    if fault is not None:
        return Failure(fault)
    return Success(Decision((TicketCancelled(at=facts.now, assignment=staff, reason=reason or ""),)))
