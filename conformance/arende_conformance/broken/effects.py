"""Wrong storages whose outbox or leases fail. All of them wrap `relay.Relay`."""

from collections.abc import Sequence
from threading import get_ident
from typing import ClassVar

from arende.ports.records import Later, Lease, OutboxItem, Shard
from arende.ports.storage import Storage
from attrs import evolve

from .relay import Relay


class Remembers(Relay):
    """Remembers the last lease of every part. Nothing is wrong here yet."""

    def __init__(self, inner: Storage) -> None:
        super().__init__(inner)
        self.last: dict[tuple[str, int], Lease] = {}

    def lease(self, worker: str, now: int, wanted: int, ttl: int) -> Sequence[Lease]:
        found = super().lease(worker, now, wanted, ttl)
        self.last |= {(lease.shard, lease.part): lease for lease in found}
        return found


class LeasesMoreThanWanted(Relay):
    """Every free part is leased, whatever was wanted."""

    BREAKS: ClassVar = {"STO-60"}

    def lease(self, worker: str, now: int, wanted: int, ttl: int) -> Sequence[Lease]:
        return super().lease(worker, now, 999, ttl)


class LapsesEarly(Relay):
    """A lease lapses a microsecond before its end."""

    BREAKS: ClassVar = {"STO-61"}

    def lease(self, worker: str, now: int, wanted: int, ttl: int) -> Sequence[Lease]:
        return [evolve(found, until=now + ttl) for found in super().lease(worker, now, wanted, ttl - 1)]


class LeasesTwiceInARace(Relay):
    """A thread that comes too late gets what another thread was given."""

    BREAKS: ClassVar = {"STO-62"}

    def __init__(self, inner: Storage) -> None:
        super().__init__(inner)
        self._given: tuple[int, Sequence[Lease]] = (0, ())

    def lease(self, worker: str, now: int, wanted: int, ttl: int) -> Sequence[Lease]:
        found = super().lease(worker, now, wanted, ttl)
        thread, before = self._given
        if not found and before and thread != get_ident():
            return [evolve(lease, worker=worker) for lease in before]
        self._given = (get_ident(), found)
        return found


class RenewalRaisesTheEpoch(Remembers):
    """A worker that renews is told another epoch than it holds."""

    BREAKS: ClassVar = {"STO-63"}

    def lease(self, worker: str, now: int, wanted: int, ttl: int) -> Sequence[Lease]:
        before = dict(self.last)
        return [
            evolve(new, epoch=new.epoch + 1) if self._renewed(before.get((new.shard, new.part)), new) else new
            for new in super().lease(worker, now, wanted, ttl)
        ]

    def _renewed(self, old: Lease | None, new: Lease) -> bool:
        return old is not None and (old.worker, old.epoch) == (new.worker, new.epoch)


class NeverLapses(Remembers):
    """What a worker once held nobody else gets."""

    BREAKS: ClassVar = {"STO-64", "STO-65", "STO-73", "STO-74"}

    def lease(self, worker: str, now: int, wanted: int, ttl: int) -> Sequence[Lease]:
        before = dict(self.last)
        found = super().lease(worker, now, wanted, ttl)
        return [x for x in found if before.get((x.shard, x.part), x).worker == worker]


class NoFence(Remembers):
    """A settle is taken from anyone."""

    BREAKS: ClassVar = {"STO-65", "STO-73"}

    def settle(self, lease: Lease, done: Sequence[str], later: Sequence[Later]) -> bool:
        return super().settle(self.last.get((lease.shard, lease.part), lease), done, later)


class TooSoon(Relay):
    """What waits for its time is given out before it."""

    BREAKS: ClassVar = {"STO-66"}

    def due(self, lease: Lease, now: int, limit: int) -> Sequence[OutboxItem]:
        found = super().due(lease, now + 3_600_000_000, limit)
        return [item for item in found if item.attempt == 0 or item.not_before <= now]


class DueById(Relay):
    """What is due comes in the order of the ids."""

    BREAKS: ClassVar = {"STO-67"}

    def due(self, lease: Lease, now: int, limit: int) -> Sequence[OutboxItem]:
        return sorted(super().due(lease, now, limit), key=lambda item: item.id)


class HoldsNothingBack(Relay):
    """A waiting retry does not hold back what comes after it in its stream."""

    BREAKS: ClassVar = {"STO-68"}

    def due(self, lease: Lease, now: int, limit: int) -> Sequence[OutboxItem]:
        waiting = [i for i in self.outbox(lease.shard, None, 999) if i.part == lease.part and i.not_before <= now]
        return sorted(waiting, key=lambda i: (i.not_before, i.created, i.order, i.id))[:limit]


class HoldsBackTheWholeStream(Relay):
    """A waiting retry holds back what comes before it too."""

    BREAKS: ClassVar = {"STO-69"}

    def due(self, lease: Lease, now: int, limit: int) -> Sequence[OutboxItem]:
        waiting = {i.stream for i in self.outbox(lease.shard, None, 999) if i.attempt and i.not_before > now}
        return [item for item in super().due(lease, now, limit) if item.stream not in waiting]


class RefusesUnknownIds(Relay):
    """One id that is gone already makes the whole settle fail."""

    BREAKS: ClassVar = {"STO-70"}

    def settle(self, lease: Lease, done: Sequence[str], later: Sequence[Later]) -> bool:
        there = {i.id for i in self.outbox(lease.shard, None, 999)}
        return set(done) <= there and super().settle(lease, done, later)


class CountsAttemptsTwice(Relay):
    """A postponed item has one attempt too many."""

    BREAKS: ClassVar = {"STO-71"}

    def settle(self, lease: Lease, done: Sequence[str], later: Sequence[Later]) -> bool:
        return super().settle(lease, done, [evolve(one, attempt=one.attempt + 1) for one in later])


class RepeatsTheOutbox(Relay):
    """The second page of the outbox begins at the first item again."""

    BREAKS: ClassVar = {"STO-72"}

    def outbox(self, shard: Shard, after: str | None, limit: int) -> Sequence[OutboxItem]:
        return super().outbox(shard, None, limit)


class GivesNothingBack(Relay):
    """A worker that ends is told that its part is free, and it is not."""

    BREAKS: ClassVar = {"STO-73", "STO-74"}

    def release(self, lease: Lease) -> bool:
        return True


class GivesBackAnothers(Remembers):
    """Whoever held the part last can give it back."""

    BREAKS: ClassVar = {"STO-74"}

    def release(self, lease: Lease) -> bool:
        return super().release(self.last.get((lease.shard, lease.part), lease))


WRONG: tuple[type[Relay], ...] = (
    LeasesMoreThanWanted,
    LapsesEarly,
    LeasesTwiceInARace,
    RenewalRaisesTheEpoch,
    NeverLapses,
    NoFence,
    TooSoon,
    DueById,
    HoldsNothingBack,
    HoldsBackTheWholeStream,
    RefusesUnknownIds,
    CountsAttemptsTwice,
    RepeatsTheOutbox,
    GivesNothingBack,
    GivesBackAnothers,
)
