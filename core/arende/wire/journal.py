"""A journal entry as a JSON document of the format `arende.journal/1`, for faces and hosts. No I/O, nothing left out.

UTF-8, keys in the order below. Times are RFC 3339 in UTC with six decimals; `zone` is the care unit's IANA zone. ::

    format       "arende.journal/1"
    id, version  the entry: the same pair is the same content for ever
    provider_id  care provider
    unit         {id, name}
    title        the contact reason
    patient, representative   {id, system, identifier, name}; the same person for an adult
    opened, until             the phase: from, and up to but not including
    zone
    assignment_id             the assignment that answers for the case
    messages     [{number, at, side: "patient" | "staff", author: {id, name, role}, text}], by number; one that
                 corrects an earlier one has also `corrects`, its number, and one taken back has `"retracted": true`
"""

from typing import Final

import orjson

from arende.ports.export import JournalEntry, JournalMessage, JournalPerson

from .times import from_micros

FORMAT: Final = "arende.journal/1"


def entry_json(entry: JournalEntry) -> bytes:
    """The document of an entry, always the same bytes for the same entry. OverflowError for a time beyond 9999."""
    return orjson.dumps(entry_plain(entry), option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE)


def entry_plain(entry: JournalEntry) -> dict[str, object]:
    """The document before it is written."""
    return {
        "format": FORMAT,
        "id": entry.id,
        "version": entry.version,
        "provider_id": entry.provider_id,
        "unit": {"id": entry.unit_id, "name": entry.unit},
        "title": entry.title,
        "patient": person(entry.patient),
        "representative": person(entry.representative),
        "opened": timestamp(entry.opened),
        "until": timestamp(entry.until),
        "zone": entry.zone,
        "assignment_id": entry.assignment_id,
        "messages": [message(one) for one in sorted(entry.messages, key=lambda m: m.number)],
    }


def timestamp(us: int) -> str:
    return from_micros(us).isoformat(timespec="microseconds").replace("+00:00", "Z")


def person(of: JournalPerson) -> dict[str, str]:
    return {"id": of.id, "system": of.system, "identifier": of.identifier, "name": of.name}


def message(of: JournalMessage) -> dict[str, object]:
    return {
        "number": of.number,
        "at": timestamp(of.at),
        "side": "patient" if of.by_patient_side else "staff",
        "author": {"id": of.author_id, "name": of.author, "role": of.role},
        "text": of.text,
        **({} if of.corrects is None else {"corrects": of.corrects}),
        **({"retracted": True} if of.retracted else {}),
    }
