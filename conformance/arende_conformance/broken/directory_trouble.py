"""Wrong directories: what they say of a register in trouble, what they show, how they are opened and closed. Each names
in `BREAKS` what it breaks.
"""

import logging
import time
from collections.abc import Iterator, Sequence
from threading import Event
from typing import ClassVar

from arende.ports.config import AdapterConfig, ConfigError
from arende.ports.directory import Directory, DirectoryError, DirectoryLine, UnknownCursor
from arende.ports.options import Options

from ..directory.harness import Trouble
from ..directory.samples import PELLE
from ..directory.scripted import Entry, Place, Register, ScriptedFactory
from .directory import Wrong

SHORT = 0.04
"""Seconds that an answer may take where the harness is in a hurry."""
LOG = logging.getLogger("register.reader")


class EmptyOutOfReach(Wrong):
    """What cannot be reached has nothing to say."""

    BREAKS: ClassVar = {"DIR-40"}

    def reached(self, since: str | None) -> Sequence[tuple[Entry, Place]]:
        return [] if self.register.severed else super().reached(since)


class UnknownOutOfReach(Wrong):
    """What cannot be reached knows no cursor."""

    BREAKS: ClassVar = {"DIR-41"}

    def reached(self, since: str | None) -> Sequence[tuple[Entry, Place]]:
        if self.register.severed:
            raise UnknownCursor("unreachable")
        return super().reached(since)


class NeverComesBack(Wrong):
    """What could not be reached once is not asked again."""

    BREAKS: ClassVar = {"DIR-42"}

    def __init__(self, register: Register, secret: str) -> None:
        super().__init__(register, secret)
        self._lost = False

    def reached(self, since: str | None) -> Sequence[tuple[Entry, Place]]:
        self._lost = self._lost or self.register.severed
        if self._lost:
            raise DirectoryError("unreachable")
        return super().reached(since)


class TakesABreakForTheEnd(Wrong):
    """Where no more comes, that was all."""

    BREAKS: ClassVar = {"DIR-43"}

    def changes(self, since: str | None) -> Iterator[DirectoryLine]:
        try:
            yield from super().changes(since)
        except DirectoryError:
            if self.register.after is None:
                raise


class CountsWhatNeverCame(Wrong):
    """Where an answer breaks off, its last cursor is of what should have come."""

    BREAKS: ClassVar = {"DIR-44"}

    def cursor(self, place: Place) -> str:
        return super().cursor(place if self.register.after is None else Place(end=len(self.register.log), told=None))


class Says(Wrong):
    """Of one trouble it says something else: an error, or that there is nothing."""

    OF: ClassVar[Trouble]
    WORD: ClassVar[DirectoryError | None] = None

    def reached(self, since: str | None) -> Sequence[tuple[Entry, Place]]:
        if self.register.trouble is not self.OF:
            return super().reached(since)
        if self.WORD is not None:
            raise self.WORD
        return []


class EmptyWhenLocked(Says):
    """Who may ask nothing is told nothing."""

    BREAKS: ClassVar = {"DIR-45"}
    OF = Trouble.LOCKED


class UnknownWhenLocked(Says):
    """Who may ask nothing is to begin anew."""

    BREAKS: ClassVar = {"DIR-45"}
    OF, WORD = Trouble.LOCKED, UnknownCursor("locked")


class EmptyWhenSilent(Says):
    """Silence is an answer."""

    BREAKS: ClassVar = {"DIR-46"}
    OF = Trouble.SILENT


class BlocksForEver(Wrong):
    """Whoever is silent is waited for."""

    BREAKS: ClassVar = {"DIR-46"}
    TIMEOUT: ClassVar = SHORT * 10

    def reached(self, since: str | None) -> Sequence[tuple[Entry, Place]]:
        if self.register.trouble is Trouble.SILENT:
            Event().wait()
        return super().reached(since)


class SkipsWhatItCannotRead(Says):
    """A page without lines has none."""

    BREAKS: ClassVar = {"DIR-47"}
    OF = Trouble.GARBLED


class GoesElsewhere(Wrong):
    """It follows where it is sent."""

    BREAKS: ClassVar = {"DIR-48"}

    def reached(self, since: str | None) -> Sequence[tuple[Entry, Place]]:
        if self.register.trouble is Trouble.ELSEWHERE:
            self.register.strayed += 1
        return super().reached(since)


class QuotesTheRegister(Says):
    """What the register found fault with is the code."""

    BREAKS: ClassVar = {"DIR-49"}
    OF, WORD = Trouble.QUOTING, DirectoryError(f"refused: {PELLE}")


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


class _Lenient(ScriptedFactory):
    def read(self, options: Options) -> None:
        options.text("register", "memory")
        options.text("secret")
        options.whole("timeout", 10, 1, 60)


class DoesWithout(Wrong):
    """What is missing has a default that is nowhere."""

    BREAKS: ClassVar = {"DIR-55"}
    FACTORY: ClassVar = _Lenient


class _Incurious(ScriptedFactory):
    def open(self, config: AdapterConfig) -> Directory:
        self.read(Options(config, "The directory"))
        return Wrong(Register(), "")


class OverlooksOptions(Wrong):
    """What it does not know it does not see."""

    BREAKS: ClassVar = {"DIR-56"}
    FACTORY: ClassVar = _Incurious


class _Coarse(ScriptedFactory):
    def read(self, options: Options) -> None:
        options.text("register")
        options.text("secret")
        options.asked["timeout"] = 10


class TakesAnyType(Wrong):
    """How many seconds it waits may be a word."""

    BREAKS: ClassVar = {"DIR-57"}
    FACTORY: ClassVar = _Coarse


class _Talkative(ScriptedFactory):
    def open(self, config: AdapterConfig) -> Directory:
        try:
            return super().open(config)
        except ConfigError as error:
            raise ConfigError(f"{error} Given: {dict(config.options)}") from None


class QuotesItsOptions(Wrong):
    """An error shows all that was given."""

    BREAKS: ClassVar = {"DIR-58"}
    FACTORY: ClassVar = _Talkative


WRONG: tuple[type[Wrong], ...] = (
    EmptyOutOfReach,
    UnknownOutOfReach,
    NeverComesBack,
    TakesABreakForTheEnd,
    CountsWhatNeverCame,
    EmptyWhenLocked,
    UnknownWhenLocked,
    EmptyWhenSilent,
    BlocksForEver,
    SkipsWhatItCannotRead,
    GoesElsewhere,
    QuotesTheRegister,
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
