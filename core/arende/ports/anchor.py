"""The anchor port: a place outside the database where the heads of the access log's chains are told. It keeps no log.

Whoever can write to the database cannot write there: so it shows when the end of a chain has been cut off or rewritten.
A host hands its own to `Engine.open(anchor=…)`; without one, a file that the settings name serves.
"""

from collections.abc import Iterator
from typing import Protocol

from attrs import frozen

from .records import Shard


class AnchorError(Exception):
    """The anchor cannot be written or read now; one sentence that says what to do, without personal data."""


@frozen(kw_only=True)
class ChainHead:
    """Where a chain stood: the seal number `seq` of its stream had this HMAC (hexadecimal) at `at` (µs UTC)."""

    at: int
    shard: Shard
    stream: str
    seq: int
    hmac: str


class Anchor(Protocol):
    """Keeps what it is told, in order, and changes none of it. Telling it the same head twice is harmless."""

    def tell(self, head: ChainHead) -> None:
        """Keep a head, durably on return. Raises AnchorError."""
        ...

    def told(self) -> Iterator[ChainHead]:
        """Every head that it was told, in order. Raises AnchorError where any of them cannot be read."""
        ...
