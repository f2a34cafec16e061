"""Wrong storages that join a host's transaction. Each names in `BREAKS` what it breaks."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import ClassVar

from arende.ports.records import Append, Conflict, Outcome, Repeated
from arende.ports.storage import Storage
from attrs import evolve

from ..joining_memory import Joined, JoiningHarness, JoiningMemory, Transaction


class Wrong(JoiningMemory):
    """Joins by another kind of `Joined`."""

    BREAKS: ClassVar[set[str]] = set()
    KIND: ClassVar[type[Joined]] = Joined

    def made(self, copy: Storage, transaction: Transaction) -> Storage:
        return self.KIND(copy, transaction)


def around_joining(wrong: type[Wrong]) -> Callable[[Path], JoiningHarness]:
    """The factory of a wrong one."""
    return lambda folder: JoiningHarness(wrong)


class _WithoutOutbox(Joined):
    def commit(self, group: Sequence[Append]) -> Sequence[Outcome]:
        return super().commit([evolve(append, outbox=()) for append in group])


class LeavesTheOutboxOut(Wrong):
    """What is to be done is not written with the rest."""

    BREAKS: ClassVar = {"STO-23"}
    KIND = _WithoutOutbox


class _AtOnce(Joined):
    def commit(self, group: Sequence[Append]) -> Sequence[Outcome]:
        outcomes = super().commit(group)
        self.calls.pop()(self.transaction.storage)
        return outcomes


class WritesAtOnce(Wrong):
    """It does not wait for the host."""

    BREAKS: ClassVar = {"STO-23", "STO-24"}
    KIND = _AtOnce


class RemembersWhatWasUndone(Wrong):
    """A command that was rolled back is taken for carried out."""

    BREAKS: ClassVar = {"STO-24"}

    def __init__(self, inner: Storage) -> None:
        super().__init__(inner)
        self._known: set[str] = set()

    def commit(self, group: Sequence[Append]) -> Sequence[Outcome]:
        (first, *_) = group
        if first.mark is not None and first.mark.command_id in self._known:
            (head,) = self.records(first.shard, first.writes[0].stream, 0, 1)
            return [Repeated(first=head)]
        return super().commit(group)

    def made(self, copy: Storage, transaction: Transaction) -> Storage:
        return _Noting(copy, transaction, self._known)


class _Noting(Joined):
    def __init__(self, copy: Storage, transaction: Transaction, known: set[str]) -> None:
        super().__init__(copy, transaction)
        self._known = known

    def commit(self, group: Sequence[Append]) -> Sequence[Outcome]:
        commands = {one.mark.command_id for one in group if one.mark is not None}
        self._known |= commands
        self.calls.append(lambda storage: self._known.difference_update(commands))  # where the host commits
        return super().commit(group)


class BeginsAnewEachTime(Wrong):
    """Joined once more, it does not see what it has written."""

    BREAKS: ClassVar = {"STO-25"}

    def copy(self, connection: object) -> Storage:
        return super().copy(evolve(self.mine(connection), calls=[]))


class _Undoing(Joined):
    def commit(self, group: Sequence[Append]) -> Sequence[Outcome]:
        outcomes = super().commit(group)
        if any(isinstance(outcome, Conflict) for outcome in outcomes):
            self.calls.clear()
        return outcomes


class OneConflictUndoesAll(Wrong):
    """After a conflict nothing of what came before is kept."""

    BREAKS: ClassVar = {"STO-25", "STO-26"}
    KIND = _Undoing


class _Ending(Joined):
    def close(self) -> None:
        super().close()
        self.calls.clear()


class EndsTheHostsTransaction(Wrong):
    """Closed, it undoes what the host has begun."""

    BREAKS: ClassVar = {"STO-27"}
    KIND = _Ending


class _Open(Joined):
    def close(self) -> None:
        """Goes on as before."""


class CannotBeClosed(Wrong):
    """Closed, it can be used as before."""

    BREAKS: ClassVar = {"STO-27"}
    KIND = _Open


class JoinsAnything(Wrong):
    """What it is given is a connection."""

    BREAKS: ClassVar = {"STO-27"}

    def mine(self, connection: object) -> Transaction:
        return connection if isinstance(connection, Transaction) else Transaction(storage=self)


WRONG: tuple[type[Wrong], ...] = (
    LeavesTheOutboxOut,
    WritesAtOnce,
    RemembersWhatWasUndone,
    BeginsAnewEachTime,
    OneConflictUndoesAll,
    EndsTheHostsTransaction,
    CannotBeClosed,
    JoinsAnything,
)
