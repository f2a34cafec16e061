"""Events to stored records and back, and the tombstones that redaction leaves. What storage does is not known here.

A body is the event's fields as a JSON object, without `at`, which is the record's own column.
"""

from collections.abc import Mapping
from typing import Final

import orjson
from attrs import frozen

from arende.domain.events import CaseOpened, Event, MessageSent, MessagesRead
from arende.ports.records import Record

from . import hot
from .converter import WireError, structure, unstructure
from .names import BY_NAME, EVENTS
from .times import from_micros, to_micros
from .upcast import STEPS, Body, Steps, upcast


@frozen(kw_only=True)
class Encoded:
    """An event as it is kept; `at` in microseconds UTC."""

    name: str
    schema: int
    body: bytes
    at: int


class UnknownRecord(Exception):
    """A record of a name or schema that this version of arende does not know: a newer version wrote it."""


class BrokenRecord(Exception):
    """A record whose body is not what its name and schema promise: the database is damaged."""


BLANKS: Final[Mapping[str, Mapping[str, object]]] = {
    "case.message_sent": {"text": ""},
    "case.handed_over": {"note": ""},
    "case.phase_extended": {"reason": ""},
    "case.phase_shortened": {"reason": ""},
    "case.closed": {"reason": ""},
    "case.reopened": {"reason": ""},
    "case.message_retracted": {"reason": ""},
    "case.note_added": {"text": ""},
    "case.journal_note_signed": {"title": "", "text": ""},
    "person.registered": {"name": "", "phone": None},
    "person.phone_recorded": {"phone": None},
    "ticket.asked": {"message": ""},
    "ticket.cancelled": {"reason": ""},
}
"""By name: the fields that redaction takes away, and how they read afterwards."""


def encode_event(event: Event) -> Encoded:
    """The event as it is stored."""
    name, schema = EVENTS[type(event)]
    match event:
        case MessageSent():
            body = hot.sent_bytes(event)
        case CaseOpened():
            body = hot.opened_bytes(event)
        case MessagesRead():
            body = hot.read_bytes(event)
        case _:
            plain = unstructure(event)
            del plain["at"]
            body = orjson.dumps(plain)
    return Encoded(name=name, schema=schema, body=body, at=to_micros(event.at))


def decode_event(record: Record, steps: Steps = STEPS) -> Event:
    """The event that was stored, in its current shape. Raises UnknownRecord, BrokenRecord."""
    known = BY_NAME.get(record.name)
    if known is None or record.schema > known[1]:
        raise UnknownRecord(
            f"Record {record.seq} of {record.stream} is {record.name}/{record.schema}, which this version of arende "
            "does not know: install the version that wrote it, or a later one."
        )
    cls, schema = known
    try:
        body = record.body if record.schema == schema else older(record, schema, steps)
        at = from_micros(record.at)
        # By identity, not by a table: each codec gives its own event.
        if cls is MessageSent:
            return hot.sent_from(body, at)
        if cls is MessagesRead:
            return hot.read_from(body, at)
        if cls is CaseOpened:
            return hot.opened_from(body, at)
        plain: Body = orjson.loads(body)
        if plain.pop("redacted", False) is True:
            plain |= BLANKS.get(record.name, {})
        return structure({**plain, "at": at.isoformat()}, cls)
    except (KeyError, TypeError, ValueError, AttributeError, OverflowError, WireError):
        raise BrokenRecord(
            f"Record {record.seq} of {record.stream} ({record.name}/{record.schema}) is not of its promised form: "
            "run arende verify, and restore from a backup."
        ) from None


def older(record: Record, schema: int, steps: Steps) -> bytes:
    """The body of an older record in its current schema."""
    return orjson.dumps(upcast(record.name, record.schema, orjson.loads(record.body), schema, steps))


def tombstone(record: Record) -> bytes:
    """The body without what a person wrote or is called; everything that decisions rest on stays.

    ValueError for a record that holds nothing of the kind. A tombstone's tombstone is itself.
    """
    blanks = BLANKS.get(record.name)
    if blanks is None:
        raise ValueError(f"{record.name} holds no text that can be redacted")
    plain: Body = orjson.loads(record.body)
    kept = {name: value for name, value in plain.items() if name not in blanks}
    return orjson.dumps({**kept, "redacted": True})


def redacted(body: bytes) -> bool:
    """Whether a record's body is a tombstone."""
    plain: Body = orjson.loads(body)
    return plain.get("redacted") is True
