"""Whose cases stand in a list: an assignment's own and those it covers, or the unit's pool and those it has at once.

A list over several owners is the merge of one keyset range for each; who may read it is settled elsewhere.
"""

from collections.abc import Iterable, Iterator, Sequence
from heapq import merge
from itertools import islice
from typing import Final

from attrs import evolve as changed
from attrs import frozen

from ..domain.directory.model import Assignment, Unit
from ..domain.ids import AssignmentId, CaseId, Kind, ProviderId, Ref, UnitId, shard_of
from ..ports.indexes import IndexRange
from ..ports.records import Head, Shard
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
    """Owners by assignment and by unit, and their ranges as one."""

    def covered_by(self, assignment: AssignmentId) -> Sequence[AssignmentId]:
        """Those that are away now and that this one stands in for, at its unit; one that has ended has no cover."""
        shard = shard_of(assignment)
        now = self.clock.now()
        held = IndexRange(index="assignment_cover", prefix=(assignment,), limit=AT_A_TIME, low=to_micros(now) + 1)
        unit = self.unit_of(assignment)
        absent = map(decode_state, self.every(shard, held))
        return [one.id for one in absent if isinstance(one, Assignment) and one.unit == unit]

    def unit_of(self, assignment: AssignmentId) -> UnitId | None:
        """Where it is; None for one that does not exist."""
        state = self.state(Ref(Kind.ASSIGNMENT, assignment))
        return state.unit if isinstance(state, Assignment) else None

    def owners_of(self, assignment: AssignmentId) -> Sequence[str]:
        """Whose cases stand in an assignment's inbox: its own, and those of the ones it covers."""
        return [*self.covered_by(assignment), assignment]

    def pool_owners(self, unit: UnitId) -> Sequence[str]:
        """Whose cases are the unit's to take: the pool's, and those of assignments that have ended, swept or not."""
        shard = shard_of(unit)
        leaving = self.every(shard, IndexRange(index="assignment_leaving", prefix=(unit,), limit=AT_A_TIME))
        return [*(ref_of(shard, head.stream).id for head in leaving), pool_of(unit)]

    def merged(self, shard: str, owners: Iterable[str], r: IndexRange, column: str) -> Sequence[Head]:
        """The range of every owner as one, in the order of one: so a cursor of the list fits each of its ranges.

        Owners that cases go from are read before those that they go to: one that moves meanwhile is met twice and shown
        once, and never missed.
        """

        def place(head: Head) -> tuple[int, str]:
            value = head.columns[column]
            return (value if isinstance(value, int) else 0, head.stream)

        pages = [self.storage.page(Shard(shard), changed(r, prefix=(owner,), limit=r.limit + 1)) for owner in owners]
        once = {head.stream: head for head in merge(*pages, key=place, reverse=r.reverse)}
        return list(islice(once.values(), r.limit + 1))

    def waiting(self, shard: str, owners: Iterable[str]) -> int:
        """How much is to be dealt with, counted up to `CAP`."""
        found = 0
        for owner in owners:
            found += self.storage.count(Shard(shard), "case_inbox", (owner,), CAP - found)
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
