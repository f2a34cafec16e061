"""A changed rule of a unit's for what lies unread holds for what lies unread already (B11).

The timers of `watching` know the rules as these were when they were set. So where a unit's rules are others than this
worker saw last, it goes through the unit's cases, some at a time, and has each looked at anew; as it begins, those of
every unit that has rules. What is due is for `decide`.
"""

from collections.abc import Iterator
from datetime import datetime, timedelta
from itertools import islice
from threading import Lock
from typing import Final, TypeAlias

from attrs import define, field
from returns.pipeline import is_successful

from ..domain.actor import System
from ..domain.case.commands import NoteUnread
from ..domain.case.model import Case
from ..domain.case.unread import first_unread
from ..domain.directory.model import Unit
from ..domain.ids import CaseId, ProviderId, UnitId, shard_of
from ..domain.refusals import Unavailable, Unclear
from ..ports.indexes import IndexRange
from ..wire.heads import decode_state
from .entrance import Entrance, Request
from .owners import Owners
from .shards import providers

EVERY: Final = timedelta(minutes=1)
"""Between looks at the rules. They count hours and days."""
AT_A_TIME: Final = 500
TOGETHER: Final = 100
"""Cases that are looked at in one step of the worker."""

Rules: TypeAlias = tuple[int | None, int | None]
NONE: Final[Rules] = (None, None)


@define(eq=False)
class Unread:
    """Looks now and then, the first time at once. One thread looks at a time; who comes meanwhile goes on without."""

    owners: Owners
    entrance: Entrance
    last: datetime | None = None
    known: dict[UnitId, Rules] = field(factory=dict)
    """The rules of each unit, as they were when its cases were looked at."""
    left: Iterator[CaseId] = field(factory=lambda: iter(()))
    looking: Lock = field(factory=Lock, repr=False)

    def if_due(self) -> int:
        """The next step, if there is one; how many cases were looked at. Raises StorageError, and then begins anew."""
        if not self.looking.acquire(blocking=False):
            return 0
        try:
            return self.step()
        finally:
            self.looking.release()

    def step(self) -> int:
        """Some of what is left to look at; where nothing is, and the time has come, what is to be looked at now."""
        now = self.owners.clock.now()
        lot = list(islice(self.left, TOGETHER))
        if not lot and (self.last is None or not timedelta(0) <= now - self.last < EVERY):
            self.last, self.left = now, self.to_look_at()
            lot = list(islice(self.left, TOGETHER))
        # The message is whichever comes first: every timer asks the same.
        asked = [Request(command=NoteUnread(case=case, message=1), actor=System()) for case in lot]
        for answer in self.entrance.handle_many(asked):
            if not is_successful(answer) and isinstance(answer.failure(), Unavailable | Unclear):
                self.known.clear()  # once more, all of them: looking twice is harmless
        return len(lot)

    def to_look_at(self) -> Iterator[CaseId]:
        """What lies unread at every unit whose rules are others than they were."""
        for provider in providers(self.owners.storage):
            for unit in list(self.owners.units_of(ProviderId(provider))):
                before, rules = self.known.get(unit.id, NONE), rules_of(unit)
                if rules != before:
                    yield from self.lying_unread(unit.id)
                    self.known[unit.id] = rules

    def lying_unread(self, unit: UnitId) -> Iterator[CaseId]:
        """Where staff have had the last word, and what stands among what is to be dealt with."""
        seen: set[CaseId] = set()  # what is told of meanwhile comes to stand in the second range too
        for index in ("case_unit_theirs", "case_unit_inbox"):
            for head in self.owners.every(shard_of(unit), IndexRange(index=index, prefix=(unit,), limit=AT_A_TIME)):
                state = decode_state(head)
                if isinstance(state, Case) and state.id not in seen and first_unread(state) is not None:
                    seen.add(state.id)
                    yield state.id


def rules_of(unit: Unit) -> Rules:
    """Those that say when what lies unread is told of."""
    return unit.notices.remind_after_hours, unit.notices.unread_days
