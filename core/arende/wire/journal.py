"""A journal entry as a JSON document of the format `arende.journal/2`, for faces and hosts. No I/O, nothing left out.

Its layout is that of `ports.journal`: the entry's own fields by name.
"""

import orjson

from arende.ports.journal import JournalEntry, entry_plain


def entry_json(entry: JournalEntry) -> bytes:
    """The document of an entry, always the same bytes for the same entry. OverflowError for a time beyond 9999."""
    return orjson.dumps(entry_plain(entry), option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE)
