"""What is personal in a demo's clinic, and where it is found: persons, messages, and secrets that were put in by hand.

The words are taken from the database itself, so whoever the story is about is searched for. Nothing is asserted here.
"""

import logging
import re
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import closing
from pathlib import Path
from typing import Final

from arende.domain.directory.model import Person
from arende.domain.events import MessageSent
from arende.engine import Engine
from arende.ports.records import Shard
from arende.wire.heads import decode_state
from arende.wire.records import decode_event
from attrs import fields, frozen, has
from returns.pipeline import is_successful
from returns.result import Result

NUMBER: Final = re.compile(r"(?<![0-9a-f])(?:\d{12}|\d{8}-\d{4}|\d{6}-\d{4}|\d{10})(?![0-9a-f-])")
PHONE: Final = re.compile(r"(?<![0-9a-f])\+?\d{9,13}(?![0-9a-f])")
NAME: Final = re.compile(r"[A-ZÅÄÖ][\w-]+ [A-ZÅÄÖ][\w-]+")
MANY: Final = 100_000

BIRD: Final = "Kanarina Näbbdotter"
BIRD_PHONE: Final = "+46701740699"
WORDS: Final = (
    "Kanarina",
    "Näbbdotter",
    "Kvittrande hemlighet",
    "Fjädrarna faller",
    "Nödlarm i buren",
    "Påbörjat i smyg",
    "+46701740699",
    "0701740699",
)
"""What is put in beside the story."""
SECRETS: Final = ("hemligt-losenord", "hemlig-nyckel")
"""What stands in settings."""


@frozen(kw_only=True)
class Personal:
    """Everything in a clinic that is someone's."""

    numbers: frozenset[str]
    phones: frozenset[str]
    names: frozenset[str]
    texts: tuple[str, ...]

    def found(self, text: str) -> frozenset[str]:
        """Which of it stands in a text."""
        numbers = {one for one in NUMBER.findall(text) if one in self.numbers}
        phones = {one for one in PHONE.findall(text) if one in self.phones}
        names = {one for one in NAME.findall(text) if one in self.names}
        words = {one for one in (*self.texts, *WORDS, *SECRETS) if one in text}
        return frozenset(numbers | phones | names | words)


def personal(engine: Engine) -> Personal:
    """What is someone's in the clinic as it stands."""
    people, texts = list(persons(engine)), list(messages(engine))
    return Personal(
        numbers=frozenset(form for one in people for form in forms(one.identifier.value)),
        phones=frozenset(form for one in people if one.phone for form in (one.phone, f"0{one.phone[3:]}")),
        names=frozenset(one.name for one in people),
        texts=tuple(dict.fromkeys(texts)),
    )


def forms(number: str) -> tuple[str, ...]:
    """The ways in which an identity number is written."""
    return number, f"{number[:8]}-{number[8:]}", number[2:], f"{number[2:8]}-{number[8:]}"


def persons(engine: Engine) -> Iterator[Person]:
    for shard in engine.storage.shards():
        streams = [one for one in engine.storage.streams(shard, None, MANY) if one.startswith("person/")]
        states = (decode_state(head) for head in engine.storage.heads(shard, streams) if head is not None)
        yield from (state for state in states if isinstance(state, Person))


def messages(engine: Engine) -> Iterator[str]:
    for shard in engine.storage.shards():
        for stream in engine.storage.streams(shard, None, MANY):
            if stream.startswith("case/"):
                events = map(decode_event, engine.storage.records(Shard(shard), stream, 0, MANY))
                yield from (event.text for event in events if isinstance(event, MessageSent))


def columns(database: Path) -> Mapping[str, str]:
    """All that a SQLite file holds, by `table.column`."""
    held: dict[str, str] = {}
    with closing(sqlite3.connect(database)) as connection:
        tables = [name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        for table in tables:
            rows = connection.execute(f"SELECT * FROM {table}")
            names = [column[0] for column in rows.description]
            found = list(rows)
            for place, name in enumerate(names):
                held[f"{table}.{name}"] = "\n".join(plain(row[place]) for row in found)
    return held


def plain(value: object) -> str:
    return value.decode("utf-8", "replace") if isinstance(value, bytes) else str(value)


def parts(value: object) -> Iterator[object]:
    """A value of ours and all that it consists of, each of which a host may log by itself."""
    if isinstance(value, Result):
        yield from parts(value.unwrap() if is_successful(value) else value.failure())
    if isinstance(value, tuple | list):
        for one in value:
            yield from parts(one)
    kind: type = type(value)
    if has(kind):
        yield value
        for part in fields(kind):
            yield from parts(getattr(value, part.name))


class Ears(logging.Handler):
    """Hears every log line of every logger, at every level, as a host's log would have it."""

    def __init__(self) -> None:
        super().__init__(logging.NOTSET)
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(self.format(record) + repr(record.args))
