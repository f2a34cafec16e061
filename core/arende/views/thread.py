"""The thread of a case, read from its events: messages, and for staff what else happened. Pure."""

from collections.abc import Iterable, Iterator
from datetime import date, datetime
from enum import StrEnum
from typing import Final, TypeAlias

from attrs import evolve as changed
from attrs import field, frozen

from ..domain.case.events import (
    CaseClosed,
    CaseEvent,
    CaseHandled,
    CaseOpened,
    CaseReopened,
    ExportRecorded,
    ExportRequested,
    MessageSent,
    MessagesRead,
    PhaseEnded,
    PhaseExtended,
    PhaseShortened,
    RepresentativeChanged,
    RepresentativeLost,
    SmsTroubled,
)
from ..domain.case.reply import Side
from ..domain.ids import AssignmentId, Kind, PersonId, Ref
from .names import Found, person_name, staff_name


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
    """What else the thread shows staff; the patient's side sees those of `OPEN_TO_BOTH`."""

    OPENED = "opened"
    HANDLED = "handled"
    SMS_FAILED = "sms_failed"
    SMS_UNCERTAIN = "sms_uncertain"
    PHASE_ENDED = "phase_ended"
    PHASE_EXTENDED = "phase_extended"
    PHASE_SHORTENED = "phase_shortened"
    CLOSED = "closed"
    REOPENED = "reopened"
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
    last_day: date | None = None
    """The last day of the phase, where this set it."""
    reason: str = field(default="", repr=False)
    """Why, as staff wrote it for staff; never the patient's side's to see."""


OPEN_TO_BOTH: Final = frozenset(
    {Happening.PHASE_EXTENDED, Happening.PHASE_SHORTENED, Happening.CLOSED, Happening.REOPENED}
)
"""Until when the patient's side can write is theirs to know (B14), and that it was changed."""

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
    """The thread in order. Whether the reader may see happenings is for the caller to settle (`seen_from`)."""
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
            case PhaseExtended():
                yield moved(event, Happening.PHASE_EXTENDED)
            case PhaseShortened():
                yield moved(event, Happening.PHASE_SHORTENED)
            case CaseClosed():
                yield moved(event, Happening.CLOSED)
            case CaseReopened():
                yield moved(event, Happening.REOPENED)
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


def moved(event: PhaseExtended | PhaseShortened | CaseClosed | CaseReopened, what: Happening) -> HappeningLine:
    return HappeningLine(at=event.at, what=what, last_day=event.phase.last_day, reason=event.reason)


def seen_from(first: int, thread: Iterable[ThreadLine]) -> Iterator[ThreadLine]:
    """What the patient's side sees of a thread: messages, from the number that the representative may see on, and how
    the end of the phase was moved, without the reason.

    Who does not see the thread from its beginning sees of the latter what comes after a message of theirs.
    """
    began = first <= 1
    for line in thread:
        if isinstance(line, MessageLine):
            began = began or line.number >= first
            if line.number >= first:
                yield line
        elif began and line.what in OPEN_TO_BOTH:
            yield changed(line, reason="")


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
