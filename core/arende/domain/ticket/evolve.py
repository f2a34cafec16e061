"""What a ticket becomes by an event. No rule is checked: an event has happened."""

from attrs import evolve as changed

from ..model import Nothing
from .events import TicketAsked, TicketCancelled, TicketEvent, TicketReturned, TicketTaken, TicketTurned
from .model import Ticket, TicketStatus


def evolve(state: Ticket | Nothing, event: TicketEvent) -> Ticket:
    """The ticket after the event. An event that does not fit its stream is a broken store: ValueError."""
    if isinstance(event, TicketAsked):
        return asked(event)
    if isinstance(state, Nothing):
        raise ValueError(f"{type(event).__name__} before the ticket was asked for")
    match event:
        case TicketTaken(at=at, assignment=assignment):
            return changed(state, status=TicketStatus.TAKEN, assignment=assignment, taken=at)
        case TicketReturned():
            return changed(state, status=TicketStatus.WAITING, assignment=None, taken=None)
        case TicketTurned(into=into, id=became):
            return changed(state, status=TicketStatus.TURNED, into=into, became=became)
        case TicketCancelled():
            return changed(state, status=TicketStatus.CANCELLED)


def asked(event: TicketAsked) -> Ticket:
    return Ticket(
        id=event.ticket,
        patient=event.patient,
        representative=event.representative,
        maturity=event.maturity,
        unit=event.unit,
        zone=event.zone,
        reason=event.reason,
        title=event.title,
        message=event.message,
        created=event.at,
        created_by=event.created_by,
        status=TicketStatus.WAITING,
        assignment=None,
        taken=None,
        into=None,
        became=None,
    )
