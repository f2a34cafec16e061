"""Soft presence (B20): which colleagues are writing in a case just now. It never blocks, and nothing depends on it.

Plain rows that count for half a minute: never an event, never in the record. They hold ids of assignments and a time.
Only staff who may read the case see it. A failure is no one's trouble: then nobody is seen to write.
"""

from collections.abc import Sequence
from datetime import timedelta
from typing import Final

from attrs import field, frozen

from ..domain.access import View
from ..domain.actor import Actor, Purpose, StaffActor
from ..domain.case.model import Case
from ..domain.ids import AssignmentId, CaseId, Kind, Ref, shard_of
from ..ports.records import Append, PlainRow, Shard
from ..ports.storage import StorageError
from ..ports.times import to_micros
from ..views.names import StaffName, staff_name
from .queries import Queries

PRESENCE: Final = "presence"  # key: the case; sub: the assignment that writes
LASTS: Final = timedelta(seconds=30)
"""How long someone counts as writing after they last said so."""
MANY: Final = 100


@frozen(kw_only=True)
class Presence:
    """Who writes where, for an engine. Safe for use from several threads. Raises nothing."""

    queries: Queries = field(repr=False)

    def writing(self, actor: Actor, case: CaseId) -> bool:
        """Staff write in the case now; to be said again while they do. False where it was not noted."""
        return self.noted(actor, case, b"{}")

    def stopped(self, actor: Actor, case: CaseId) -> bool:
        """They no longer do. Not needed: it passes by itself."""
        return self.noted(actor, case, None)

    def noted(self, actor: Actor, case: CaseId, body: bytes | None) -> bool:
        try:
            if not isinstance(actor, StaffActor) or not self.may(actor, case):
                return False
            shard = Shard(shard_of(case))
            # What has passed goes with it, so that a case never has more of these rows than writers at once.
            old = (PlainRow(kind=PRESENCE, key=case, sub=row.sub, body=None, at=0) for row in self.past(case))
            own = PlainRow(kind=PRESENCE, key=case, sub=actor.assignment, body=body, at=self.now())
            self.queries.storage.commit([Append(shard=shard, rows=(*old, own))])
        except StorageError:
            return False
        return True

    def others(self, actor: Actor, case: CaseId) -> Sequence[StaffName]:
        """The colleagues who are writing now, for staff who may read the case; nobody for anyone else."""
        try:
            if not isinstance(actor, StaffActor) or not self.may(actor, case):
                return ()
            ids = [AssignmentId(row.sub) for row in self.rows(case) if self.lasts(row) and row.sub != actor.assignment]
            found = self.queries.names(shard_of(case), (Ref(Kind.ASSIGNMENT, id) for id in ids))
        except StorageError:
            return ()
        return [staff_name(id, found) for id in ids]

    def may(self, actor: StaffActor, case: CaseId) -> bool:
        """Whether the actor may read the case. Nothing of a patient is read here, so nothing is logged."""
        state = self.queries.state(Ref(Kind.CASE, case))
        return isinstance(state, Case) and isinstance(
            self.queries.may(actor, View.CASE, shard_of(case), state), Purpose
        )

    def past(self, case: CaseId) -> Sequence[PlainRow]:
        return [row for row in self.rows(case) if not self.lasts(row)]

    def rows(self, case: CaseId) -> Sequence[PlainRow]:
        return self.queries.storage.rows(Shard(shard_of(case)), PRESENCE, case, None, MANY)

    def lasts(self, row: PlainRow) -> bool:
        return self.now() - row.at < LASTS // timedelta(microseconds=1)

    def now(self) -> int:
        return to_micros(self.queries.clock.now())
