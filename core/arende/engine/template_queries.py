"""Message templates that may be chosen (B7): an assignment's own, its unit's, the provider's. No patient is seen."""

from returns.result import Failure, Result, Success

from ..domain.access import View
from ..domain.actor import Actor, Purpose, StaffActor
from ..domain.case.model import Case
from ..domain.directory.model import Assignment, Reason
from ..domain.ids import CaseId, Kind, Ref, TemplateId, UnitId, shard_of
from ..domain.refusals import NotFound, Refusal
from ..domain.template.model import MessageTemplate
from ..ports.indexes import IndexRange
from ..ports.records import Shard
from ..views.rows import Page, TemplateRow, template_row
from ..wire.heads import decode_state
from .reading import MOST_ROWS, Reading, answering


class TemplateQueries(Reading):
    """Questions about templates."""

    @answering
    def templates(self, actor: Actor, unit: UnitId | None = None) -> Result[Page[TemplateRow], Refusal]:
        """What an assignment can choose among: its own first, then its unit's, then the provider's, each by name.

        The operator names a unit, and has that unit's and the provider's.
        """
        mine = self.state(Ref(Kind.ASSIGNMENT, actor.assignment)) if isinstance(actor, StaffActor) else None
        at_unit = unit or (mine.unit if isinstance(mine, Assignment) else None)
        if at_unit is None:
            return Failure(NotFound(Kind.UNIT, "unit"))
        shard = shard_of(at_unit)
        refused = self.allowed(actor, View.DIRECTORY, shard, self.state(Ref(Kind.UNIT, at_unit)))
        if refused is not None:
            return Failure(refused)
        own = [("template_owner", actor.assignment)] if isinstance(actor, StaffActor) else []
        heads = [
            head
            for index, owner in (*own, ("template_unit", at_unit), ("template_unit", ""))
            for head in self.storage.page(Shard(shard), IndexRange(index=index, prefix=(owner,), limit=MOST_ROWS))
        ]
        found = (state for state in map(decode_state, heads) if isinstance(state, MessageTemplate))
        return Success(Page(tuple(map(template_row, found))))

    @answering
    def template(self, actor: Actor, template: TemplateId) -> Result[TemplateRow, Refusal]:
        """One that is not retired, and not another assignment's own."""
        shard, state = shard_of(template), self.state(Ref(Kind.TEMPLATE, template))
        refused = self.allowed(actor, View.DIRECTORY, shard, state)
        if refused is not None:
            return Failure(refused)
        if not isinstance(state, MessageTemplate) or state.retired or self.of_another(actor, state):
            return Failure(NotFound(Kind.TEMPLATE, "template"))
        return Success(template_row(state))

    @answering
    def first_message(self, actor: Actor, case: CaseId) -> Result[TemplateRow | None, Refusal]:
        """What the composer of an empty case is prefilled with: the template of its reason (B2, S10). None: nothing,
        or there are messages already. Logged where there is one, for it tells of the case.
        """
        state = self.state(Ref(Kind.CASE, case))
        purpose = self.entered(actor, View.CASE, shard_of(case), state)
        if not isinstance(purpose, Purpose):
            return Failure(purpose)
        if not isinstance(state, Case):
            return Failure(NotFound(Kind.CASE, "case"))
        reason = None if state.messages else self.state(Ref(Kind.REASON, state.reason))
        if not isinstance(reason, Reason) or reason.template is None or not isinstance(actor, StaffActor):
            return Success(None)
        template = self.state(Ref(Kind.TEMPLATE, reason.template))
        if not isinstance(template, MessageTemplate) or template.retired:
            return Success(None)
        self.told(actor, View.CASE, shard_of(case), (state.patient,), case, purpose)
        return Success(template_row(template))

    def of_another(self, actor: Actor, template: MessageTemplate) -> bool:
        owner = template.assignment
        return isinstance(actor, StaffActor) and owner is not None and owner != actor.assignment
