"""State of a ticket, and who may take it at a time. Nothing is decided here."""

from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

from attrs import field, frozen

from ..case.commands import Maturity
from ..case.model import Representative
from ..ids import AssignmentId, PersonId, ReasonId, TicketId, UnitId

HOLD: Final = timedelta(hours=24)
"""How long whoever took a ticket has it for themself, before colleagues may take it over."""


class TicketStatus(StrEnum):
    """The value is stored."""

    WAITING = "waiting"
    TAKEN = "taken"
    TURNED = "turned"
    CANCELLED = "cancelled"


class TurnedInto(StrEnum):
    """What a ticket became; the value is stored."""

    CASE = "case"
    VISIT = "visit"


@frozen(kw_only=True)
class Ticket:
    id: TicketId
    patient: PersonId
    representative: Representative
    """Who asked, and will read and write on the patient's side of a case that comes of it."""
    maturity: Maturity | None
    unit: UnitId
    zone: str
    reason: ReasonId
    title: str
    message: str = field(repr=False)
    """What was asked, in the words of whoever asked; or of staff, where they created it."""
    created: datetime
    created_by: AssignmentId | None
    status: TicketStatus
    assignment: AssignmentId | None
    """Who took it; None while it waits."""
    taken: datetime | None
    into: TurnedInto | None
    became: str | None
    """The id of the case or visit."""

    @property
    def in_ledger(self) -> bool:
        """Until it is turned or cancelled it stands in the ledger: also while someone has it, so it cannot be lost."""
        return self.status in (TicketStatus.WAITING, TicketStatus.TAKEN)


def may_be_taken(ticket: Ticket, taker_works: bool, now: datetime) -> bool:
    """Whether it waits for a taker. `taker_works`: the assignment that has it has not ended.

    One that was taken goes back by itself when the taker's assignment ends, or has held it too long: derived from the
    clock, so no job has to come first.
    """
    if ticket.status is TicketStatus.WAITING:
        return True
    held = ticket.taken is not None and now < ticket.taken + HOLD
    return ticket.status is TicketStatus.TAKEN and not (taker_works and held)
