"""Where the time of a command goes: storage's calls timed apart from the rest. A storage seen through a stopwatch."""

import time
from collections.abc import Sequence

from arende.engine import Request
from arende.engine.entrance import parsed
from arende.engine.handle import Handler
from arende.ports.records import Append, Head, Outcome, Shard
from arende.ports.storage import Storage
from arende_conformance.broken.relay import Relay
from attrs import evolve, frozen

from .clinic import Clinic


@frozen(kw_only=True)
class Parts:
    """Microseconds of one command."""

    heads: float
    """Reading heads, in storage."""
    commit: float
    """The transaction, in storage, disk included."""
    python: float
    """All else: digest, decoding, deciding, encoding, the answer."""

    def sentence(self) -> str:
        return (
            f"A command: {self.heads:.0f} µs reading heads, {self.commit:.0f} µs in the commit, "
            f"{self.python:.0f} µs in Python."
        )


class Watch(Relay):
    """Seconds spent in the two calls of the hot path."""

    def __init__(self, inner: Storage) -> None:
        super().__init__(inner)
        self.in_heads = 0.0
        self.in_commit = 0.0

    def heads(self, shard: Shard, streams: Sequence[str]) -> Sequence[Head | None]:
        start = time.perf_counter()
        found = self.inner.heads(shard, streams)
        self.in_heads += time.perf_counter() - start
        return found

    def commit(self, group: Sequence[Append]) -> Sequence[Outcome]:
        start = time.perf_counter()
        outcomes = self.inner.commit(group)
        self.in_commit += time.perf_counter() - start
        return outcomes


def parts(clinic: Clinic, group: int, count: int) -> Parts:
    """Send so many messages in groups of that size, with storage's calls timed apart."""
    watch = Watch(clinic.engine.storage)
    handler = evolve(clinic.engine.handler, storage=watch)
    requests = clinic.requests(count)
    start = time.perf_counter()
    for begin in range(0, count, group):
        carry_out(handler, requests[begin : begin + group])
    whole = time.perf_counter() - start
    return Parts(
        heads=watch.in_heads / count * 1e6,
        commit=watch.in_commit / count * 1e6,
        python=(whole - watch.in_heads - watch.in_commit) / count * 1e6,
    )


def carry_out(handler: Handler, requests: Sequence[Request]) -> None:
    lots = [parsed(one.command, one.actor, one.command_id) for one in requests]
    handler.handle_group(lots[0][0], [asked for _, asked in lots])
