"""The lines of an export's files: one JSON object each, always the same bytes for the same thing. No I/O.

Bodies stand as they are stored, byte for byte, so that digests of them hold outside the database too.
"""

from base64 import b64encode
from collections.abc import Mapping
from typing import Final
from urllib.parse import quote

import orjson

from ...ports.records import AccessEntry, CommandMark, Head, PlainRow, Record

STREAMS: Final = "streams.jsonl"
CASES: Final = "cases.jsonl"
ACCESS: Final = "access.jsonl"
DRAFTS: Final = "drafts.jsonl"
MARKS: Final = "read-marks.jsonl"
RECORDS: Final = "records"
LINE: Final = orjson.OPT_APPEND_NEWLINE


def records_file(stream: str) -> str:
    """The file of a stream's records: one for each kind."""
    return f"{RECORDS}/{quote(stream.partition('/')[0], safe='')}.jsonl"


def folder_of(provider: str) -> str:
    """A provider's id as the name of a folder; «.» and «..» are none."""
    name = quote(provider, safe="")
    return name.replace(".", "%2E") if name.strip(".") == "" else name


def raw(body: bytes) -> object:
    """A stored body as it is; what is no JSON on one line, which only damage makes, as base64."""
    try:
        orjson.loads(body)
    except ValueError:
        return {"base64": b64encode(body).decode()}
    return {"base64": b64encode(body).decode()} if b"\n" in body else orjson.Fragment(body)


def mark_plain(mark: CommandMark | None) -> Mapping[str, object] | None:
    if mark is None:
        return None
    return {
        "id": mark.command_id,
        "digest": mark.digest.hex(),
        "actor": mark.actor,
        "assignment": mark.assignment,
        "purpose": mark.purpose,
        "events": mark.events,
    }


def record_line(record: Record) -> bytes:
    return orjson.dumps(
        {
            "stream": record.stream,
            "seq": record.seq,
            "name": record.name,
            "schema": record.schema,
            "at": record.at,
            "command": mark_plain(record.first),
            "body": raw(record.body),
        },
        option=LINE,
    )


def stream_line(stream: str, last: int, digest: str, head: Head | None) -> bytes:
    """`state` is what arende had made of the records: a convenience for whoever does not replay them."""
    return orjson.dumps(
        {
            "stream": stream,
            "last": last,
            "sha256": digest,
            "state": None if head is None else raw(head.body),
        },
        option=LINE,
    )


def entry_line(entry: AccessEntry) -> bytes:
    return orjson.dumps(
        {
            "id": entry.id,
            "who": entry.who,
            "assignment": entry.assignment,
            "unit": entry.unit,
            "purpose": entry.purpose,
            "action": entry.action,
            "subjects": entry.subjects,
            "at": entry.at,
            "ref": entry.ref,
            "command": mark_plain(entry.command),
        },
        option=LINE,
    )


def row_line(case: str, row: PlainRow) -> bytes:
    """Of a draft or a read mark."""
    return orjson.dumps({"case": case, "by": row.sub, "at": row.at, "body": raw(row.body or b"null")}, option=LINE)
