"""Wrong storages that tear, lose or misjudge appends. All of them wrap `relay.Relay`."""

import time
from collections.abc import Sequence
from typing import ClassVar

from arende.ports.records import Append, Committed, Conflict, Outcome
from arende.ports.storage import Storage
from attrs import evolve

from .relay import Relay, expected_version, rebased


class TearsAppends(Relay):
    """An append that writes something of every sort loses its access entries."""

    BREAKS: ClassVar = {"STO-10", "STO-12"}

    def commit(self, group: Sequence[Append]) -> Sequence[Outcome]:
        return super().commit([evolve(a, access=()) if a.writes and a.outbox and a.rows else a for a in group])


class LogsConflicts(Relay):
    """An append that met a conflict leaves its access entries behind."""

    BREAKS: ClassVar = {"STO-11"}

    def commit(self, group: Sequence[Append]) -> Sequence[Outcome]:
        outcomes = super().commit(group)
        if len(group) == 1 and isinstance(outcomes[0], Conflict) and group[0].access:
            super().commit([Append(shard=group[0].shard, access=group[0].access)])
        return outcomes


class GivesUpTheGroup(Relay):
    """After the first conflict the rest of the group is not written."""

    BREAKS: ClassVar = {"STO-12"}

    def commit(self, group: Sequence[Append]) -> Sequence[Outcome]:
        outcomes: list[Outcome] = []
        for append in group:
            if outcomes and isinstance(outcomes[-1], Conflict):
                outcomes.append(outcomes[-1])
            else:
                outcomes += super().commit([append])
        return outcomes


class LoadsBeforeTheGroup(Relay):
    """A member does not see what an earlier member wrote."""

    BREAKS: ClassVar = {"STO-13"}

    def commit(self, group: Sequence[Append]) -> Sequence[Outcome]:
        before = {a.writes[0].stream: self.stands(a) for a in group if a.writes}
        written: set[str] = set()
        outcomes: list[Outcome] = []
        for append in group:
            stream = append.writes[0].stream if append.writes else ""
            if stream in written and expected_version(append) != before[stream]:
                outcomes.append(Conflict(stream))
            else:
                outcomes += super().commit([append])
            written.add(stream)
        return outcomes


class LastOfTheGroupWins(Relay):
    """Of two members that expect the same version the later one wins."""

    BREAKS: ClassVar = {"STO-14"}

    def commit(self, group: Sequence[Append]) -> Sequence[Outcome]:
        if len(group) == 2 and all(a.writes for a in group):
            first, second = group
            same = first.writes[0].stream == second.writes[0].stream and first.mark != second.mark
            if same and expected_version(first) == expected_version(second):
                return [Conflict(first.writes[0].stream), *super().commit([second])]
        return super().commit(group)


class NewIsNoPromise(Relay):
    """NEW on a stream that exists is acknowledged and dropped."""

    BREAKS: ClassVar = {"STO-15", "STO-22", "STO-39"}

    def commit(self, group: Sequence[Append]) -> Sequence[Outcome]:
        append = group[0]
        plain = len(group) == 1 and len(append.writes) == 1 and not append.access and not self.known(append)
        if plain and expected_version(append) == 0 and self.stands(append):
            return [Committed()]
        return super().commit(group)


class TakesTooHighVersions(Relay):
    """A version above the stream's is taken for the stream's."""

    BREAKS: ClassVar = {"STO-16", "STO-22"}

    def commit(self, group: Sequence[Append]) -> Sequence[Outcome]:
        append = group[0]
        if len(group) == 1 and len(append.writes) == 1 and not self.known(append):
            stands = self.stands(append)
            if 0 < stands < expected_version(append):
                return super().commit([rebased(append, stands)])
        return super().commit(group)


class MakesWhatIsMissing(Relay):
    """A version of a stream that does not exist makes the stream."""

    BREAKS: ClassVar = {"STO-17"}

    def commit(self, group: Sequence[Append]) -> Sequence[Outcome]:
        append = group[0]
        if len(group) == 1 and len(append.writes) == 1 and expected_version(append) and not self.stands(append):
            return super().commit([rebased(append, 0)])
        return super().commit(group)


class WritesStreamByStream(Relay):
    """An append over several streams is written one stream at a time."""

    BREAKS: ClassVar = {"STO-18"}

    def commit(self, group: Sequence[Append]) -> Sequence[Outcome]:
        if len(group) > 1 or len(group[0].writes) < 2:
            return super().commit(group)
        (append,) = group
        for number, write in enumerate(append.writes):
            part = evolve(append, writes=(write,)) if number == 0 else Append(shard=append.shard, writes=(write,))
            (outcome,) = super().commit([part])
            if not isinstance(outcome, Committed):
                return [outcome]
        return [Committed()]


class ReliesOnNothing(Relay):
    """`relies_on` is ignored."""

    BREAKS: ClassVar = {"STO-19", "STO-20"}

    def commit(self, group: Sequence[Append]) -> Sequence[Outcome]:
        return super().commit([evolve(a, relies_on=()) for a in group])


class ReliesOnTheStart(Relay):
    """`relies_on` is compared with what stood before the group."""

    BREAKS: ClassVar = {"STO-20"}

    def commit(self, group: Sequence[Append]) -> Sequence[Outcome]:
        return super().commit([evolve(a, relies_on=()) if self._holds(a) else a for a in group])

    def _holds(self, append: Append) -> bool:
        heads = self.inner.heads(append.shard, [stream for stream, _ in append.relies_on])
        return [h.version if h else 0 for h in heads] == [version for _, version in append.relies_on]


class ChecksThenWrites(Relay):
    """Who found the version right writes, even if another came between: the last writer wins."""

    BREAKS: ClassVar = {"STO-21"}

    def commit(self, group: Sequence[Append]) -> Sequence[Outcome]:
        append = group[0]
        if len(group) > 1 or len(append.writes) != 1 or self.known(append):
            return super().commit(group)
        if self.stands(append) != expected_version(append):
            return super().commit(group)
        time.sleep(0.001)
        (outcome,) = super().commit(group)
        if isinstance(outcome, Conflict) and not append.relies_on:
            return super().commit([rebased(append, self.stands(append))])
        return [outcome]


class Tires(Relay):
    """After eighty commits it forgets the outbox."""

    BREAKS: ClassVar = {"STO-22"}

    def __init__(self, inner: Storage) -> None:
        super().__init__(inner)
        self._commits = 0

    def commit(self, group: Sequence[Append]) -> Sequence[Outcome]:
        self._commits += 1
        return super().commit([evolve(a, outbox=()) if self._commits > 80 else a for a in group])


class NeedsAStream(Relay):
    """An append without a stream or a command is acknowledged and dropped."""

    BREAKS: ClassVar = {"STO-89"}

    def commit(self, group: Sequence[Append]) -> Sequence[Outcome]:
        if all(not a.writes and a.mark is None for a in group):
            return [Committed() for _ in group]
        return super().commit(group)


WRONG: tuple[type[Relay], ...] = (
    TearsAppends,
    LogsConflicts,
    GivesUpTheGroup,
    LoadsBeforeTheGroup,
    LastOfTheGroupWins,
    NewIsNoPromise,
    TakesTooHighVersions,
    MakesWhatIsMissing,
    WritesStreamByStream,
    ReliesOnNothing,
    ReliesOnTheStart,
    ChecksThenWrites,
    Tires,
    NeedsAStream,
)
