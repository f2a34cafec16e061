"""What a check looks at in the lines of an export. Each function raises ValueError for a line not of its form."""

import orjson
from attrs import field, frozen


@frozen
class RecordLine:
    stream: str
    seq: int
    name: str
    at: int
    raw: bytes = field(repr=False)


@frozen
class StreamLine:
    stream: str
    last: int
    sha256: str


@frozen
class CaseLine:
    id: str
    version: int


@frozen
class EntryLine:
    id: str
    at: int
    raw: bytes = field(repr=False)


def record_of(line: bytes) -> RecordLine:
    plain = opened(line)
    return RecordLine(text(plain, "stream"), number(plain, "seq"), text(plain, "name"), number(plain, "at"), line)


def stream_of(line: bytes) -> StreamLine:
    plain = opened(line)
    return StreamLine(text(plain, "stream"), number(plain, "last"), text(plain, "sha256"))


def case_of(line: bytes) -> CaseLine:
    plain = opened(line)
    return CaseLine(text(plain, "id"), number(plain, "version"))


def entry_of(line: bytes) -> EntryLine:
    plain = opened(line)
    return EntryLine(text(plain, "id"), number(plain, "at"), line)


def opened(line: bytes) -> dict[str, object]:
    plain: object = orjson.loads(line)
    if not isinstance(plain, dict) or not line.endswith(b"\n"):
        raise ValueError("no object on a line of its own")
    return plain


def text(plain: dict[str, object], name: str) -> str:
    value = plain.get(name)
    if not isinstance(value, str):
        raise ValueError("no text")
    return value


def number(plain: dict[str, object], name: str) -> int:
    value = plain.get(name)
    if type(value) is not int:
        raise ValueError("no number")
    return value
