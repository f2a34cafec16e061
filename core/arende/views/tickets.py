"""Rows of the ledger and of tickets: what waits at a unit, who has it, and what its own patient's side sees. Pure."""

from collections.abc import Iterator
from datetime import datetime
from typing import Final

from attrs import evolve as changed
from attrs import field, frozen

from ..domain.case.model import Representation
from ..domain.directory.model import Assignment, Reason
from ..domain.ids import Kind, ReasonId, Ref, TicketId, UnitId
from ..domain.ticket.model import Ticket, TicketStatus, TurnedInto, may_be_taken
from ..domain.visit.model import Visit
from .names import Found, PersonName, StaffName, person_name, relative_name, staff_name, unit_name

LABELS: Final = {
    TicketStatus.WAITING: ("Du har bett om kontakt", "You have asked for contact"),
    TicketStatus.TAKEN: ("Du har bett om kontakt", "You have asked for contact"),
    TicketStatus.TURNED: ("Vården har tagit kontakt", "The unit has been in contact"),
    TicketStatus.CANCELLED: ("Avslutad", "Ended"),
}
"""A ticket in words, for the patient's side: Swedish, English. No time is promised, and who has it is not told."""


@frozen(kw_only=True)
class LedgerRow:
    """What waits in the ledger: a free visit, or a ticket."""

    kind: Kind
    id: str
    title: str
    patient: PersonName
    representative: PersonName
    unit: UnitId
    unit_name: str
    created: datetime
    """Since when it waits."""
    taken_by: StaffName | None
    """Who has taken it; only a ticket stands in the ledger while someone has it."""
    may_take: bool


def ledger_row(state: Visit | Ticket, found: Found, now: datetime) -> LedgerRow:
    """The row as it stands at that time, names joined from `found`."""
    if isinstance(state, Visit):
        kind, representative, taker, may_take = Kind.VISIT, state.representative, None, True
    else:
        kind, representative = Kind.TICKET, state.representative.person
        taker, may_take = state.assignment, may_be_taken(state, works(state, found), now)
    return LedgerRow(
        kind=kind,
        id=state.id,
        title=state.title,
        patient=person_name(state.patient, found),
        representative=relative_name(representative, state.patient, found),
        unit=state.unit,
        unit_name=unit_name(state.unit, found),
        created=state.created,
        taken_by=None if taker is None else staff_name(taker, found),
        may_take=may_take,
    )


def works(ticket: Ticket, found: Found) -> bool:
    """Whether the assignment that has the ticket has not ended."""
    taker = None if ticket.assignment is None else found.get(Ref(Kind.ASSIGNMENT, ticket.assignment))
    return isinstance(taker, Assignment) and not taker.ended


def named_in_ledger(state: Visit | Ticket) -> Iterator[Ref]:
    """The entries that a row of the ledger, or of a ticket, is joined from."""
    representative = state.representative if isinstance(state, Visit) else state.representative.person
    yield Ref(Kind.PERSON, state.patient)
    yield Ref(Kind.PERSON, representative)
    yield Ref(Kind.UNIT, state.unit)
    if state.assignment is not None:
        yield Ref(Kind.ASSIGNMENT, state.assignment)


@frozen(kw_only=True)
class TicketRow:
    """One ticket, with what was asked."""

    id: TicketId
    title: str
    patient: PersonName
    representative: PersonName
    by_guardian: bool
    unit: UnitId
    unit_name: str
    zone: str
    """IANA zone of the unit, in which its times are shown."""
    message: str = field(repr=False)
    by_patient_side: bool
    """Whether the words are those of whoever asked; else staff wrote them down."""
    created: datetime
    status: TicketStatus
    taken_by: StaffName | None
    may_take: bool
    into: TurnedInto | None
    became: str | None


def ticket_row(ticket: Ticket, found: Found, now: datetime) -> TicketRow:
    return TicketRow(
        id=ticket.id,
        title=ticket.title,
        patient=person_name(ticket.patient, found),
        representative=relative_name(ticket.representative.person, ticket.patient, found),
        by_guardian=ticket.representative.by is Representation.GUARDIAN,
        unit=ticket.unit,
        unit_name=unit_name(ticket.unit, found),
        zone=ticket.zone,
        message=ticket.message,
        by_patient_side=ticket.created_by is None,
        created=ticket.created,
        status=ticket.status,
        taken_by=None if ticket.assignment is None else staff_name(ticket.assignment, found),
        may_take=may_be_taken(ticket, works(ticket, found), now),
        into=ticket.into,
        became=ticket.became,
    )


def for_asker(row: TicketRow) -> TicketRow:
    """Who has taken it is the unit's business, and staff's own words are not the patient's side's to read."""
    status = TicketStatus.WAITING if row.status is TicketStatus.TAKEN else row.status
    message = row.message if row.by_patient_side else ""
    return changed(row, taken_by=None, may_take=False, status=status, message=message)


@frozen(kw_only=True)
class ContactRow:
    """A reason that a patient may ask a unit for contact about."""

    unit: UnitId
    unit_name: str
    reason: ReasonId
    title: str


def contact_row(unit: UnitId, name: str, reason: Reason) -> ContactRow:
    return ContactRow(unit=unit, unit_name=name, reason=reason.id, title=reason.title)
