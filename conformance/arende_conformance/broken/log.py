"""Storages that are wrong about the log: records by time, entries by patient."""

from collections.abc import Sequence
from typing import ClassVar

from arende.ports.records import AccessEntry, Record, Shard

from .relay import Relay


class SeesMarkedRecordsOnly(Relay):
    """A record that carries no command is not among what was written."""

    BREAKS: ClassVar = {"STO-95", "STO-96"}

    def written(self, shard: Shard, after: tuple[int, str, int] | None, low: int, limit: int) -> Sequence[Record]:
        return [r for r in super().written(shard, after, low, limit) if r.first is not None]


class PagesByTimeAlone(Relay):
    """The next page begins after all that share the last time."""

    BREAKS: ClassVar = {"STO-96"}

    def written(self, shard: Shard, after: tuple[int, str, int] | None, low: int, limit: int) -> Sequence[Record]:
        last = None if after is None else (after[0], "\U0010ffff", 0)
        return super().written(shard, last, low, limit)


class LowExclusive(Relay):
    """`low` itself does not belong to what is asked for."""

    BREAKS: ClassVar = {"STO-96"}

    def written(self, shard: Shard, after: tuple[int, str, int] | None, low: int, limit: int) -> Sequence[Record]:
        return super().written(shard, after, low + 1, limit)


class FindsSubjectsByTheirBeginning(Relay):
    """An entry is found by the beginning of its subject."""

    BREAKS: ClassVar = {"STO-97"}

    def access_of(self, shard: Shard, subject: str, after: str | None, limit: int) -> Sequence[AccessEntry]:
        found = [e for e in self.access(shard, after, 999) if any(s.startswith(subject) for s in e.subjects)]
        return found[:limit]


class ReportForgetsItsPlace(Relay):
    """Every page of a subject's entries is the first."""

    BREAKS: ClassVar = {"STO-98"}

    def access_of(self, shard: Shard, subject: str, after: str | None, limit: int) -> Sequence[AccessEntry]:
        return super().access_of(shard, subject, None, limit)


WRONG: tuple[type[Relay], ...] = (
    SeesMarkedRecordsOnly,
    PagesByTimeAlone,
    LowExclusive,
    FindsSubjectsByTheirBeginning,
    ReportForgetsItsPlace,
)
