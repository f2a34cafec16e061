"""Questions about what waits at a unit: the ledger, one ticket, a person's own tickets, and where one may ask.

What was shown is in the access log before it is answered.
"""

from collections.abc import Sequence

from attrs import frozen
from returns.result import Failure, Result, Success

from ..domain.access import View
from ..domain.actor import Actor, Purpose, RepresentativeActor
from ..domain.directory.model import Reason
from ..domain.ids import Kind, PersonId, Ref, TicketId, UnitId, shard_of
from ..domain.refusals import InputInvalid, NotFound, Refusal
from ..domain.ticket.model import Ticket
from ..domain.visit.model import Visit
from ..ports.indexes import IndexRange
from ..ports.records import Head, Shard
from ..views.fold import words
from ..views.rows import Page
from ..views.tickets import (
    ContactRow,
    LedgerRow,
    TicketRow,
    contact_row,
    for_asker,
    ledger_row,
    named_in_ledger,
    ticket_row,
)
from ..wire.heads import decode_state
from .owners import AT_A_TIME
from .people_queries import PeopleQueries
from .reading import answering, clamped, cursor_after, place_after

LEDGER = ("ledger", "ledger_ticket")
"""The indexes that the ledger is merged from: free visits and tickets, both by unit and waiting time."""
CAP = 100
"""Counters count no further."""


@frozen(kw_only=True)
class LedgerCount:
    """How much stands in a unit's ledger, each counted up to `CAP`."""

    visits: int
    tickets: int


class TicketQueries(PeopleQueries):
    """Questions about the ledger and its tickets."""

    @answering
    def ledger(
        self, actor: Actor, unit: UnitId | None = None, *, after: str | None = None, limit: int = 50
    ) -> Result[Page[LedgerRow], Refusal]:
        """Patientliggaren: the unit's free visits and tickets together, longest wait first (S16, B17).

        A ticket stands there until it is turned or cancelled, also while someone has it: `may_take` tells.
        """
        at_unit = unit or self.own_unit(actor)
        if at_unit is None:
            return Failure(NotFound(Kind.UNIT, "unit"))
        shard = shard_of(at_unit)
        refused = self.allowed(actor, View.LEDGER, shard, self.state(Ref(Kind.UNIT, at_unit)))
        if refused is not None:
            return Failure(refused)
        limit = clamped(limit)
        place = place_after(after)
        if isinstance(place, InputInvalid):
            return Failure(place)
        ranges = [IndexRange(index=index, prefix=(at_unit,), limit=limit, after=place) for index in LEDGER]
        heads = sorted((head for r in ranges for head in self.page(shard, r)), key=place_of)
        rows = self.ledger_rows(shard, heads[:limit])
        self.told(actor, View.LEDGER, shard, (row.patient.id for row in rows), at_unit)
        return Success(Page(rows, cursor_after(heads, limit, "waiting_since")))

    def ledger_rows(self, shard: str, heads: Sequence[Head]) -> tuple[LedgerRow, ...]:
        waiting = [state for state in map(decode_state, heads) if isinstance(state, Visit | Ticket)]
        found = self.names(shard, (ref for state in waiting for ref in named_in_ledger(state)))
        now = self.clock.now()
        return tuple(ledger_row(state, found, now) for state in waiting)

    @answering
    def ledger_count(self, actor: Actor, unit: UnitId | None = None) -> Result[LedgerCount, Refusal]:
        """How much stands in the ledger. Numbers only: no patient is seen."""
        at_unit = unit or self.own_unit(actor)
        if at_unit is None:
            return Failure(NotFound(Kind.UNIT, "unit"))
        shard = shard_of(at_unit)
        refused = self.allowed(actor, View.LEDGER, shard, self.state(Ref(Kind.UNIT, at_unit)))
        if refused is not None:
            return Failure(refused)
        visits, tickets = (self.storage.count(Shard(shard), index, (at_unit,), CAP) for index in LEDGER)
        return Success(LedgerCount(visits=visits, tickets=tickets))

    @answering
    def ticket(self, actor: Actor, ticket: TicketId) -> Result[TicketRow, Refusal]:
        """One ticket, with what was asked. Who may not read it learns nothing of whether it exists."""
        shard, state = shard_of(ticket), self.state(Ref(Kind.TICKET, ticket))
        refused = self.allowed(actor, View.TICKET, shard, state)
        if refused is not None:
            return Failure(refused)
        if not isinstance(state, Ticket):
            return Failure(NotFound(Kind.TICKET, "ticket"))
        found = self.names(shard, named_in_ledger(state))
        self.told(actor, View.TICKET, shard, (state.patient,), ticket)
        row = ticket_row(state, found, self.clock.now())
        return Success(for_asker(row) if isinstance(actor, RepresentativeActor) else row)

    @answering
    def tickets_of(self, actor: Actor, person: PersonId, *, limit: int = 100) -> Result[Page[TicketRow], Refusal]:
        """What someone on the patient's side has asked for, latest first, as they see it; ended ones too."""
        limit, shard = clamped(limit), shard_of(person)
        refused = self.allowed(actor, View.TICKETS, shard, self.state(Ref(Kind.PERSON, person)))
        if refused is not None:
            return Failure(refused)
        heads = self.page(shard, IndexRange(index="ticket_representative", prefix=(person,), limit=limit, reverse=True))
        states = [state for state in map(decode_state, heads[:limit]) if isinstance(state, Ticket)]
        # A person's tickets are few, so each is asked for: where the right has ended it is not in the list.
        theirs = [state for state in states if isinstance(self.may(actor, View.TICKET, shard, state), Purpose)]
        found = self.names(shard, (ref for state in theirs for ref in named_in_ledger(state)))
        now = self.clock.now()
        rows = tuple(for_asker(ticket_row(state, found, now)) for state in theirs)
        self.told(actor, View.TICKETS, shard, [person, *(row.patient.id for row in rows)], person)
        return Success(Page(rows))

    @answering
    def ways_to_contact(self, actor: Actor, person: PersonId) -> Result[Page[ContactRow], Refusal]:
        """Where someone on the patient's side may ask for contact, and about what: what units offer to patients."""
        shard = shard_of(person)
        refused = self.allowed(actor, View.CONTACT, shard, self.state(Ref(Kind.PERSON, person)))
        if refused is not None:
            return Failure(refused)
        everywhere = self.offered_at(shard, "")
        rows = [
            contact_row(unit.id, unit.name, reason)
            for unit in self.units_of(shard)
            for reason in sorted((*self.offered_at(shard, unit.id), *everywhere), key=lambda r: words(r.title))
        ]
        return Success(Page(tuple(rows)))

    def offered_at(self, shard: str, owner: str) -> Sequence[Reason]:
        """Reasons of a unit, or with "" of the whole provider, that patients may ask about."""
        heads = self.every(shard, IndexRange(index="reason_unit", prefix=(owner,), limit=AT_A_TIME))
        return [state for state in map(decode_state, heads) if isinstance(state, Reason) and state.for_patients]


def place_of(head: Head) -> tuple[int, str]:
    """Where a head stands in the merged order: by waiting time, then by stream, as each index orders it."""
    since = head.columns["waiting_since"]
    return (since if isinstance(since, int) else 0, head.stream)
