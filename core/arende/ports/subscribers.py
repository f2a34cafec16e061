"""The subscriber port: plugins that want to know what was committed. They are given records, never domain events."""

from collections.abc import Sequence
from typing import Protocol

from .config import AdapterConfig
from .records import Record


class Subscriber(Protocol):
    """Called after commit, by the worker, at least once per record, in order per stream. An exception means: again.

    After the last try it is a dead letter, which holds nothing back. A subscriber holds up neither effects nor others.
    """

    def told(self, records: Sequence[Record]) -> None:
        """Records of one command in one stream, in order: committed. Whoever is told twice must not mind.

        Answer within 20 seconds, for the worker waits.
        """
        ...

    def close(self) -> None:
        """Give back what is held. Afterwards nothing may be called."""
        ...


class SubscriberFactory(Protocol):
    """Opens a subscriber; this is what a plugin registers. Raises ConfigError."""

    def open(self, config: AdapterConfig) -> Subscriber:
        """A subscriber with these options. ConfigError where they are missing, mistyped or unknown."""
        ...
