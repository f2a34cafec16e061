"""What happened to a ticket."""

from datetime import datetime
from typing import TypeAlias

from attrs import field, frozen

from ..case.commands import Maturity
from ..case.model import Representative
from ..ids import AssignmentId, PersonId, ReasonId, TicketId, UnitId
from .model import TurnedInto


@frozen(kw_only=True)
class TicketAsked:
    """A ticket waits. `created_by` is None where the patient's side asked; else the message is staff's words."""

    at: datetime
    ticket: TicketId
    patient: PersonId
    representative: Representative
    maturity: Maturity | None
    unit: UnitId
    zone: str
    reason: ReasonId
    title: str
    message: str = field(repr=False)
    created_by: AssignmentId | None


@frozen(kw_only=True)
class TicketTaken:
    """An assignment has taken the ticket from the ledger."""

    at: datetime
    assignment: AssignmentId


@frozen(kw_only=True)
class TicketReturned:
    """The assignment has put the ticket back into the ledger."""

    at: datetime
    assignment: AssignmentId


@frozen(kw_only=True)
class TicketTurned:
    """It is the case or the visit of that id now."""

    at: datetime
    assignment: AssignmentId
    into: TurnedInto
    id: str


@frozen(kw_only=True)
class TicketCancelled:
    """`assignment` is None where whoever asked withdrew it."""

    at: datetime
    assignment: AssignmentId | None
    reason: str = field(repr=False)


TicketEvent: TypeAlias = TicketAsked | TicketTaken | TicketReturned | TicketTurned | TicketCancelled
