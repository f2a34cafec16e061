"""From a case's events to what is disclosed by law: the entry, internal notes, those of hand-overs, why staff moved its
end, the retractions (B8, B9). Pure."""

from collections.abc import Mapping, Sequence
from typing import Final

from ..domain.case.events import (
    CaseClosed,
    CaseEvent,
    CaseHandedOver,
    CaseReopened,
    MessageRetracted,
    NoteAdded,
    PhaseExtended,
    PhaseShortened,
)
from ..domain.disclosure import Ground
from ..domain.ids import AssignmentId
from ..ports.disclosure import Author, DisclosedHandover, DisclosedMove, DisclosedNote, DisclosedRetraction, Disclosure
from ..ports.journal import JournalEntry
from ..ports.times import to_micros
from .happening_texts import REMOVED
from .names import Found, staff_name

MOVED: Final[Mapping[type[CaseEvent], str]] = {
    PhaseExtended: "extended",
    PhaseShortened: "shortened",
    CaseClosed: "closed",
    CaseReopened: "reopened",
}


def disclosure(ground: Ground, entry: JournalEntry, events: Sequence[CaseEvent], found: Found) -> Disclosure:
    """`events` are those of the entry, and `found` holds the names."""
    return Disclosure(
        ground=ground.value,
        entry=entry,
        notes=tuple(
            DisclosedNote(at=to_micros(event.at), author=author(event.assignment, found), text=event.text or REMOVED)
            for event in events
            if isinstance(event, NoteAdded)
        ),
        handovers=tuple(
            DisclosedHandover(
                at=to_micros(event.at),
                author=author(event.by, found),
                to=None if event.to is None else author(event.to, found),
                text=event.note,
            )
            for event in events
            if isinstance(event, CaseHandedOver) and event.note
        ),
        moves=tuple(
            DisclosedMove(
                at=to_micros(event.at),
                author=author(event.assignment, found),
                what=MOVED[type(event)],
                reason=event.reason,
            )
            for event in events
            if isinstance(event, PhaseExtended | PhaseShortened | CaseClosed | CaseReopened)
        ),
        retractions=tuple(
            DisclosedRetraction(
                number=event.number,
                at=to_micros(event.at),
                author=author(event.assignment, found),
                reason=event.reason,
            )
            for event in events
            if isinstance(event, MessageRetracted)
        ),
    )


def author(id: AssignmentId, found: Found) -> Author:
    shown = staff_name(id, found)
    return Author(id=id, name=shown.name, role=shown.role)
