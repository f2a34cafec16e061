"""What a case becomes by an event. No rule is checked: an event has happened."""

from datetime import datetime

from attrs import evolve as changed

from ..model import Nothing
from ..phase import is_open
from .at_once import wrote
from .events import (
    CaseClosed,
    CaseEvent,
    CaseHandedOver,
    CaseHandled,
    CaseOpened,
    CaseReopened,
    CaseReturned,
    CaseTaken,
    DocumentedMarked,
    ExportRecorded,
    ExportRequested,
    MessageRetracted,
    MessageSent,
    MessagesRead,
    NoteAdded,
    NoticePlanned,
    PhaseEnded,
    PhaseExtended,
    PhaseShortened,
    RepresentativeChanged,
    RepresentativeLost,
    UnreadNoted,
    UnreadPlanned,
    UnreadReminded,
)
from .journal import exported, marked, signed
from .journal_events import JournalNoteSigned
from .model import Case
from .notified import NOT_YET, Notified
from .retention import ordered
from .retention_events import HoldLifted, HoldPlaced, TextRedacted
from .retraction import answer_with, answers, retracted, still_asides
from .sms_events import SmsMended, SmsOmitted, SmsReplied, SmsRetried, SmsTroubled
from .sms_trouble import mended, troubled
from .unread import theirs


def evolve(state: Case | Nothing, event: CaseEvent) -> Case:
    """The case after the event. An event that does not fit its stream is a broken store: ValueError."""
    if isinstance(state, Nothing):
        if not isinstance(event, CaseOpened):
            raise ValueError(f"{type(event).__name__} before the case was opened")
        return opened(event)
    match event:
        case CaseOpened():
            raise ValueError("the case was opened twice")
        case MessageSent():
            return message(state, event)
        case MessageRetracted():
            return retracted(state, event)
        case NoteAdded():
            return state  # not even the time of the last activity, which the patient's side sees
        case DocumentedMarked():
            return marked(state, event)
        case JournalNoteSigned():
            return signed(state, event)
        case TextRedacted() | HoldPlaced() | HoldLifted():
            return ordered(state, event)
        case MessagesRead(at=at, up_to=up_to):
            after = changed(state, read_by_patient_side=up_to, last_activity=at)
            return changed(after, notified=all_read(state.notified)) if up_to >= state.last_from_staff else after
        case CaseHandled(at=at):
            return changed(
                state,
                unanswered_since=None,
                handed_over_since=None,
                retracted_since=None,
                sms_trouble_since=None,
                sms_troubled=(),
                export_trouble_since=None,
                sms_reply_since=None,
                notified=dealt_with(state, at),
                set_aside=not is_open(state.phase, at),
                last_activity=at,
            )
        case CaseHandedOver(at=at, to=to):
            return changed(
                state,
                assignment=to or state.assignment,
                in_pool=to is None,
                held_since=at,
                handed_over_since=at,
                last_activity=at,
            )
        case CaseTaken(at=at, assignment=assignment):
            return changed(
                state, assignment=assignment, in_pool=False, held_since=at, handed_over_since=None, last_activity=at
            )
        case CaseReturned(at=at):
            return changed(state, in_pool=True, held_since=at)
        case SmsTroubled():
            return troubled(state, event)
        case SmsMended() | SmsRetried():
            return mended(state, event)
        case SmsReplied(at=at):
            return changed(state, sms_reply_since=state.sms_reply_since or at)
        case SmsOmitted(why=why, unread_due=unread_due, reminder=reminder):
            before = state.notified  # a reminder that nobody gets is not tried again: staff see that, and why
            reminded = before.reminded if reminder is None else reminder
            lies = changed(before, unread_due=before.unread_due or unread_due, reminded=reminded)
            return changed(state, no_sms=why, notified=lies)
        case PhaseEnded():
            return changed(state, ended_noted=True, their_turn_since=None)
        case PhaseExtended(at=at, phase=phase) | PhaseShortened(at=at, phase=phase):
            return changed(state, phase=phase, ended_noted=False, last_activity=at)
        case CaseClosed():
            return closed(state, event)
        case CaseReopened():
            return reopened(state, event)
        case RepresentativeLost(at=at):
            lost = state.representative_lost_since or at
            return changed(state, representative_lost_since=lost, their_turn_since=None, last_activity=at)
        case RepresentativeChanged():
            return represented(state, event)
        case NoticePlanned(due=due, unread_due=unread_due, remind_due=remind_due):
            before = state.notified
            told = changed(
                before,
                sms_due=due,
                unread_due=before.unread_due or unread_due,
                remind_due=remind_due or before.remind_due,
            )
            return changed(state, notified=told)
        case UnreadPlanned():
            return changed(state, notified=replanned(state.notified, event))
        case UnreadReminded(message=number):
            return changed(state, notified=changed(state.notified, reminded=number), no_sms=())
        case UnreadNoted(at=at):
            return changed(state, notified=changed(state.notified, unread_since=at))
        case ExportRequested():
            return state
        case ExportRecorded():
            return exported(state, event)


def opened(event: CaseOpened) -> Case:
    return Case(
        id=event.case,
        patient=event.patient,
        representative=event.representative,
        assignment=event.assignment,
        unit=event.unit,
        reason=event.reason,
        title=event.title,
        phase=event.phase,
        ended_noted=False,
        messages=0,
        last_from_staff=0,
        last_from_patient_side=0,
        read_by_patient_side=0,
        unanswered_since=None,
        visible_from=1,
        representative_lost_since=None,
        sms_trouble_since=None,
        export_trouble_since=None,
        last_activity=event.at,
        opened=event.at,
        follows=event.follows,
    )


def closed(state: Case, event: CaseClosed) -> Case:
    """Who closes it knows that a message or representative is missing; it answers nobody's question."""
    return changed(
        state,
        phase=event.phase,
        closed=event.at,
        ended_noted=True,
        set_aside=True,
        their_turn_since=None,
        last_activity=event.at,
    )


def reopened(state: Case, event: CaseReopened) -> Case:
    """As it was when it ended: whoever had the last word waits for the other, from now on."""
    return changed(
        state,
        phase=event.phase,
        closed=None,
        ended_noted=False,
        set_aside=False,
        their_turn_since=event.at if theirs(state) else None,
        last_activity=event.at,
    )


def represented(state: Case, event: RepresentativeChanged) -> Case:
    """What the former one had read, and what became of their SMS, says nothing of the new one; who stays has both.

    Who comes back is as new: told of the case, and reminded (B11) while they have not looked at it again.
    """
    stays = event.representative.person == state.representative.person
    before = event.visible_from - 1
    after = changed(
        state,
        representative=event.representative,
        visible_from=event.visible_from,
        read_by_patient_side=max(before, state.read_by_patient_side) if stays else before,
        representative_lost_since=None,
        no_sms=(),
        notified=changed(state.notified if stays else NOT_YET, since=event.at),
        sms_troubled=state.sms_troubled if stays else (),
        sms_trouble_since=state.sms_trouble_since if stays else None,
        last_activity=event.at,
    )
    since = (state.their_turn_since if stays else None) or event.at
    return changed(after, their_turn_since=since if theirs(after) else None)


def message(state: Case, event: MessageSent) -> Case:
    """Staff's message answers what waited, unless it only corrects what was written before that; the patient's side's
    waits from now unless it waited already.
    """
    undocumented = state.undocumented_since or event.at
    if event.staff is not None and not answers(state, event):
        return changed(
            state,
            messages=event.number,
            last_from_staff=event.number,
            staff_wrote=wrote(state.staff_wrote, event.number, event.staff),
            asides=(*state.asides, event.number),
            no_sms=(),
            undocumented_since=undocumented,
            last_activity=event.at,
        )
    if event.staff is not None:
        return changed(
            state,
            messages=event.number,
            last_from_staff=event.number,
            staff_wrote=wrote(state.staff_wrote, event.number, event.staff),
            unanswered_since=None,
            handed_over_since=None,
            answer=answer_with(state, event.number),
            no_sms=(),
            retracted_since=None,
            undocumented_since=undocumented,
            their_turn_since=state.their_turn_since or event.at,
            last_activity=event.at,
        )
    return changed(
        state,
        messages=event.number,
        last_from_patient_side=event.number,
        read_by_patient_side=event.number,
        unanswered_since=state.unanswered_since or event.at,
        asides=still_asides(state),
        undocumented_since=undocumented,
        their_turn_since=None,
        notified=all_read(state.notified),
        last_activity=event.at,
    )


def all_read(notified: Notified) -> Notified:
    """Nothing of staff's lies unread, or staff have dealt with that it does."""
    return changed(notified, unread_due=None, unread_since=None)


def dealt_with(state: Case, at: datetime) -> Notified:
    """What staff are told of as unread is dealt with, all of it; what is not due yet will be told of in time."""
    notified = state.notified
    told = notified.unread_since is not None or (notified.unread_due is not None and notified.unread_due <= at)
    return changed(all_read(notified), dealt_with=state.messages) if told else notified


def replanned(before: Notified, event: UnreadPlanned) -> Notified:
    """What staff have been told of stands only if it is due by what was planned now."""
    due = event.unread_due
    stands = due is not None and due <= event.at
    return changed(
        before,
        unread_due=due,
        unread_since=before.unread_since if stands else None,
        remind_due=event.remind_due or before.remind_due,
    )
