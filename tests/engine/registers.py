"""A host's register as a plugin: it gives what its test has put there, and breaks off where it is told to.

`NAMES` exist only here. Cursors are numbers as text: how many lines come before the next.
"""

import json
from collections.abc import Callable, Iterator, Sequence
from typing import Final

from arende.domain.directory.model import Assignment, Person
from arende.domain.ids import AssignmentId, Kind, Ref
from arende.domain.model import State
from arende.engine.directory import Feeds, Taken
from arende.ports.config import AdapterConfig, Option
from arende.ports.directory import DirectoryError, DirectoryLine, UnknownCursor
from arende.ports.hooks import hookimpl
from arende.ports.registry import DirectoryRegistry
from arende.ports.storage import StorageUnavailable
from attrs import define, field

from .clinic import HERE, OPERATOR, Clinic
from .conftest import Opener
from .vendor import Cut, Vendor

Line = dict[str, object]

FEED: Final = "folkbokforing"
TOKEN: Final = "0123456789abcdef0123456789abcdef"
PROVIDER: Final[Line] = {"type": "provider", "id": "SE1", "name": "Kliniken", "sender": "Kliniken"}
UNIT: Final[Line] = {"type": "unit", "id": "SE1.vc", "name": "Vårdcentralen"}
ROLE: Final[Line] = {"type": "role", "id": "SE1.ssk", "name": "Sjuksköterska"}
STAFF: Final[Line] = {"type": "staff", "id": "SE1.siv", "name": "Siv Provsson"}
CLINIC: Final = (PROVIDER, UNIT, ROLE, STAFF)
ANTON: Final = "19800107-2381"
ELSA: Final = "20180214-2396"
KARIN: Final = "19851224-2390"
ERIK: Final = "19840105-2397"


def person(identifier: str, name: str = "Prov", **fields: object) -> Line:
    return {"type": "person", "provider": "SE1", "identifier": identifier, "name": name, **fields}


def assignment(number: int, **fields: object) -> Line:
    whose = {"staff": "SE1.siv", "role": "SE1.ssk", "unit": "SE1.vc"}
    return {"type": "assignment", "id": f"SE1.a{number}", **whose, **fields}


def custody(child: str = ELSA, guardian: str = KARIN, **fields: object) -> Line:
    told = {"source": "folkbokföringen", "verified": "2026-01-31", **fields}
    return {"type": "guardianship", "provider": "SE1", "child": child, "guardian": guardian, **told}


def custody_end(child: str = ELSA, guardian: str = KARIN, ended: str = "2026-02-01") -> Line:
    return {"type": "guardianship_end", "provider": "SE1", "child": child, "guardian": guardian, "ended": ended}


def raw(lines: Sequence[Line | bytes]) -> list[bytes]:
    return [one if isinstance(one, bytes) else json.dumps(one, ensure_ascii=False).encode() for one in lines]


@define
class Register:
    """The register and its plugin. `breaks` holds, by how many lines have been given, what is raised then."""

    lines: list[Line | bytes] = field(factory=list)
    breaks: dict[int, Exception] = field(factory=dict)
    unknown: set[str | None] = field(factory=set)
    """Cursors that it no longer knows."""
    asked: list[str | None] = field(factory=list)
    meanwhile: Callable[[int], object] = lambda _: None
    """Told how many lines have been given, before each."""

    @hookimpl
    def arende_register_directory(self, registry: DirectoryRegistry) -> None:
        registry.add("script", self)

    def open(self, config: AdapterConfig) -> "Register":
        return self

    def changes(self, since: str | None) -> Iterator[DirectoryLine]:
        self.asked.append(since)
        if since in self.unknown:
            raise UnknownCursor("cursor.unknown")
        at = int(since or 0)
        for given, line in enumerate(raw(self.lines)[at:]):
            self.meanwhile(given)
            if given in self.breaks:
                raise self.breaks.pop(given)
            yield DirectoryLine(cursor=str(at + given + 1), line=line)
        if len(self.lines) - at in self.breaks:
            raise self.breaks.pop(len(self.lines) - at)

    def close(self) -> None:
        """Nothing is held."""


BROKEN: Final = DirectoryError("register.unreachable")


def configured(provider: str = "script", name: str = FEED, **options: Option) -> AdapterConfig:
    """As the settings have it."""
    return AdapterConfig(name=provider, options={"name": name, "care_provider": "SE1", **options})


@define
class Fed:
    """A clinic whose directory is fed, and its register."""

    clinic: Clinic
    register: Register

    @property
    def feeds(self) -> Feeds:
        return self.clinic.engine.directory

    def pull(self, *, full: bool = False, confirm: bool = False) -> Taken:
        return self.feeds.pull(FEED, full=full, confirm=confirm).unwrap()

    def push(self, *lines: Line | bytes, after: str | None = None, cursor: str | None = None, **how: bool) -> Taken:
        return self.feeds.push(FEED, raw(lines), after=after, cursor=cursor, **how).unwrap()

    def person(self, identifier: str) -> Person:
        found = self.clinic.engine.queries.search_patients(OPERATOR, identifier, provider=HERE).unwrap().items
        state = self.clinic.engine.queries.state(Ref(Kind.PERSON, found[0].id))
        assert isinstance(state, Person)
        return state

    def has(self, number: int) -> bool:
        return isinstance(self.assignment(number), Assignment)

    def ended(self, number: int) -> bool:
        state = self.assignment(number)
        assert isinstance(state, Assignment)
        return state.ended

    def assignment(self, number: int) -> State:
        return self.clinic.engine.queries.state(Ref(Kind.ASSIGNMENT, AssignmentId(f"SE1.a{number}")))


def fed(opener: Opener, *lines: Line | bytes, provider: str = "script", **options: Option) -> Fed:
    """An empty clinic with a feed of these lines."""
    register = Register(list(lines))
    config = configured(provider, FEED, **options)
    return Fed(opener(empty=True, plugins=(register,), directory=(config,)), register)


def cut_off(opener: Opener, *lines: Line | bytes) -> tuple[Fed, Cut]:
    """The same on a storage that can be cut off."""
    register, vendor = Register(list(lines)), Vendor()
    clinic = opener(empty=True, scheme="cut:", plugins=(register, vendor), directory=(configured(),))
    return Fed(clinic, register), vendor.opened[-1]


def stops_after(cut: Cut, commits: int) -> None:
    """The storage is gone once so many more commits have been made, as if the process had been killed there."""
    left = [commits]

    def watch(call: str) -> None:
        if left[0] <= 0:
            raise StorageUnavailable("Databasen svarar inte.")
        left[0] -= call == "after commit"

    cut.watch = watch


def back(cut: Cut) -> None:
    cut.watch = lambda _: None
