"""The worker: takes parts of the outbox by lease, carries out what is due, settles it. No effect is known here.

A stopped worker delays and never loses: an item goes when it is settled, and not before.
"""

import threading
from collections.abc import Sequence
from contextlib import suppress
from typing import Final

from attrs import field, frozen

from ..ports.records import Later, Lease, OutboxItem
from ..ports.storage import Storage, StorageError
from ..ports.times import to_micros
from ..wire.ids import fresh
from .audit.pace import Pace
from .dispatch import Dispatcher
from .shards import providers
from .sweeping import Sweeping
from .system import Clock

LEASE: Final = 60_000_000
"""How long a part is held, in microseconds."""
ENOUGH: Final = LEASE // 2
"""No item is begun with less of the lease left; longer than any one provider call may take."""
IDLE: Final = 1.0
"""Seconds between looks at an empty outbox."""
BATCH: Final = 100
LOOKED_AT: Final = 500


@frozen(kw_only=True)
class Worker:
    """One worker, by a name of its own. Several may run at once, on several machines."""

    storage: Storage
    dispatcher: Dispatcher
    clock: Clock
    pace: Pace = field(repr=False)
    """How the access log is sealed meanwhile."""
    sweeping: Sweeping = field(repr=False)
    """How sign-ins that have ended are removed meanwhile."""
    name: str = field(factory=fresh)
    held: dict[tuple[str, int], Lease] = field(factory=dict, init=False, repr=False, eq=False)
    """The last lease of each part, to be given back when this worker ends."""
    one: threading.Lock = field(factory=threading.Lock, init=False, repr=False, eq=False)
    """Threads that share this worker take turns: a lease is the worker's, so it would not keep them apart."""

    def run_once(self, limit: int = BATCH) -> int:
        """Carry out up to `limit` of what is due now; how many were settled. Raises StorageError."""
        settled = 0
        with self.one:
            leases = self.storage.lease(self.name, self.now(), limit, LEASE)
            self.held.update({(lease.shard, lease.part): lease for lease in leases})
            for lease in leases:
                while settled < limit and self.may_begin(lease):
                    items = self.storage.due(lease, self.now(), min(BATCH, limit - settled))
                    worked = self.work(lease, items) if items else 0
                    if not worked:
                        break
                    settled += worked
        self.pace.if_due()
        return settled

    def work(self, lease: Lease, items: Sequence[OutboxItem]) -> int:
        """A batch of one part. What follows a failed item of the same stream waits, for order is kept per case.

        What was carried out is settled whatever comes after it. 0: the part was taken by another, or is about to be.
        """
        done: list[str] = []
        later: list[Later] = []
        waiting: set[str] = set()
        kept = False
        try:
            for item in items:
                if item.stream in waiting:
                    continue
                if not self.may_begin(lease):
                    break
                try:
                    settled = self.dispatcher.carry_out(item)
                except StorageError:
                    raise
                except Exception:  # noqa: BLE001 - a vendor's fault, or an item of a later version: it must not stop the rest
                    settled = self.dispatcher.kept(item)
                if isinstance(settled, Later):
                    later.append(settled)
                    waiting.add(item.stream)
                else:
                    done.append(item.id)
        finally:
            kept = self.storage.settle(lease, done, later)
        return len(done) + len(later) if kept else 0

    def give_back(self) -> None:
        """This worker ends in good order: the next need not wait for its leases. Storage that fails lets them lapse."""
        with self.one, suppress(StorageError):
            while self.held:
                self.storage.release(self.held.popitem()[1])

    def held_elsewhere(self) -> bool:
        """Whether something that is due stands in a part that another worker holds, perhaps one that has ended."""
        now = self.now()
        for shard in providers(self.storage):
            items = self.storage.outbox(shard, None, LOOKED_AT)
            tried = {item.stream for item in items if item.attempt > 0}
            if any(item.not_before <= now and item.stream not in tried for item in items):
                return True
        return False

    def may_begin(self, lease: Lease) -> bool:
        """Whether enough is left of the lease to carry out one more item before another worker can take the part."""
        return lease.until - self.now() >= ENOUGH

    def run(self, stop: threading.Event) -> None:
        """Work until told to stop; what has begun is finished. Storage that does not answer is asked again."""
        # On a thread of its own: an effect that takes long must not delay the sealing.
        sealing = threading.Thread(target=self.pace.until, args=(stop,), name="arende-seal", daemon=True)
        sealing.start()
        while not stop.is_set():
            try:
                worked = self.run_once()
                self.sweeping.if_due()
            except StorageError:
                worked = 0
            if not worked:
                stop.wait(IDLE)
        self.give_back()
        sealing.join()

    def now(self) -> int:
        return to_micros(self.clock.now())
