"""Lists of cases: an assignment's, a unit's, a patient's; and how much is in them. Single cases are in `case_queries`.

What was shown is in the access log before it is answered.
"""

from collections.abc import Iterator, Mapping, Sequence

from attrs import frozen
from returns.result import Failure, Result, Success

from ..domain.access import View
from ..domain.actor import Actor, Purpose, RepresentativeActor, StaffActor
from ..domain.case.attention import soon
from ..domain.case.marks import Mark, unread
from ..domain.case.model import Case
from ..domain.commands import SendMessage
from ..domain.ids import AssignmentId, CaseId, Kind, PersonId, Ref, UnitId, shard_of
from ..domain.model import State
from ..domain.needs import needs
from ..domain.refusals import AssignmentNeeded, InputInvalid, Refusal
from ..ports.indexes import IndexRange
from ..ports.records import Head, Shard
from ..ports.times import to_micros
from ..views.names import named_in
from ..views.rows import CaseRow, Page, case_row, for_patient_side
from ..wire.heads import decode_state
from ..wire.marks import MARK, UNREAD, mark_of
from .case_orders import ORDERS, Bounds, CaseList
from .owners import CAP, Owners
from .reading import answering, clamped, cursor_after, place_after


@frozen(kw_only=True)
class Counters:
    """How much is in an assignment's lists, each counted up to `CAP`."""

    to_do: int
    """Its own, without those that it covers."""
    ongoing: int
    covered: int
    """To do for those that it covers."""
    pool: int
    """To do in the pool of its unit, for anyone there to take."""


class CaseLists(Owners):
    """Questions about many cases."""

    @answering
    def inbox(
        self, actor: Actor, *, assignment: AssignmentId | None = None, after: str | None = None, limit: int = 50
    ) -> Result[Page[CaseRow], Refusal]:
        """Inkorg › Asynkrona besök of an assignment: what it has to deal with, longest wait first (S12).

        What stands there for those that it covers is among its own (B19).
        """
        return self.cases_of_assignment(actor, CaseList.TO_DO, assignment=assignment, after=after, limit=limit)

    @answering
    def cases_of_assignment(
        self,
        actor: Actor,
        which: CaseList,
        *,
        assignment: AssignmentId | None = None,
        after: str | None = None,
        limit: int = 50,
    ) -> Result[Page[CaseRow], Refusal]:
        """The cases that an assignment answers for; the actor's own unless another is named."""
        owner = assignment or (actor.assignment if isinstance(actor, StaffActor) else None)
        if owner is None:
            return Failure(AssignmentNeeded())
        refused = self.allowed(actor, View.INBOX, shard_of(owner), self.state(Ref(Kind.ASSIGNMENT, owner)))
        if refused is not None:
            return Failure(refused)
        of_owner = ORDERS[which].of_owner
        return self.case_page(actor, View.INBOX, owner, self.owners_of(owner), of_owner, which, after, limit)

    @answering
    def cases_of_unit(
        self,
        actor: Actor,
        unit: UnitId,
        which: CaseList = CaseList.TO_DO,
        *,
        after: str | None = None,
        limit: int = 50,
    ) -> Result[Page[CaseRow], Refusal]:
        """Enhetens ärenden, for who may read all of the unit's."""
        refused = self.allowed(actor, View.UNIT_CASES, shard_of(unit), self.state(Ref(Kind.UNIT, unit)))
        if refused is not None:
            return Failure(refused)
        return self.case_page(actor, View.UNIT_CASES, unit, [unit], ORDERS[which].of_unit, which, after, limit)

    def case_page(
        self,
        actor: Actor,
        view: View,
        of: str,
        owners: Sequence[str],
        index: str,
        which: CaseList,
        after: str | None,
        limit: int,
    ) -> Result[Page[CaseRow], Refusal]:
        """A keyset range over heads, of every owner whose cases are in the list, joined with names, logged."""
        limit = clamped(limit)
        place = place_after(after)
        if isinstance(place, InputInvalid):
            return Failure(place)
        order = ORDERS[which]
        low, high = self.bounds(order.bounds)
        heads = self.merged(
            shard_of(of),
            owners,
            IndexRange(
                index=index,
                prefix=(of,),
                limit=limit,
                after=place,
                low=low,
                high=high,
                reverse=order.latest_first,
            ),
            order.column,
        )
        shown = heads[:limit]
        if which is CaseList.THEIR_TURN:
            # The clock ends a phase, not the worker's note of it (S13): who can no longer write is not waited for.
            now = to_micros(self.clock.now())
            shown = [head for head in shown if int(head.columns["until"] or 0) > now]
        if isinstance(actor, StaffActor) and actor.choice is not None and view is View.UNIT_CASES:
            # What a patient keeps from other units is not in the list of one that was chosen (B24).
            may = (self.may(actor, View.CASE, shard_of(of), decode_state(head)) for head in shown)
            shown = [head for head, found in zip(shown, may, strict=True) if isinstance(found, Purpose)]
        rows = self.case_rows(actor, shard_of(of), shown)
        self.told(actor, view, shard_of(of), (row.patient.id for row in rows), of)
        return Success(Page(tuple(rows), cursor_after(heads, limit, order.column)))

    def bounds(self, bounds: Bounds) -> tuple[int | None, int | None]:
        """The first end of the phase within, and the first beyond."""
        now = self.clock.now()
        after = to_micros(now) + 1
        match bounds:
            case Bounds.ANY:
                return None, None
            case Bounds.OPEN:
                return after, None
            case Bounds.SOON:
                return after, to_micros(soon(now, self.policy.closing_soon_days)) + 1
            case Bounds.OVER:
                return None, after

    def case_rows(self, actor: Actor, shard: str, heads: Sequence[Head]) -> Sequence[CaseRow]:
        return self.rows_of(actor, shard, [state for state in map(decode_state, heads) if isinstance(state, Case)])

    def rows_of(self, actor: Actor, shard: str, cases: Sequence[Case]) -> Sequence[CaseRow]:
        """The cases as the actor sees them, each with whether they may write in it (B14)."""
        known = {Ref(Kind.CASE, case.id): case for case in cases}

        def to_write(found: Mapping[Ref, State]) -> Iterator[Ref]:
            both = {**found, **known}
            asked = (needs(SendMessage(case=case.id, text=""), actor, both) for case in cases)
            return (ref for refs in asked for ref in refs if ref not in known)

        found = self.names(shard, (ref for case in cases for ref in named_in(case)), to_write)
        facts = self.facts(actor, shard, found)
        nobody: Sequence[Mark | None] = [None] * len(cases)
        marks = self.marks(actor.assignment, shard, cases) if isinstance(actor, StaffActor) else nobody
        rows = [case_row(case, found, facts, mark) for case, mark in zip(cases, marks, strict=True)]
        if not isinstance(actor, RepresentativeActor):
            return rows
        return [for_patient_side(row, notice=self.policy.closing_soon_notice) for row in rows]

    def marks(self, reader: AssignmentId, shard: str, cases: Sequence[Case]) -> Sequence[Mark | None]:
        """How far the assignment has read in each (B5)."""
        rows = self.storage.rows_at(Shard(shard), MARK, [case.id for case in cases], reader)
        return [mark_of(row) for row in rows]

    @answering
    def cases_of_patient(self, actor: Actor, patient: PersonId, *, limit: int = 100) -> Result[Page[CaseRow], Refusal]:
        """A person's cases that the actor may see, latest first; for the patient's side, those they represent in."""
        limit, shard = clamped(limit), shard_of(patient)
        refused = self.allowed(actor, View.PATIENT_CASES, shard, self.state(Ref(Kind.PERSON, patient)))
        if refused is not None:
            return Failure(refused)
        index = "case_representative" if isinstance(actor, RepresentativeActor) else "case_patient"
        heads = self.page(shard, IndexRange(index=index, prefix=(patient,), limit=limit, reverse=True))
        # A patient's cases are few, so each is asked for: what is not the actor's is not in the list.
        asked = [(head, self.may(actor, View.CASE, shard, decode_state(head))) for head in heads[:limit]]
        rows = self.case_rows(actor, shard, [head for head, found in asked if isinstance(found, Purpose)])
        emergency = Purpose.EMERGENCY if any(found is Purpose.EMERGENCY for _, found in asked) else None
        people = [patient, *(row.patient.id for row in rows)]
        self.told(actor, View.PATIENT_CASES, shard, people, patient, emergency)
        return Success(Page(tuple(rows)))

    @answering
    def counts(
        self, actor: Actor, *, assignment: AssignmentId | None = None, unit: UnitId | None = None
    ) -> Result[Mapping[CaseList, int], Refusal]:
        """How many cases each list holds, counted up to `CAP`: an assignment's own, or a unit's (B18). No patient is
        seen. `THEIR_TURN` counts those, too, whose end the worker has yet to note.
        """
        owner = assignment or (actor.assignment if isinstance(actor, StaffActor) else None)
        at = owner if unit is None else unit
        if at is None:
            return Failure(AssignmentNeeded())
        view, kind = (View.INBOX, Kind.ASSIGNMENT) if unit is None else (View.UNIT_CASES, Kind.UNIT)
        shard = Shard(shard_of(at))
        refused = self.allowed(actor, view, shard, self.state(Ref(kind, at)))
        if refused is not None:
            return Failure(refused)
        found: dict[CaseList, int] = {}
        for which, order in ORDERS.items():
            low, high = self.bounds(order.bounds)
            index = order.of_owner if unit is None else order.of_unit
            found[which] = self.storage.count(shard, index, (at,), CAP, low=low, high=high)
        return Success(found)

    @answering
    def unread(self, actor: Actor, *, assignment: AssignmentId | None = None) -> Result[int, Refusal]:
        """How many cases hold something unread by an assignment (B5), counted up to `CAP`: of what it has to deal with,
        and what it marked unread by hand. A number only: no patient is seen.
        """
        owner = assignment or (actor.assignment if isinstance(actor, StaffActor) else None)
        if owner is None:
            return Failure(AssignmentNeeded())
        shard = Shard(shard_of(owner))
        refused = self.allowed(actor, View.COUNTERS, shard, self.state(Ref(Kind.ASSIGNMENT, owner)))
        if refused is not None:
            return Failure(refused)
        r = IndexRange(index="case_inbox", prefix=(owner,), limit=CAP)
        cases = [state for state in map(decode_state, self.storage.page(shard, r)) if isinstance(state, Case)]
        marks = self.marks(owner, shard, cases)
        found = {case.id for case, mark in zip(cases, marks, strict=True) if unread(case, mark)}
        found |= {CaseId(row.sub) for row in self.storage.rows(shard, UNREAD, owner, None, CAP)}
        return Success(min(CAP, len(found)))

    @answering
    def counters(self, actor: Actor, *, assignment: AssignmentId | None = None) -> Result[Counters, Refusal]:
        """How much waits, and how much is ongoing, for an assignment. Numbers only: no patient is seen."""
        owner = assignment or (actor.assignment if isinstance(actor, StaffActor) else None)
        if owner is None:
            return Failure(AssignmentNeeded())
        shard = shard_of(owner)
        refused = self.allowed(actor, View.COUNTERS, shard, self.state(Ref(Kind.ASSIGNMENT, owner)))
        if refused is not None:
            return Failure(refused)
        now = to_micros(self.clock.now())
        unit = self.unit_of(owner)
        return Success(
            Counters(
                to_do=self.waiting(shard, [owner]),
                ongoing=self.storage.count(Shard(shard), "case_owner", (owner,), CAP, low=now + 1),
                covered=self.waiting(shard, self.covered_by(owner)),
                pool=0 if unit is None else self.waiting(shard, self.pool_owners(unit)),
            )
        )
