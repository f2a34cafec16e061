"""From a case's events to what is disclosed by law: the entry, the internal notes, the retractions (B8, B9). Pure."""

from collections.abc import Sequence

from ..domain.case.events import CaseEvent, MessageRetracted, NoteAdded
from ..domain.disclosure import Ground
from ..domain.ids import AssignmentId
from ..ports.disclosure import Author, DisclosedNote, DisclosedRetraction, Disclosure
from ..ports.export import JournalEntry
from ..ports.times import to_micros
from .names import Found, staff_name


def disclosure(ground: Ground, entry: JournalEntry, events: Sequence[CaseEvent], found: Found) -> Disclosure:
    """`events` are those of the entry, and `found` holds the names."""
    return Disclosure(
        ground=ground.value,
        entry=entry,
        notes=tuple(
            DisclosedNote(at=to_micros(event.at), author=author(event.assignment, found), text=event.text)
            for event in events
            if isinstance(event, NoteAdded)
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
