"""All that a storage holds, through its port, so that «nothing changed» can be said of the whole. Changes nothing."""

from arende.ports.records import AccessEntry, Head, OutboxItem, Record, Shard
from arende.ports.storage import Storage
from attrs import frozen

MANY = 100_000


@frozen(kw_only=True)
class Held:
    """Everything of every shard, in order. Equal snapshots: nothing was written in between."""

    heads: tuple[tuple[Shard, str, Head | None], ...]
    records: tuple[Record, ...]
    tokens: tuple[tuple[str, ...], ...]
    outbox: tuple[OutboxItem, ...]
    access: tuple[AccessEntry, ...]
    """But for what tells of refusals."""


def everything(storage: Storage) -> Held:
    streams = [(shard, stream) for shard in storage.shards() for stream in storage.streams(shard, None, MANY)]
    return Held(
        heads=tuple((shard, stream, storage.heads(shard, [stream])[0]) for shard, stream in streams),
        records=tuple(record for shard, stream in streams for record in storage.records(shard, stream, 0, MANY)),
        tokens=tuple(tuple(sorted(storage.tokens(shard, stream))) for shard, stream in streams),
        outbox=tuple(item for shard in storage.shards() for item in storage.outbox(shard, None, MANY)),
        access=tuple(
            entry
            for shard in storage.shards()
            for entry in storage.access(shard, None, MANY)
            if not entry.action.startswith("refused:")  # that someone was refused is logged (B23), and changes nothing
        ),
    )
