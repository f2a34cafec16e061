"""Numbers for whoever watches the system: how much waits and how old it is, what providers did, what came in.

Plain data, nothing of any person. Counts of providers are of this process since it began, as a scraper expects; what
waits is of the whole database.
"""

from collections.abc import Mapping

from attrs import frozen

from ..ports.records import OutboxItem, Shard
from ..ports.storage import Storage
from ..ports.times import to_micros
from ..wire.outbox import SMS
from .directory import Feeds, FeedStatus
from .outcomes import is_dead
from .pausing import Pausing
from .shards import ALL, providers
from .sms.counted import Counted, What
from .sms.routes import Route
from .system import Clock

AT_A_TIME = 500


@frozen(kw_only=True)
class ProviderMetrics:
    """One SMS provider, by its name in the settings."""

    name: str
    sent: int
    """SMS that it has taken."""
    failed: int
    """Calls that it turned down, or that did not reach it."""
    uncertain: int
    faults: int
    """Of the uncertain, calls at which the provider's own program failed, by an exception."""
    available: bool
    """Whether it may be called: its circuit is closed."""
    received: Mapping[What, int]
    """What came in from it."""


@frozen(kw_only=True)
class FeedMetrics:
    """One directory feed, by its name in the settings."""

    name: str
    faults: int
    """Lines at fault that nothing has mended."""
    troubled: bool
    """Whether it could not come to its end."""
    age: float | None
    """Seconds since it last did; None: never."""


@frozen(kw_only=True)
class Metrics:
    """At one moment. Ages are seconds, 0 where nothing waits."""

    sms_queued: int
    """SMS that wait for any reason: quiet hours, a provider that fails, no worker."""
    sms_due: int
    """Of these, what a worker could carry out now."""
    sms_oldest: float
    """How long the oldest of those that are due has waited since it was asked for."""
    outbox_waiting: int
    """All else that is due."""
    dead: int
    """What nobody can carry out: it waits for a person."""
    reports_waiting: int
    """Reports whose SMS nobody knows yet."""
    unknown_provider: int
    """Requests to the address of a provider that there is not."""
    providers: tuple[ProviderMetrics, ...]
    paused: tuple[str, ...] = ()
    """Exporters that are paused for any care provider, by name."""
    feeds: tuple[FeedMetrics, ...] = ()


@frozen(kw_only=True)
class Gauges:
    """Where the numbers come from: `engine.metrics`."""

    storage: Storage
    clock: Clock
    routes: tuple[Route, ...]
    counted: Counted
    pausing: Pausing
    directory: Feeds

    def __call__(self) -> Metrics:
        """Reads all that waits, so not to be asked every second. Raises StorageError."""
        now = to_micros(self.clock.now())
        items = [item for shard in providers(self.storage) for item in self.items(shard)]
        sms = [item for item in items if item.kind == SMS and not is_dead(item)]
        due = [item for item in sms if item.not_before <= now]
        other = [item for item in items if item.kind != SMS and item.not_before <= now]
        return Metrics(
            sms_queued=len(sms),
            sms_due=len(due),
            sms_oldest=max((now - item.created for item in due), default=0) / 1_000_000,
            outbox_waiting=len(other),
            dead=sum(map(is_dead, items)),
            reports_waiting=sum(len(self.items(shard)) for shard in ALL),
            unknown_provider=self.counted.of("")[What.UNKNOWN_PROVIDER],
            providers=tuple(self.of(route, now) for route in self.routes),
            paused=tuple(sorted(self.pausing.everywhere())),
            feeds=tuple(map(self.fed, self.directory.status())),
        )

    def fed(self, one: FeedStatus) -> FeedMetrics:
        return FeedMetrics(
            name=one.feed.name,
            faults=len(one.state.faults) + one.state.beyond,
            troubled=one.state.trouble is not None,
            age=None if one.last is None else (self.clock.now() - one.last).total_seconds(),
        )

    def items(self, shard: Shard) -> list[OutboxItem]:
        found: list[OutboxItem] = []
        while more := self.storage.outbox(shard, found[-1].id if found else None, AT_A_TIME):
            found += more
        return found

    def of(self, route: Route, now: int) -> ProviderMetrics:
        return ProviderMetrics(
            name=route.name,
            sent=route.counts.sent,
            failed=route.counts.failed,
            uncertain=route.counts.uncertain,
            faults=route.counts.faults,
            available=route.open(now),
            received=self.counted.of(route.name),
        )
