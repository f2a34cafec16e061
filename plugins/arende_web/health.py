"""For whoever runs the web: whether it lives, whether it can work, and figures for Prometheus. No person is in them."""

import asyncio
import hmac
from collections.abc import Iterator
from ipaddress import ip_address
from typing import Final

from arende.engine import Engine
from arende.ports.storage import StorageError
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
    """The engine's numbers when they are asked for, and the streams of this process."""

    def __init__(self, engine: Engine, hub: Hub) -> None:
        self._engine = engine
        self._hub = hub

    def collect(self) -> Iterator[Metric]:
        """Raises StorageError."""
        found = self._engine.metrics()
        numbers = {
            "arende_sms_queued": ("SMS that wait for any reason.", found.sms_queued),
            "arende_sms_due": ("SMS that a worker could send now.", found.sms_due),
            "arende_sms_oldest_seconds": ("How long the oldest of those that are due has waited.", found.sms_oldest),
            "arende_outbox_due": ("Other effects that are due.", found.outbox_waiting),
            "arende_outbox_dead": ("Effects that nobody can carry out: they wait for a person.", found.dead),
            "arende_sms_reports_waiting": ("Reports whose SMS nobody knows yet.", found.reports_waiting),
            "arende_event_streams": ("Streams of hints open in this process.", len(self._hub.listeners)),
        }
        for name, (about, value) in numbers.items():
            yield GaugeMetricFamily(name, about, value=value)
        available = GaugeMetricFamily("arende_sms_available", "1: the provider may be called.", labels=["provider"])
        calls = CounterMetricFamily("arende_sms_calls", "Calls to SMS providers.", labels=["provider", "outcome"])
        received = CounterMetricFamily("arende_sms_received", "What providers sent.", labels=["provider", "what"])
        for one in found.providers:
            available.add_metric([one.name], one.available)
            for outcome, count in (("sent", one.sent), ("failed", one.failed), ("uncertain", one.uncertain)):
                calls.add_metric([one.name, outcome], count)
            for what, count in one.received.items():
                received.add_metric([one.name, what.value], count)
        received.add_metric(["", "unknown_provider"], found.unknown_provider)
        yield available
        yield calls
        yield received


ROUTES: Final[list[ControllerRouterHandler]] = [live, ready, metrics]
