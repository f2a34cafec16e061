"""Questions about cases and the health record: what does not stand in it yet (S17), and a case disclosed by law (B8).

What was shown is in the access log before it is answered.
"""

from returns.result import Failure, Result, Success

from ..domain.access import View
from ..domain.actor import Actor, StaffActor
from ..domain.disclosure import Ground
from ..domain.ids import AssignmentId, CaseId, Kind, Ref, UnitId, shard_of
from ..domain.refusals import AssignmentNeeded, InputInvalid, Refusal
from ..ports.disclosure import Disclosure
from ..ports.indexes import IndexRange
from ..ports.records import Shard
from ..views.disclosure import disclosure
from ..views.journal import journal_entry
from ..views.rows import CaseRow, Page
from .case_queries import CaseQueries, Seen
from .owners import CAP
from .reading import answering, clamped, cursor_after, place_after


class RecordQueries(CaseQueries):
    """Questions about cases and the health record."""

    @answering
    def undocumented(
        self,
        actor: Actor,
        *,
        assignment: AssignmentId | None = None,
        unit: UnitId | None = None,
        after: str | None = None,
        limit: int = 50,
    ) -> Result[Page[CaseRow], Refusal]:
        """Cases with messages that do not stand in the health record, the one whose oldest is oldest first, also after
        the period; how many of each, its row says. Of a unit, of an assignment, or of the actor's own.
        """
        return self.listed(actor, assignment, unit).bind(lambda at: self.undocumented_page(actor, at, after, limit))

    @answering
    def undocumented_count(
        self, actor: Actor, *, assignment: AssignmentId | None = None, unit: UnitId | None = None
    ) -> Result[int, Refusal]:
        """How many cases the list holds, counted up to `CAP`. A number only: no patient is seen."""
        return self.listed(actor, assignment, unit).map(
            lambda at: self.storage.count(Shard(shard_of(at.id)), index_of(at), (at.id,), CAP)
        )

    def listed(self, actor: Actor, assignment: AssignmentId | None, unit: UnitId | None) -> Result[Ref, Refusal]:
        """The unit or assignment whose list it is, if the actor may read that."""
        owner = assignment or (actor.assignment if isinstance(actor, StaffActor) else None)
        if unit is None and owner is None:
            return Failure(AssignmentNeeded())
        at = Ref(Kind.ASSIGNMENT, owner or "") if unit is None else Ref(Kind.UNIT, unit)
        refused = self.allowed(actor, View.UNDOCUMENTED, shard_of(at.id), self.state(at))
        return Success(at) if refused is None else Failure(refused)

    def undocumented_page(self, actor: Actor, at: Ref, after: str | None, limit: int) -> Result[Page[CaseRow], Refusal]:
        limit, place, shard = clamped(limit), place_after(after), shard_of(at.id)
        if isinstance(place, InputInvalid):
            return Failure(place)
        heads = self.page(shard, IndexRange(index=index_of(at), prefix=(at.id,), limit=limit, after=place))
        rows = self.case_rows(actor, shard, heads[:limit])
        self.told(actor, View.UNDOCUMENTED, shard, (row.patient.id for row in rows), at.id)
        return Success(Page(tuple(rows), cursor_after(heads, limit, "undocumented_since")))

    @answering
    def disclosure(self, actor: Actor, case: CaseId, ground: Ground) -> Result[Disclosure, Refusal]:
        """The whole case with its internal notes, on a ground that is chosen and logged: never a routine export."""
        return self.readable(actor, View.DISCLOSURE, case).map(lambda seen: self.disclosed(actor, seen, ground))

    def disclosed(self, actor: Actor, seen: Seen, ground: Ground) -> Disclosure:
        case = seen.case
        version, events, found = self.whole(case)
        self.told(actor, View.DISCLOSURE, shard_of(case.id), (case.patient,), f"{ground} {case.id}", seen.purpose)
        return disclosure(ground, journal_entry(case, version, events, found), events, found)


def index_of(at: Ref) -> str:
    return "case_unit_undocumented" if at.kind is Kind.UNIT else "case_undocumented"
