"""Reading a draft (B10): the actor's own, and no other. A new owner does not see what the former had begun to write."""

from returns.result import Failure, Result, Success

from ..domain.access import View
from ..domain.actor import Actor, Purpose, name_of
from ..domain.case.model import Case
from ..domain.ids import CaseId, Kind, Ref, shard_of
from ..domain.refusals import Refusal
from ..ports.records import PlainRow, Shard
from ..ports.times import from_micros
from ..views.drafts import Draft
from ..wire.drafts import DRAFT, draft_text
from .reading import Reading, answering


class DraftQueries(Reading):
    """Questions about drafts."""

    @answering
    def draft(self, actor: Actor, case: CaseId) -> Result[Draft | None, Refusal]:
        """What the actor had begun to write in the case; None: nothing. Logged where there is one."""
        shard, state = shard_of(case), self.state(Ref(Kind.CASE, case))
        purpose = self.entered(actor, View.DRAFT, shard, state)
        if not isinstance(purpose, Purpose):
            return Failure(purpose)
        row = self.draft_row(Shard(shard), case, name_of(actor))
        text = None if row is None else draft_text(row)
        if row is None or text is None or not isinstance(state, Case):
            return Success(None)
        self.told(actor, View.DRAFT, shard, (state.patient,), case, purpose)
        return Success(Draft(case=case, at=from_micros(row.at), text=text))

    def draft_row(self, shard: Shard, case: CaseId, writer: str) -> PlainRow | None:
        return self.storage.rows_at(shard, DRAFT, [case], writer)[0]
