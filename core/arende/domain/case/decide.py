"""What a command does to a case. Who may give it has been settled before (`access`)."""

from typing import Final

from returns.result import Failure, Result, Success

from ..actor import RepresentativeActor, StaffActor
from ..decision import Decision
from ..facts import Facts
from ..ids import AssignmentId, Kind, TemplateId
from ..model import Nothing, State
from ..phase import is_open
from ..policy import MESSAGE_MAX
from ..refusals import (
    AssignmentNeeded,
    Exists,
    ExporterUnknown,
    NoSuchMessage,
    NotFound,
    NothingToHandle,
    Refusal,
    TemplateUnfilled,
)
from ..sms_texts import SmsKey
from ..template.filling import unfilled
from ..text import faulty
from .at_once import stale, unread_by_writer
from .attention import Attention, attention
from .commands import (
    ActingCommand,
    AddNote,
    CaseCommand,
    ChangeRepresentative,
    CorrectMessage,
    CreateCase,
    DiscardDraft,
    HandOver,
    MarkDocumented,
    MarkHandled,
    MarkRead,
    MarkSeen,
    NoteRepresentativeLost,
    NoteSmsReply,
    NoteUnread,
    RemindUnread,
    RetractMessage,
    RetrySms,
    ReturnCase,
    SaveDraft,
    SendMessage,
    TakeCase,
)
from .correction import own_message, retract
from .documenting import mark, note
from .drafts import gone, save
from .events import (
    CaseEvent,
    CaseHandled,
    CaseTaken,
    MessageSent,
    MessagesRead,
    PhaseEnded,
)
from .evolve import evolve
from .handover import hand_over, return_to_unit, take, taking, untouched_timer
from .journal import exports, outcome_of, sign, with_exports
from .journal_commands import ExportCase, RecordExport, SignJournalNote
from .marks import seen
from .model import Case
from .opening import Opening, check
from .period import end_timer, move
from .period_commands import CloseCase, ExtendPhase, NotePhaseEnd, ReopenCase, ShortenPhase
from .representative import change, representative_lost, right_timer
from .retention import by_order
from .retention_commands import LiftHold, PlaceHold, RedactText
from .sms_reply import note_reply
from .sms_trouble import retry
from .telling import Recipient, Telling, recipient_of, tell, to_confirm
from .transitions import barrier
from .watching import look, with_watch

UNTIL_MENDED: Final = frozenset({Attention.EMPTY, Attention.REPRESENTATIVE})
"""While the case is open, only writing the first message (S10), or choosing a representative (B16), ends these."""


def decide(state: State, command: CaseCommand, facts: Facts) -> Result[Decision, Refusal]:
    """Events and effects of a command about a case, or why not."""
    if isinstance(command, CreateCase):
        if not isinstance(state, Nothing):
            return Failure(Exists())
        return check(command, facts).bind(lambda opening: opened(opening, facts, despite=command.despite_no_sms))
    if not isinstance(state, Case):
        return Failure(NotFound(Kind.CASE, "case"))
    barred = barrier(state, command, facts.now)
    return Failure(barred) if barred is not None else carried_out(state, command, facts)


def carried_out(case: Case, command: ActingCommand, facts: Facts) -> Result[Decision, Refusal]:
    """With what it sends to the health record by the provider's choice."""
    return acted(case, command, facts).map(lambda done: with_exports(case, done, facts))


def acted(state: Case, command: ActingCommand, facts: Facts) -> Result[Decision, Refusal]:
    """Of a command that the case's stage does not bar."""
    match command:
        case SendMessage():
            return send(state, command, facts)
        case CorrectMessage(number=number):
            message = as_message(command)
            return own_message(state, number, facts).bind(lambda old: send(state, message, facts, old.number))
        case RetractMessage():
            return retract(state, command, facts).map(lambda done: watched(state, done, facts))
        case AddNote(text=text):
            return note(text, facts)
        case MarkDocumented(up_to=up_to, nothing_to_record=nothing):
            return mark(state, up_to, facts, nothing=nothing)
        case SignJournalNote():
            return sign(state, command, facts)
        case RedactText() | PlaceHold() | LiftHold():
            return by_order(state, command, facts)
        case SaveDraft():
            return save(state, command, facts)
        case DiscardDraft():
            return Success(Decision(drafts=(gone(state, facts.actor),)))
        case MarkSeen(up_to=up_to):
            return seen(state, up_to, facts)
        case MarkRead(up_to=up_to):
            return read(state, up_to, facts)
        case MarkHandled():
            return handle(state, command, facts)
        case HandOver():
            return hand_over(state, command, facts)
        case TakeCase():
            return take(state, facts)
        case ReturnCase(since=since):
            return Success(return_to_unit(state, since, facts))
        case NotePhaseEnd():
            return Success(phase_end(state, facts))
        case RemindUnread() | NoteUnread():
            return Success(look(state, facts))
        case NoteRepresentativeLost():
            return Success(representative_lost(state, facts))
        case ChangeRepresentative():
            return change(state, command, facts).map(lambda done: watched(state, done, facts))
        case ExtendPhase() | ShortenPhase() | CloseCase() | ReopenCase():
            return move(state, command, facts).map(lambda done: watched(state, done, facts))
        case ExportCase(exporter=exporter):
            if exporter not in facts.policy.exporters:
                return Failure(ExporterUnknown())
            return Success(exports((exporter,), state, facts))
        case RetrySms():
            return retry(state, command, facts)
        case NoteSmsReply():
            return Success(note_reply(state, command, facts))
        case RecordExport():
            return Success(outcome_of(command, facts))


def watched(case: Case, decision: Decision, facts: Facts) -> Decision:
    """With what the decision's events do to what lies unread, and to whether someone can read it."""
    own = [event for event in decision.events if isinstance(event, CaseEvent)]
    if not own:
        return decision
    for event in own:
        case = evolve(case, event)
    return with_watch(case, decision, facts)


def opened(opening: Opening, facts: Facts, *, despite: bool) -> Result[Decision, Refusal]:
    """Slutför: the case, its first message if it was written already, one SMS, and the timer at the phase's end.

    Where the patient's side had asked for contact, its own words come first (B17). `despite`: staff have been told that
    no SMS goes.
    """
    event = opening.event
    to = Recipient(
        case=event.case,
        unit=event.unit,
        zone=event.phase.zone,
        patient=event.patient,
        representative=event.representative,
    )
    unasked = to_confirm(to, facts, despite=despite)
    if unasked is not None:
        return Failure(unasked)
    messages: list[MessageSent] = []
    person = event.representative.person
    if opening.asked is not None:
        messages.append(MessageSent(at=facts.now, number=1, staff=None, representative=person, text=opening.asked))
    if opening.message is not None:
        number = len(messages) + 1
        messages.append(
            MessageSent(at=facts.now, number=number, staff=event.assignment, representative=None, text=opening.message)
        )
    written = None if opening.message is None else len(messages)
    told = tell(to, SmsKey.NEW_CASE, facts, message=written)
    timer = end_timer(event.case, event.phase)
    timers = (timer, *right_timer(event.case, event.representative, event.phase))
    return Success(Decision((event, *messages, *told.events), (*told.effects, *timers)))


def send(case: Case, command: SendMessage, facts: Facts, corrects: int | None = None) -> Result[Decision, Refusal]:
    """A message from either side; the other side is told. Whether they may write is settled (`reply`)."""
    fault = faulty("text", command.text, MESSAGE_MAX) or left_of_template(command.template, command.text, facts)
    if fault is not None:
        return Failure(fault)
    staff = facts.actor.assignment if isinstance(facts.actor, StaffActor) else None
    missed = None if staff is None else missed_by(case, staff, command, facts)
    if missed is not None:
        return Failure(missed)
    person = facts.actor.person if isinstance(facts.actor, RepresentativeActor) else None
    message = MessageSent(
        at=facts.now,
        number=case.messages + 1,
        staff=staff,
        representative=person,
        text=command.text,
        corrects=corrects,
    )
    taken: tuple[CaseTaken, ...] = ()
    if staff is None:
        waited = case.unanswered_since is not None
        told = Telling(events=(), effects=() if waited else untouched_timer(case, facts))
    else:
        taken = taking(case, staff, facts)
        told = tell(recipient_of(case), SmsKey.NEW_MESSAGE, facts, message=message.number)
    # A correction is of what was sent before: what is being written now stays.
    drafts = (gone(case, facts.actor),) if corrects is None else ()
    return Success(Decision((*taken, message, *told.events), told.effects, drafts=drafts))


def missed_by(case: Case, staff: AssignmentId, command: SendMessage, facts: Facts) -> Refusal | None:
    """What staff do not know of and are told first: what was written since, and that no SMS goes."""
    since_read = stale(case, staff, command.seen, despite_new=command.despite_new)
    return since_read or to_confirm(recipient_of(case), facts, despite=command.despite_no_sms)


def left_of_template(template: TemplateId | None, text: str, facts: Facts) -> NotFound | TemplateUnfilled | None:
    """What of the template is not filled yet. One that was retired meanwhile still tells what its places are."""
    if template is None:
        return None
    found = facts.template(template)
    return NotFound(Kind.TEMPLATE, "template") if found is None else unfilled(found.text, text)


def read(case: Case, up_to: int, facts: Facts) -> Result[Decision, Refusal]:
    """The cursor only moves forward; reading again what was read is no event."""
    if not 1 <= up_to <= case.messages:
        return Failure(NoSuchMessage(case.messages))
    if up_to <= case.read_by_patient_side:
        return Success(Decision())
    event = MessagesRead(at=facts.now, up_to=up_to)
    return Success(with_watch(evolve(case, event), Decision((event,)), facts))


def as_message(command: CorrectMessage) -> SendMessage:
    """A correction is sent as any message is, and asked about as one (B9, B20)."""
    return SendMessage(
        case=command.case,
        text=command.text,
        seen=command.seen,
        despite_new=command.despite_new,
        template=command.template,
        despite_no_sms=command.despite_no_sms,
    )


def handle(case: Case, command: MarkHandled, facts: Facts) -> Result[Decision, Refusal]:
    """Deals with all that waits, but for what only ends when it is mended: a missing message or representative.

    Once the case is over neither can be mended, and staff set them aside too (B12). What the patient's side wrote
    after they read is nobody's to set aside unread (B20).
    """
    if not isinstance(facts.actor, StaffActor):
        return Failure(AssignmentNeeded())
    missed = unread_by_writer(case, command.seen)
    if missed is not None:
        return Failure(missed)
    until_mended = UNTIL_MENDED if is_open(case.phase, facts.now) else frozenset[Attention]()
    if not set(attention(case, facts.now)) - {Attention.EXPIRED} - until_mended:
        return Failure(NothingToHandle())
    return Success(Decision((CaseHandled(at=facts.now, assignment=facts.actor.assignment),)))


def phase_end(case: Case, facts: Facts) -> Decision:
    """The timer may come early, late or twice; it is noted once, and only when the phase is over."""
    if case.ended_noted or is_open(case.phase, facts.now):
        return Decision()
    return Decision((PhaseEnded(at=facts.now, unanswered=case.unanswered_since is not None),))
