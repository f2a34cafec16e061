"""The engine's figures for Prometheus: `Figures`, which the web shows with its own, and a page of a worker's own.

Needs the extra `metrics`. No person is in them.
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Final

from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, generate_latest
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, Metric
from prometheus_client.registry import Collector

from ..engine.metrics import FeedMetrics, Gauges
from ..ports.storage import StorageError

PATIENCE: Final = 5
"""Seconds that who asks may be silent."""


class Figures(Collector):
    """The engine's numbers: what waits is of the database, what providers did of this process."""

    def __init__(self, gauges: Gauges) -> None:
        self._gauges = gauges

    def collect(self) -> Iterator[Metric]:
        """Raises StorageError."""
        found = self._gauges()
        numbers = {
            "arende_sms_queued": ("SMS that wait for any reason.", found.sms_queued),
            "arende_sms_due": ("SMS that a worker could send now.", found.sms_due),
            "arende_sms_oldest_seconds": ("How long the oldest of those that are due has waited.", found.sms_oldest),
            "arende_outbox_due": ("Other effects that are due.", found.outbox_waiting),
            "arende_exporters_paused": ("Exporters that nothing goes to for now.", len(found.paused)),
            "arende_outbox_dead": ("Effects that nobody can carry out: they wait for a person.", found.dead),
            "arende_sms_reports_waiting": ("Reports whose SMS nobody knows yet.", found.reports_waiting),
        }
        for name, (about, value) in numbers.items():
            yield GaugeMetricFamily(name, about, value=value)
        available = GaugeMetricFamily("arende_sms_available", "1: the provider may be called.", labels=["provider"])
        calls = CounterMetricFamily("arende_sms_calls", "Calls to SMS providers.", labels=["provider", "outcome"])
        received = CounterMetricFamily("arende_sms_received", "What providers sent.", labels=["provider", "what"])
        faults = CounterMetricFamily(
            "arende_sms_faults", "Uncertain calls at which the provider's own program failed.", labels=["provider"]
        )
        for one in found.providers:
            faults.add_metric([one.name], one.faults)
            available.add_metric([one.name], one.available)
            for outcome, count in (("sent", one.sent), ("failed", one.failed), ("uncertain", one.uncertain)):
                calls.add_metric([one.name, outcome], count)
            for what, count in one.received.items():
                received.add_metric([one.name, what.value], count)
        received.add_metric(["", "unknown_provider"], found.unknown_provider)
        yield from feeds_of(found.feeds)
        yield available
        yield calls
        yield faults
        yield received


def feeds_of(feeds: Iterable[FeedMetrics]) -> Iterator[Metric]:
    """How each directory feed fares."""
    faults = GaugeMetricFamily("arende_feed_faults", "Lines of a register at fault, not mended yet.", labels=["feed"])
    trouble = GaugeMetricFamily("arende_feed_troubled", "1: the feed could not come to its end.", labels=["feed"])
    age = GaugeMetricFamily("arende_feed_age_seconds", "How long since the feed came to its end.", labels=["feed"])
    for one in feeds:
        faults.add_metric([one.name], one.faults)
        trouble.add_metric([one.name], one.troubled)
        if one.age is not None:
            age.add_metric([one.name], one.age)
    yield from (faults, trouble, age)


def text(*collectors: Collector) -> bytes:
    """What Prometheus reads. Raises StorageError."""
    registry = CollectorRegistry(auto_describe=False)
    for collector in collectors:
        registry.register(collector)
    return generate_latest(registry)


@contextmanager
def shown(gauges: Gauges, host: str, port: int) -> Iterator[int]:
    """`/metrics` at that address until the block ends; the port, where 0 was asked for. Raises OSError."""

    class Page(BaseHTTPRequestHandler):
        timeout = PATIENCE
        server_version, sys_version = "arende", ""

        def do_GET(self) -> None:
            if self.path.partition("?")[0] != "/metrics":
                self.send_error(HTTPStatus.NOT_FOUND)
                return
            try:
                body = text(Figures(gauges))
            except StorageError:
                self.send_error(HTTPStatus.SERVICE_UNAVAILABLE)
                return
            self.send_response(HTTPStatus.OK)
            self.send_header("content-type", CONTENT_TYPE_LATEST)
            self.send_header("content-length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: object) -> None:
            """Requests are not logged."""

    with ThreadingHTTPServer((host, port), Page) as server:
        server.daemon_threads = True
        thread = Thread(target=server.serve_forever, name="arende-metrics", daemon=True)
        thread.start()
        try:
            yield server.server_port
        finally:
            server.shutdown()
            thread.join()
