"""Wrong directories: what they say to whoever goes on. Each names in `BREAKS` what it breaks."""

from collections.abc import Iterator, Sequence
from typing import ClassVar

from arende.ports.directory import DirectoryLine, UnknownCursor
from attrs import evolve

from ..directory.scripted import Entry, Place, Register
from .directory import Wrong


class OneCursorForAll(Wrong):
    """Each line of a full answer has the cursor of its last."""

    BREAKS: ClassVar = {"DIR-10", "DIR-23", "DIR-28", "DIR-44"}

    def cursor(self, place: Place) -> str:
        return super().cursor(evolve(place, told=None))


class BeginsAgain(Wrong):
    """From midway the whole answer comes again."""

    BREAKS: ClassVar = {"DIR-11"}

    def place(self, since: str) -> Place:
        place = super().place(since)
        return place if place.told is None else evolve(place, told=0)


class AnotherOrderEachTime(Wrong):
    """Those of one kind come as it happens."""

    BREAKS: ClassVar = {"DIR-09", "DIR-12", "DIR-13", "DIR-28", "DIR-42"}

    def __init__(self, register: Register, secret: str) -> None:
        super().__init__(register, secret)
        self._times = 0

    def whole(self, end: int) -> Sequence[Entry]:
        self._times += 1
        found = list(super().whole(end))
        staff = [n for n, entry in enumerate(found) if entry.line.kind == "staff"]
        if self._times % 2 and len(staff) > 1:
            found[staff[0]], found[staff[1]] = found[staff[1]], found[staff[0]]
        return found


class KnowsItsOwnOnly(Wrong):
    """A cursor is known to the reader that gave it."""

    BREAKS: ClassVar = {"DIR-13"}

    def __init__(self, register: Register, secret: str) -> None:
        super().__init__(register, secret)
        self._given: set[str] = set()

    def cursor(self, place: Place) -> str:
        self._given.add(super().cursor(place))
        return super().cursor(place)

    def place(self, since: str) -> Place:
        if since not in self._given:
            raise UnknownCursor("cursor")
        return super().place(since)


class TakesAnythingForTheBeginning(Wrong):
    """What it does not know is no cursor."""

    BREAKS: ClassVar = {"DIR-14", "DIR-16"}

    def place(self, since: str) -> Place:
        try:
            return super().place(since)
        except UnknownCursor:
            return self.start()


class TakesNothingForTheBeginning(Wrong):
    """An empty cursor is none."""

    BREAKS: ClassVar = {"DIR-14"}

    def place(self, since: str) -> Place:
        return super().place(since) if since else self.start()


class LooksAtTheBeginningOfACursor(Wrong):
    """What stands behind it is nothing to it."""

    BREAKS: ClassVar = {"DIR-14"}

    def place(self, since: str) -> Place:
        return super().place(since.rstrip("~"))


class TellsAndThenRefuses(Wrong):
    """That it does not know the cursor it finds at last."""

    BREAKS: ClassVar = {"DIR-15", "DIR-16"}

    def changes(self, since: str | None) -> Iterator[DirectoryLine]:
        try:
            yield from super().changes(since)
        except UnknownCursor:
            yield from super().changes(None)
            raise


class AnyRegisterWillDo(Wrong):
    """Whose the cursor is it does not look at."""

    BREAKS: ClassVar = {"DIR-16"}

    def place(self, since: str) -> Place:
        _, dot, rest = since.partition(".")
        return super().place(f"{self.register.number}{dot}{rest}")


class StaysLost(Wrong):
    """After a cursor of another register nothing is told."""

    BREAKS: ClassVar = {"DIR-17"}

    def __init__(self, register: Register, secret: str) -> None:
        super().__init__(register, secret)
        self._lost = False

    def reached(self, since: str | None) -> Sequence[tuple[Entry, Place]]:
        self._lost = self._lost or (since is not None and not since.startswith(f"{self.register.number}."))
        return [] if self._lost and since is None else super().reached(since)


class CursorsThatCannotBeKept(Wrong):
    """Its cursors are bytes."""

    BREAKS: ClassVar = {"DIR-18"}

    def cursor(self, place: Place) -> str:
        return f"{super().cursor(place)}\0"

    def place(self, since: str) -> Place:
        if not since.endswith("\0"):
            raise UnknownCursor("cursor")
        return super().place(since.removesuffix("\0"))


class CursorsThatRemember(Wrong):
    """A cursor holds all that was ever asked."""

    BREAKS: ClassVar = {"DIR-18"}

    def cursor(self, place: Place) -> str:
        return f"{super().cursor(place)}{' ' * 2000}"

    def place(self, since: str) -> Place:
        if not since.endswith(" "):
            raise UnknownCursor("cursor")
        return super().place(since.strip())


WRONG: tuple[type[Wrong], ...] = (
    OneCursorForAll,
    BeginsAgain,
    AnotherOrderEachTime,
    KnowsItsOwnOnly,
    TakesAnythingForTheBeginning,
    TakesNothingForTheBeginning,
    LooksAtTheBeginningOfACursor,
    TellsAndThenRefuses,
    AnyRegisterWillDo,
    StaysLost,
    CursorsThatCannotBeKept,
    CursorsThatRemember,
)
