"""A disclosed case as a JSON document of the format `arende.disclosure/1`. No I/O, nothing left out.

UTF-8, keys in the order below; times as in `ports.journal`. ::

    format       "arende.disclosure/1"
    ground       why it was disclosed: "patient", "supervision", "authority" or "court"
    entry        the case as `arende.journal/2`
    notes        internal notes: [{at, author: {id, name, role}, text}], in order
    handovers    notes that went with it to another: [{at, author, to (null: the unit's pool), text}], in order
    moves        why its end was moved: [{at, author, what, reason}], in order
    retractions  [{number, at, author: {id, name, role}, reason}], in order
"""

from typing import Final

import orjson

from arende.ports.disclosure import Author, Disclosure
from arende.ports.journal import entry_plain
from arende.ports.times import rfc3339

FORMAT: Final = "arende.disclosure/1"


def disclosure_json(of: Disclosure) -> bytes:
    """The document. OverflowError for a time beyond 9999."""
    return orjson.dumps(
        {
            "format": FORMAT,
            "ground": of.ground,
            "entry": entry_plain(of.entry),
            "notes": [{"at": rfc3339(one.at), "author": author(one.author), "text": one.text} for one in of.notes],
            "handovers": [
                {
                    "at": rfc3339(one.at),
                    "author": author(one.author),
                    "to": None if one.to is None else author(one.to),
                    "text": one.text,
                }
                for one in of.handovers
            ],
            "moves": [
                {"at": rfc3339(one.at), "author": author(one.author), "what": one.what, "reason": one.reason}
                for one in of.moves
            ],
            "retractions": [
                {
                    "number": one.number,
                    "at": rfc3339(one.at),
                    "author": author(one.author),
                    "reason": one.reason,
                }
                for one in of.retractions
            ],
        },
        option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE,
    )


def author(of: Author) -> dict[str, str]:
    return {"id": of.id, "name": of.name, "role": of.role}
