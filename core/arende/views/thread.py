"""The thread of a case, read from its events: messages, and for staff what else happened. Pure.

The two sides have a function each. That of the patient's side is given messages only, by type: what else stands in the
stream, internal notes among it, has no way in (B8).
"""

from collections.abc import Container, Iterable, Iterator, Mapping
from typing import Final, TypeAlias

from attrs import evolve as changed

from ..domain.case.events import (
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
from ..domain.case.export_state import ExportState
from ..domain.case.journal_events import JournalNoteSigned
from ..domain.case.model import Case
from ..domain.case.orders import Orders
from ..domain.case.reply import Side
from ..domain.case.retention_events import HoldLifted, HoldPlaced, TextRedacted
from ..domain.case.sms_events import SmsMended, SmsOmitted, SmsReplied, SmsRetried, SmsTroubled
from ..domain.ids import Kind, PersonId, Ref
from ..domain.notice.model import NoticeState
from .names import Found, relative_name, staff_name
from .record_marks import NO_MARKS, RecordMarks, journal_note_line
from .thread_lines import (
    HandoverLine,
    Happening,
    HappeningLine,
    JournalNoteLine,
    MessageLine,
    NoteLine,
    ThreadLine,
)

__all__ = [
    "HandoverLine",
    "Happening",
    "HappeningLine",
    "JournalNoteLine",
    "MessageLine",
    "NoteLine",
    "ThreadLine",
    "authors",
    "lines",
    "patient_lines",
    "told_both",
]


Move: TypeAlias = PhaseExtended | PhaseShortened | CaseClosed | CaseReopened

MOVES: Final[Mapping[type[Move], Happening]] = {
    PhaseExtended: Happening.PHASE_EXTENDED,
    PhaseShortened: Happening.PHASE_SHORTENED,
    CaseClosed: Happening.CLOSED,
    CaseReopened: Happening.REOPENED,
}
"""How the end of the phase was moved: for both sides to know (B14), and why for staff only."""


EXPORT_OUTCOMES: Final[Mapping[ExportState, Happening]] = {
    ExportState.EXPORTED: Happening.EXPORTED,
    ExportState.CONFIRMED: Happening.EXPORT_CONFIRMED,
    ExportState.FAILED: Happening.EXPORT_FAILED,
    ExportState.UNCERTAIN: Happening.EXPORT_UNCERTAIN,
}


NO_SMS: Final[Mapping[int, NoticeState]] = {}


def authors(events: Iterable[CaseEvent]) -> frozenset[Ref]:
    """The entries that the authors' names are joined from."""
    return frozenset(author for event in events for author in author_of(event))


def author_of(event: CaseEvent) -> Iterator[Ref]:
    match event:
        case MessageSent(staff=staff, representative=person):
            if staff is not None:
                yield Ref(Kind.ASSIGNMENT, staff)
            if person is not None:
                yield Ref(Kind.PERSON, person)
        case CaseHandedOver(by=by, to=to):
            yield Ref(Kind.ASSIGNMENT, by)
            if to is not None:
                yield Ref(Kind.ASSIGNMENT, to)
        case CaseTaken(assignment=assignment):
            yield Ref(Kind.ASSIGNMENT, assignment)
        case JournalNoteSigned(assignment=assignment):
            yield Ref(Kind.ASSIGNMENT, assignment)
        case NoteAdded(assignment=assignment) | MessageRetracted(assignment=assignment):
            yield Ref(Kind.ASSIGNMENT, assignment)
        case (
            DocumentedMarked(assignment=assignment)
            | PhaseExtended(assignment=assignment)
            | PhaseShortened(assignment=assignment)
            | CaseClosed(assignment=assignment)
            | CaseReopened(assignment=assignment)
        ):
            yield Ref(Kind.ASSIGNMENT, assignment)
        case SmsRetried(assignment=by):
            if by is not None:
                yield Ref(Kind.ASSIGNMENT, by)
        case _:
            pass


def lines(
    events: Iterable[CaseEvent],
    found: Found,
    read_up_to: int,
    *,
    patient: PersonId,
    retracted: Container[int] = (),
    record: RecordMarks = NO_MARKS,
    sms: Mapping[int, NoticeState] = NO_SMS,
) -> Iterator[ThreadLine]:
    """The thread in order, for the provider's side: all that happened, and the text of what was retracted.

    `sms` tells, by place, how the SMS stands that the event sent.
    """
    for place, event in enumerate(events):
        match event:
            case MessageSent(number=number):
                line = ordered(message_line(event, found, read_up_to, patient), record.orders)
                yield changed(
                    line,
                    retracted=number in retracted,
                    documented=number <= record.documented_up_to,
                    not_recorded=record.is_not_recorded(number),
                    exports=record.exports_of(number),
                    sms=sms.get(place),
                )
            case NoteAdded():
                author = staff_name(event.assignment, found)
                yield NoteLine(
                    at=event.at, author=author.name, role=author.role, text=event.text, redacted=not event.text
                )
            case JournalNoteSigned():
                yield journal_note_line(event, found, record)
            case MessageRetracted(number=number):
                yield HappeningLine(
                    at=event.at,
                    what=Happening.RETRACTED,
                    author=staff_name(event.assignment, found).name,
                    first=number,
                    last=number,
                    reason=event.reason,
                )
            case TextRedacted(at=at, by=by, message=number, reason=reason):
                what = Happening.REDACTED
                yield HappeningLine(at=at, what=what, author=by, first=number, last=number, reason=reason)
            case HoldPlaced(at=at, by=by, reason=reason):
                yield HappeningLine(at=at, what=Happening.HOLD_PLACED, author=by, reason=reason)
            case HoldLifted(at=at, by=by, reason=reason):
                yield HappeningLine(at=at, what=Happening.HOLD_LIFTED, author=by, reason=reason)
            case DocumentedMarked():
                yield HappeningLine(
                    at=event.at,
                    what=Happening.NOT_RECORDED if event.nothing_to_record else Happening.DOCUMENTED,
                    author=staff_name(event.assignment, found).name,
                    first=event.first,
                    last=event.last,
                )
            case CaseOpened(at=at):
                yield HappeningLine(at=at, what=Happening.OPENED, sms=sms.get(place))
            case CaseHandled(at=at):
                yield HappeningLine(at=at, what=Happening.HANDLED)
            case CaseHandedOver(at=at, by=by, to=to, note=note):
                receiver = "" if to is None else staff_name(to, found).name
                yield HandoverLine(at=at, by=staff_name(by, found).name, to=receiver, note=note)
            case CaseTaken(at=at, assignment=taker):
                yield HandoverLine(at=at, by="", to=staff_name(taker, found).name, note="")
            case CaseReturned(at=at, why=why):
                yield HappeningLine(at=at, what=Happening(f"returned_{why}"))
            case SmsTroubled(at=at, state=state, reason=reason, why=why):
                yield HappeningLine(at=at, what=Happening(f"sms_{state}"), reason=reason, hindrances=why)
            case SmsReplied(at=at):
                yield HappeningLine(at=at, what=Happening.SMS_REPLIED)
            case SmsOmitted(at=at, why=why, reminder=reminder):
                omitted = Happening.SMS_OMITTED if reminder is None else Happening.REMINDER_OMITTED
                yield HappeningLine(at=at, what=omitted, hindrances=why)
            case SmsMended(at=at):
                yield HappeningLine(at=at, what=Happening.SMS_MENDED)
            case SmsRetried(at=at, assignment=by):
                who = "" if by is None else staff_name(by, found).name
                yield HappeningLine(at=at, what=Happening.SMS_RETRIED, author=who)
            case PhaseEnded(at=at):
                yield HappeningLine(at=at, what=Happening.PHASE_ENDED)
            case PhaseExtended() | PhaseShortened() | CaseClosed() | CaseReopened():
                yield changed(moved(event), author=staff_name(event.assignment, found).name, reason=event.reason)
            case RepresentativeLost(at=at):
                yield HappeningLine(at=at, what=Happening.REPRESENTATIVE_LOST)
            case RepresentativeChanged(at=at):
                yield HappeningLine(at=at, what=Happening.REPRESENTATIVE_CHANGED, sms=sms.get(place))
            case ExportRequested(at=at, exporter=exporter):
                yield HappeningLine(at=at, what=Happening.EXPORT_REQUESTED, exporter=exporter)
            case ExportRecorded(at=at, state=outcome, exporter=exporter):
                yield HappeningLine(at=at, what=EXPORT_OUTCOMES[outcome], exporter=exporter)
            case NoticePlanned(at=at, due=due, covered=covered):
                # One that left at once is as by default: the thread says nothing of it.
                if due != at:
                    yield HappeningLine(at=at, what=Happening.SMS_COVERED if covered else Happening.SMS_LATER, due=due)
            case UnreadReminded(at=at):
                yield HappeningLine(at=at, what=Happening.REMINDED, sms=sms.get(place))
            case UnreadNoted(at=at):
                yield HappeningLine(at=at, what=Happening.UNREAD)
            case MessagesRead() | UnreadPlanned():
                pass


def moved(event: Move) -> HappeningLine:
    """How the end was moved, as both sides are told: without who and why."""
    return HappeningLine(at=event.at, what=MOVES[type(event)], last_day=event.phase.last_day)


def told_both(events: Iterable[CaseEvent]) -> Iterator[MessageSent | Move]:
    """What among the events is for both sides: messages, and how the end of the phase was moved."""
    return (event for event in events if isinstance(event, MessageSent | Move))


def patient_lines(
    told: Iterable[MessageSent | Move], found: Found, case: Case
) -> Iterator[MessageLine | HappeningLine]:
    """What the patient's side sees: messages from the number that the representative may see on, none retracted.

    Who does not see the thread from its beginning sees of the moves those that come after a message of theirs.
    """
    began = case.visible_from <= 1
    for event in told:
        if not isinstance(event, MessageSent):
            if began:
                yield moved(event)
        elif event.number >= case.visible_from:
            began = True
            line = ordered(message_line(event, found, case.read_by_patient_side, case.patient), case.orders)
            yield changed(line, text="", retracted=True) if event.number in case.retracted else line


def ordered(line: MessageLine, orders: Orders) -> MessageLine:
    """The line without a text that was ordered away, from the order on, and with who ordered it."""
    gone = orders.of_message(line.number)
    return line if gone is None else changed(line, text="", redacted=gone.by)


def message_line(event: MessageSent, found: Found, read_up_to: int, patient: PersonId) -> MessageLine:
    """What the patient's side wrote it has read. Who wrote for a protected patient is masked, too (B25)."""
    side, role = Side.PATIENT, ""
    if event.staff is not None:
        shown = staff_name(event.staff, found)
        side, author, role = Side.STAFF, shown.name, shown.role
    else:
        author = relative_name(event.representative or PersonId(""), patient, found).name
    return MessageLine(
        number=event.number,
        at=event.at,
        side=side,
        author=author,
        role=role,
        text=event.text,
        read=side is Side.PATIENT or event.number <= read_up_to,
        corrects=event.corrects,
    )
