"""What a vendor's harness of a subscriber must do, and may do with the claim that makes its clauses due.

`scripted` has all of it, in memory: a vendor may read there how little each of it is.
"""

from collections.abc import Sequence
from enum import StrEnum
from pathlib import Path
from typing import Protocol, TypeGuard, runtime_checkable

from arende.ports.config import AdapterConfig
from arende.ports.subscribers import Subscriber, SubscriberFactory
from attrs import frozen

from ..abilities import CanSever as CanSever
from ..claims import Claims
from ..clauses import fail
from ..configuring import IsConfigured as IsConfigured
from ..harness import Factory, FactoryError


class Trouble(StrEnum):
    """How whoever is told behaves, until `mend()`."""

    LOST = "it hears, and the connection is lost before it answers"
    SILENT = "it hears, and never answers"
    BUSY = "it does not hear: busy"
    LOCKED = "it does not hear: our credentials are refused"
    QUOTING = "it does not hear, and quotes what it was told, with secrets, in its answer"
    ELSEWHERE = "it answers that another address is to be told; what comes there is counted"


@frozen(kw_only=True)
class Heard:
    """One record as the other side was told of it. Told twice it stands twice, unless the other side knows it again."""

    stream: str
    seq: int
    delivery: str
    """By what the other side knows one telling from another: the same records told again have the same."""


@frozen(kw_only=True)
class Configured:
    """How the adapter is opened. `config` opens it; each of `required` is an option that it cannot do without."""

    factory: SubscriberFactory
    config: AdapterConfig
    required: Sequence[str]


class SubscriberHarness(Protocol):
    """How the suite gets at a subscriber. May be added: `cleanup()`, `timeout` (seconds a telling may take)."""

    @property
    def claims(self) -> Claims: ...

    def subscriber(self) -> Subscriber:
        """A subscriber that is told of everything; its other side has heard nothing."""
        ...


@runtime_checkable
class ShowsHeard(Protocol):
    """Claim `HEARD`."""

    def heard(self) -> Sequence[Heard]:
        """What the last subscriber's other side was told, in the order in which it was."""
        ...


@runtime_checkable
class CanTrouble(Protocol):
    """Claim `TROUBLED` for the first four, `WEB` for the others."""

    def trouble(self, trouble: Trouble) -> None: ...


def heard(harness: object) -> Sequence[Heard]:
    """What was heard; a harness that cannot show it has claimed too much. The same of those below."""
    return harness.heard() if isinstance(harness, ShowsHeard) else fail("the harness has no heard()")


def make_trouble(harness: object, trouble: Trouble) -> None:
    if not isinstance(harness, CanTrouble):
        fail("the harness has no trouble()")
    harness.trouble(trouble)


def subscriber_harness(factory: Factory, folder: Path) -> SubscriberHarness:
    """What the factory makes. Raises FactoryError."""
    made = factory(folder)
    if not _is_harness(made):
        raise FactoryError("The factory must return a subscriber harness: an object with claims and subscriber().")
    return made


def _is_harness(made: object) -> TypeGuard[SubscriberHarness]:
    return hasattr(made, "claims") and callable(getattr(made, "subscriber", None))
