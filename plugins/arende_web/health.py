"""For whoever runs the web: whether it lives, whether it can work, and figures for Prometheus. No person is in them."""

import asyncio
import hmac
from collections.abc import Iterator
from ipaddress import ip_address
from typing import Final

from arende.engine import Engine
from arende.engine.shards import providers
from arende.ports.records import Shard
from arende.ports.storage import StorageError
from arende.ports.times import to_micros
from litestar import Request, Response, get
from litestar.datastructures import State
from litestar.enums import MediaType
from litestar.exceptions import NotFoundException
from litestar.types import ControllerRouterHandler
from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, generate_latest
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, Metric
from prometheus_client.registry import Collector

from .asking import Asker
from .given import TheAsker, TheEngine, TheHub, TheWeb
from .live.hub import Hub
from .settings import WebSettings

AT_A_TIME: Final = 500
MOST: Final = 10_000
"""What waits is counted up to this for each care provider."""
MICROS: Final = 1_000_000


@get("/health/live")
async def live() -> Response[dict[str, str]]:
    """This process answers."""
    return Response({"status": "ok"}, media_type=MediaType.JSON)


@get("/health/ready", sync_to_thread=True)
def ready(engine: TheEngine) -> Response[dict[str, str]]:
    """It can work: storage answers. 503 where it does not. Adapters are open, or nothing would have started."""
    try:
        engine.storage.shards()
    except StorageError:
        return Response({"status": "unavailable", "storage": "unavailable"}, status_code=503, media_type=MediaType.JSON)
    return Response({"status": "ok", "storage": "ok"}, media_type=MediaType.JSON)


@get("/metrics")
async def metrics(
    request: Request[object, object, State], asker: TheAsker, engine: TheEngine, web: TheWeb, hub: TheHub
) -> Response[bytes]:
    """Figures, for who may read them; for others there is no such page."""
    if not may_read(request.headers.get("authorization", ""), asker, web):
        raise NotFoundException("metrics")
    text = await asyncio.to_thread(told, engine, hub)
    return Response(text, headers={"content-type": CONTENT_TYPE_LATEST})


def may_read(authorization: str, asker: Asker, web: WebSettings) -> bool:
    """Who brings the token; without one in the settings, whoever asks from this machine."""
    if web.metrics_token:
        given = authorization.removeprefix("Bearer ").encode("utf-8", "replace")
        return hmac.compare_digest(given, web.metrics_token.encode())
    try:
        return ip_address(asker.remote).is_loopback
    except ValueError:
        return False


def told(engine: Engine, hub: Hub) -> bytes:
    """The text that Prometheus reads. Raises StorageError."""
    registry = CollectorRegistry()
    registry.register(Figures(engine, hub))
    return generate_latest(registry)


class Figures(Collector):
    """What is counted when it is asked for: the outbox of every care provider, and the streams of this process."""

    def __init__(self, engine: Engine, hub: Hub) -> None:
        self._engine = engine
        self._hub = hub

    def collect(self) -> Iterator[Metric]:
        now = to_micros(self._engine.queries.clock.now())
        waiting = GaugeMetricFamily(
            "arende_outbox_waiting", "Effects in the outbox, timers among them.", labels=["kind"]
        )
        due = GaugeMetricFamily("arende_outbox_due", "Effects that should have been carried out.", labels=["kind"])
        failed = GaugeMetricFamily("arende_outbox_retried", "Effects that are tried again.", labels=["kind"])
        oldest, counts = 0.0, dict[str, list[int]]()
        for kind, not_before, attempt in self.items():
            count = counts.setdefault(kind, [0, 0, 0])
            count[0] += 1
            count[2] += attempt > 0
            if not_before <= now:
                count[1] += 1
                oldest = max(oldest, (now - not_before) / MICROS)
        for kind, (all_, late, again) in sorted(counts.items()):
            waiting.add_metric([kind], all_)
            due.add_metric([kind], late)
            failed.add_metric([kind], again)
        yield waiting
        yield due
        yield failed
        yield GaugeMetricFamily("arende_outbox_oldest_due_seconds", "How late the oldest one is.", value=oldest)
        yield GaugeMetricFamily("arende_providers", "Care providers.", value=len(providers(self._engine.storage)))
        yield GaugeMetricFamily(
            "arende_event_streams", "Streams of hints open in this process.", value=len(self._hub.listeners)
        )

        yield self.incoming()

    def incoming(self) -> CounterMetricFamily:
        """What providers have sent to this process."""
        told = CounterMetricFamily("arende_sms_incoming", "What SMS providers sent.", labels=["provider", "what"])
        reports = self._engine.sms_reports
        for provider in ("", *(route.name for route in reports.routes)):
            for what, count in reports.counted.of(provider).items():
                if count or provider:
                    told.add_metric([provider or "unknown", what.value], count)
        return told

    def items(self) -> Iterator[tuple[str, int, int]]:
        """Kind, time and attempt of all that waits."""
        for shard in providers(self._engine.storage):
            after: str | None = None
            for _ in range(MOST // AT_A_TIME):
                items = self._engine.storage.outbox(Shard(shard), after, AT_A_TIME)
                yield from ((item.kind, item.not_before, item.attempt) for item in items)
                if len(items) < AT_A_TIME:
                    break
                after = items[-1].id


ROUTES: Final[list[ControllerRouterHandler]] = [live, ready, metrics]
