"""Questions about units: where something waits that no one there can see (B19). Lists of cases are in `case_lists`."""

from collections.abc import Iterator

from returns.result import Failure, Result, Success

from ..domain.access import View
from ..domain.actor import Actor
from ..domain.directory.model import Assignment
from ..domain.ids import Kind, ProviderId, Ref, UnitId, shard_of
from ..domain.refusals import Refusal
from ..ports.indexes import IndexRange
from ..ports.records import Shard
from ..views.rows import Page
from ..views.waits import StrandedRow
from ..wire.heads import decode_state
from .owners import AT_A_TIME, CAP, Owners
from .reading import answering


class UnitQueries(Owners):
    """Questions about units."""

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
