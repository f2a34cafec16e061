"""The directory port: a host's registers of persons, staff and units, pulled or fed. Never called while a page is read.

Each line is the same JSON object as a line of `arende import`, as bytes: one format for every way in.
"""

from collections.abc import Iterator
from typing import Protocol

from attrs import field, frozen

from .config import AdapterConfig


@frozen(kw_only=True)
class DirectoryLine:
    """One change. `cursor` is where to go on from after it, opaque to us: kept, and given back as it is.

    At most 2,000 characters of UTF-8, not blank, without NUL: what cannot be kept breaks the answer off.
    """

    cursor: str
    line: bytes = field(repr=False)


class DirectoryError(Exception):
    """A register could not be read to its end; what was given before it stands. `code` holds no personal data."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class UnknownCursor(DirectoryError):
    """The register cannot go on from there (too old, or of another register): everything has to be asked for anew."""


class Directory(Protocol):
    """A register. `changes(None)` gives everything, as it is now.

    Protected identity comes first: where everything is asked for, lines of persons with `protected` true come before
    any other person's, no line shows such a person without it, and every line of a person states it. A line comes
    after what it refers to. What ends comes as a line (`assignment_end`, `guardianship_end`, a person's `deceased`).
    Where everything is asked for, an end stands alone, or not at all; and what is missing there has ended.
    """

    def changes(self, since: str | None) -> Iterator[DirectoryLine]:
        """What came after the line with this cursor, in order; everything where there is none.

        The end of the iteration says that this was all. Raises UnknownCursor before the first line, DirectoryError
        where the register cannot be reached or breaks off: an early end would say that there is no more. An iteration
        may be left midway, and several may be open at once.
        """
        ...

    def close(self) -> None:
        """Give back what is held. Afterwards nothing may be called."""
        ...


class DirectoryFactory(Protocol):
    """Opens a directory; this is what a plugin registers. Raises ConfigError."""

    def open(self, config: AdapterConfig) -> Directory:
        """A register with these options. ConfigError where they are missing, mistyped or unknown."""
        ...
