"""A window of a register's lines: read, put in order, and each told apart that is at fault. Nothing is written."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Final

from attrs import field, frozen

from ...domain.feed.rules import Protect, Turn, turn
from ...domain.feed_texts import ELSEWHERE
from ...domain.ids import ProviderId
from ...domain.text import faulty
from ...ports.directory import DirectoryError, DirectoryLine
from ...wire.about import about, about_faulty, about_person, protected_by, provider_of, unread
from ...wire.imports import BOM, ORDER, Content, Faulty, content_of, path_of

WINDOW: Final = 5_000
"""Lines that are taken together, at most,"""
WEIGHT: Final = 8_000_000
"""and bytes of them: a bound on memory."""
LONGEST: Final = 2_000
"""Characters of a cursor."""
Problem = tuple[str, tuple[str, str]]
"""A path in the line, and what is wrong there, Swedish and English."""


@frozen(kw_only=True)
class Line:
    """A line as it came."""

    number: int
    """From 1, within the delivery."""
    cursor: str | None = field(repr=False)
    text: bytes = field(repr=False)


@frozen(kw_only=True)
class Said:
    """What a good line says."""

    line: Line
    content: Content | Protect = field(repr=False)
    about: str


@frozen(kw_only=True)
class Bad:
    """A line that says nothing usable."""

    line: Line
    problems: tuple[Problem, ...]
    about: str


def numbered(lines: Iterable[DirectoryLine | bytes]) -> Iterator[Line]:
    for number, one in enumerate(lines, start=1):
        if isinstance(one, bytes):
            yield Line(number=number, cursor=None, text=one.removeprefix(BOM) if number == 1 else one)
        else:
            if faulty("cursor", one.cursor, LONGEST) is not None:
                raise DirectoryError("directory.cursor")  # it could not be kept, and so not be gone on from
            yield Line(number=number, cursor=one.cursor, text=one.line)


def read(window: Iterable[Line], provider: ProviderId, today: date) -> tuple[Sequence[Said], Sequence[Bad]]:
    """Lines in the order in which they came; blank ones say nothing. One at fault that says that someone is protected
    is in both.
    """
    said: list[Said] = []
    bad: list[Bad] = []
    for line in window:
        if not line.text.strip():
            continue
        try:
            content = content_of(line.text, today)
            if provider_of(content) != provider:
                raise Faulty((path_of(content), ELSEWHERE))
            said.append(Said(line=line, content=content, about=about(content)))
        except Faulty as faulty:
            what = about_faulty(line.text, today) or unread(line.text)
            bad.append(Bad(line=line, problems=faulty.faults, about=what))
            protected = protected_by(line.text, today)
            if protected is not None and protected.provider == provider:
                said.append(protect(line, protected))
    return said, bad


def protect(line: Line, content: Protect) -> Said:
    return Said(line=line, content=content, about=about_person(content.provider, content.identifier))


def in_turn(said: Iterable[Said]) -> Mapping[Turn, Sequence[Said]]:
    """By turn, in the order in which they need one another; lines about the same thing as they came."""
    turns: dict[Turn, list[Said]] = {one: [] for one in Turn}
    for one in said:
        turns[turn(one.content)].append(one)
    return {one: sorted(some, key=needed) for one, some in turns.items()}


def needed(said: Said) -> int:
    return 0 if isinstance(said.content, Protect) else ORDER[type(said.content)]
