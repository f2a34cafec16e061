"""The thread of a case, read from its events: messages, and for staff what else happened. Pure."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from enum import StrEnum
from typing import TypeAlias

from attrs import field, frozen

from ..domain.case.events import (
    CaseEvent,
    CaseHandedOver,
    CaseHandled,
    CaseOpened,
    CaseReturned,
    CaseTaken,
    ExportRecorded,
    ExportRequested,
    MessageSent,
    MessagesRead,
    PhaseEnded,
    RepresentativeChanged,
    RepresentativeLost,
    SmsTroubled,
)
from ..domain.ids import AssignmentId, Kind, PersonId, Ref
from .names import Found, person_name, staff_name


class Side(StrEnum):
    STAFF = "staff"
    PATIENT = "patient"


@frozen(kw_only=True)
class MessageLine:
    """A message as the thread shows it. `read` tells, for one from staff, whether the patient's side has read it."""

    number: int
    at: datetime
    side: Side
    author: str = field(repr=False)
    role: str
    text: str = field(repr=False)
    read: bool


class Happening(StrEnum):
    """What else the thread shows staff."""

    OPENED = "opened"
    HANDLED = "handled"
    RETURNED_UNTOUCHED = "returned_untouched"
    RETURNED_ASSIGNMENT_ENDED = "returned_assignment_ended"
    SMS_FAILED = "sms_failed"
    SMS_UNCERTAIN = "sms_uncertain"
    PHASE_ENDED = "phase_ended"
    REPRESENTATIVE_LOST = "representative_lost"
    REPRESENTATIVE_CHANGED = "representative_changed"
    EXPORT_REQUESTED = "export_requested"
    EXPORTED = "exported"
    EXPORT_FAILED = "export_failed"
    EXPORT_UNCERTAIN = "export_uncertain"


@frozen(kw_only=True)
class HappeningLine:
    at: datetime
    what: Happening


@frozen(kw_only=True)
class HandoverLine:
    """The case changed hands: `by` gave it to `to`, or to the unit's pool (""); taken, `by` is "". Staff's only."""

    at: datetime
    by: str = field(repr=False)
    to: str = field(repr=False)
    note: str = field(repr=False)


ThreadLine: TypeAlias = MessageLine | HappeningLine | HandoverLine


def authors(events: Iterable[CaseEvent]) -> frozenset[Ref]:
    """The entries that the authors' names are joined from."""
    return frozenset(author for event in events for author in author_of(event))


def author_of(event: CaseEvent) -> Iterator[Ref]:
    """Whoever the line of this event names."""
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
        case _:
            return


def lines(events: Iterable[CaseEvent], found: Found, read_up_to: int) -> Iterator[ThreadLine]:
    """The thread in order. Whether the reader may see happenings is for the caller to settle (`messages_from`)."""
    for event in events:
        match event:
            case MessageSent():
                yield message_line(event, found, read_up_to)
            case CaseOpened(at=at):
                yield HappeningLine(at=at, what=Happening.OPENED)
            case CaseHandled(at=at):
                yield HappeningLine(at=at, what=Happening.HANDLED)
            case CaseHandedOver(at=at, by=by, to=to, note=note):
                receiver = "" if to is None else staff_name(to, found).name
                yield HandoverLine(at=at, by=staff_name(by, found).name, to=receiver, note=note)
            case CaseTaken(at=at, assignment=taker):
                yield HandoverLine(at=at, by="", to=staff_name(taker, found).name, note="")
            case CaseReturned(at=at, why=why):
                yield HappeningLine(at=at, what=Happening(f"returned_{why}"))
            case SmsTroubled(at=at, state=state):
                yield HappeningLine(at=at, what=Happening(f"sms_{state}"))
            case PhaseEnded(at=at):
                yield HappeningLine(at=at, what=Happening.PHASE_ENDED)
            case RepresentativeLost(at=at):
                yield HappeningLine(at=at, what=Happening.REPRESENTATIVE_LOST)
            case RepresentativeChanged(at=at):
                yield HappeningLine(at=at, what=Happening.REPRESENTATIVE_CHANGED)
            case ExportRequested(at=at):
                yield HappeningLine(at=at, what=Happening.EXPORT_REQUESTED)
            case ExportRecorded(at=at, state=outcome):
                what = outcome.value if outcome.value == "exported" else f"export_{outcome}"
                yield HappeningLine(at=at, what=Happening(what))
            case MessagesRead():
                pass


def messages_from(first: int, thread: Iterable[ThreadLine]) -> Iterator[MessageLine]:
    """What the patient's side sees of a thread: messages, from the number that the representative may see on."""
    return (line for line in thread if isinstance(line, MessageLine) and line.number >= first)


def message_line(event: MessageSent, found: Found, read_up_to: int) -> MessageLine:
    staff: AssignmentId | None = event.staff
    if staff is not None:
        shown = staff_name(staff, found)
        return MessageLine(
            number=event.number,
            at=event.at,
            side=Side.STAFF,
            author=shown.name,
            role=shown.role,
            text=event.text,
            read=event.number <= read_up_to,
        )
    person = person_name(event.representative or PersonId(""), found)
    return MessageLine(
        number=event.number,
        at=event.at,
        side=Side.PATIENT,
        author=person.name,
        role="",
        text=event.text,
        read=True,
    )
