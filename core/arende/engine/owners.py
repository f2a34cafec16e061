"""Whose cases stand in a list: an assignment's own and those it covers, or the unit's pool and those it has at once.

Who may read a list is settled elsewhere, and so is how its ranges are read.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from attrs import frozen

from ..domain.actor import Actor, StaffActor, System
from ..domain.case.handover import unattended
from ..domain.directory.model import Assignment, Unit
from ..domain.ids import AssignmentId, CaseId, Kind, ProviderId, Ref, UnitId, shard_of
from ..ports.indexes import IndexRange
from ..ports.records import Shard
from ..ports.times import to_micros
from ..views.columns import pool_of
from ..wire.heads import decode_state
from ..wire.names import ref_of
from .reading import Reading

CAP: Final = 100
"""Counters count no further: «100+» tells enough."""
AT_A_TIME: Final = 500
"""Entries of the directory that are read at once where all are wanted."""


@frozen(kw_only=True)
class Owners(Reading):
    """Owners by assignment and by unit."""

    def covered_by(self, assignment: AssignmentId) -> Sequence[AssignmentId]:
        """Those that are away now and that this one stands in for, at its unit; one that has ended has no cover."""
        shard = shard_of(assignment)
        now = self.clock.now()
        held = IndexRange(index="assignment_cover", prefix=(assignment,), limit=AT_A_TIME, low=to_micros(now) + 1)
        absent = [one for one in map(decode_state, self.every(shard, held)) if isinstance(one, Assignment)]
        if not absent:  # the usual case, and a read less
            return ()
        unit = self.unit_of(assignment)
        return [one.id for one in absent if one.unit == unit]

    def unit_of(self, assignment: AssignmentId) -> UnitId | None:
        """Where it is; None for one that does not exist."""
        state = self.state(Ref(Kind.ASSIGNMENT, assignment))
        return state.unit if isinstance(state, Assignment) else None

    def own_unit(self, actor: Actor) -> UnitId | None:
        """Where who asks is signed in; None for who is not staff."""
        return self.unit_of(actor.assignment) if isinstance(actor, StaffActor) else None

    def owners_of(self, assignment: AssignmentId) -> Sequence[str]:
        """Whose cases stand in an assignment's lists: its own, and those of the ones it covers."""
        return [*self.covered_by(assignment), assignment]

    def pool_owners(self, unit: UnitId) -> Sequence[str]:
        """Whose cases are the unit's to take: the pool's, those of assignments that have ended, swept or not, and those
        of who is away together with who stands in.
        """
        shard = shard_of(unit)
        leaving = self.every(shard, IndexRange(index="assignment_leaving", prefix=(unit,), limit=AT_A_TIME))
        gone = [ref_of(shard, head.stream).id for head in leaving]
        return [*dict.fromkeys([*gone, *self.unattended(unit)]), pool_of(unit)]

    def unattended(self, unit: UnitId) -> Sequence[AssignmentId]:
        """Those of the unit that are away, and so is who stands in, or that one has ended."""
        shard, now = shard_of(unit), self.clock.now()
        away = IndexRange(index="assignment_away", prefix=(unit,), limit=AT_A_TIME, low=to_micros(now) + 1)
        absent = [one for one in map(decode_state, self.every(shard, away)) if isinstance(one, Assignment)]
        if not absent:
            return ()
        found = self.many(Ref(Kind.ASSIGNMENT, one.cover.by) for one in absent if one.cover is not None)
        facts = self.facts(System(), shard, found)
        return [one.id for one in absent if unattended(one, facts)]

    def waiting(self, shard: str, owners: Iterable[str]) -> int:
        """How much is to be dealt with, counted up to `CAP`."""
        return self.counted(shard, "case_inbox", owners)

    def counted(
        self, shard: str, index: str, owners: Iterable[str], low: int | None = None, high: int | None = None
    ) -> int:
        """How many heads the ranges of these owners hold together, counted up to `CAP`."""
        found = 0
        for owner in owners:
            found += self.storage.count(Shard(shard), index, (owner,), CAP - found, low=low, high=high)
            if found >= CAP:
                break
        return found

    def units_of(self, provider: ProviderId) -> Iterator[Unit]:
        """Every unit of a provider."""
        r = IndexRange(index="unit_list", prefix=(), limit=AT_A_TIME)
        return (unit for unit in map(decode_state, self.every(provider, r)) if isinstance(unit, Unit))

    def cases_held_by(self, assignment: AssignmentId, limit: int) -> Sequence[CaseId]:
        """Some cases that an assignment answers for; for the worker, not for anyone's eyes."""
        shard = shard_of(assignment)
        heads = self.storage.page(Shard(shard), IndexRange(index="case_owner", prefix=(assignment,), limit=limit))
        return [CaseId(ref_of(shard, head.stream).id) for head in heads]
