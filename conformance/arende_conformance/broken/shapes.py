"""Wrong storages that give back something else than was written. All of them wrap `relay.Relay`."""

from collections.abc import Sequence
from typing import ClassVar

from arende.ports.records import (
    AccessEntry,
    Append,
    ColumnValue,
    Head,
    Outcome,
    PlainRow,
    Record,
    Shard,
)
from arende.ports.storage import Storage, StorageClaims
from attrs import evolve

from .relay import Relay


class ForgetsSchema(Relay):
    """Every record comes back with schema 1."""

    BREAKS: ClassVar = {"STO-01"}

    def records(self, shard: Shard, stream: str, after: int, limit: int) -> Sequence[Record]:
        return [evolve(r, schema=1) for r in super().records(shard, stream, after, limit)]


class CutsLargeBodies(Relay):
    """A column of limited size cuts what is longer."""

    BREAKS: ClassVar = {"STO-02"}

    def records(self, shard: Shard, stream: str, after: int, limit: int) -> Sequence[Record]:
        return [evolve(r, body=r.body[:65_535]) for r in super().records(shard, stream, after, limit)]


class KeepsTimesAsFloats(Relay):
    """Seconds as a floating point number lose microseconds far from 1970."""

    BREAKS: ClassVar = {"STO-03"}

    def records(self, shard: Shard, stream: str, after: int, limit: int) -> Sequence[Record]:
        return [evolve(r, at=round(r.at / 1e6 * 1e6)) for r in super().records(shard, stream, after, limit)]


class ForgetsAColumn(Relay):
    """One column is not read back."""

    BREAKS: ClassVar = {"STO-04"}

    def heads(self, shard: Shard, streams: Sequence[str]) -> Sequence[Head | None]:
        found = super().heads(shard, streams)
        return [h and evolve(h, columns={k: v for k, v in h.columns.items() if k != "representative"}) for h in found]


class MergesColumns(Relay):
    """A column that the new head lacks keeps its old value."""

    BREAKS: ClassVar = {"STO-05"}

    def __init__(self, inner: Storage) -> None:
        super().__init__(inner)
        self._seen: dict[str, dict[str, ColumnValue]] = {}

    def commit(self, group: Sequence[Append]) -> Sequence[Outcome]:
        for append in group:
            for write in append.writes:
                told = {name: value for name, value in write.head.columns.items() if value is not None}
                self._seen.setdefault(write.stream, {}).update(told)
        return super().commit(group)

    def heads(self, shard: Shard, streams: Sequence[str]) -> Sequence[Head | None]:
        found = super().heads(shard, streams)
        return [h and evolve(h, columns=dict(h.columns) | self._told(h.stream)) for h in found]

    def _told(self, stream: str) -> dict[str, ColumnValue]:
        return self._seen.get(stream, {})


class SortsHeads(Relay):
    """Heads come in the order of their streams."""

    BREAKS: ClassVar = {"STO-06"}

    def heads(self, shard: Shard, streams: Sequence[str]) -> Sequence[Head | None]:
        return super().heads(shard, sorted(streams))


class IgnoresLimits(Relay):
    """All records after `after` come at once."""

    BREAKS: ClassVar = {"STO-07"}

    def records(self, shard: Shard, stream: str, after: int, limit: int) -> Sequence[Record]:
        return super().records(shard, stream, after, 10_000)


class SearchesAllShards(Relay):
    """A search forgets the shard."""

    BREAKS: ClassVar = {"STO-08"}

    def page_tokens(self, shard: Shard, words: Sequence[str], after: str | None, limit: int) -> Sequence[str]:
        return [
            s for one in self.shards() for s in super(SearchesAllShards, self).page_tokens(one, words, after, limit)
        ]


class ClaimsTooMuch(Relay):
    """Memory that says it is durable."""

    BREAKS: ClassVar = {"STO-09"}

    @property
    def claims(self) -> StorageClaims:
        return StorageClaims(durable=True, shared=True)


class KeepsFirstRow(Relay):
    """A row that is there is not written again."""

    BREAKS: ClassVar = {"STO-80"}

    def commit(self, group: Sequence[Append]) -> Sequence[Outcome]:
        return super().commit([evolve(a, rows=tuple(r for r in a.rows if self._wanted(a.shard, r))) for a in group])

    def _wanted(self, shard: Shard, row: PlainRow) -> bool:
        there = [r.sub for r in self.inner.rows(shard, row.kind, row.key, None, 999)]
        return row.body is None or row.sub not in there


class EmptiesRows(Relay):
    """A row that is to go is emptied and stays."""

    BREAKS: ClassVar = {"STO-79", "STO-81"}

    def commit(self, group: Sequence[Append]) -> Sequence[Outcome]:
        kept = [evolve(a, rows=tuple(evolve(r, body=r.body or b"") for r in a.rows)) for a in group]
        return super().commit(kept)


class RepeatsRows(Relay):
    """The second page of rows begins at the first row again."""

    BREAKS: ClassVar = {"STO-82"}

    def rows(self, shard: Shard, kind: str, key: str, after: str | None, limit: int) -> Sequence[PlainRow]:
        return super().rows(shard, kind, key, None, limit)


class LeavesOutMissingRows(Relay):
    """Rows of many keys come without a place for those that are not there."""

    BREAKS: ClassVar = {"STO-79"}

    def rows_at(self, shard: Shard, kind: str, keys: Sequence[str], sub: str) -> Sequence[PlainRow | None]:
        return [row for row in super().rows_at(shard, kind, keys, sub) if row is not None]


class SortsSubjects(Relay):
    """The subjects of an access entry lose their order."""

    BREAKS: ClassVar = {"STO-83"}

    def access(self, shard: Shard, after: str | None, limit: int) -> Sequence[AccessEntry]:
        return [evolve(e, subjects=tuple(sorted(e.subjects))) for e in super().access(shard, after, limit)]


class RedactsTheCommand(Relay):
    """Redaction takes the command's mark away with the body."""

    BREAKS: ClassVar = {"STO-84"}

    def __init__(self, inner: Storage) -> None:
        super().__init__(inner)
        self._redacted: set[tuple[str, int]] = set()

    def redact(self, shard: Shard, stream: str, seq: int, tombstone: bytes) -> None:
        super().redact(shard, stream, seq, tombstone)
        self._redacted.add((stream, seq))

    def records(self, shard: Shard, stream: str, after: int, limit: int) -> Sequence[Record]:
        found = super().records(shard, stream, after, limit)
        return [evolve(r, first=None) if (r.stream, r.seq) in self._redacted else r for r in found]


class RepeatsStreams(Relay):
    """The second page of streams begins at the first stream again."""

    BREAKS: ClassVar = {"STO-85"}

    def streams(self, shard: Shard, after: str | None, limit: int) -> Sequence[str]:
        return super().streams(shard, None, limit)


class ShufflesShards(Relay):
    """Shards come in no order."""

    BREAKS: ClassVar = {"STO-86"}

    def shards(self) -> Sequence[Shard]:
        return super().shards()[::-1]


class RebuildsAnyway(Relay):
    """A rebuild writes over a stream that has moved on."""

    BREAKS: ClassVar = {"STO-87"}

    def rebuild(self, shard: Shard, expected: int, head: Head, tokens: Sequence[str]) -> bool:
        (found,) = self.heads(shard, [head.stream])
        version = found.version if found else expected
        return super().rebuild(shard, version, evolve(head, version=version), tokens)


class RebuildForgetsTokens(Relay):
    """A rebuild leaves the old tokens."""

    BREAKS: ClassVar = {"STO-88"}

    def rebuild(self, shard: Shard, expected: int, head: Head, tokens: Sequence[str]) -> bool:
        return super().rebuild(shard, expected, head, self.tokens(shard, head.stream))


WRONG: tuple[type[Relay], ...] = (
    ForgetsSchema,
    CutsLargeBodies,
    KeepsTimesAsFloats,
    ForgetsAColumn,
    MergesColumns,
    SortsHeads,
    IgnoresLimits,
    SearchesAllShards,
    ClaimsTooMuch,
    KeepsFirstRow,
    EmptiesRows,
    RepeatsRows,
    LeavesOutMissingRows,
    SortsSubjects,
    RedactsTheCommand,
    RepeatsStreams,
    ShufflesShards,
    RebuildsAnyway,
    RebuildForgetsTokens,
)
