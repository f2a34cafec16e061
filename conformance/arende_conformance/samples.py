"""Invented records, appends and outbox items that the storage clauses write. Nothing is stored here."""

from collections.abc import Mapping
from typing import Final

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

SHARD: Final = Shard("vg-1")
OTHER: Final = Shard("vg-2")
T0: Final = 1_795_352_700_123_456
"""2026-11-22T13:05:00.123456Z in microseconds."""
SECOND: Final = 1_000_000
TEXT: Final = 'Åsa ÅÄÖ åäö é ß 🙂👩‍⚕️ «citat» \\n "x" %_\' ￿'


def mark(command_id: str, *, events: int = 1) -> CommandMark:
    """Who did the command of this id."""
    return CommandMark(
        command_id=command_id,
        digest=bytes(range(32)),
        actor="staff:s-1",
        assignment="a-1",
        purpose="vård och behandling",
        events=events,
    )


def record(stream: str, seq: int, *, body: bytes = b"{}", at: int = T0, first: CommandMark | None = None) -> Record:
    """One record in SHARD."""
    return Record(
        shard=SHARD, stream=stream, seq=seq, name="case.message_sent", schema=1, body=body, at=at, first=first
    )


def head(
    stream: str,
    version: int,
    *,
    kind: str = "case",
    body: bytes = b'{"n":1}',
    columns: Mapping[str, ColumnValue] | None = None,
    shard: Shard = SHARD,
) -> Head:
    """A head at this version."""
    return Head(shard=shard, stream=stream, kind=kind, version=version, body=body, columns=columns or {})


def write(
    stream: str,
    before: int,
    *,
    count: int = 1,
    command: CommandMark | None = None,
    body: bytes = b"{}",
    kind: str = "case",
    columns: Mapping[str, ColumnValue] | None = None,
    shard: Shard = SHARD,
) -> StreamWrite:
    """`count` records on a stream that stands at `before`; the first carries the command."""
    records = tuple(
        Record(
            shard=shard,
            stream=stream,
            seq=before + 1 + n,
            name="case.message_sent",
            schema=1,
            body=body,
            at=T0 + n,
            first=command if n == 0 else None,
        )
        for n in range(count)
    )
    return StreamWrite(
        stream=stream,
        expected=Exactly(before) if before else NEW,
        records=records,
        head=head(stream, before + count, kind=kind, columns=columns, shard=shard),
    )


def append(
    stream: str,
    before: int,
    *,
    command: str | None = None,
    count: int = 1,
    body: bytes = b"{}",
    kind: str = "case",
    columns: Mapping[str, ColumnValue] | None = None,
    shard: Shard = SHARD,
    relies_on: tuple[tuple[str, int], ...] = (),
    outbox: tuple[OutboxItem, ...] = (),
    tokens: tuple[str, ...] | None = None,
    rows: tuple[PlainRow, ...] = (),
    access: tuple[AccessEntry, ...] = (),
) -> Append:
    """An append of one stream; the command defaults to one of its own."""
    by = mark(command or f"command-{shard}-{stream}-{before}", events=count)
    return Append(
        shard=shard,
        writes=(write(stream, before, count=count, command=by, body=body, kind=kind, columns=columns, shard=shard),),
        relies_on=relies_on,
        outbox=outbox,
        tokens=() if tokens is None else (TokenSet(stream=stream, tokens=tokens),),
        rows=rows,
        access=access,
        mark=by,
    )


def item(
    id: str,
    stream: str = "case-1",
    *,
    part: int = 3,
    not_before: int = T0,
    attempt: int = 0,
    order: int = 0,
    created: int = T0,
    shard: Shard = SHARD,
) -> OutboxItem:
    """An outbox item."""
    return OutboxItem(
        shard=shard,
        part=part,
        id=id,
        stream=stream,
        not_before=not_before,
        attempt=attempt,
        kind="sms",
        body='{"text":"åäö 🙂"}'.encode(),
        order=order,
        created=created,
    )


def row(sub: str, body: bytes | None = b"{}", *, key: str = "case-1", kind: str = "cursor", at: int = T0) -> PlainRow:
    """A plain row, or its removal."""
    return PlainRow(kind=kind, key=key, sub=sub, body=body, at=at)


def entry(id: str, *, subjects: tuple[str, ...] = ("p-2", "p-1"), command: CommandMark | None = None) -> AccessEntry:
    """An entry of the access log."""
    return AccessEntry(
        id=id,
        who="s-1",
        assignment="a-1",
        unit="u-1",
        purpose="vård och behandling",
        action="read",
        subjects=subjects,
        at=T0,
        ref="case-1",
        command=command,
    )


def logged(entry_id: str, command: str) -> Append:
    """An append of a command that makes no event: one access entry that carries it."""
    by = mark(command, events=0)
    return Append(shard=SHARD, access=(entry(entry_id, command=by),), mark=by)
