"""For whoever runs the web: whether it lives, whether it can work, and figures for Prometheus. No person is in them."""

import asyncio
import hmac
from collections.abc import Iterator
from ipaddress import ip_address
from typing import Final

from arende.cli.figures import Figures, text
from arende.engine import Engine
from arende.ports.storage import StorageError
from litestar import Request, Response, get
from litestar.datastructures import State
from litestar.enums import MediaType
from litestar.exceptions import NotFoundException
from litestar.types import ControllerRouterHandler
from prometheus_client import CONTENT_TYPE_LATEST
from prometheus_client.core import GaugeMetricFamily, Metric
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
    body = await asyncio.to_thread(told, engine, hub)
    return Response(body, headers={"content-type": CONTENT_TYPE_LATEST})


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
    return text(Figures(engine.metrics), Streams(hub))


class Streams(Collector):
    """The streams of this process."""

    def __init__(self, hub: Hub) -> None:
        self._hub = hub

    def collect(self) -> Iterator[Metric]:
        about = "Streams of hints open in this process."
        yield GaugeMetricFamily("arende_event_streams", about, value=len(self._hub.listeners))


ROUTES: Final[list[ControllerRouterHandler]] = [live, ready, metrics]
