"""What nobody has touched for so long as the policy says goes back to its unit (B19), whatever it said meanwhile.

The timers of `handover` bring each case back in time. They know the days as these were when the wait began, so what
waited before the setting was switched on, or lowered, has none that will do; nor has what waits anew after a
retraction. So the worker looks for what is overdue, as it begins and then at a slow pace. Whether a case goes back is
for `decide`.
"""

from collections.abc import Iterator
from datetime import datetime, timedelta
from itertools import islice
from typing import Final

from attrs import define
from returns.pipeline import is_successful

from ..domain.actor import System
from ..domain.case.commands import ReturnCase
from ..domain.case.handover import untouched_at, untouched_before
from ..domain.case.model import Case
from ..domain.ids import CaseId, ProviderId, UnitId, shard_of
from ..domain.refusals import Unavailable, Unclear
from ..ports.indexes import IndexRange
from ..ports.times import to_micros
from ..views.columns import pool_of
from ..wire.heads import decode_state
from .entrance import Entrance, Request
from .handle import Answer
from .owners import Owners
from .shards import providers

EVERY: Final = timedelta(hours=1)
"""Between looks. The setting counts days, so an hour more is little."""
AT_A_TIME: Final = 500
TOGETHER: Final = 100
"""Cases that one transaction moves."""


@define(eq=False)
class Untouched:
    """Looks now and then, the first time at once. For one thread at a time; several workers may each have their own."""

    owners: Owners
    entrance: Entrance
    last: datetime | None = None

    def if_due(self) -> int:
        """Look, unless that was done within the hour; how many cases went back. Raises StorageError.

        What storage could not take is looked for again the next time.
        """
        now = self.owners.clock.now()
        limit = untouched_before(now, self.owners.policy)
        if limit is None or (self.last is not None and timedelta(0) <= now - self.last < EVERY):
            return 0
        moved, whole = 0, True
        overdue = self.overdue(limit, now)
        while lot := list(islice(overdue, TOGETHER)):
            answers = self.entrance.handle_many(Request(command=ReturnCase(case=case), actor=System()) for case in lot)
            whole = whole and not any(map(not_now, answers))
            moved += sum(map(changed, answers))
        self.last = now if whole else None
        return moved

    def overdue(self, limit: datetime, now: datetime) -> Iterator[CaseId]:
        """Every case whose message has waited too long for who has it; what lies in a pool is there already."""
        for provider in providers(self.owners.storage):
            for unit in self.owners.units_of(ProviderId(provider)):
                for case in self.waiting_at(unit.id, limit):
                    due = untouched_at(case, self.owners.policy)
                    if due is not None and due <= now:
                        yield case.id

    def waiting_at(self, unit: UnitId, limit: datetime) -> Iterator[Case]:
        """The unit's cases in which something has waited since then or longer, and that someone in particular has."""
        r = IndexRange(index="case_unit_inbox", prefix=(unit,), limit=AT_A_TIME, high=to_micros(limit) + 1)
        for head in self.owners.every(shard_of(unit), r):
            if head.columns["owner"] != pool_of(unit):
                state = decode_state(head)
                if isinstance(state, Case):
                    yield state


def changed(answer: Answer) -> bool:
    return is_successful(answer) and answer.unwrap().version > 0


def not_now(answer: Answer) -> bool:
    """Whether storage could not take it."""
    return not is_successful(answer) and isinstance(answer.failure(), Unavailable | Unclear)
