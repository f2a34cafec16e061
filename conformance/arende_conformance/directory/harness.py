"""What a vendor's harness of a directory must do, and may do with the claim that makes its clauses due.

`scripted` has all of it, in memory: a vendor may read there how little each of it is. What the kit wants a register to
hold it says in lines of `arende import`; the harness puts them into the register in the register's own way.
"""

from collections.abc import Sequence
from enum import StrEnum
from pathlib import Path
from typing import Protocol, TypeGuard, runtime_checkable

from arende.ports.config import AdapterConfig
from arende.ports.directory import Directory, DirectoryFactory
from attrs import frozen

from ..abilities import CanSever as CanSever
from ..claims import Claims
from ..clauses import fail
from ..configuring import IsConfigured as IsConfigured
from ..harness import Factory, FactoryError


class Trouble(StrEnum):
    """How the register behaves towards whoever asks, until `mend()`."""

    LOCKED = "our credentials are refused"
    SILENT = "it takes the question, and never answers"
    GARBLED = "it answers that all is well, with a page that no client can read"
    QUOTING = "it refuses, and quotes names, identifiers and secrets in its answer"
    ELSEWHERE = "it answers that another address is to be asked; what comes there is counted"


@frozen(kw_only=True)
class Configured:
    """How the adapter is opened. `config` opens it; each of `required` is an option that it cannot do without."""

    factory: DirectoryFactory
    config: AdapterConfig
    required: Sequence[str]


class DirectoryHarness(Protocol):
    """How the suite gets at a directory. May be added: `cleanup()`, `timeout` (seconds an answer may take).

    Without the claim `HELD` the register must hold enough from the beginning: two lines; with `PEOPLED` a person who
    is protected and one who is not.
    """

    @property
    def claims(self) -> Claims: ...

    def directory(self) -> Directory:
        """A reader of the register; called again, one more reader of the same register."""
        ...


@runtime_checkable
class CanHold(Protocol):
    """Claim `HELD`. Lines are only of the kinds that are claimed; the care provider's own comes first in any case."""

    def hold(self, lines: Sequence[bytes]) -> None:
        """The register holds this, and has never held anything else."""
        ...

    def change(self, lines: Sequence[bytes]) -> None:
        """One after another these come to be so. A line of an end ends what stands."""
        ...


@runtime_checkable
class CanReplace(Protocol):
    """Claim `REPLACED`."""

    def replace(self) -> None:
        """A register that holds the same stands where this stood, and knows nothing of what was asked before."""
        ...


@runtime_checkable
class CanBreakOff(Protocol):
    """Claim `BROKEN_OFF`."""

    def break_off(self, after: int) -> None:
        """Until `mend()` each answer breaks off after about so many lines: at the latest before its last."""
        ...


@runtime_checkable
class CanTrouble(Protocol):
    """Claim `TROUBLED` for the first two, `WEB` for the others."""

    def trouble(self, trouble: Trouble) -> None: ...


def holder(harness: object) -> CanHold:
    """The harness, able to say what is held; one that cannot has claimed too much. The same of those below."""
    return harness if isinstance(harness, CanHold) else fail("the harness has no hold() and change()")


def replace(harness: object) -> None:
    if not isinstance(harness, CanReplace):
        fail("the harness has no replace()")
    harness.replace()


def break_off(harness: object, after: int) -> None:
    if not isinstance(harness, CanBreakOff):
        fail("the harness has no break_off()")
    harness.break_off(after)


def make_trouble(harness: object, trouble: Trouble) -> None:
    if not isinstance(harness, CanTrouble):
        fail("the harness has no trouble()")
    harness.trouble(trouble)


def directory_harness(factory: Factory, folder: Path) -> DirectoryHarness:
    """What the factory makes. Raises FactoryError."""
    made = factory(folder)
    if not _is_harness(made):
        raise FactoryError("The factory must return a directory harness: an object with claims and directory().")
    return made


def _is_harness(made: object) -> TypeGuard[DirectoryHarness]:
    return hasattr(made, "claims") and callable(getattr(made, "directory", None))
