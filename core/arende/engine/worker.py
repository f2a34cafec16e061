"""The worker: takes parts of the outbox by lease, carries out what is due, settles it. No effect is known here.

A stopped worker delays and never loses: an item goes when it is settled, and not before.
"""

import threading
from collections.abc import Callable, Sequence
from contextlib import suppress
from functools import partial
from typing import Final

from attrs import define, field, frozen

from ..domain.commands import Command
from ..ports.records import Later, Lease, OutboxItem
from ..ports.storage import Storage, StorageError
from ..ports.times import to_micros
from ..wire.hands import Hand
from ..wire.ids import fresh
from .audit.pace import Pace
from .directory import Pulling
from .dispatch import Dispatcher, What
from .outcomes import Handed, Settled, Told, faulty, put_off
from .shards import providers
from .sms.calls import Call
from .sms.listening import Ears
from .sweeping import Sweeping
from .system import Clock
from .tally import Tally
from .unread import Unread
from .untouched import Untouched

LEASE: Final = 60_000_000
"""How long a part is held, in microseconds."""
ENOUGH: Final = LEASE // 2
"""No item is begun with less of the lease left; longer than any one provider call may take."""
IDLE: Final = 1.0
"""Seconds between looks at an empty outbox."""
TOGETHER: Final = 20_000
"""How long outcomes wait to be recorded together, in microseconds from when the first of their effects was begun: no
longer than a slow sync takes. What a worker that is killed has done meanwhile is done again, so it must be short; and a
provider that takes longer than that for one call has each outcome recorded at once."""
BATCH: Final = 100
LOOKED_AT: Final = 500


@define
class Lot:
    """What a worker has carried out of one batch, and has yet to settle."""

    done: list[str] = field(factory=list)
    later: list[Later] = field(factory=list)
    waiting: set[str] = field(factory=set)
    """Streams of what must be tried again."""
    told: list[Told] = field(factory=list)
    """Outcomes that are yet to be recorded."""
    since: int = 0
    """When the first of their effects was begun."""
    settled: list[tuple[OutboxItem, Settled, Command | None]] = field(factory=list)
    """Each item, how it is settled, and the outcome that was recorded of it."""

    def take(self, item: OutboxItem, came: Settled | Told, begun: int, of: Command | None = None) -> None:
        """`of` is the outcome that was recorded before, if any."""
        if isinstance(came, Told):
            self.since = self.since if self.told else begun
            self.told.append(came)
            return
        self.settled.append((item, came, of))
        if isinstance(came, Handed):
            self.done += [item.id, *([came.done] if came.done else [])]
            self.later += [came.later] if came.later else []
        elif isinstance(came, Later):
            self.later.append(came)
            self.waiting.add(item.stream)
        else:
            self.done.append(item.id)

    def must_be_recorded(self, following: OutboxItem, now: int) -> bool:
        """Before the following item is begun: outcomes have waited long enough, or one is of the same stream."""
        if not self.told:
            return False
        return not 0 <= now - self.since < TOGETHER or any(one.item.stream == following.stream for one in self.told)


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
    untouched: Untouched = field(repr=False)
    """How what nobody touched is looked for meanwhile."""
    ears: Ears = field(repr=False)
    """What has come in over providers' own connections."""
    unread: Unread = field(repr=False)
    """How what lies unread is looked at after a unit has changed its rules."""
    pulling: Pulling = field(repr=False)
    """How hosts' registers are pulled meanwhile."""
    name: str = field(factory=fresh)
    held: dict[tuple[str, int], Lease] = field(factory=dict, init=False, repr=False, eq=False)
    """The last lease of each part, to be given back when this worker ends."""
    one: threading.Lock = field(factory=threading.Lock, init=False, repr=False, eq=False)
    """Threads that share this worker take turns: a lease is the worker's, so it would not keep them apart."""

    def run_once(self, limit: int = BATCH, stop: threading.Event | None = None, tally: Tally | None = None) -> int:
        """Carry out up to `limit` of what is due now; how many were settled, or found overdue. Raises StorageError.

        Settled is also what failed and comes back: `tally` is told what became of each. Once `stop` is set, nothing
        more is begun.
        """
        settled = 0
        with self.one:
            leases = self.storage.lease(self.name, self.now(), limit, LEASE)
            self.held.update({(lease.shard, lease.part): lease for lease in leases})
            for lease in leases:
                go_on = partial(self.may_begin, lease, stop)
                while settled < limit and go_on():
                    items = self.storage.due(lease, self.now(), min(BATCH, limit - settled))
                    worked = self.work(lease, items, go_on, tally) if items else 0
                    if not worked:
                        break
                    settled += worked
            found = self.ears.listen() + self.untouched.if_due() + self.unread.if_due()
            if tally is not None:
                tally.done += found
            settled += found
        self.pace.if_due()
        return settled + self.pulling.inline()

    def work(
        self, lease: Lease, items: Sequence[OutboxItem], go_on: Callable[[], bool], tally: Tally | None = None
    ) -> int:
        """A batch of one part. What follows a failed item of the same stream waits, for order is kept per case.

        What was carried out is settled whatever comes after it. 0: the part was taken by another, or is about to be.
        """
        lot = Lot()
        kept = False
        try:
            left = list(items)
            while left and go_on():
                left = [item for item in left if item.stream not in lot.waiting]
                group = left[: self.dispatcher.together(left)]
                if any(lot.must_be_recorded(item, self.now()) for item in group):
                    self.record(lot)
                    continue  # what waits by it is known only now
                left = left[len(group) :]
                for item, what in zip(group, self.begin(group), strict=True):
                    if lot.must_be_recorded(item, self.now()):
                        self.record(lot)
                    begun = self.now()
                    lot.take(item, self.carry_out(item, what, go_on), begun)
                    if isinstance(what, Hand):
                        left = []  # what is due is another now
        finally:
            try:
                self.record(lot)
            finally:
                kept = self.storage.settle(lease, lot.done, lot.later)
        if kept and tally is not None:
            for settled in lot.settled:
                tally.add(*settled)
        return len(lot.done) + len(lot.later) if kept else 0

    def begin(self, group: Sequence[OutboxItem]) -> Sequence[Settled | Told | Call | What]:
        """Together; after an unexpected error one by one, so that only what is at fault must be tried again."""
        try:
            return self.dispatcher.begin(group)
        except StorageError:
            raise
        except Exception:  # noqa: BLE001 - an item of a later version, or a fault of ours: it must not stop the rest
            if len(group) == 1:
                return [faulty(group[0], self.clock.now())]
            return [self.begin([item])[0] for item in group]

    def carry_out(
        self, item: OutboxItem, what: Settled | Told | Call | What, go_on: Callable[[], bool]
    ) -> Settled | Told:
        if isinstance(what, What) and not go_on():
            return put_off(item, self.clock.now())
        try:
            return self.dispatcher.carry_out(item, what, go_on)
        except StorageError:
            raise
        except Exception:  # noqa: BLE001 - a vendor's fault, or ours: it must not stop the rest
            return faulty(item, self.clock.now())

    def record(self, lot: Lot) -> None:
        """Make durable what has come of effects, so that their items can be settled."""
        outcomes, lot.told = lot.told, []
        if outcomes:
            for one, settled in zip(outcomes, self.recorded(outcomes), strict=True):
                lot.take(one.item, settled, lot.since, one.command)

    def recorded(self, outcomes: Sequence[Told]) -> Sequence[Settled]:
        """Together; after an unexpected error one by one, so that only what is at fault must be tried again."""
        try:
            return self.dispatcher.recorded(outcomes)
        except StorageError:
            raise
        except Exception:  # noqa: BLE001 - as in `carry_out`
            if len(outcomes) == 1:
                return [faulty(outcomes[0].item, self.clock.now())]
            return [self.recorded([one])[0] for one in outcomes]

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

    def may_begin(self, lease: Lease, stop: threading.Event | None = None) -> bool:
        """Whether enough is left of the lease to carry out one more item before another worker can take the part."""
        return lease.until - self.now() >= ENOUGH and not (stop is not None and stop.is_set())

    def run(self, stop: threading.Event) -> None:
        """Work until told to stop; what has begun is finished. Storage that does not answer is asked again."""
        # On threads of their own: what takes long must not delay the sealing, and a whole register no SMS.
        beside = {"arende-seal": self.pace.until, "arende-pull": self.pulling.until}
        threads = [threading.Thread(target=go, args=(stop,), name=name, daemon=True) for name, go in beside.items()]
        self.pulling.beside = True
        for thread in threads:
            thread.start()
        while not stop.is_set():
            try:
                worked = self.run_once(stop=stop)
                self.sweeping.if_due()
            except StorageError:
                worked = 0
            if not worked:
                stop.wait(IDLE)
        self.give_back()
        for thread in threads:
            thread.join()
        self.pulling.beside = False
        with suppress(StorageError):
            self.pace.now()  # what was recorded after the sealing thread's last look

    def now(self) -> int:
        return to_micros(self.clock.now())
