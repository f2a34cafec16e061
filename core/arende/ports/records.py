"""The plain records that storage keeps, and the one append that writes them. No domain type, no behaviour, no I/O.

Times are integers: microseconds since 1970-01-01T00:00Z. Bodies are UTF-8 JSON as bytes, opaque to storage.
Text never holds NUL and is compared bytewise.
"""

from collections.abc import Mapping
from typing import Final, NewType, TypeAlias

from attrs import field, frozen

Shard = NewType("Shard", str)
"""The care provider: first in every key, never changed, the boundary of a transaction."""

ColumnValue: TypeAlias = int | str | None


@frozen(kw_only=True)
class CommandMark:
    """Who did what, on the first record of a command. `command_id` is unique in the shard, whoever sends it."""

    command_id: str
    digest: bytes
    """SHA-256 of the command in canonical JSON: the same id with another digest is a caller's mistake."""
    actor: str
    assignment: str | None
    purpose: str
    events: int
    """How many records the command wrote in this stream."""


@frozen(kw_only=True)
class Record:
    """One stored event. Key (shard, stream, seq); seq counts from 1 without gaps."""

    shard: Shard
    stream: str
    seq: int
    name: str
    """The stored name, e.g. `case.message_sent`: a promise, never a class path."""
    schema: int
    body: bytes = field(repr=False)
    at: int
    first: CommandMark | None
    """Set on the first record of a command, and on no other."""


@frozen(kw_only=True)
class Head:
    """The state a decision reads: a cache of the stream's records, with the columns that lists are read from."""

    shard: Shard
    stream: str
    kind: str
    version: int
    """The seq of the last record that is in the body."""
    body: bytes = field(repr=False)
    columns: Mapping[str, ColumnValue] = field(repr=False)
    """A value for each name in `indexes.COLUMNS` that is not None; what is missing is None."""


@frozen
class NewStream:
    """Expected version: the stream does not exist yet."""


@frozen
class Exactly:
    """Expected version: the stream stands at this version, from 1."""

    version: int


NEW: Final = NewStream()
Expected: TypeAlias = NewStream | Exactly


@frozen(kw_only=True)
class StreamWrite:
    """Records for one stream and its new head. The first record's seq is the expected version plus one."""

    stream: str
    expected: Expected
    records: tuple[Record, ...]
    head: Head


@frozen(kw_only=True)
class OutboxItem:
    """An effect that waits to be carried out; `not_before` makes it a timer. `id` is deterministic."""

    shard: Shard
    part: int
    """Hash of the stream: items of one stream share a part, and so keep their order."""
    id: str
    stream: str
    not_before: int
    attempt: int
    kind: str
    body: bytes = field(repr=False)
    order: int = 0
    """Order within one command, for effects of the same instant."""
    created: int = 0


@frozen(kw_only=True)
class TokenSet:
    """All search tokens of one stream; replaces those it had. Tokens are folded text without NUL."""

    stream: str
    tokens: tuple[str, ...] = field(repr=False)


@frozen(kw_only=True)
class PlainRow:
    """A row outside every stream, by (shard, kind, key, sub): cursors, drafts, sign-ins. `body=None` removes it."""

    kind: str
    key: str
    sub: str
    body: bytes | None = field(repr=False)
    at: int


@frozen(kw_only=True)
class AccessEntry:
    """One entry of the access log: one answer, with a subject per patient concerned. Append-only."""

    id: str
    who: str
    assignment: str | None
    unit: str | None
    purpose: str
    action: str
    subjects: tuple[str, ...]
    """Person ids, each once, in order of the answer."""
    at: int
    ref: str
    """What was read or done: a stream, a list's name, a refusal's code. Never text that a person wrote."""
    command: CommandMark | None = None
    """Set when the entry stands for a command that made no event."""


@frozen(kw_only=True)
class Append:
    """All that one command writes, in one shard, in one transaction: all of it or nothing."""

    shard: Shard
    writes: tuple[StreamWrite, ...] = ()
    relies_on: tuple[tuple[str, int], ...] = ()
    """(stream, version): streams that must still stand there; version 0 means that the stream must not exist."""
    outbox: tuple[OutboxItem, ...] = ()
    tokens: tuple[TokenSet, ...] = ()
    rows: tuple[PlainRow, ...] = ()
    access: tuple[AccessEntry, ...] = ()
    mark: CommandMark | None = None
    """The command that this append carries out; None for what is no command (a read's log entry)."""


@frozen
class Committed:
    """The append is durable."""


@frozen
class Conflict:
    """A stream stood elsewhere than expected: nothing was written; load and decide again."""

    stream: str


@frozen
class Repeated:
    """The command was here before: nothing was written; the first record (or entry) that carries its id."""

    first: Record | AccessEntry


Outcome: TypeAlias = Committed | Conflict | Repeated


@frozen(kw_only=True)
class Lease:
    """One part of one shard's outbox, held by one worker until `until`; `epoch` fences what a late holder settles."""

    shard: Shard
    part: int
    epoch: int
    until: int
    worker: str


@frozen(kw_only=True)
class Later:
    """An outbox item to be tried again: not before this time, as this attempt."""

    id: str
    not_before: int
    attempt: int
