"""Commands about tickets."""

from datetime import datetime
from typing import TypeAlias

from attrs import field, frozen

from ..case.commands import Maturity
from ..ids import PersonId, ReasonId, TicketId, UnitId


@frozen(kw_only=True)
class AskForContact:
    """The patient, or a guardian for a child, asks a unit for contact, for one of the reasons that it offers."""

    patient: PersonId
    unit: UnitId
    reason: ReasonId
    message: str = field(repr=False)


@frozen(kw_only=True)
class CreateTicket:
    """Staff put into their own unit's ledger what a patient has asked for, in staff's words."""

    patient: PersonId
    reason: ReasonId
    message: str = field(repr=False)
    representative: PersonId | None = None
    maturity: Maturity | None = None


@frozen(kw_only=True)
class TakeTicket:
    """The signed-in assignment takes the ticket; who comes second is told."""

    ticket: TicketId


@frozen(kw_only=True)
class ReturnTicket:
    """Whoever took the ticket puts it back; it waits since it was asked, and not since now."""

    ticket: TicketId


@frozen(kw_only=True)
class TurnIntoCase:
    """The taker opens a case of the ticket, with the checks of `CreateCase`. `message` is staff's own first one."""

    ticket: TicketId
    maturity: Maturity | None = None
    days: int | None = None
    message: str | None = field(default=None, repr=False)
    despite_no_sms: bool = False
    """As of a case (B4)."""


@frozen(kw_only=True)
class TurnIntoVisit:
    """The taker makes a visit of the ticket: at a set time, or without, and then it has begun."""

    ticket: TicketId
    maturity: Maturity | None = None
    scheduled: datetime | None = None


@frozen(kw_only=True)
class CancelTicket:
    """No contact is needed any more: whoever asked says so, or staff with a reason."""

    ticket: TicketId
    reason: str | None = field(default=None, repr=False)


TicketCommand: TypeAlias = (
    AskForContact | CreateTicket | TakeTicket | ReturnTicket | TurnIntoCase | TurnIntoVisit | CancelTicket
)
