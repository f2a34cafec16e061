"""Journal notes, signed, and when a case goes to the health record by itself (S17, B22).

An export is asked for here and carried out by the worker; what came of it comes back as `RecordExport`.
"""

from collections.abc import Mapping, Sequence
from typing import Final

from attrs import evolve as changed
from returns.result import Failure, Result, Success

from ..actor import StaffActor
from ..decision import Decision
from ..effects import SendExport
from ..facts import Facts
from ..ids import Kind, TemplateId
from ..policy import JOURNAL_MAX, JOURNAL_NOTES_MAX, TITLE_MAX, ExportWhen
from ..refusals import AssignmentNeeded, NoSuchJournalNote, NoSuchMessage, NotFound, Refusal, TooManyJournalNotes
from ..template.filling import unfilled
from ..text import faulty
from .documenting import mark
from .events import (
    CaseClosed,
    CaseEvent,
    DocumentedMarked,
    ExportRecorded,
    ExportRequested,
    MessageRetracted,
    PhaseEnded,
)
from .export_state import KEPT, ExportState
from .journal_commands import RecordExport, SignJournalNote
from .journal_events import JournalNoteSigned
from .model import Case, ExportStand, SignedNote, Span
from .retention_events import TextRedacted

MOMENTS: Final[Mapping[ExportWhen, tuple[type[CaseEvent], ...]]] = {
    ExportWhen.ENDED: (PhaseEnded, CaseClosed),
    ExportWhen.SIGNED: (JournalNoteSigned,),
}
"""What sends a case to the record, by the provider's choice."""
AFTERWARDS: Final = (MessageRetracted, JournalNoteSigned, TextRedacted)
"""What still changes a case that has gone there when it ended: it goes there again."""


def sign(case: Case, command: SignJournalNote, facts: Facts) -> Result[Decision, Refusal]:
    """The note, and the mark on what it documents."""
    if not isinstance(facts.actor, StaffActor):
        return Failure(AssignmentNeeded())
    refusal = refused(case, command, facts)
    if refusal is not None:
        return Failure(refusal)
    marked = Success(Decision()) if command.up_to is None else mark(case, command.up_to, facts)
    number = command.corrects or len(case.journal_notes) + 1
    before = None if command.corrects is None else case.journal_notes[number - 1]
    span = spanned(case, command.up_to, before)
    note = JournalNoteSigned(
        at=facts.now,
        assignment=facts.actor.assignment,
        number=number,
        version=1 if before is None else before.versions + 1,
        title=command.title,
        text=command.text,
        first=None if span is None else span[0],
        last=None if span is None else span[1],
    )
    return marked.map(lambda done: changed(done, events=(note, *done.events)))


def refused(case: Case, command: SignJournalNote, facts: Facts) -> Refusal | None:
    """What is wrong with the note, or with what it names."""
    fault = faulty("title", command.title, TITLE_MAX) or faulty("text", command.text, JOURNAL_MAX)
    return fault or left_of(command.template, command, facts) or missing(case, command)


def left_of(template: TemplateId | None, command: SignJournalNote, facts: Facts) -> Refusal | None:
    """What of the template is not filled yet."""
    if template is None:
        return None
    found = facts.template(template)
    return NotFound(Kind.TEMPLATE, "template") if found is None else unfilled(found.text, command.text)


def missing(case: Case, command: SignJournalNote) -> Refusal | None:
    """A note or a message that the command names and that is not there."""
    notes = len(case.journal_notes)
    if command.corrects is not None and not 1 <= command.corrects <= notes:
        return NoSuchJournalNote(notes)
    if command.corrects is None and notes >= JOURNAL_NOTES_MAX:
        return TooManyJournalNotes(JOURNAL_NOTES_MAX)
    if command.up_to is not None and not 1 <= command.up_to <= case.messages:
        return NoSuchMessage(case.messages)
    return None


def spanned(case: Case, up_to: int | None, before: SignedNote | None) -> tuple[int, int] | None:
    """The messages that a version documents: those of the version before it, and what it marks."""
    fresh = None if up_to is None or up_to <= case.documented_up_to else (case.documented_up_to + 1, up_to)
    kept = None if before is None or before.first is None or before.last is None else (before.first, before.last)
    both = [span for span in (kept, fresh) if span is not None]
    return (both[0][0], both[-1][1]) if both else None


def signed(case: Case, event: JournalNoteSigned) -> Case:
    """The case with that version. Nothing that the patient's side sees has moved."""
    note = SignedNote(versions=event.version, first=event.first, last=event.last)
    notes = case.journal_notes
    return changed(case, journal_notes=(*notes[: event.number - 1], note, *notes[event.number :]))


def exports(exporters: Sequence[str], case: Case, facts: Facts) -> Decision:
    """The case goes to each of them."""
    return Decision(
        tuple(ExportRequested(at=facts.now, exporter=exporter) for exporter in exporters),
        tuple(SendExport(case=case.id, exporter=exporter) for exporter in exporters),
    )


def with_exports(case: Case, decision: Decision, facts: Facts) -> Decision:
    """The decision with what it sends to the record by the provider's choice; `case` is as it was before it."""
    when = facts.policy.export_when
    moments = tuple(kind for moment in when for kind in MOMENTS[moment])
    if ExportWhen.ENDED in when and case.ended_noted:
        moments += AFTERWARDS
    if not any(isinstance(event, moments) for event in decision.events):
        return decision
    sent = exports(facts.policy.exporters, case, facts)
    return changed(decision, events=(*decision.events, *sent.events), effects=(*decision.effects, *sent.effects))


def outcome_of(command: RecordExport, facts: Facts) -> Decision:
    """What came of a transfer."""
    event = ExportRecorded(
        at=facts.now,
        exporter=command.exporter,
        version=command.version,
        state=command.state,
        reference=command.reference,
        code=command.code,
        up_to=command.up_to,
    )
    return Decision((event,))


def exported(case: Case, event: ExportRecorded) -> Case:
    """Each exporter stands for itself: that one has taken the case does not mend another's trouble."""
    before = next((one for one in case.exports if one.exporter == event.exporter), None)
    kept, confirmed = (0, 0) if before is None else (before.kept_up_to, before.confirmed_up_to)
    stand = ExportStand(
        exporter=event.exporter,
        state=event.state,
        at=event.at,
        up_to=event.up_to,
        kept_up_to=max(kept, event.up_to) if event.state in KEPT else kept,
        confirmed_up_to=max(confirmed, event.up_to) if event.state is ExportState.CONFIRMED else confirmed,
    )
    exports = (*(one for one in case.exports if one.exporter != event.exporter), stand)
    since = case.export_trouble_since if event.state in KEPT else case.export_trouble_since or event.at
    mended = all(one.state in KEPT for one in exports)
    return changed(case, exports=exports, export_trouble_since=None if mended else since)


def marked(case: Case, event: DocumentedMarked) -> Case:
    """With what need not stand in the record, which follows on what was marked so before it or stands apart."""
    spans = case.not_recorded
    if event.nothing_to_record:
        joins = bool(spans) and spans[-1].last + 1 == event.first
        first = spans[-1].first if joins else event.first
        spans = (*(spans[:-1] if joins else spans), Span(first=first, last=event.last))
    return changed(
        case,
        documented_up_to=event.last,
        undocumented_since=event.undocumented_since,
        not_recorded=spans,
    )
