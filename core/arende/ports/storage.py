"""The storage port: one narrow protocol that keeps records, heads, outbox, tokens, rows and access log. No SQL here.

A storage sees no domain: bodies are bytes and names are strings. It raises only the three errors below; whatever its
driver raises it translates. Verified by `arende-conformance run PKG:FACTORY --port storage`.
"""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Protocol, runtime_checkable

from attrs import frozen

from .indexes import IndexRange
from .records import AccessEntry, Append, Head, Later, Lease, OutboxItem, Outcome, PlainRow, Record, Shard


class StorageError(Exception):
    """Base of what a storage raises. The text is one sentence for a person, without personal data or message text."""


class StorageUnavailable(StorageError):
    """It may work later: locked, disk full, server gone. Nothing of the failed call was kept."""


class StorageUnusable(StorageError):
    """It will not work until someone acts: newer schema, no permission, not a database."""


class OutcomeUnknown(StorageUnavailable):
    """The connection broke at COMMIT: what was written is unknown. Look up each command by `find`."""


@frozen(kw_only=True)
class StorageClaims:
    """What a storage says it can do; the conformance suite holds it to its word."""

    durable: bool
    """What was acknowledged survives a kill of the process."""
    shared: bool
    """Several processes may use it at once."""


class Storage(Protocol):
    """Keeps what the engine appends. Safe for use from several threads. Every method raises only `StorageError`s."""

    @property
    def claims(self) -> StorageClaims:
        """What it says it can do; the clauses hold it to its word."""
        ...

    def commit(self, group: Sequence[Append]) -> Sequence[Outcome]:
        """Write a group of appends of one shard in one transaction, in order; durable on return.

        Each append is whole or not at all: one that meets a conflict or a repeated `command_id` leaves no trace and
        does not disturb the others, and a later append of the group sees what an earlier one wrote. One outcome each.
        Whether a command was here before is settled before its versions are compared: a repeat is never a Conflict.
        """
        ...

    def heads(self, shard: Shard, streams: Sequence[str]) -> Sequence[Head | None]:
        """The heads of these streams, in their order; None for a stream that does not exist."""
        ...

    def records(self, shard: Shard, stream: str, after: int, limit: int) -> Sequence[Record]:
        """Up to `limit` records with seq > `after`, in order."""
        ...

    def page(self, shard: Shard, r: IndexRange) -> Sequence[Head]:
        """A page of heads in the index's order. Unknown index or wrong prefix length: ValueError."""
        ...

    def count(
        self,
        shard: Shard,
        index: str,
        prefix: tuple[int | str, ...],
        cap: int,
        low: int | str | None = None,
        high: int | str | None = None,
    ) -> int:
        """How many heads the prefix holds, counted no further than `cap`; `low` and `high` as in an `IndexRange`."""
        ...

    def page_tokens(self, shard: Shard, words: Sequence[str], after: str | None, limit: int) -> Sequence[str]:
        """Streams that have, for every word, a token that begins with it; ordered by stream, after `after`."""
        ...

    def find(self, shard: Shard, command_id: str) -> Record | AccessEntry | None:
        """The first record, or the access entry, that carries this command."""
        ...

    def shards(self) -> Sequence[Shard]:
        """Every shard that holds anything, in order."""
        ...

    def streams(self, shard: Shard, after: str | None, limit: int) -> Sequence[str]:
        """Streams in order of name, for verify and rebuild."""
        ...

    def tokens(self, shard: Shard, stream: str) -> Sequence[str]:
        """The search tokens of one stream, in order; for verify."""
        ...

    def rebuild(self, shard: Shard, expected: int, head: Head, tokens: Sequence[str]) -> bool:
        """Put a head and its tokens anew, where the stream's last record is at `expected`; False if it moved on."""
        ...

    def lease(self, worker: str, now: int, wanted: int, ttl: int) -> Sequence[Lease]:
        """Take or renew up to `wanted` parts that have items due and that no other worker holds, for `ttl` µs.

        A part whose lease has lapsed may be taken: its epoch goes up by one, so the old holder's settles are refused.
        """
        ...

    def due(self, lease: Lease, now: int, limit: int) -> Sequence[OutboxItem]:
        """Items of the part with `not_before` <= now, ordered by (not_before, created, order, id).

        Order per stream: an item is held back while an earlier item of its stream, by (created, order, id), has been
        tried (`attempt` > 0) and is not settled as done. So a waiting retry delays its own stream, never its part.
        """
        ...

    def settle(self, lease: Lease, done: Sequence[str], later: Sequence[Later]) -> bool:
        """Remove what is done, postpone what must be tried again; False if the fence refused (nothing was changed)."""
        ...

    def release(self, lease: Lease) -> bool:
        """Give a part back before its lease ends, so that another need not wait; False if it was no longer held.

        As if it had lapsed: whoever takes the part next has it one epoch up.
        """
        ...

    def outbox(self, shard: Shard, after: str | None, limit: int) -> Sequence[OutboxItem]:
        """What waits, ordered by id; for doctor and for people."""
        ...

    def rows(self, shard: Shard, kind: str, key: str, after: str | None, limit: int) -> Sequence[PlainRow]:
        """Plain rows of (kind, key), ordered by sub, after `after`."""
        ...

    def rows_at(self, shard: Shard, kind: str, keys: Sequence[str], sub: str) -> Sequence[PlainRow | None]:
        """The plain rows (kind, key, sub) of these keys, in their order; None for one that is not there."""
        ...

    def access(self, shard: Shard, after: str | None, limit: int) -> Sequence[AccessEntry]:
        """The access log, ordered by entry id."""
        ...

    def access_of(self, shard: Shard, subject: str, after: str | None, limit: int) -> Sequence[AccessEntry]:
        """The entries of the access log that have this subject, whole, ordered by entry id, after `after`."""
        ...

    def written(self, shard: Shard, after: tuple[int, str, int] | None, low: int, limit: int) -> Sequence[Record]:
        """Records of every stream with `at` >= `low`, ordered by (at, stream, seq), after `after`; for sealing."""
        ...

    def redact(self, shard: Shard, stream: str, seq: int, tombstone: bytes) -> None:
        """Replace one record's body by a tombstone: the only permitted change of a record."""
        ...

    def close(self) -> None:
        """Give back what is held. Afterwards nothing may be called."""
        ...


@runtime_checkable
class Joining(Protocol):
    """A storage that can also write inside a transaction that a host has begun on a connection of its own."""

    def joined(self, connection: object) -> Storage:
        """The same storage over the host's connection, of the kind that its driver has.

        It commits nothing: what it writes is durable, and seen by others, when the host commits. Each call that fails
        leaves the transaction as it was before it. Closing it leaves the connection as it is; afterwards it is
        StorageUnusable, as is a connection of another kind or without an open transaction.
        """
        ...


class StorageProvider(Protocol):
    """Opens storages of one URL scheme; this is what a plugin registers."""

    def open(self, url: str, *, create: bool, migrate: bool) -> Storage:
        """Open what the URL names.

        `create` makes an empty database where there is none; `migrate` brings an older schema up to date. Otherwise a
        missing database, an older schema (say that `arende migrate` mends it) or a newer one is StorageUnusable.
        """
        ...

    def pending(self, url: str) -> Sequence[str]:
        """Names of the migrations that the database still lacks; empty when it is up to date. Changes nothing."""
        ...

    def distribute(self, url: str, *, dry_run: bool) -> Sequence[str]:
        """The statements that spread the tables over several machines by shard, run unless `dry_run`.

        Empty when there is nothing left to do. StorageUnusable where this kind of storage cannot.
        """
        ...

    def backup(self, url: str, target: Path) -> Mapping[str, int]:
        """Copy the whole database to a new file while it is used; how many rows each table has in the checked copy.

        The copy is as the database stood at one moment. StorageUnusable where the file exists or the copy is not whole.
        """
        ...

    def restore(self, source: Path, url: str) -> Mapping[str, int]:
        """Bring such a copy into a database that is empty or missing; how many rows each table has there.

        StorageUnusable where the copy is damaged or newer than this program, or the database holds anything.
        """
        ...
