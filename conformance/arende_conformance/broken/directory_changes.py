"""Wrong directories: what changes, who is protected and what ends does not come as it should. Each names in `BREAKS`
what it breaks.
"""

from collections.abc import Iterator, Sequence
from typing import ClassVar

from arende.ports.directory import DirectoryLine
from arende.testing.register import Thing
from attrs import evolve

from ..directory.samples import HARIS
from ..directory.scripted import Entry, Place
from .directory import Rewrites, Wrong, rewritten


class LosesRenames(Wrong):
    """A unit has the name that it was first known by."""

    BREAKS: ClassVar = {"DIR-20", "DIR-23", "DIR-27"}

    def tail(self, end: int) -> Iterator[tuple[Entry, Place]]:
        return ((entry, place) for entry, place in super().tail(end) if entry.line.kind != "unit")


class TellsTheProviderAgain(Wrong):
    """Where something has changed, the care provider's line comes first."""

    BREAKS: ClassVar = {"DIR-21", "DIR-24"}

    def tail(self, end: int) -> Iterator[tuple[Entry, Place]]:
        found = list(super().tail(end))
        if found:
            yield self.log()[0], Place(end=end, told=None)
        yield from found


class LatestFirst(Wrong):
    """The latest change comes first."""

    BREAKS: ClassVar = {"DIR-22", "DIR-24", "DIR-25"}

    def tail(self, end: int) -> Iterator[tuple[Entry, Place]]:
        found = list(super().tail(end))
        for (entry, _), (_, place) in zip(found[::-1], found, strict=True):
            yield entry, place


class ForgetsTheRest(Wrong):
    """Where something has changed meanwhile, the rest of the answer never comes."""

    BREAKS: ClassVar = {"DIR-23", "DIR-28"}

    def rest(self, place: Place) -> Iterator[tuple[Entry, Place]]:
        return super().rest(evolve(place, told=None) if place.told and len(self.log()) > place.end else place)


class OneCursorForTheChanges(Wrong):
    """Each change has the cursor of the last."""

    BREAKS: ClassVar = {"DIR-24"}

    def tail(self, end: int) -> Iterator[tuple[Entry, Place]]:
        return ((entry, Place(end=len(self.log()), told=None)) for entry, _ in super().tail(end))


class AnotherNameAnotherId(Wrong):
    """Who is renamed is somebody else."""

    BREAKS: ClassVar = {"DIR-26"}

    def tail(self, end: int) -> Iterator[tuple[Entry, Place]]:
        for entry, place in super().tail(end):
            renamed = entry.line.thing == ("staff", HARIS["id"])
            yield rewritten(entry, lambda line: line.update(id=f"{line['id']}-b")) if renamed else entry, place


class NowIsTheCursor(Wrong):
    """The last cursor is of when the answer was read to its end, not of when it was made."""

    BREAKS: ClassVar = {"DIR-27"}

    def changes(self, since: str | None) -> Iterator[DirectoryLine]:
        for line in super().changes(since):
            if since is None and line.cursor.endswith(".all"):
                yield evolve(line, cursor=self.cursor(Place(end=len(self.register.log), told=None)))
            else:
                yield line


class CountsInTheOrderOfNow(Wrong):
    """How much has been given is counted in an order that is another by now."""

    BREAKS: ClassVar = {"DIR-28"}

    def whole(self, end: int) -> Sequence[Entry]:
        there = {entry.line.thing for entry in self.register.log[:end]}
        last = {entry.line.thing: entry for entry in self.register.log if entry.line.thing in there}
        return sorted(last.values(), key=self.ranked)


class OmitsWhatIsFalse(Rewrites):
    """Who is not protected is not said to be so."""

    BREAKS: ClassVar = {"DIR-30"}

    def change(self, line: dict[str, object]) -> None:
        if line.get("protected") is False:
            del line["protected"]


class AsTheyCome(Wrong):
    """Protected persons stand where they stand."""

    BREAKS: ClassVar = {"DIR-31"}

    def ranked(self, entry: Entry) -> tuple[int, bool]:
        return super().ranked(entry)[0], False


class ProtectedLater(Wrong):
    """Who has become protected comes in the next full answer."""

    BREAKS: ClassVar = {"DIR-32"}

    def tail(self, end: int) -> Iterator[tuple[Entry, Place]]:
        return ((entry, place) for entry, place in super().tail(end) if not entry.protected)


class TellsWhatWas(Wrong):
    """A full answer holds every line that there ever was of a person."""

    BREAKS: ClassVar = {"DIR-33", "DIR-34"}

    def whole(self, end: int) -> Sequence[Entry]:
        last = [entry for entry in super().whole(end) if entry.line.kind != "person"]
        people = [entry for entry in self.register.log[:end] if entry.line.kind == "person"]
        return sorted([*last, *people], key=self.ranked)


class TellsItAsItWas(Wrong):
    """A change is told as it was stated, whatever came after."""

    BREAKS: ClassVar = {"DIR-34"}

    def log(self) -> Sequence[Entry]:
        return self.register.log


class OnceProtected(Wrong):
    """That somebody is protected no longer is never told."""

    BREAKS: ClassVar = {"DIR-35"}

    def tail(self, end: int) -> Iterator[tuple[Entry, Place]]:
        before = {entry.line.thing for entry in self.register.log if entry.protected}
        return ((entry, place) for entry, place in super().tail(end) if self._told(entry, before))

    def _told(self, entry: Entry, before: set[Thing]) -> bool:
        return entry.protected or entry.line.thing not in before


class Hides(Wrong):
    """What ends so is not told."""

    KIND: ClassVar[str]

    def tail(self, end: int) -> Iterator[tuple[Entry, Place]]:
        return ((entry, place) for entry, place in super().tail(end) if entry.line.kind != self.KIND)


class AssignmentsJustStop(Hides):
    """An assignment that ends is told no more."""

    BREAKS: ClassVar = {"DIR-36"}
    KIND = "assignment_end"


class GuardiansJustStop(Hides):
    """A guardianship that ends is told no more."""

    BREAKS: ClassVar = {"DIR-37"}
    KIND = "guardianship_end"


class TheDeadAreGone(Wrong):
    """Who has died is told no more."""

    BREAKS: ClassVar = {"DIR-38"}

    def tail(self, end: int) -> Iterator[tuple[Entry, Place]]:
        return ((entry, place) for entry, place in super().tail(end) if not entry.line.content.get("deceased"))


class NobodyDies(Rewrites):
    """The day is left out."""

    BREAKS: ClassVar = {"DIR-38"}

    def change(self, line: dict[str, object]) -> None:
        line.pop("deceased", None)


class KnowsNoEnds(Wrong):
    """In a full answer what has ended stands as it began."""

    BREAKS: ClassVar = {"DIR-39"}

    def whole(self, end: int) -> Sequence[Entry]:
        began = {entry.line.thing: entry for entry in self.register.log[:end] if not entry.line.ends}
        return [began[entry.line.thing] if entry.line.ends else entry for entry in super().whole(end)]


class TellsBothInAFullAnswer(Wrong):
    """In a full answer what has ended begins, and ends."""

    BREAKS: ClassVar = {"DIR-39"}

    def whole(self, end: int) -> Sequence[Entry]:
        began = {entry.line.thing: entry for entry in self.register.log[:end] if not entry.line.ends}
        last = super().whole(end)
        return [one for entry in last for one in ([began[entry.line.thing], entry] if entry.line.ends else [entry])]


class EndedForEver(Wrong):
    """What has ended once is never told of again."""

    BREAKS: ClassVar = {"DIR-29"}

    def log(self) -> Sequence[Entry]:
        ended: dict[Thing, Entry] = {}
        for entry in self.register.log:
            if entry.line.ends:
                ended[entry.line.thing] = entry
        return [ended.get(e.line.thing, e) if e.line.kind == "assignment" else e for e in super().log()]


WRONG: tuple[type[Wrong], ...] = (
    LosesRenames,
    TellsTheProviderAgain,
    LatestFirst,
    ForgetsTheRest,
    OneCursorForTheChanges,
    AnotherNameAnotherId,
    NowIsTheCursor,
    CountsInTheOrderOfNow,
    OmitsWhatIsFalse,
    AsTheyCome,
    ProtectedLater,
    TellsWhatWas,
    TellsItAsItWas,
    OnceProtected,
    AssignmentsJustStop,
    GuardiansJustStop,
    TheDeadAreGone,
    NobodyDies,
    KnowsNoEnds,
    TellsBothInAFullAnswer,
    EndedForEver,
)
