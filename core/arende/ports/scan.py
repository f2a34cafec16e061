"""The scan port: whether bytes are safe to hand on. The verdict is a value; what follows from it is the domain's."""

from enum import StrEnum
from typing import Protocol

from .config import AdapterConfig


class Verdict(StrEnum):
    """What a scanner found."""

    CLEAN = "clean"
    INFECTED = "infected"
    UNKNOWN = "unknown"


class Scanner(Protocol):
    """Looks at bytes and says what it found."""

    def scan(self, data: bytes) -> Verdict:
        """What these bytes are; UNKNOWN where it cannot be told."""
        ...

    def close(self) -> None:
        """Give back what is held. Afterwards nothing may be called."""
        ...


class ScanFactory(Protocol):
    """Opens a scanner; this is what a plugin registers. Raises ConfigError."""

    def open(self, config: AdapterConfig) -> Scanner:
        """A scanner with these options. ConfigError where they are missing, mistyped or unknown."""
        ...
