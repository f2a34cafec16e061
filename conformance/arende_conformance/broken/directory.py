"""Wrong directories: what they say to whoever asks for everything. Each names what it `BREAKS`."""

import json
from collections.abc import Callable, Iterator, Sequence
from itertools import count
from pathlib import Path
from typing import ClassVar

from arende.ports.directory import Directory, DirectoryLine
from arende.testing.register import Thing
from attrs import evolve

from ..directory.samples import HARIS, Plain, lines_of, staff
from ..directory.scripted import (
    SECRET,
    Entry,
    Register,
    ScriptedDirectory,
    ScriptedHarness,
    entry_of,
)
from ..scripted import ScriptedFactory

NUMBERS = count(1)


class Wrong(ScriptedDirectory):
    """Nothing is wrong here yet."""

    BREAKS: ClassVar[set[str]] = set()
    TIMEOUT: ClassVar = 30.0
    FACTORY: ClassVar[type[ScriptedFactory[Directory]]] = ScriptedFactory


class WrongHarness(ScriptedHarness):
    """The register in memory with a wrong reader of it."""

    def __init__(self, wrong: type[Wrong]) -> None:
        super().__init__()
        self._wrong = wrong
        self.timeout = wrong.TIMEOUT
        self.factory = wrong.FACTORY

    def directory(self) -> ScriptedDirectory:
        return self._wrong(self.register, SECRET)


def around_register(wrong: type[Wrong]) -> Callable[[Path], WrongHarness]:
    """The factory of a wrong directory on the register in memory."""
    return lambda folder: WrongHarness(wrong)


def rewritten(entry: Entry, change: Callable[[dict[str, object]], object]) -> Entry:
    """The line with something changed in it."""
    plain = json.loads(entry.raw)
    change(plain)
    return evolve(entry, raw=json.dumps(plain, ensure_ascii=False).encode())


def made(thing: Plain) -> Entry:
    """A line that the register does not hold."""
    return entry_of(*lines_of([thing]))


class Rewrites(Wrong):
    """Each line is changed before it is given."""

    def said(self, entry: Entry, cursor: str) -> DirectoryLine:
        return super().said(rewritten(entry, self.change), cursor)

    def change(self, line: dict[str, object]) -> None:
        """What is changed."""


class BeginsWithAHeading(Wrong):
    """The first line is none that import knows."""

    BREAKS: ClassVar = {"DIR-01"}

    def changes(self, since: str | None) -> Iterator[DirectoryLine]:
        if since is None:
            yield DirectoryLine(cursor=self.cursor(self.start()), line=b'{"type": "register", "version": 2}')
        yield from super().changes(since)


class AssignmentsFirst(Wrong):
    """Whose they are comes later."""

    BREAKS: ClassVar = {"DIR-02"}

    def ranked(self, entry: Entry) -> tuple[int, bool]:
        place, later = super().ranked(entry)
        return (-1 if entry.line.kind == "assignment" else place), later


class ByLastChange(Wrong):
    """What has changed last comes last, whatever refers to it."""

    BREAKS: ClassVar = {"DIR-02"}

    def whole(self, end: int) -> Sequence[Entry]:
        last: dict[Thing, Entry] = {}
        for entry in self.log()[:end]:
            last.pop(entry.line.thing, None)
            last[entry.line.thing] = entry
        return sorted(last.values(), key=lambda entry: entry.line.kind == "person" and not entry.protected)


class NumbersAnew(Wrong):
    """A role has the number that the reader has just given it."""

    BREAKS: ClassVar = {"DIR-03", "DIR-09", "DIR-13", "DIR-17"}

    def __init__(self, register: Register, secret: str) -> None:
        super().__init__(register, secret)
        self._number = next(NUMBERS)

    def whole(self, end: int) -> Sequence[Entry]:
        role = {"type": "role", "id": f"SE2321000016-1001.r{self._number}", "name": "Läkare"}
        return [*super().whole(end), made(role)]


class ForgetsTheLast(Wrong):
    """The last thing of all is left out."""

    BREAKS: ClassVar = {"DIR-04"}

    def whole(self, end: int) -> Sequence[Entry]:
        return super().whole(end)[:-1]


class ShowsWhoHasLeft(Wrong):
    """Somebody stands there who is not in the register."""

    BREAKS: ClassVar = {"DIR-05"}

    def whole(self, end: int) -> Sequence[Entry]:
        return [*super().whole(end), made(staff("4999", "Någon Annan"))]


class LosesEmoji(Rewrites):
    """What has more than two bytes in UTF-16 is left out."""

    BREAKS: ClassVar = {"DIR-06"}

    def change(self, line: dict[str, object]) -> None:
        if "name" in line:
            line["name"] = "".join(sign for sign in str(line["name"]) if ord(sign) < 0x10000)


class CutsNames(Rewrites):
    """A name has thirty signs."""

    BREAKS: ClassVar = {"DIR-06"}

    def change(self, line: dict[str, object]) -> None:
        if "name" in line:
            line["name"] = str(line["name"])[:30]


class OneHasEveryAssignment(Rewrites):
    """Whose an assignment is is not looked at."""

    BREAKS: ClassVar = {"DIR-07"}

    def change(self, line: dict[str, object]) -> None:
        if line["type"] == "assignment":
            line["staff"] = HARIS["id"]


class ProtectsEverybody(Rewrites):
    """Better once too often."""

    BREAKS: ClassVar = {"DIR-07", "DIR-31", "DIR-35"}

    def change(self, line: dict[str, object]) -> None:
        if line["type"] == "person":
            line["protected"] = True


class GoesOnWhereItWasLeft(Wrong):
    """An answer that was not read to its end is the next one's beginning."""

    BREAKS: ClassVar = {"DIR-08"}

    def __init__(self, register: Register, secret: str) -> None:
        super().__init__(register, secret)
        self._left: list[int] = []

    def changes(self, since: str | None) -> Iterator[DirectoryLine]:
        skipped = self._left.pop() if self._left and since is None else 0
        told = skipped
        try:
            for line in list(super().changes(since))[skipped:]:
                told += 1
                yield line
        except GeneratorExit:
            self._left.append(told)
            raise


class OneAtATime(Wrong):
    """How far it has come is kept in one place for all."""

    BREAKS: ClassVar = {"DIR-09"}

    def __init__(self, register: Register, secret: str) -> None:
        super().__init__(register, secret)
        self._told = 0

    def changes(self, since: str | None) -> Iterator[DirectoryLine]:
        lines = super().changes(since)
        self._told = 0
        for line in lines:
            if since is None:
                lines_now = list(super().changes(None))
                if self._told >= len(lines_now):
                    return
                line = lines_now[self._told]
                self._told += 1
            yield line


WRONG: tuple[type[Wrong], ...] = (
    BeginsWithAHeading,
    AssignmentsFirst,
    ByLastChange,
    NumbersAnew,
    ForgetsTheLast,
    ShowsWhoHasLeft,
    LosesEmoji,
    CutsNames,
    OneHasEveryAssignment,
    ProtectsEverybody,
    GoesOnWhereItWasLeft,
    OneAtATime,
)
