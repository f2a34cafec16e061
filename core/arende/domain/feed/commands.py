"""What the shell says of its taking from a register. Not asked by anyone: no actor has a right to it."""

from typing import TypeAlias

from attrs import field, frozen

from ..ids import FeedId
from .model import OpenFault


@frozen(kw_only=True)
class BeginWhole:
    """Everything is taken anew, from the register's beginning."""

    feed: FeedId


@frozen(kw_only=True)
class TakeWindow:
    """Lines have been taken, all that they say is durable."""

    feed: FeedId
    cursor: str | None = field(repr=False)
    """Where to go on; None: as before."""
    faults: tuple[OpenFault, ...] = ()
    good: frozenset[str] = frozenset()
    """Hashes of what good lines were about."""


@frozen(kw_only=True)
class EndWhole:
    """Everything has been taken, and what was no longer there has ended."""

    feed: FeedId


@frozen(kw_only=True)
class NoteTrouble:
    """It cannot go on, and why; None: it came to its end."""

    feed: FeedId
    code: str | None
    ending: int = 0
    standing: int = 0


FeedCommand: TypeAlias = BeginWhole | TakeWindow | EndWhole | NoteTrouble
