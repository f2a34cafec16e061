"""Questions about cases and the health record: what does not stand in it yet (S17), and a case disclosed by law (B8).

What was shown is in the access log before it is answered.
"""

from returns.result import Failure, Result, Success

from ..domain.access import View
from ..domain.actor import Actor
from ..domain.disclosure import Ground
from ..domain.ids import AssignmentId, CaseId, Kind, Ref, TemplateId, UnitId, shard_of
from ..domain.refusals import NotFound, Refusal
from ..domain.template.model import MessageTemplate
from ..ports.disclosure import Disclosure
from ..ports.export import JSON
from ..views.disclosure import disclosure
from ..views.journal import journal_entry
from ..views.note_text import BARE, Language, NoteProposal, proposal
from ..views.rows import CaseRow, Page
from .case_orders import UNDOCUMENTED
from .case_queries import CaseQueries, Seen
from .case_ranges import Whose
from .reading import answering


class RecordQueries(CaseQueries):
    """Questions about cases and the health record."""

    @answering
    def undocumented(
        self,
        actor: Actor,
        *,
        assignment: AssignmentId | None = None,
        unit: UnitId | None = None,
        pool: bool = False,
        after: str | None = None,
        limit: int = 50,
    ) -> Result[Page[CaseRow], Refusal]:
        """Cases with messages that do not stand in the health record, the one whose oldest is oldest first, also after
        the period; how many of each, its row says. Of an assignment with those that it covers, the actor's own unless
        another is named; of a unit; or, with `pool`, of a unit's pool.
        """
        whose = self.whose_records(actor, assignment, unit, pool=pool)
        return self.case_page(actor, whose, UNDOCUMENTED, after, limit)

    @answering
    def undocumented_count(
        self,
        actor: Actor,
        *,
        assignment: AssignmentId | None = None,
        unit: UnitId | None = None,
        pool: bool = False,
    ) -> Result[int, Refusal]:
        """How many cases the list holds, counted up to `CAP`. A number only: no patient is seen."""
        whose = self.whose_records(actor, assignment, unit, pool=pool)
        return Success(self.count_of(actor, whose, UNDOCUMENTED)) if isinstance(whose, Whose) else Failure(whose)

    def whose_records(
        self, actor: Actor, assignment: AssignmentId | None, unit: UnitId | None, *, pool: bool
    ) -> Whose | Refusal:
        view = View.UNDOCUMENTED
        return self.whose(actor, assignment, unit, pool=pool, own=view, whole=view)

    @answering
    def disclosure(self, actor: Actor, case: CaseId, ground: Ground, form: str = JSON) -> Result[Disclosure, Refusal]:
        """The whole case with its internal notes, on a ground that is chosen and logged: never a routine export. `form`
        as in `journal_entry`.
        """
        return self.readable(actor, View.DISCLOSURE, case).map(lambda seen: self.disclosed(actor, seen, ground, form))

    @answering
    def note_proposal(
        self, actor: Actor, case: CaseId, template: TemplateId | None = None, lang: Language = "sv"
    ) -> Result[NoteProposal, Refusal]:
        """What a journal note about the case can be begun with: the template, filled from what is not documented yet;
        without one, the messages as they stand. Nothing is kept. Logged as a reading of the thread.
        """
        state = None if template is None else self.state(Ref(Kind.TEMPLATE, template))
        if template is not None and (not isinstance(state, MessageTemplate) or state.retired):
            return Failure(NotFound(Kind.TEMPLATE, "template"))
        text = state.text if isinstance(state, MessageTemplate) else BARE
        return self.readable(actor, View.ENTRY, case).map(lambda seen: self.proposed(actor, seen, text, lang))

    def proposed(self, actor: Actor, seen: Seen, text: str, lang: Language) -> NoteProposal:
        case = seen.case
        version, events, found = self.whole(case)
        self.told(actor, View.THREAD, shard_of(case.id), (case.patient,), case.id, seen.purpose)
        return proposal(journal_entry(case, version, events, found), text, lang, case.documented_up_to)

    def disclosed(self, actor: Actor, seen: Seen, ground: Ground, form: str) -> Disclosure:
        case = seen.case
        version, events, found = self.whole(case)
        self.told(
            actor, View.DISCLOSURE, shard_of(case.id), (case.patient,), f"{ground} {form} {case.id}", seen.purpose
        )
        return disclosure(ground, journal_entry(case, version, events, found), events, found)
