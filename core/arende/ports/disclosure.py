"""A case as it is disclosed by law: the entry for the record, and what staff kept for themselves. Plain types.

No exporter takes them: a routine export has no way to be given an internal note (B8).
"""

from typing import Final

from attrs import asdict, field, frozen

from .journal import TIME, JournalEntry, document, entry_plain, plain_value

FORMAT: Final = "arende.disclosure/1"


@frozen(kw_only=True)
class Author:
    """Who, on the provider's side."""

    id: str
    name: str = field(repr=False)
    role: str


@frozen(kw_only=True)
class DisclosedNote:
    """An internal note. `at` is microseconds UTC."""

    at: int = field(metadata=TIME)
    author: Author
    text: str = field(repr=False)


@frozen(kw_only=True)
class DisclosedHandover:
    """A note that went with a case that was handed over. `at` is microseconds UTC."""

    at: int = field(metadata=TIME)
    author: Author
    to: Author | None
    """Who got the case; None: the unit's pool."""
    text: str = field(repr=False)


@frozen(kw_only=True)
class DisclosedMove:
    """Why staff moved the end of the period. `at` is microseconds UTC."""

    at: int = field(metadata=TIME)
    author: Author
    what: str
    """"extended", "shortened", "closed" or "reopened"."""
    reason: str = field(repr=False)


@frozen(kw_only=True)
class DisclosedRetraction:
    """Who took a message back, when and why (PDL 3 kap. 14 §). `at` is microseconds UTC."""

    number: int
    at: int = field(metadata=TIME)
    author: Author
    reason: str = field(repr=False)


@frozen(kw_only=True)
class Disclosure:
    """All that a case holds that may be part of the record by law, in order."""

    ground: str
    """A value of `domain.disclosure.Ground`."""
    entry: JournalEntry
    notes: tuple[DisclosedNote, ...]
    handovers: tuple[DisclosedHandover, ...]
    """Those with a note; who answered for the case when is in the access log."""
    moves: tuple[DisclosedMove, ...]
    retractions: tuple[DisclosedRetraction, ...]


def disclosure_plain(of: Disclosure) -> dict[str, object]:
    """The document `arende.disclosure/1`: its own fields by name, in order, the entry as `arende.journal/2`; times as
    there.
    """
    return {"format": FORMAT, **asdict(of, value_serializer=plain_value), "entry": entry_plain(of.entry)}


def disclosure_document(of: Disclosure) -> bytes:
    """The JSON document, always the same bytes, laid out as `journal.entry_document` lays it. Raises what that does."""
    return document(disclosure_plain(of))
