"""SMS clauses SMS-44 to SMS-48: reports that come over the provider's own connection, and are fetched by the worker."""

import time
from typing import Final

from arende.ports.sms import Accepted, Delivery, Heard, Listening, SmsReport

from ..bench import SmsBench, together
from ..claims import Capability
from ..clauses import check, clause, fail, is_a, same
from .harness import tell
from .sending import request, sent

HEARD: Final = "ports.sms.Listening.heard"
SETTLE: Final = "ports.sms.Listening: told upwards only when settled, so that a killed worker is told once more"
LISTENED: Final = (Capability.LISTENED,)
PATIENCE: Final = 20.0
"""Seconds that something may take from the other side until it is heard."""


def listening(bench: SmsBench) -> Listening:
    """The last provider, which listens."""
    provider = bench.last
    return provider if isinstance(provider, Listening) else fail("the provider has no heard() and settle()")


def told(bench: SmsBench, *ids: str) -> list[str | None]:
    """SMS that a new provider has accepted, and that are then reported as delivered, in this order; its ids."""
    provider = bench.provider()
    accepted = [is_a(sent(provider, request(id)), Accepted, "the outcome").provider_id for id in ids]
    for id in ids:
        tell(bench.harness, id, Delivery.DELIVERED)
    return accepted


def told_last(bench: SmsBench) -> None:
    """One more SMS, that is reported when all before it has come."""
    sent(bench.last, request("n-3"))
    tell(bench.harness, "n-3", Delivery.DELIVERED)


def hear(provider: Listening, count: int) -> list[Heard]:
    """What is heard, when there is so much of it."""
    patience = time.monotonic() + PATIENCE
    while len(found := list(provider.heard(100))) < count:
        if time.monotonic() > patience:
            fail(f"{len(found)} of {count} reports had been heard after {PATIENCE:g} seconds")
        time.sleep(0.01)
    return found


class ListeningClauses:
    """Listening."""

    @clause(
        "SMS-44",
        "What is reported over the provider's own connection is heard, with its SMS and its state.",
        source=HEARD,
        needs=LISTENED,
    )
    def test_heard(self, bench: SmsBench) -> None:
        (theirs,) = told(bench, "n-1")
        (one,) = hear(listening(bench), 1)
        report = is_a(one.what, SmsReport, "what was heard")
        check(report.our_id == "n-1" or (theirs is not None and report.provider_id == theirs), "it names another SMS")
        same(report.state, Delivery.DELIVERED, "the state that was heard")

    @clause(
        "SMS-45",
        "What is not settled is heard again, under the same key; what is settled is not.",
        source=SETTLE,
        needs=LISTENED,
    )
    def test_settled(self, bench: SmsBench) -> None:
        told(bench, "n-1")
        provider = listening(bench)
        first = hear(provider, 1)
        same(list(provider.heard(100)), first, "what is heard the second time")
        provider.settle([one.key for one in first])
        same(list(provider.heard(100)), [], "what is heard when all is settled")

    @clause("SMS-46", "No more is heard than was asked for, and the oldest first.", source=HEARD, needs=LISTENED)
    def test_limit(self, bench: SmsBench) -> None:
        told(bench, "n-1", "n-2")
        provider = listening(bench)
        both = hear(provider, 2)
        same(list(provider.heard(1)), both[:1], "what is heard of two")
        provider.settle([both[0].key])
        same(list(provider.heard(1)), both[1:], "what is heard of the one that is left")

    @clause("SMS-47", "Hearing does not wait for anything to come.", source=HEARD, needs=LISTENED)
    def test_does_not_wait(self, bench: SmsBench) -> None:
        bench.provider()
        provider = listening(bench)
        (found,) = together(lambda: list(provider.heard(100)), limit=bench.timeout)
        same(found, [], "what is heard where nothing came")

    @clause(
        "SMS-48",
        "The same report twice is heard once, until it is settled: it is one outcome.",
        source=HEARD,
        needs=LISTENED,
    )
    def test_twice(self, bench: SmsBench) -> None:
        told(bench, "n-1", "n-2")
        tell(bench.harness, "n-1", Delivery.DELIVERED)
        told_last(bench)
        same(len(hear(listening(bench), 3)), 3, "the number of reports that were heard of three SMS")
