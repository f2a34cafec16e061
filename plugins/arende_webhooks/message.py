"""What a call says: which events something has had, by ids and names only. Bodies of records are never looked at. Pure.

```json
{"provider": "SE1", "kind": "case", "id": "SE1.7f…", "events":
 [{"name": "case.message_sent", "number": 4, "at": "2026-11-22T13:05:00.000000+00:00"}]}
```
`number` counts the events of that id from 1 without gaps, so a receiver sees what came twice or in another order.
"""

import json
import re
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from typing import Final

from arende.ports.records import Record

PATTERN: Final = re.compile(r"\*|[a-z_]+\.(?:\*|[a-z_]+)")
"""`case.message_sent`, `case.*` or `*`."""
NEVER: Final = "identifier"
"""Its stream is named by an unkeyed hash of a personnummer: whoever has it can try them all."""
BEGINNING: Final = datetime(1970, 1, 1, tzinfo=UTC)


def wanted(records: Sequence[Record], patterns: Sequence[str]) -> Sequence[Record]:
    """Those that the receiver has asked for."""
    return [one for one in records if any(matches(one.name, pattern) for pattern in patterns)]


def matches(name: str, pattern: str) -> bool:
    kind = name.partition(".")[0]
    return kind != NEVER and pattern in ("*", f"{kind}.*", name)


def body(records: Sequence[Record]) -> bytes:
    """Of records of one stream; UTF-8 JSON, always the same for the same records."""
    first = records[0]
    kind, _, local = first.stream.partition("/")
    told = {
        "provider": first.shard,
        "kind": kind,
        "id": first.shard if kind == "provider" else f"{first.shard}.{local}",
        "events": [{"name": one.name, "number": one.seq, "at": moment(one.at)} for one in records],
    }
    return json.dumps(told, ensure_ascii=False, separators=(",", ":")).encode("utf-8")


def message_id(records: Sequence[Record]) -> str:
    """The same for the same records, however often they are sent: a receiver keeps it to know a second call."""
    first, last = records[0], records[-1]
    told = f"{first.shard}\0{first.stream}\0{first.seq}\0{last.seq}"
    return "msg_" + sha256(told.encode("utf-8", "surrogatepass")).hexdigest()[:40]


def moment(at: int) -> str:
    return (BEGINNING + timedelta(microseconds=at)).isoformat(timespec="microseconds")
