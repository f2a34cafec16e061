"""Which items of an outbox may be carried out, and who may take their parts. Pure: nothing is read or written here."""

from collections.abc import Sequence

from arende.ports.records import Lease, OutboxItem, Shard


def ready(items: Sequence[OutboxItem], part: int, now: int) -> list[OutboxItem]:
    """Items of the part that are due, in order; held back where an earlier one of the stream is being tried."""
    tried = [(item.stream, _place(item)) for item in items if item.attempt > 0]
    found = [
        item
        for item in items
        if item.part == part
        and item.not_before <= now
        and not any(stream == item.stream and place < _place(item) for stream, place in tried)
    ]
    return sorted(found, key=lambda item: (item.not_before, *_place(item)))


def taken(held: Lease | None, shard: Shard, part: int, worker: str, now: int, ttl: int) -> Lease | None:
    """The lease that the worker gets: the same epoch where it renews, the next where one lapsed. None: another's."""
    if held is not None and held.until > now:
        if held.worker != worker:
            return None
        epoch = held.epoch
    else:
        epoch = held.epoch + 1 if held is not None else 1
    return Lease(shard=shard, part=part, epoch=epoch, until=now + ttl, worker=worker)


def _place(item: OutboxItem) -> tuple[int, int, str]:
    return item.created, item.order, item.id
