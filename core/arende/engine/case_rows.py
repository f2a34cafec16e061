"""Heads of cases as rows, with names and with what the actor may do and has read. Which heads is settled elsewhere."""

from collections.abc import Sequence

from ..domain.actor import Actor, RepresentativeActor, StaffActor
from ..domain.case.marks import Mark
from ..domain.case.model import Case
from ..domain.ids import AssignmentId, Kind, Ref
from ..ports.records import Head, Shard
from ..views.names import Joined, named_in
from ..views.rows import CaseRow, for_patient_side, joined_row
from ..wire.heads import decode_state
from ..wire.marks import MARK, mark_of
from .case_ranges import CaseRanges
from .load import Overlay


class CaseRows(CaseRanges):
    """Rows of cases."""

    def rows_of(
        self, actor: Actor, shard: str, cases: Sequence[Case], known: Overlay | None = None
    ) -> Sequence[CaseRow]:
        """The cases as the actor sees them, each with whether they may write in it (B14). `known`: what has been read.

        What a message to a case needs is named in its row, but for the actor's own assignment.
        """
        own = [Ref(Kind.ASSIGNMENT, actor.assignment)] if isinstance(actor, StaffActor) else []
        found = self.names(shard, [*named_in(*cases), *own], known)
        facts, names = self.facts(actor, shard, found), Joined(found)
        nobody: Sequence[Mark | None] = [None] * len(cases)
        marks = self.marks(actor.assignment, shard, cases) if isinstance(actor, StaffActor) else nobody
        rows = [joined_row(case, names, facts, mark) for case, mark in zip(cases, marks, strict=True)]
        if not isinstance(actor, RepresentativeActor):
            return rows
        return [for_patient_side(row, notice=self.policy.closing_soon_notice) for row in rows]

    def marks(self, reader: AssignmentId, shard: str, cases: Sequence[Case]) -> Sequence[Mark | None]:
        """How far the assignment has read in each (B5)."""
        rows = self.storage.rows_at(Shard(shard), MARK, [case.id for case in cases], reader)
        return [mark_of(row) for row in rows]


def cases_in(heads: Sequence[Head]) -> Sequence[Case]:
    return [state for state in map(decode_state, heads) if isinstance(state, Case)]
