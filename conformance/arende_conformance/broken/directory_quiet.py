"""Wrong directories: what they show, how long they take, how they open and close. Each names what it `BREAKS`."""

import logging
import time
from collections.abc import Iterator, Sequence
from typing import ClassVar

from arende.ports.directory import Directory, DirectoryLine, UnknownCursor

from ..directory.scripted import Entry, Place, Register
from .directory import Wrong
from .directory_trouble import SHORT
from .opening import Coarse, Incurious, Lenient, Talkative

LOG = logging.getLogger("register.reader")


class ShowsItsLast(Wrong):
    """Its repr shows the last line."""

    BREAKS: ClassVar = {"DIR-50"}

    def __init__(self, register: Register, secret: str) -> None:
        super().__init__(register, secret)
        self._last = b""

    def __repr__(self) -> str:
        return f"ShowsItsLast({self._last.decode()})"

    def said(self, entry: Entry, cursor: str) -> DirectoryLine:
        self._last = entry.raw
        return super().said(entry, cursor)


class LogsLines(Wrong):
    """It logs what it reads."""

    BREAKS: ClassVar = {"DIR-49", "DIR-50"}

    def said(self, entry: Entry, cursor: str) -> DirectoryLine:
        LOG.debug("read %s", entry.raw.decode())
        return super().said(entry, cursor)


class ShowsItsSecret(Wrong):
    """Its repr shows what it was opened with."""

    BREAKS: ClassVar = {"DIR-51"}

    def __repr__(self) -> str:
        return f"ShowsItsSecret({self.secret})"


class SecretInTheCursor(Wrong):
    """What a cursor is signed with stands in it."""

    BREAKS: ClassVar = {"DIR-51"}

    def cursor(self, place: Place) -> str:
        return f"{super().cursor(place)}.{self.secret}"

    def place(self, since: str) -> Place:
        rest, _, secret = since.rpartition(".")
        if secret != self.secret:
            raise UnknownCursor("cursor")
        return super().place(rest)


class TakesItsTime(Wrong):
    """The first answer of all comes later than the harness says."""

    BREAKS: ClassVar = {"DIR-52"}
    TIMEOUT: ClassVar = SHORT

    def reached(self, since: str | None) -> Sequence[tuple[Entry, Place]]:
        if not self.register.asked:
            time.sleep(SHORT * 3)
        return super().reached(since)


class ClosesOnlyWhenRead(Wrong):
    """It cannot be closed while an answer has not been read to its end."""

    BREAKS: ClassVar = {"DIR-53"}

    def __init__(self, register: Register, secret: str) -> None:
        super().__init__(register, secret)
        self._open = 0

    def changes(self, since: str | None) -> Iterator[DirectoryLine]:
        self._open += 1
        try:
            yield from super().changes(since)
        finally:
            self._open -= 1

    def close(self) -> None:
        if self._open:
            raise RuntimeError("still reading")


class DoesWithout(Wrong):
    """What is missing has a default that is nowhere."""

    BREAKS: ClassVar = {"DIR-55"}
    FACTORY = Lenient[Directory]


class OverlooksOptions(Wrong):
    """What it does not know it does not see."""

    BREAKS: ClassVar = {"DIR-56"}
    FACTORY = Incurious[Directory]


class TakesAnyType(Wrong):
    """How many seconds it waits may be a word."""

    BREAKS: ClassVar = {"DIR-57"}
    FACTORY = Coarse[Directory]


class QuotesItsOptions(Wrong):
    """An error shows all that was given."""

    BREAKS: ClassVar = {"DIR-58"}
    FACTORY = Talkative[Directory]


WRONG: tuple[type[Wrong], ...] = (
    ShowsItsLast,
    LogsLines,
    ShowsItsSecret,
    SecretInTheCursor,
    TakesItsTime,
    ClosesOnlyWhenRead,
    DoesWithout,
    OverlooksOptions,
    TakesAnyType,
    QuotesItsOptions,
)
