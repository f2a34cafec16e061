"""Wrong directories: what they say of a register in trouble. Each names in `BREAKS` what it breaks."""

import logging
from collections.abc import Iterator, Sequence
from threading import Event
from typing import ClassVar

from arende.ports.directory import DirectoryError, DirectoryLine, UnknownCursor

from ..directory.harness import Trouble
from ..directory.samples import PELLE
from ..directory.scripted import Entry, Place, Register
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
)
