"""What a vendor's harness of a journal exporter must do, and may do with the claim that makes its clauses due.

`scripted` has all of it, in memory: a vendor may read there how little each of it is.
"""

from collections.abc import Sequence
from enum import StrEnum
from pathlib import Path
from typing import Protocol, TypeGuard, runtime_checkable

from arende.ports.export import JournalExporter
from attrs import field, frozen

from ..claims import Claims
from ..clauses import fail
from ..harness import Factory, FactoryError


class Trouble(StrEnum):
    """How the receiver behaves towards every entry, from the next `exporter()` on."""

    LOST = "it keeps the entry, and the connection is lost before it answers"
    SILENT = "it keeps the entry, and never answers"
    BUSY = "it does not keep it: busy, come back in 17 seconds"
    LOCKED = "it does not keep it: our credentials are refused"
    REFUSED = "it does not keep it: it finds fault with the entry"
    PARTLY = "it answers that all is well, and that one part was not kept"
    GARBLED = "it answers that all is well, with a page that no client can read"
    QUOTING = "it does not keep it, and quotes texts, names and secrets in its answer"
    ELSEWHERE = "it answers that another address is to be asked; what comes there is counted"


@frozen(kw_only=True)
class KeptMessage:
    """A message as the receiver keeps it."""

    number: int
    text: str = field(repr=False)
    retracted: bool


@frozen(kw_only=True)
class KeptNote:
    """A version of a journal note as the receiver keeps it."""

    number: int
    version: int
    text: str = field(repr=False)


@frozen(kw_only=True)
class Kept:
    """A case as the receiver keeps it now; one that it keeps twice stands twice."""

    id: str
    patient: str = field(repr=False)
    """The identifier of whose case it is."""
    ended: bool
    messages: tuple[KeptMessage, ...]
    """In the order in which the receiver shows them."""
    notes: tuple[KeptNote, ...]
    everything: str = field(repr=False)
    """All text that is kept of the case as it is now, in which a search finds what must not be there."""


class ExportHarness(Protocol):
    """How the suite gets at an exporter. May be added: `cleanup()`, `timeout` (seconds an export may take)."""

    @property
    def claims(self) -> Claims: ...

    def exporter(self) -> JournalExporter:
        """An exporter to a receiver of its own, empty."""
        ...


@runtime_checkable
class ShowsKept(Protocol):
    """Claim `KEPT`."""

    def kept(self) -> Sequence[Kept]:
        """What the last exporter's receiver keeps."""
        ...


@runtime_checkable
class CanSever(Protocol):
    """Claim `SEVERABLE`."""

    def sever(self) -> None:
        """Cut the way to the receiver, so that nothing can arrive."""
        ...


@runtime_checkable
class CanTrouble(Protocol):
    """Claim `TROUBLED` for the first five, `PARTED` for the sixth, `WEB` for the others. Called before `exporter()`."""

    def trouble(self, trouble: Trouble) -> None: ...


def kept(harness: object) -> Sequence[Kept]:
    """What is kept; a harness that cannot show it has claimed too much."""
    return harness.kept() if isinstance(harness, ShowsKept) else fail("the harness has no kept()")


def sever(harness: object) -> None:
    if not isinstance(harness, CanSever):
        fail("the harness has no sever()")
    harness.sever()


def make_trouble(harness: object, trouble: Trouble) -> None:
    if not isinstance(harness, CanTrouble):
        fail("the harness has no trouble()")
    harness.trouble(trouble)


def export_harness(factory: Factory, folder: Path) -> ExportHarness:
    """What the factory makes. Raises FactoryError."""
    made = factory(folder)
    if not _is_harness(made):
        raise FactoryError("The factory must return an export harness: an object with claims and exporter().")
    return made


def _is_harness(made: object) -> TypeGuard[ExportHarness]:
    return hasattr(made, "claims") and callable(getattr(made, "exporter", None))
