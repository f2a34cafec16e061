"""Wrong storages that forget when a process ends, or do not share with another one. They stand on SQLite files.

Each is a factory, for another process must be able to make it too.
"""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import ClassVar

from arende.ports.records import AccessEntry, Append, Committed, Conflict, Later, Lease, Outcome, Record, Shard
from arende.ports.storage import Storage, StorageClaims

from ..claims import Capability, Claims, claim
from ..intree import MemoryHarness, SqliteHarness
from .relay import Relay


class Reopened:
    """SQLite that is right when opened and wrong when opened again."""

    def __init__(self, folder: Path, wrong: Callable[[Storage], Storage]) -> None:
        self._base = SqliteHarness(folder)
        self._wrong = wrong
        self.claims: Claims = self._base.claims

    def open(self) -> Storage:
        return self._base.open()

    def reopen(self) -> Storage:
        return self._wrong(self._base.reopen())


class ForgetsCommands(Relay):
    """Commands are remembered in the process only."""

    BREAKS: ClassVar = {"STO-90"}

    def find(self, shard: Shard, command_id: str) -> Record | AccessEntry | None:
        return None


class ForgetsLeases(Relay):
    """Leases are remembered in the process only."""

    BREAKS: ClassVar = {"STO-91"}

    def lease(self, worker: str, now: int, wanted: int, ttl: int) -> Sequence[Lease]:
        return super().lease(worker, now + 3_600_000_000, wanted, ttl)


class LosesARace(Relay):
    """A conflict with another process is acknowledged as if it had gone in."""

    BREAKS: ClassVar = {"STO-93"}

    def commit(self, group: Sequence[Append]) -> Sequence[Outcome]:
        return [Committed() if isinstance(outcome, Conflict) else outcome for outcome in super().commit(group)]


class LeasesByProcess(Relay):
    """A worker of another process is taken for the one that holds the part."""

    BREAKS: ClassVar = {"STO-94"}

    def lease(self, worker: str, now: int, wanted: int, ttl: int) -> Sequence[Lease]:
        return super().lease("anyone", now, wanted, ttl)


class WritesOnClose(Relay):
    """Acknowledges at once, and writes it all down when it is closed."""

    BREAKS: ClassVar = {"STO-92"}

    def __init__(self, memory: Storage, open_file: Callable[[], Storage]) -> None:
        super().__init__(memory)
        self._open_file = open_file
        self._calls: list[Callable[[Storage], object]] = []

    @property
    def claims(self) -> StorageClaims:
        return StorageClaims(durable=True, shared=False)

    def commit(self, group: Sequence[Append]) -> Sequence[Outcome]:
        self._calls.append(lambda file: file.commit(group))
        return super().commit(group)

    def lease(self, worker: str, now: int, wanted: int, ttl: int) -> Sequence[Lease]:
        self._calls.append(lambda file: file.lease(worker, now, wanted, ttl))
        return super().lease(worker, now, wanted, ttl)

    def settle(self, lease: Lease, done: Sequence[str], later: Sequence[Later]) -> bool:
        self._calls.append(lambda file: file.settle(lease, done, later))
        return super().settle(lease, done, later)

    def release(self, lease: Lease) -> bool:
        self._calls.append(lambda file: file.release(lease))
        return super().release(lease)

    def redact(self, shard: Shard, stream: str, seq: int, tombstone: bytes) -> None:
        self._calls.append(lambda file: file.redact(shard, stream, seq, tombstone))
        super().redact(shard, stream, seq, tombstone)

    def close(self) -> None:
        file = self._open_file()
        for call in self._calls:
            call(file)
        file.close()
        super().close()


class WritesOnCloseHarness:
    """Memory in front of a SQLite file that is written at the end."""

    claims = claim(Capability.DURABLE)

    def __init__(self, folder: Path) -> None:
        self._base = SqliteHarness(folder)

    def open(self) -> Storage:
        self._base.open().close()
        return WritesOnClose(MemoryHarness().open(), self._base.reopen)

    def reopen(self) -> Storage:
        file = self._base.reopen()
        if file.shards():
            return file
        file.close()
        return WritesOnClose(MemoryHarness().open(), self._base.reopen)


def forgets_commands(folder: Path) -> Reopened:
    return Reopened(folder, ForgetsCommands)


def forgets_leases(folder: Path) -> Reopened:
    return Reopened(folder, ForgetsLeases)


def loses_a_race(folder: Path) -> Reopened:
    return Reopened(folder, LosesARace)


def leases_by_process(folder: Path) -> Reopened:
    return Reopened(folder, LeasesByProcess)


def writes_on_close(folder: Path) -> WritesOnCloseHarness:
    return WritesOnCloseHarness(folder)


WRONG: tuple[tuple[type[Relay], str], ...] = (
    (ForgetsCommands, "forgets_commands"),
    (ForgetsLeases, "forgets_leases"),
    (WritesOnClose, "writes_on_close"),
    (LosesARace, "loses_a_race"),
    (LeasesByProcess, "leases_by_process"),
)
"""Each wrong storage and the name of its factory in this module."""
