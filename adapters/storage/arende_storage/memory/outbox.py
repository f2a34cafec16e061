"""Which outbox items of a shard in memory may be carried out, and who may take them. It locks nothing itself."""

from collections.abc import Mapping

from arende.ports.records import Lease, OutboxItem, Shard

from .state import ShardState


def due_items(state: ShardState, part: int, now: int) -> list[OutboxItem]:
    """Items of the part that may be carried out now, in order."""
    found = [
        item
        for item in state.outbox.values()
        if item.part == part and item.not_before <= now and not _held_back(state, item)
    ]
    return sorted(found, key=lambda item: (item.not_before, *_place(item)))


def _held_back(state: ShardState, item: OutboxItem) -> bool:
    return any(
        other.stream == item.stream and other.attempt > 0 and _place(other) < _place(item)
        for other in state.outbox.values()
    )


def _place(item: OutboxItem) -> tuple[int, int, str]:
    return item.created, item.order, item.id


def available_parts(shards: Mapping[Shard, ShardState], worker: str, now: int) -> list[tuple[Shard, int]]:
    """Parts with an item to carry out that no other worker holds; first the one whose first item was due first."""
    found = []
    for shard, state in shards.items():
        for part in {item.part for item in state.outbox.values()}:
            held = state.leases.get(part)
            items = due_items(state, part, now)
            if items and (held is None or held.worker == worker or held.until <= now):
                found.append((items[0].not_before, shard, part))
    return [(shard, part) for _, shard, part in sorted(found)]


def take(state: ShardState, shard: Shard, part: int, worker: str, now: int, ttl: int) -> Lease:
    """Renew what the worker still holds; else a new lease, of the next epoch."""
    held = state.leases.get(part)
    if held is None:
        epoch = 1
    elif held.worker == worker and held.until > now:
        epoch = held.epoch
    else:
        epoch = held.epoch + 1
    lease = Lease(shard=shard, part=part, epoch=epoch, until=now + ttl, worker=worker)
    state.leases[part] = lease
    return lease
