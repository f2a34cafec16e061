"""Writing to the access log so that readers who come at once share one transaction. What is written is the readers'.

Durable when `write` returns; where it cannot be written, it raises, and the reader is given no answer (B23).
"""

from collections.abc import Sequence
from concurrent.futures import Executor

from attrs import field, frozen

from ..ports.records import AccessEntry, Append, Outcome, Shard
from ..ports.storage import Storage
from .group import Groups


@frozen
class LogWriter:
    """One for an engine. The reader that finds nobody writing writes, for itself and for whoever has come meanwhile."""

    groups: Groups[Shard, AccessEntry, Outcome] = field(repr=False)

    def write(self, shard: Shard, entry: AccessEntry) -> None:
        """Raises StorageError."""
        self.groups.handle(shard, entry)


def log_writer(storage: Storage) -> LogWriter:
    def commit(shard: Shard, entries: Sequence[AccessEntry]) -> Sequence[Outcome]:
        return storage.commit([Append(shard=shard, access=(entry,)) for entry in entries])

    return LogWriter(Groups(commit, no_pool))


def no_pool() -> Executor:
    """Queries are asked from threads: a group never has a task to lead for."""
    raise RuntimeError("the access log is written from threads only")
