"""Wrong storages that carry out a command twice, or lose track of it. All of them wrap `relay.Relay`."""

import time
from collections.abc import Sequence
from typing import ClassVar

from arende.ports.records import AccessEntry, Append, Conflict, Outcome, Record, Repeated, Shard
from arende.ports.storage import Storage
from attrs import evolve

from .relay import Relay, expected_version, renamed


class RepeatsWithTheLast(Relay):
    """A repeat gets the last record of the command instead of the first."""

    BREAKS: ClassVar = {"STO-30"}

    def commit(self, group: Sequence[Append]) -> Sequence[Outcome]:
        return [self._last(outcome) for outcome in super().commit(group)]

    def _last(self, outcome: Outcome) -> Outcome:
        if isinstance(outcome, Repeated) and isinstance(outcome.first, Record) and outcome.first.first:
            first = outcome.first
            count = outcome.first.first.events
            return Repeated(self.inner.records(first.shard, first.stream, first.seq - 1, count)[-1])
        return outcome


class LogsRepeats(Relay):
    """A repeat writes its access entries all the same."""

    BREAKS: ClassVar = {"STO-31"}

    def commit(self, group: Sequence[Append]) -> Sequence[Outcome]:
        outcomes = super().commit(group)
        for append, outcome in zip(group, outcomes, strict=True):
            if isinstance(outcome, Repeated) and append.writes and append.access:
                super().commit([Append(shard=append.shard, access=append.access)])
        return outcomes


class VersionsFirst(Relay):
    """Versions are compared before it is asked whether the command was here."""

    BREAKS: ClassVar = {"STO-22", "STO-32"}

    def commit(self, group: Sequence[Append]) -> Sequence[Outcome]:
        append = group[0]
        if len(group) == 1 and append.writes and self.stands(append) != expected_version(append):
            return [Conflict(append.writes[0].stream)]
        return super().commit(group)


class RepeatInGroupConflicts(Relay):
    """A command that stands twice in one group is a Conflict the second time."""

    BREAKS: ClassVar = {"STO-33"}

    def commit(self, group: Sequence[Append]) -> Sequence[Outcome]:
        seen: set[str] = set()
        outcomes: list[Outcome] = []
        for append in group:
            if append.mark and append.mark.command_id in seen:
                outcomes.append(Conflict(append.writes[0].stream if append.writes else ""))
            else:
                outcomes += super().commit([append])
            seen |= {append.mark.command_id} if append.mark else set()
        return outcomes


class ForgetsEntries(Relay):
    """A command that made no event is carried out again."""

    BREAKS: ClassVar = {"STO-34"}

    def commit(self, group: Sequence[Append]) -> Sequence[Outcome]:
        outcomes = list(super().commit(group))
        for number, append in enumerate(group):
            outcome = outcomes[number]
            if isinstance(outcome, Repeated) and isinstance(outcome.first, AccessEntry) and not append.writes:
                outcomes[number] = super().commit([renamed(append, "again")])[0]
        return outcomes


class TwoSortsOfCommands(Relay):
    """Commands of records and commands of entries are kept apart."""

    BREAKS: ClassVar = {"STO-35"}

    def commit(self, group: Sequence[Append]) -> Sequence[Outcome]:
        outcomes = list(super().commit(group))
        for number, append in enumerate(group):
            outcome = outcomes[number]
            if isinstance(outcome, Repeated) and isinstance(outcome.first, Record) != bool(append.writes):
                outcomes[number] = super().commit([renamed(append, "again")])[0]
        return outcomes


class FindsThenWrites(Relay):
    """Who did not find the command writes, even if another came between."""

    BREAKS: ClassVar = {"STO-36"}

    def commit(self, group: Sequence[Append]) -> Sequence[Outcome]:
        if len(group) > 1 or self.known(group[0]):
            return super().commit(group)
        time.sleep(0.001)
        (outcome,) = super().commit(group)
        if isinstance(outcome, Repeated) and group[0].mark:
            return super().commit([renamed(group[0], f"{group[0].mark.command_id}-again")])
        return [outcome]


class OneCommandForAllShards(Relay):
    """A command id is taken for the same in every shard."""

    BREAKS: ClassVar = {"STO-37"}

    def commit(self, group: Sequence[Append]) -> Sequence[Outcome]:
        append = group[0]
        if append.mark:
            for shard in self.inner.shards():
                first = self.inner.find(shard, append.mark.command_id)
                if first is not None and shard != append.shard:
                    return [Repeated(first)]
        return super().commit(group)


class FindsOnlyRecords(Relay):
    """A command that made no event is not found."""

    BREAKS: ClassVar = {"STO-38"}

    def find(self, shard: Shard, command_id: str) -> Record | AccessEntry | None:
        found = super().find(shard, command_id)
        return found if isinstance(found, Record) else None


class ConflictSpendsTheCommand(Relay):
    """A command that met a conflict is refused ever after."""

    BREAKS: ClassVar = {"STO-39"}

    def __init__(self, inner: Storage) -> None:
        super().__init__(inner)
        self._spent: dict[str, Conflict] = {}

    def commit(self, group: Sequence[Append]) -> Sequence[Outcome]:
        append = group[0]
        if append.mark and append.mark.command_id in self._spent:
            return [self._spent[append.mark.command_id]]
        outcomes = super().commit(group)
        if append.mark and isinstance(outcomes[0], Conflict):
            self._spent[append.mark.command_id] = evolve(outcomes[0])
        return outcomes


WRONG: tuple[type[Relay], ...] = (
    RepeatsWithTheLast,
    LogsRepeats,
    VersionsFirst,
    RepeatInGroupConflicts,
    ForgetsEntries,
    TwoSortsOfCommands,
    FindsThenWrites,
    OneCommandForAllShards,
    FindsOnlyRecords,
    ConflictSpendsTheCommand,
)
