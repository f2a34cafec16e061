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
from ..views.fold import words
from ..views.rows import Page
from ..views.waits import AbsenceRow, StrandedRow, UnitName, absence_row
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

    @answering
    def units(self, actor: Actor, provider: ProviderId) -> Result[Page[UnitName], Refusal]:
        """Every unit of a provider, by name: which one a patient's block is about, or staff choose to look at (B24)."""
        refused = self.allowed(actor, View.DIRECTORY, provider, self.state(Ref(Kind.PROVIDER, provider)))
        if refused is not None:
            return Failure(refused)
        names = [UnitName(id=unit.id, name=unit.name) for unit in self.units_of(provider)]
        return Success(Page(tuple(sorted(names, key=lambda one: words(one.name)))))

    @answering
    def absences(self, actor: Actor, unit: UnitId) -> Result[Page[AbsenceRow], Refusal]:
        """Who at a unit is away just now, who stands in, and until when (B19). No patient is seen."""
        shard = shard_of(unit)
        refused = self.allowed(actor, View.DIRECTORY, shard, self.state(Ref(Kind.UNIT, unit)))
        if refused is not None:
            return Failure(refused)
        heads = self.every(shard, IndexRange(index="assignment_unit", prefix=(unit,), limit=AT_A_TIME))
        now = self.clock.now()
        away = [
            (one, one.cover)
            for one in map(decode_state, heads)
            if isinstance(one, Assignment) and not one.ended and one.cover is not None and now < one.cover.until
        ]
        refs = [Ref(Kind.ASSIGNMENT, id) for one, cover in away for id in (one.id, cover.by)]
        found = self.names(shard, refs)
        rows = [absence_row(one, cover, found) for one, cover in away]
        return Success(Page(tuple(sorted(rows, key=lambda row: row.last_day))))

    def stranded_units(self, provider: ProviderId) -> Iterator[StrandedRow]:
        for unit in self.units_of(provider):
            waiting = self.storage.count(Shard(provider), "case_unit_inbox", (unit.id,), CAP)
            if waiting and not self.staffed(unit.id):
                yield StrandedRow(unit=unit.id, unit_name=unit.name, waiting=waiting)

    def staffed(self, unit: UnitId) -> bool:
        """Whether any assignment at the unit has not ended."""
        heads = self.every(shard_of(unit), IndexRange(index="assignment_unit", prefix=(unit,), limit=AT_A_TIME))
        return any(isinstance(one, Assignment) and not one.ended for one in map(decode_state, heads))
