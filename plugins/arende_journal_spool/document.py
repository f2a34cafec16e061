"""The document of an entry, `arende.journal/2` (`arende.ports.journal`): always the same bytes. No I/O here.

UTF-8, two spaces of indent, a newline at the end.
"""

from arende.ports.journal import JournalEntry, entry_document


def encode(entry: JournalEntry) -> bytes:
    """The document. Raises ValueError for text that UTF-8 cannot hold or a time outside years 1–9999."""
    try:
        return entry_document(entry)
    except OverflowError:
        raise ValueError("a time lies outside years 1–9999") from None
