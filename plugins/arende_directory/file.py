"""The directory `jsonl`: a file of register lines that the host appends to, and never rewrites. No line is judged here.

Whoever asks for everything is given the last word on each thing, as the file is then, and after that what is appended.
A line that is being written is no line yet. A cursor is a place in the file, bound to what stands before it: where that
is another, the file is another, and the cursor unknown.

================  ===================================================================================================
`path`            the file, with a line of a register on each of its lines
================  ===================================================================================================
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from typing import IO, Final

from arende.ports.config import AdapterConfig
from arende.ports.directory import Directory, DirectoryError, DirectoryLine, UnknownCursor
from arende.ports.options import Options
from attrs import frozen

from .lines import Placed, Thing, placed

BOUND: Final = 4096
"""Bytes at the file's beginning, and before a place, that a cursor is bound to."""
CHUNK: Final = 1 << 16
BOM: Final = b"\xef\xbb\xbf"


@frozen(kw_only=True)
class Place:
    """Up to where the file was read when everything was asked for, and how many lines of that have been given; None:
    all of them, and all lines up to there.
    """

    end: int
    told: int | None


@frozen(kw_only=True)
class Line:
    """A line of the file: where it begins and ends, and what it is about."""

    start: int
    end: int
    placed: Placed


class FileDirectory:
    """A reader of one file. It holds nothing between two lines but the file that it reads from."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def changes(self, since: str | None) -> Iterator[DirectoryLine]:
        """Codes of DirectoryError: `unreachable`, `changed` (the file, while it was read), `empty`: a file without any
        line is no register of nobody, but one that is being written.
        """
        with self._opened() as file:
            whole = last_line(file)
            if whole == 0:
                raise DirectoryError("empty")
            place = Place(end=whole, told=0) if since is None else known(file, since, whole)
            lines = read(file, 0 if place.told is not None else place.end, whole)
            protected = {line.placed.thing: line for line in lines}
            protected = {thing: line for thing, line in protected.items() if line.placed.protected}
            if place.told is not None:
                mark = fingerprint(file, place.end)
                first = folded([line for line in lines if line.end <= place.end])
                for told, line in enumerate(first[place.told :], start=place.told + 1):
                    at = Place(end=place.end, told=told if told < len(first) else None)
                    yield DirectoryLine(cursor=cursor(at, mark), line=text(file, line, protected))
            for line in lines:
                if line.start >= place.end:
                    at = Place(end=line.end, told=None)
                    yield DirectoryLine(
                        cursor=cursor(at, fingerprint(file, line.end)), line=text(file, line, protected)
                    )

    def close(self) -> None:
        """Nothing is held."""

    @contextmanager
    def _opened(self) -> Iterator[IO[bytes]]:
        try:
            with self._path.open("rb") as file:
                yield file
        except OSError:
            raise DirectoryError("unreachable") from None


class FileDirectoryFactory:
    """Opens a reader. Options: `path`. That the file is there is not asked before it is read."""

    def open(self, config: AdapterConfig) -> Directory:
        """Raises ConfigError."""
        options = Options(config, ("Registret", "The directory"))
        path = options.text("path")
        options.done()
        return FileDirectory(Path(path))


def last_line(file: IO[bytes]) -> int:
    """Where the last whole line ends."""
    end = file.seek(0, os.SEEK_END)
    while end > 0:
        start = max(0, end - CHUNK)
        file.seek(start)
        found = file.read(end - start).rfind(b"\n")
        if found >= 0:
            return start + found + 1
        end = start
    return 0


def read(file: IO[bytes], start: int, end: int) -> list[Line]:
    """The lines between two places. Raises DirectoryError."""
    lines: list[Line] = []
    today = datetime.now(UTC).date()
    file.seek(start)
    while start < end:
        raw = file.readline()
        if not raw.endswith(b"\n"):
            raise DirectoryError("changed")
        content = raw.removeprefix(BOM) if start == 0 else raw
        if content.strip():
            lines.append(Line(start=start, end=start + len(raw), placed=placed(content, today)))
        start += len(raw)
    return lines


def folded(lines: list[Line]) -> list[Line]:
    """The last word on each thing, in the order in which they need each other."""
    last = {line.placed.thing or ("", str(line.start)): line for line in lines}
    return sorted(last.values(), key=lambda line: (line.placed.rank, line.start))


def text(file: IO[bytes], line: Line, protected: dict[Thing, Line]) -> bytes:
    """The line; of whoever is protected by now, the last word on them. Raises DirectoryError."""
    shown = protected.get(line.placed.thing, line)
    file.seek(shown.start)
    raw = file.read(shown.end - shown.start)
    content = raw.removeprefix(BOM) if shown.start == 0 else raw
    if len(raw) != shown.end - shown.start or not content.endswith(b"\n"):
        raise DirectoryError("changed")
    return content.strip()


def fingerprint(file: IO[bytes], place: int) -> str:
    """What stands at the file's beginning, and just before a place."""
    file.seek(0)
    bound = sha256(file.read(min(BOUND, place)))
    file.seek(max(0, place - BOUND))
    bound.update(file.read(place - file.tell()))
    return bound.hexdigest()[:24]


def cursor(place: Place, mark: str) -> str:
    """`PLACE-TOLD-MARK`."""
    return f"{place.end}-{'all' if place.told is None else place.told}-{mark}"


def known(file: IO[bytes], since: str, whole: int) -> Place:
    """Where a cursor stands in this file. Raises UnknownCursor."""
    match since.split("-"):
        case [end, told, mark] if plain(end) and (told == "all" or plain(told)) and int(end) <= whole:
            place = Place(end=int(end), told=None if told == "all" else int(told))
            if fingerprint(file, place.end) == mark:
                return place
    raise UnknownCursor("cursor")


def plain(text: str) -> bool:
    """Whether this is a number as `cursor` writes it."""
    return text.isascii() and text.isdecimal() and len(text) < 20
