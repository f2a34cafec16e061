"""Heads of cases as rows, with names and with what the actor may do and has read. Which heads is settled elsewhere."""

from collections.abc import Iterator, Mapping, Sequence

from ..domain.actor import Actor, RepresentativeActor, StaffActor
from ..domain.case.marks import Mark
from ..domain.case.model import Case
from ..domain.commands import SendMessage
from ..domain.ids import AssignmentId, Kind, Ref
from ..domain.model import State
from ..domain.needs import needs
from ..ports.records import Head, Shard
from ..views.names import named_in
from ..views.rows import CaseRow, case_row, for_patient_side
from ..wire.heads import decode_state
from ..wire.marks import MARK, mark_of
from .case_ranges import CaseRanges


class CaseRows(CaseRanges):
    """Rows of cases."""

    def case_rows(self, actor: Actor, shard: str, heads: Sequence[Head]) -> Sequence[CaseRow]:
        return self.rows_of(actor, shard, cases_in(heads))

    def rows_of(self, actor: Actor, shard: str, cases: Sequence[Case]) -> Sequence[CaseRow]:
        """The cases as the actor sees them, each with whether they may write in it (B14)."""
        known = {Ref(Kind.CASE, case.id): case for case in cases}

        def to_write(found: Mapping[Ref, State]) -> Iterator[Ref]:
            both = {**found, **known}
            asked = (needs(SendMessage(case=case.id, text=""), actor, both) for case in cases)
            return (ref for refs in asked for ref in refs if ref not in known)

        found = self.names(shard, (ref for case in cases for ref in named_in(case)), to_write)
        facts = self.facts(actor, shard, found)
        nobody: Sequence[Mark | None] = [None] * len(cases)
        marks = self.marks(actor.assignment, shard, cases) if isinstance(actor, StaffActor) else nobody
        rows = [case_row(case, found, facts, mark) for case, mark in zip(cases, marks, strict=True)]
        if not isinstance(actor, RepresentativeActor):
            return rows
        return [for_patient_side(row, notice=self.policy.closing_soon_notice) for row in rows]

    def marks(self, reader: AssignmentId, shard: str, cases: Sequence[Case]) -> Sequence[Mark | None]:
        """How far the assignment has read in each (B5)."""
        rows = self.storage.rows_at(Shard(shard), MARK, [case.id for case in cases], reader)
        return [mark_of(row) for row in rows]


def cases_in(heads: Sequence[Head]) -> Sequence[Case]:
    return [state for state in map(decode_state, heads) if isinstance(state, Case)]
