"""Reading drafts (B10): the actor's own, and no other. A new owner does not see what the former had begun to write."""

from returns.result import Failure, Result, Success

from ..domain.access import View
from ..domain.actor import Actor, Purpose, RepresentativeActor, StaffActor, name_of
from ..domain.case.model import Case
from ..domain.ids import AssignmentId, CaseId, Kind, Ref, shard_of
from ..domain.refusals import AssignmentNeeded, Refusal
from ..ports.records import PlainRow, Shard
from ..ports.times import from_micros
from ..views.drafts import Draft, DraftRow
from ..views.rows import Page
from ..wire.drafts import DRAFT, WRITES, draft_body
from .case_lists import CaseLists
from .reading import answering, clamped


class DraftQueries(CaseLists):
    """Questions about drafts."""

    @answering
    def draft(self, actor: Actor, case: CaseId) -> Result[Draft | None, Refusal]:
        """What the actor had begun to write in the case; None: nothing. Logged where there is one."""
        shard, state = shard_of(case), self.state(Ref(Kind.CASE, case))
        purpose = self.entered(actor, View.DRAFT, shard, state)
        if not isinstance(purpose, Purpose):
            return Failure(purpose)
        found = self.own_draft(Shard(shard), case, name_of(actor))
        if found is None or not isinstance(state, Case):
            return Success(None)
        self.told(actor, View.DRAFT, shard, (state.patient,), case, purpose)
        return Success(found)

    @answering
    def drafts(
        self, actor: Actor, *, assignment: AssignmentId | None = None, after: str | None = None, limit: int = 50
    ) -> Result[Page[DraftRow], Refusal]:
        """All that the actor has begun to write and not sent, by case; also in a case that has gone to another, which
        stands in no list of theirs. `next` is the last case of the page. An assignment that is named is their own.
        """
        of = assignment or (actor.assignment if isinstance(actor, StaffActor) else None)
        if of is None and not isinstance(actor, RepresentativeActor):
            return Failure(AssignmentNeeded())
        at = Ref(Kind.PERSON, actor.person) if isinstance(actor, RepresentativeActor) and of is None else None
        at = at or Ref(Kind.ASSIGNMENT, of or "")
        shard = shard_of(at.id)
        refused = self.allowed(actor, View.DRAFTS, shard, self.state(at))
        if refused is not None:
            return Failure(refused)
        limit = clamped(limit)
        rows = self.storage.rows(Shard(shard), WRITES, name_of(actor), after, limit)
        found = self.many(Ref(Kind.CASE, CaseId(row.sub)) for row in rows)
        cases = [state for state in found.values() if isinstance(state, Case)]
        own = [case for case in cases if isinstance(self.may(actor, View.DRAFT, shard, case), Purpose)]
        readable = [case for case in own if isinstance(self.may(actor, View.CASE, shard, case), Purpose)]
        shown = {row.id: row for row in self.rows_of(actor, shard, readable)}
        drafts = [(case.id, self.own_draft(Shard(shard), case.id, name_of(actor))) for case in own]
        listed = [DraftRow(draft=draft, row=shown.get(id)) for id, draft in drafts if draft is not None]
        if listed:
            self.told(actor, View.DRAFTS, shard, (case.patient for case in own), name_of(actor))
        return Success(Page(tuple(listed), rows[-1].sub if len(rows) == limit else None))

    def own_draft(self, shard: Shard, case: CaseId, writer: str) -> Draft | None:
        row = self.draft_row(shard, case, writer)
        body = None if row is None else draft_body(row)
        if row is None or body is None:
            return None
        return Draft(case=case, at=from_micros(row.at), text=body.text, template=body.template)

    def draft_row(self, shard: Shard, case: CaseId, writer: str) -> PlainRow | None:
        return self.storage.rows_at(shard, DRAFT, [case], writer)[0]
