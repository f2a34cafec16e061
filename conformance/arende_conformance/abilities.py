"""What harnesses of several ports may do, each with the claim that makes its clauses due. No clause here.

What only one port's may do stands in `harness` of that port, beside what all of its must.
"""

from collections.abc import Sequence
from typing import Protocol, runtime_checkable

from .clauses import fail


@runtime_checkable
class CanSever(Protocol):
    """Claim `SEVERABLE`, and `mend()` for `BROKEN_OFF`, `TROUBLED` and `WEB`, too."""

    def sever(self) -> None:
        """The other side can be reached no longer."""
        ...

    def mend(self) -> None:
        """All is well again: whatever `sever()`, `break_off()` and `trouble()` did."""
        ...


@runtime_checkable
class CanStray(Protocol):
    """Claim `WEB`."""

    def strayed(self) -> int:
        """How many requests have come to that other address."""
        ...


@runtime_checkable
class HasSecrets(Protocol):
    """Claim `SECRETIVE`."""

    def secrets(self) -> Sequence[str]:
        """What the adapter was opened with and nobody may see."""
        ...


def sever(harness: object) -> None:
    """Nothing arrives any more; a harness that cannot do it has claimed too much. The same of those below."""
    if not isinstance(harness, CanSever):
        fail("the harness has no sever() and mend()")
    harness.sever()


def mend(harness: object) -> None:
    """All is well again."""
    if not isinstance(harness, CanSever):
        fail("the harness has no sever() and mend()")
    harness.mend()


def strayed(harness: object) -> int:
    """How many requests went elsewhere."""
    return harness.strayed() if isinstance(harness, CanStray) else fail("the harness has no strayed()")


def secrets_of(harness: object) -> Sequence[str]:
    """What nobody may see; a clause about it needs some."""
    found = harness.secrets() if isinstance(harness, HasSecrets) else fail("the harness has no secrets()")
    return found if found and all(found) else fail("the harness names no secrets")
