"""A register in memory and its reader, with all that a harness may do: an example, and the ground of wrong ones.

The register is a log of lines. Whoever asks for everything is given the last word on each thing, and then what came
after; a cursor says which register it was, how long its log was then, and how much has been given.
"""

from collections.abc import Iterator, Mapping, Sequence
from itertools import count
from typing import Final

from arende.ports.directory import Directory, DirectoryError, DirectoryLine, UnknownCursor
from arende.testing.register import ENDS, RegisterLine, Thing, Unreadable, read_line
from attrs import define, field, frozen

from ..claims import CAPABILITIES, Claims, claim
from ..scripted import ScriptedFactory, scripted_config
from .harness import Configured, Trouble
from .samples import TODAY

SECRET: Final = "a-secret-of-the-register"  # noqa: S105 -- invented
NUMBERS: Final = count(1)
ORDER: Final = ("provider", "person", "unit", "role", "staff", "assignment", "template", "reason")
CODES: Final[Mapping[Trouble, str]] = {
    Trouble.LOCKED: "locked",
    Trouble.SILENT: "silent",
    Trouble.GARBLED: "garbled",
    Trouble.QUOTING: "refused",
    Trouble.ELSEWHERE: "redirected",
}


@frozen(kw_only=True)
class Entry:
    """A line of the log."""

    raw: bytes = field(repr=False)
    line: RegisterLine

    @property
    def protected(self) -> bool:
        return self.line.kind == "person" and self.line.content["protected"] is True


def entry_of(raw: bytes) -> Entry:
    """A line that can be read."""
    line = read_line(raw, TODAY)
    if isinstance(line, Unreadable):
        raise ValueError(f"a line cannot be read: {line.path} {line.problem}")
    return Entry(raw=raw, line=line)


@define
class Register:
    """What has been stated, in order, and how the register behaves."""

    log: list[Entry] = field(factory=list, repr=False)
    number: int = field(factory=lambda: next(NUMBERS))
    asked: int = 0
    """How often it has been asked."""
    trouble: Trouble | None = None
    severed: bool = False
    after: int | None = None
    """After so many lines it breaks off."""
    strayed: int = 0

    def state(self, lines: Sequence[bytes]) -> None:
        """These come to be so."""
        self.log += map(entry_of, lines)


@frozen(kw_only=True)
class Place:
    """How long the log was when everything was asked for, and how much of it has been given; None: all of it."""

    end: int
    told: int | None


class ScriptedDirectory:
    """Right in every way."""

    def __init__(self, register: Register, secret: str) -> None:
        self.register = register
        self.secret = secret

    def __repr__(self) -> str:
        return type(self).__name__

    def changes(self, since: str | None) -> Iterator[DirectoryLine]:
        for number, (entry, place) in enumerate(self.reached(since)):
            if self.register.after is not None and number >= self.register.after:
                raise DirectoryError("broken off")
            yield self.said(entry, self.cursor(place))

    def reached(self, since: str | None) -> Sequence[tuple[Entry, Place]]:
        """What is to be given, each with the place after it. Raises DirectoryError."""
        self.register.asked += 1
        if self.register.severed:
            raise DirectoryError("unreachable")
        if self.register.trouble is not None:
            raise DirectoryError(CODES[self.register.trouble])
        return list(self.rest(self.start() if since is None else self.place(since)))

    def start(self) -> Place:
        return Place(end=len(self.register.log), told=0)

    def rest(self, place: Place) -> Iterator[tuple[Entry, Place]]:
        """What comes from there on."""
        if place.told is not None:
            whole = self.whole(place.end)
            for told, entry in enumerate(whole[place.told :], start=place.told + 1):
                yield entry, Place(end=place.end, told=told if told < len(whole) else None)
        yield from self.tail(place.end)

    def tail(self, end: int) -> Iterator[tuple[Entry, Place]]:
        """What was stated after the log was so long."""
        for number, entry in enumerate(self.log()[end:], start=end + 1):
            yield entry, Place(end=number, told=None)

    def log(self) -> Sequence[Entry]:
        """The log; nobody is shown in it as unprotected who is protected now."""
        last = {entry.line.thing: entry for entry in self.register.log}
        return [last[e.line.thing] if last[e.line.thing].protected else e for e in self.register.log]

    def whole(self, end: int) -> Sequence[Entry]:
        """The last word on each thing as it was then, in the order in which they need each other, protected persons
        first; the order is that of then, too, for a cursor counts in it.
        """
        then: dict[Thing, tuple[Entry, Entry]] = {}
        for entry, now in zip(self.register.log[:end], self.log(), strict=False):
            then[entry.line.thing] = entry, now
        return [now for _, now in sorted(then.values(), key=lambda both: self.ranked(both[0]))]

    def ranked(self, entry: Entry) -> tuple[int, bool]:
        """Where it stands among others: first what is needed, and of persons those who are protected."""
        kind = ENDS.get(entry.line.kind, entry.line.kind)
        return ORDER.index(kind) if kind in ORDER else len(ORDER), not entry.protected

    def cursor(self, place: Place) -> str:
        return f"{self.register.number}.{place.end}.{'all' if place.told is None else place.told}"

    def place(self, since: str) -> Place:
        """Where a cursor stands. Raises UnknownCursor."""
        parts = since.split(".")
        if len(parts) != 3 or parts[0] != str(self.register.number) or not parts[1].isdecimal():
            raise UnknownCursor("cursor")
        if parts[2] != "all" and not parts[2].isdecimal():
            raise UnknownCursor("cursor")
        return Place(end=int(parts[1]), told=None if parts[2] == "all" else int(parts[2]))

    def said(self, entry: Entry, cursor: str) -> DirectoryLine:
        return DirectoryLine(cursor=cursor, line=entry.raw)

    def close(self) -> None:
        """Nothing is held."""


class ScriptedHarness:
    """Everything that a harness may do."""

    claims: Claims = claim(*CAPABILITIES["directory"])
    timeout = 30.0
    factory: type[ScriptedFactory[Directory]] = ScriptedFactory

    def __init__(self) -> None:
        self.register = Register()

    def directory(self) -> ScriptedDirectory:
        return ScriptedDirectory(self.register, SECRET)

    def hold(self, lines: Sequence[bytes]) -> None:
        self.register.log.clear()
        self.register.state(lines)

    def change(self, lines: Sequence[bytes]) -> None:
        self.register.state(lines)

    def replace(self) -> None:
        self.register.number = next(NUMBERS)

    def sever(self) -> None:
        self.register.severed = True

    def mend(self) -> None:
        self.register.severed, self.register.trouble, self.register.after = False, None, None

    def break_off(self, after: int) -> None:
        self.register.after = after

    def trouble(self, trouble: Trouble) -> None:
        self.register.trouble = trouble

    def strayed(self) -> int:
        return self.register.strayed

    def secrets(self) -> Sequence[str]:
        return [SECRET]

    def configured(self) -> Configured:
        factory = self.factory("register", self.directory)
        return Configured(factory=factory, config=scripted_config("register", SECRET), required=("register", "secret"))
