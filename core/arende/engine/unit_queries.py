"""Questions about a unit's cases that nobody in particular answers for: its pool, and what no one there can see (B19).

What was shown is in the access log before it is answered.
"""

from collections.abc import Iterator

from attrs import frozen
from returns.result import Failure, Result, Success

from ..domain.access import View
from ..domain.actor import Actor
from ..domain.directory.model import Assignment
from ..domain.ids import Kind, ProviderId, Ref, UnitId, shard_of
from ..domain.refusals import NotFound, Refusal
from ..ports.indexes import IndexRange
from ..ports.records import Shard
from ..views.rows import CaseRow, Page, StrandedRow
from ..wire.heads import decode_state
from .case_orders import ORDERS, CaseList
from .case_queries import CaseQueries
from .owners import AT_A_TIME, CAP
from .people_queries import PeopleQueries
from .reading import answering


@frozen(kw_only=True)
class UnitQueries(CaseQueries, PeopleQueries):
    """Questions about a unit's pool."""

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
        """Enhetens: the cases that any assignment at the unit may take, longest wait first; the actor's unit unless
        another is named. Those of an assignment that has ended are there from that instant.
        """
        at_unit = unit or self.own_unit(actor)
        if at_unit is None:
            return Failure(NotFound(Kind.UNIT, "unit"))
        refused = self.allowed(actor, View.POOL, shard_of(at_unit), self.state(Ref(Kind.UNIT, at_unit)))
        if refused is not None:
            return Failure(refused)
        of_owner = ORDERS[which].of_owner
        return self.case_page(actor, View.POOL, at_unit, self.pool_owners(at_unit), of_owner, which, after, limit)

    @answering
    def stranded(self, actor: Actor, provider: ProviderId) -> Result[Page[StrandedRow], Refusal]:
        """Units where something waits and no assignment is left to see it. Numbers only: no patient is seen."""
        refused = self.allowed(actor, View.STRANDED, provider, self.state(Ref(Kind.PROVIDER, provider)))
        if refused is not None:
            return Failure(refused)
        return Success(Page(tuple(self.stranded_units(provider))))

    def stranded_units(self, provider: ProviderId) -> Iterator[StrandedRow]:
        for unit in self.units_of(provider):
            waiting = self.storage.count(Shard(provider), "case_unit_inbox", (unit.id,), CAP)
            if waiting and not self.staffed(unit.id):
                yield StrandedRow(unit=unit.id, unit_name=unit.name, waiting=waiting)

    def staffed(self, unit: UnitId) -> bool:
        """Whether any assignment at the unit has not ended."""
        heads = self.every(shard_of(unit), IndexRange(index="assignment_unit", prefix=(unit,), limit=AT_A_TIME))
        return any(isinstance(one, Assignment) and not one.ended for one in map(decode_state, heads))
