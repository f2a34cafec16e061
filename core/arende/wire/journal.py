"""A journal entry as a JSON document of the format `arende.journal/2`, for faces and hosts. No I/O, nothing left out.

Its layout is that of `ports.journal`: the entry's own fields by name; its schema, `docs/schemas/arende.journal-2.json`.
"""

from arende.ports.journal import JournalEntry, entry_document


def entry_json(entry: JournalEntry) -> bytes:
    """The document of an entry, always the same bytes for the same entry. OverflowError for a time beyond 9999."""
    return entry_document(entry)
