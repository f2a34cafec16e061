"""The format `arende.journal/1`: an entry as one JSON document, always the same bytes for the same entry. No I/O here.

UTF-8, keys in the order below, two spaces of indent, a newline at the end. Times are RFC 3339 in UTC with six
decimals; `zone` is the care unit's IANA zone, for who shows them. ::

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

import json
from datetime import UTC, datetime, timedelta
from typing import Final

from arende.ports.export import JournalEntry, JournalMessage, JournalPerson

FORMAT: Final = "arende.journal/1"
_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)


def encode(entry: JournalEntry) -> bytes:
    """The document of an entry. Raises ValueError for text that UTF-8 cannot hold or a time outside years 1–9999."""
    document = {
        "format": FORMAT,
        "id": entry.id,
        "version": entry.version,
        "provider_id": entry.provider_id,
        "unit": {"id": entry.unit_id, "name": entry.unit},
        "title": entry.title,
        "patient": _person(entry.patient),
        "representative": _person(entry.representative),
        "opened": timestamp(entry.opened),
        "until": timestamp(entry.until),
        "zone": entry.zone,
        "assignment_id": entry.assignment_id,
        "messages": [_message(message) for message in sorted(entry.messages, key=lambda m: m.number)],
    }
    return (json.dumps(document, ensure_ascii=False, indent=2) + "\n").encode("utf-8")


def timestamp(microseconds: int) -> str:
    """Microseconds since 1970 as RFC 3339 in UTC. Raises ValueError outside years 1–9999."""
    try:
        at = _EPOCH + timedelta(microseconds=microseconds)
    except OverflowError:
        raise ValueError("a time lies outside years 1–9999") from None
    return at.isoformat(timespec="microseconds").replace("+00:00", "Z")


def _person(person: JournalPerson) -> dict[str, str]:
    return {"id": person.id, "system": person.system, "identifier": person.identifier, "name": person.name}


def _message(message: JournalMessage) -> dict[str, object]:
    return {
        "number": message.number,
        "at": timestamp(message.at),
        "side": "patient" if message.by_patient_side else "staff",
        "author": {"id": message.author_id, "name": message.author, "role": message.role},
        "text": message.text,
        **({} if message.corrects is None else {"corrects": message.corrects}),
        **({"retracted": True} if message.retracted else {}),
    }
