"""The storage in memory, able to join: an example of what `begin()` of a harness is, and the ground of wrong ones.

A transaction is played on a copy of the data, and played anew on the data itself when the host commits. Nobody but a
test would do so: it knows nothing of two transactions at once.
"""

from collections.abc import Callable, Sequence
from typing import TypeAlias

from arende.ports.records import Append, Head, Later, Lease, OutboxItem, Outcome, Record, Shard
from arende.ports.storage import Storage, StorageUnusable
from attrs import define, field

from .broken.relay import Relay
from .claims import Capability, claim
from .intree import MemoryHarness

Call: TypeAlias = Callable[[Storage], object]


class Writes(Relay):
    """Keeps each call that writes."""

    def __init__(self, inner: Storage) -> None:
        super().__init__(inner)
        self.calls: list[Call] = []

    def commit(self, group: Sequence[Append]) -> Sequence[Outcome]:
        outcomes = super().commit(group)
        self.calls.append(lambda storage: storage.commit(group))
        return outcomes

    def rebuild(self, shard: Shard, expected: int, head: Head, tokens: Sequence[str]) -> bool:
        self.calls.append(lambda storage: storage.rebuild(shard, expected, head, tokens))
        return super().rebuild(shard, expected, head, tokens)

    def lease(self, worker: str, now: int, wanted: int, ttl: int) -> Sequence[Lease]:
        self.calls.append(lambda storage: storage.lease(worker, now, wanted, ttl))
        return super().lease(worker, now, wanted, ttl)

    def settle(self, lease: Lease, done: Sequence[str], later: Sequence[Later]) -> bool:
        self.calls.append(lambda storage: storage.settle(lease, done, later))
        return super().settle(lease, done, later)

    def release(self, lease: Lease) -> bool:
        self.calls.append(lambda storage: storage.release(lease))
        return super().release(lease)

    def redact(self, shard: Shard, stream: str, seq: int, tombstone: bytes) -> None:
        self.calls.append(lambda storage: storage.redact(shard, stream, seq, tombstone))
        super().redact(shard, stream, seq, tombstone)


@define
class Transaction:
    """A host's; it is its own connection."""

    storage: "JoiningMemory"
    calls: list[Call] = field(factory=list)
    open: bool = True

    @property
    def connection(self) -> "Transaction":
        return self

    def commit(self) -> None:
        self.open = False
        for call in self.calls:
            call(self.storage)

    def rollback(self) -> None:
        self.open = False


class Joined(Writes):
    """The copy that a transaction is played on, for as long as it is open."""

    def __init__(self, copy: Storage, transaction: Transaction) -> None:
        super().__init__(copy)
        self.calls = transaction.calls
        self.transaction = transaction
        self.closed = False

    def heads(self, shard: Shard, streams: Sequence[str]) -> Sequence[Head | None]:
        self.usable()
        return super().heads(shard, streams)

    def records(self, shard: Shard, stream: str, after: int, limit: int) -> Sequence[Record]:
        self.usable()
        return super().records(shard, stream, after, limit)

    def outbox(self, shard: Shard, after: str | None, limit: int) -> Sequence[OutboxItem]:
        self.usable()
        return super().outbox(shard, after, limit)

    def commit(self, group: Sequence[Append]) -> Sequence[Outcome]:
        self.usable()
        return super().commit(group)

    def usable(self) -> None:
        """Raises StorageUnusable."""
        if self.closed or not self.transaction.open:
            raise StorageUnusable("This is no open transaction any more.")

    def close(self) -> None:
        self.closed = True


class JoiningMemory(Writes):
    """The storage in memory that joins."""

    def joined(self, connection: object) -> Storage:
        return self.made(self.copy(connection), self.mine(connection))

    def mine(self, connection: object) -> Transaction:
        """The connection, where it has an open transaction. Raises StorageUnusable."""
        if not isinstance(connection, Transaction) or connection.storage is not self or not connection.open:
            raise StorageUnusable("This is no open transaction on this storage.")
        return connection

    def copy(self, connection: object) -> Storage:
        """All that was written, and what the transaction has written until now."""
        copy = MemoryHarness().open()
        for call in (*self.calls, *self.mine(connection).calls):
            call(copy)
        return copy

    def made(self, copy: Storage, transaction: Transaction) -> Storage:
        return Joined(copy, transaction)


class JoiningHarness:
    """In memory; another kind of it may be made."""

    claims = claim(Capability.JOINED)

    def __init__(self, kind: Callable[[Storage], JoiningMemory] = JoiningMemory) -> None:
        self._kind = kind
        self._last: JoiningMemory | None = None

    def open(self) -> Storage:
        self._last = self._kind(MemoryHarness().open())
        return self._last

    def reopen(self) -> Storage:
        return MemoryHarness().reopen()

    def begin(self) -> Transaction:
        if self._last is None:
            raise StorageUnusable("Nothing is open.")
        return Transaction(storage=self._last)


def joining() -> JoiningHarness:
    """The factory of `joining memory`."""
    return JoiningHarness()
