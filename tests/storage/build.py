"""Small records and appends for tests of storage: each with defaults, so that a test names only what it is about."""

import hashlib
from collections.abc import Mapping, Sequence

from arende.ports.records import (
    NEW,
    AccessEntry,
    Append,
    ColumnValue,
    CommandMark,
    Exactly,
    Head,
    OutboxItem,
    PlainRow,
    Record,
    Shard,
    StreamWrite,
    TokenSet,
)

S = Shard("vg1")
MOMENT = 1_795_356_300_000_000
"""2026-11-22 14:05 in UTC, in microseconds."""


def mark(command: str, events: int = 1) -> CommandMark:
    return CommandMark(
        command_id=command,
        digest=hashlib.sha256(command.encode()).digest(),
        actor="staff:a1",
        assignment="a1",
        purpose="vård",
        events=events,
    )


def record(
    stream: str, seq: int, *, first: CommandMark | None = None, body: bytes = b'{"t":"hej"}', shard: Shard = S
) -> Record:
    return Record(
        shard=shard, stream=stream, seq=seq, name="case.message_sent", schema=1, body=body, at=MOMENT + seq, first=first
    )


def head(
    stream: str,
    version: int,
    *,
    kind: str = "case",
    columns: Mapping[str, ColumnValue] | None = None,
    body: bytes | None = None,
    shard: Shard = S,
) -> Head:
    return Head(
        shard=shard,
        stream=stream,
        kind=kind,
        version=version,
        body=b'{"v":%d}' % version if body is None else body,
        columns={} if columns is None else columns,
    )


def write(
    stream: str,
    at: int = 0,
    count: int = 1,
    *,
    first: CommandMark | None = None,
    kind: str = "case",
    columns: Mapping[str, ColumnValue] | None = None,
    body: bytes = b'{"t":"hej"}',
    shard: Shard = S,
) -> StreamWrite:
    """`count` records on a stream that stands at version `at` (0: it is new)."""
    records = tuple(
        record(stream, at + i, first=first if i == 1 else None, body=body, shard=shard) for i in range(1, count + 1)
    )
    return StreamWrite(
        stream=stream,
        expected=Exactly(at) if at else NEW,
        records=records,
        head=head(stream, at + count, kind=kind, columns=columns, shard=shard),
    )


def append(
    command: str | None,
    stream: str,
    at: int = 0,
    *,
    count: int = 1,
    kind: str = "case",
    columns: Mapping[str, ColumnValue] | None = None,
    relies_on: tuple[tuple[str, int], ...] = (),
    outbox: Sequence[OutboxItem] = (),
    tokens: Sequence[str] | None = None,
    rows: Sequence[PlainRow] = (),
    access: Sequence[AccessEntry] = (),
    body: bytes = b'{"t":"hej"}',
    shard: Shard = S,
) -> Append:
    """One command that writes one stream."""
    first = None if command is None else mark(command, count)
    return Append(
        shard=shard,
        writes=(write(stream, at, count, first=first, kind=kind, columns=columns, body=body, shard=shard),),
        relies_on=relies_on,
        outbox=tuple(outbox),
        tokens=() if tokens is None else (TokenSet(stream=stream, tokens=tuple(tokens)),),
        rows=tuple(rows),
        access=tuple(access),
        mark=first,
    )


def item(
    item_id: str, stream: str, *, part: int = 0, not_before: int = 0, order: int = 0, created: int = 0, shard: Shard = S
) -> OutboxItem:
    return OutboxItem(
        shard=shard,
        part=part,
        id=item_id,
        stream=stream,
        not_before=not_before,
        attempt=0,
        kind="sms",
        body=b'{"to":"x"}',
        order=order,
        created=created,
    )


def row(sub: str, body: bytes | None = b"{}", *, kind: str = "draft", key: str = "c1") -> PlainRow:
    return PlainRow(kind=kind, key=key, sub=sub, body=body, at=MOMENT)


def entry(
    entry_id: str, *, subjects: tuple[str, ...] = ("p1", "p2"), command: CommandMark | None = None
) -> AccessEntry:
    return AccessEntry(
        id=entry_id,
        who="s1",
        assignment="a1",
        unit=None,
        purpose="vård",
        action="read",
        subjects=subjects,
        at=MOMENT,
        ref="inbox",
        command=command,
    )


def logged(command: str, entry_id: str) -> Append:
    """A command that makes no event: one access entry carries it."""
    carried = mark(command, 0)
    return Append(shard=S, access=(entry(entry_id, command=carried),), mark=carried)
