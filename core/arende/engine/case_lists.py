"""Lists of cases: an assignment's, a unit's, its pool's, a patient's. Single cases are in `case_queries`.

What was shown is in the access log before it is answered.
"""

from itertools import islice

from returns.result import Failure, Result, Success

from ..domain.access import View
from ..domain.actor import Actor, Purpose, RepresentativeActor, StaffActor
from ..domain.case.lists import PATIENT_SIDE, belongs
from ..domain.case.model import Case
from ..domain.ids import AssignmentId, Kind, PersonId, Ref, UnitId, shard_of
from ..domain.refusals import AssignmentNeeded, InputInvalid, ListOfStaff, NotFound, Refusal
from ..ports.records import Head
from ..views.rows import CaseRow, Page
from ..wire.heads import decode_state
from .case_orders import OF_PATIENT, OF_REPRESENTATIVE, ORDERS, CaseList, Order
from .case_ranges import Whose
from .case_rows import CaseRows, cases_in
from .reading import answering, clamped, cursor_after, place_after


class CaseLists(CaseRows):
    """Questions about many cases."""

    def whose(
        self,
        actor: Actor,
        assignment: AssignmentId | None,
        unit: UnitId | None = None,
        *,
        pool: bool = False,
        own: View = View.INBOX,
        whole: View = View.UNIT_CASES,
    ) -> Whose | Refusal:
        """Whose list is asked for, if the actor may read it, by views `own` and `whole`: the unit's pool, all of the
        unit's, or an assignment's. Where none is named it is the actor's own assignment, or the pool of its unit.
        """
        if pool:
            unit = unit or self.own_unit(actor)
            if unit is None:
                return NotFound(Kind.UNIT, "unit")
        elif unit is None:
            return self.of_assignment(actor, assignment, own)
        view, at = View.POOL if pool else whole, Ref(Kind.UNIT, unit)
        known = self.with_own(actor, at)
        refused = self.allowed(actor, view, shard_of(unit), known.states[at], known)
        if refused is not None:
            return refused
        owners = self.pool_owners(unit) if pool else [unit]
        return Whose(view=view, of=unit, owners=owners, whole=not pool, known=known)

    def of_assignment(self, actor: Actor, assignment: AssignmentId | None, view: View) -> Whose | Refusal:
        owner = assignment or (actor.assignment if isinstance(actor, StaffActor) else None)
        if owner is None:
            return AssignmentNeeded()
        at = Ref(Kind.ASSIGNMENT, owner)
        known = self.with_own(actor, at)
        refused = self.allowed(actor, view, shard_of(owner), known.states[at], known)
        return refused or Whose(view=view, of=owner, owners=self.owners_of(owner), known=known)

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
        return self.case_page(actor, self.whose(actor, assignment), ORDERS[which], after, limit)

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
        return self.case_page(actor, self.whose(actor, None, unit), ORDERS[which], after, limit)

    @answering
    def pool(
        self,
        actor: Actor,
        unit: UnitId | None = None,
        which: CaseList = CaseList.TO_DO,
        *,
        after: str | None = None,
        limit: int = 50,
    ) -> Result[Page[CaseRow], Refusal]:
        """Enhetens kö: the cases that any assignment at the unit may take, longest wait first; the actor's unit unless
        another is named. Those of an assignment that has ended are there from that instant.
        """
        return self.case_page(actor, self.whose(actor, None, unit, pool=True), ORDERS[which], after, limit)

    def case_page(
        self, actor: Actor, whose: Whose | Refusal, order: Order, after: str | None, limit: int
    ) -> Result[Page[CaseRow], Refusal]:
        """A page of the list, joined with names, logged; or why there is none."""
        if not isinstance(whose, Whose):
            return Failure(whose)
        limit, place, shard = clamped(limit), place_after(after), shard_of(whose.of)
        if isinstance(place, InputInvalid):
            return Failure(place)
        heads = self.page_of(actor, whose, order, place, limit)
        rows = self.rows_of(actor, shard, cases_in(heads[:limit]), whose.known)
        self.told(actor, whose.view, shard, (row.patient.id for row in rows), whose.of, known=whose.known)
        return Success(Page(tuple(rows), cursor_after(heads, limit, order.column)))

    @answering
    def cases_of_patient(
        self,
        actor: Actor,
        patient: PersonId,
        which: CaseList = CaseList.ALL,
        *,
        after: str | None = None,
        limit: int = 100,
    ) -> Result[Page[CaseRow], Refusal]:
        """A person's cases that the actor may see, latest first; for the patient's side, those they represent in.

        The patient's side has the lists of `PATIENT_SIDE`, and is refused the others.
        """
        limit, shard, place = clamped(limit), shard_of(patient), place_after(after)
        known = self.with_own(actor, Ref(Kind.PERSON, patient))
        refused = self.allowed(actor, View.PATIENT_CASES, shard, known.states[Ref(Kind.PERSON, patient)], known)
        if refused is not None:
            return Failure(refused)
        if isinstance(place, InputInvalid):
            return Failure(place)
        theirs = isinstance(actor, RepresentativeActor)
        if theirs and which not in PATIENT_SIDE:
            return Failure(ListOfStaff())
        now, purposes = self.clock.now(), dict[str, Purpose]()

        def keep(head: Head) -> bool:
            """A patient's cases are few, so each is asked for: what is not the actor's is not in the list."""
            case = decode_state(head)
            if not isinstance(case, Case) or not belongs(case, which, now, self.policy.closing_soon_days):
                return False
            found = self.may(actor, View.CASE, shard, case, known)
            if isinstance(found, Purpose):
                purposes[head.stream] = found
            return isinstance(found, Purpose)

        whose = Whose(view=View.PATIENT_CASES, of=patient, owners=[patient], known=known)
        order = OF_REPRESENTATIVE if theirs else OF_PATIENT
        heads = list(islice(self.walked(whose, order, keep, place, limit), limit + 1))
        rows = self.rows_of(actor, shard, cases_in(heads[:limit]), known)
        shown = [purposes[head.stream] for head in heads[:limit]]
        people = [patient, *(row.patient.id for row in rows)]
        emergency = Purpose.EMERGENCY if Purpose.EMERGENCY in shown else None
        self.told(actor, View.PATIENT_CASES, shard, people, patient, emergency, known)
        return Success(Page(tuple(rows), cursor_after(heads, limit, order.column)))
