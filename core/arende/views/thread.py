"""The thread of a case, read from its events: messages, and for staff what else happened. Pure."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from enum import StrEnum
from typing import TypeAlias

from attrs import field, frozen

from ..domain.case.events import (
    CaseEvent,
    CaseHandled,
    CaseOpened,
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


ThreadLine: TypeAlias = MessageLine | HappeningLine


def authors(events: Iterable[CaseEvent]) -> frozenset[Ref]:
    """The entries that the authors' names are joined from."""
    return frozenset(author for event in events if isinstance(event, MessageSent) for author in author_of(event))


def author_of(event: MessageSent) -> Iterator[Ref]:
    if event.staff is not None:
        yield Ref(Kind.ASSIGNMENT, event.staff)
    if event.representative is not None:
        yield Ref(Kind.PERSON, event.representative)


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
