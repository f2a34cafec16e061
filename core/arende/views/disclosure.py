"""A case as it is disclosed by law: the entry for the record, and beside it what staff kept for themselves (B8). Pure.

A type of its own, which no exporter takes: a routine export has no way to be given a note.
"""

from collections.abc import Sequence

from attrs import field, frozen

from ..domain.case.events import CaseEvent, MessageRetracted, NoteAdded
from ..domain.disclosure import Ground
from ..domain.ids import AssignmentId
from ..ports.export import JournalEntry
from ..ports.times import to_micros
from .names import Found, staff_name


@frozen(kw_only=True)
class Author:
    """Who, on the provider's side."""

    id: AssignmentId
    name: str = field(repr=False)
    role: str


@frozen(kw_only=True)
class DisclosedNote:
    """An internal note. `at` is microseconds UTC."""

    at: int
    author: Author
    text: str = field(repr=False)


@frozen(kw_only=True)
class DisclosedRetraction:
    """Who took a message back, when and why (PDL 3 kap. 14 §). `at` is microseconds UTC."""

    number: int
    at: int
    author: Author
    reason: str = field(repr=False)


@frozen(kw_only=True)
class Disclosure:
    """All that a case holds that may be part of the record by law, in order."""

    ground: Ground
    entry: JournalEntry
    notes: tuple[DisclosedNote, ...]
    retractions: tuple[DisclosedRetraction, ...]


def disclosure(ground: Ground, entry: JournalEntry, events: Sequence[CaseEvent], found: Found) -> Disclosure:
    """`events` are those of the entry, and `found` holds the names."""
    return Disclosure(
        ground=ground,
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
