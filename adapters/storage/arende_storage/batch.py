"""Deciding a group of appends over how things stand, and collecting what it writes. No SQL and no connection.

A group is first decided as a whole, over what stands in the database and what its earlier appends will write; only
then is anything written, table by table. So an append that meets a conflict or a repeat has nothing to take back.
"""

from typing import Final

from arende.ports.records import AccessEntry, Append, Committed, Conflict, Head, Outcome, Record, Repeated, Shard
from attrs import define, field

from .rows import Row, entry_row, item_row, record_row
from .shapes import base

COMMITTED: Final = Committed()


@define
class Standing:
    """What a group is decided over, growing with it: how the streams stand, and who carries a command already."""

    versions: dict[str, int]
    carriers: dict[str, Record | AccessEntry]


@define
class Batch:
    """What the accepted appends write; of what is replaced, the last one only."""

    records: list[Row] = field(factory=list)
    heads: dict[str, Head] = field(factory=dict)
    items: list[Row] = field(factory=list)
    tokens: dict[str, tuple[str, ...]] = field(factory=dict)
    rows: dict[tuple[str, str, str], tuple[bytes | None, int]] = field(factory=dict)
    entries: list[Row] = field(factory=list)
    subjects: list[Row] = field(factory=list)
    claims: list[str] = field(factory=list)
    """Ids of the commands that an access entry carries."""

    def add(self, append: Append) -> None:
        """Take in what an accepted append writes."""
        for write in append.writes:
            self.heads[write.stream] = write.head
            self.records += map(record_row, write.records)
        self.items += map(item_row, append.outbox)
        for given in append.tokens:
            self.tokens[given.stream] = given.tokens
        for row in append.rows:
            self.rows[row.kind, row.key, row.sub] = (row.body, row.at)
        for entry in append.access:
            self.entries.append(entry_row(append.shard, entry))
            self.subjects += subject_rows(append.shard, entry)
            if entry.command is not None:
                self.claims.append(entry.command.command_id)


def subject_rows(shard: Shard, entry: AccessEntry) -> list[Row]:
    return [(shard, entry.id, i, subject) for i, subject in enumerate(entry.subjects)]


def decide(standing: Standing, batch: Batch, append: Append, command: str | None) -> Outcome:
    """Settle one append; what is accepted goes into the batch and into how things stand for the next."""
    if command is not None and command in standing.carriers:
        return Repeated(standing.carriers[command])
    versions = standing.versions
    for write in append.writes:
        if versions.get(write.stream, 0) != base(write):
            return Conflict(write.stream)
    for stream, version in append.relies_on:
        if versions.get(stream, 0) != version:
            return Conflict(stream)
    batch.add(append)
    for write in append.writes:
        versions[write.stream] = write.head.version
        for record in write.records:
            if record.first is not None:
                standing.carriers[record.first.command_id] = record
    for entry in append.access:
        if entry.command is not None:
            standing.carriers[entry.command.command_id] = entry
    return COMMITTED
