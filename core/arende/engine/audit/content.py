"""What is sealed: each access entry and each record, by key, time and SHA-256 of what it says. Nothing is signed here.

The digest leaves out the key itself, which stands beside it in the seal: so it shows when two have changed places.
"""

from collections.abc import Sequence
from hashlib import sha256
from typing import Final

import orjson
from attrs import frozen

from ...ports.records import AccessEntry, CommandMark, Record
from ...wire.ids import UUID7

SEAL_STREAM: Final = "seal/0"
"""The chain of a shard. One part is enough: a sealer takes tens of thousands of records a second."""
ENTRY: Final = "e:"
RECORD: Final = "r:"
"""What a key begins with."""
MILLI: Final = 1000
REDACTED: Final = "redact"
"""Action of the access entry that a redaction writes, with `redaction_ref` as its ref: then it is no fault."""


@frozen
class Item:
    """One thing to be sealed. `time` in µs UTC: by it the log is gone through."""

    key: str
    time: int
    digest: str


def entry_item(entry: AccessEntry) -> Item:
    said = [
        entry.who,
        entry.assignment,
        entry.unit,
        entry.purpose,
        entry.action,
        entry.subjects,
        entry.at,
        entry.ref,
        mark_said(entry.command),
    ]
    return Item(ENTRY + entry.id, entry_time(entry.id), digest(said))


def entry_time(id: str) -> int:
    """When an entry's id was made: in its first 48 bits. 0 for what is no id of ours: it comes before everything."""
    return int(id[:8] + id[9:13], 16) * MILLI if UUID7.fullmatch(id) else 0


def entries_from(time: int) -> str | None:
    """What to read the access log after, so that no id made at that time or later is missed."""
    if time <= 0:
        return None
    hexes = f"{time // MILLI:012x}"
    return f"{hexes[:8]}-{hexes[8:]}"


def record_item(record: Record) -> Item:
    return Item(
        record_key(record.stream, record.seq), record.at, record_digest(record, sha256(record.body).hexdigest())
    )


def record_key(stream: str, seq: int) -> str:
    return f"{RECORD}{stream}#{seq}"


def record_digest(record: Record, body: str) -> str:
    """The digest that the record has with a body of this digest."""
    return digest([record.name, record.schema, record.at, body, mark_said(record.first)])


def redaction_ref(record: Record, tombstone: bytes) -> str:
    """What the log says of a redaction: which record, and the digests of what it held and holds."""
    before, after = sha256(record.body).hexdigest(), sha256(tombstone).hexdigest()
    return f"{record.stream}#{record.seq}:{before}:{after}"


def mark_said(mark: CommandMark | None) -> list[str | int | None] | None:
    if mark is None:
        return None
    return [mark.command_id, mark.digest.hex(), mark.actor, mark.assignment, mark.purpose, mark.events]


def digest(said: Sequence[object]) -> str:
    return sha256(orjson.dumps(said)).hexdigest()


def name_of_key(key: str) -> str:
    """The thing, as people are told of it; never who or what it is about."""
    return f"åtkomstpost {key[len(ENTRY) :]}" if key.startswith(ENTRY) else f"händelse {key[len(RECORD) :]}"
