"""The directory port: a host's registers of persons, staff and units, pulled or fed. Never called while a page is read.

Each line is the same JSON object as a line of `arende import`, as bytes: one format for every way in.
"""

from collections.abc import Iterator
from typing import Protocol

from attrs import frozen

from .config import AdapterConfig


@frozen(kw_only=True)
class DirectoryLine:
    """One change. `cursor` is where to go on from after it, opaque to us."""

    cursor: str
    line: bytes


class Directory(Protocol):
    """A register. `changes(None)` gives everything."""

    def changes(self, since: str | None) -> Iterator[DirectoryLine]:
        """What came after the line with this cursor, in order; everything where there is none."""
        ...

    def close(self) -> None:
        """Give back what is held. Afterwards nothing may be called."""
        ...


class DirectoryFactory(Protocol):
    """Opens a directory; this is what a plugin registers. Raises ConfigError."""

    def open(self, config: AdapterConfig) -> Directory:
        """A register with these options. ConfigError where they are missing, mistyped or unknown."""
        ...
