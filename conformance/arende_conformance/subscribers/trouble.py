"""Subscriber clauses SUB-20 to SUB-27: what cannot be told is raised, for only then is it told again."""

from typing import Final

from ..abilities import mend, sever, strayed
from ..claims import Capability
from ..clauses import check, clause, same
from .bench import SubscriberBench, told, well_told
from .harness import Trouble, make_trouble
from .samples import AFTER, SENT, places

AGAIN: Final = "ports.subscribers.Subscriber: an exception means: again"
SEVERABLE: Final = (Capability.SEVERABLE,)
TROUBLED: Final = (Capability.TROUBLED,)
WEB: Final = (Capability.WEB,)


def troubled(bench: SubscriberBench, trouble: Trouble) -> Exception | None:
    """What telling comes to while the other side behaves so."""
    subscriber = bench.subscriber()
    make_trouble(bench.harness, trouble)
    return told(bench, subscriber, SENT)


class TroubleClauses:
    """The other side in trouble."""

    @clause("SUB-20", "Where the other side is out of reach it raises.", source=AGAIN, needs=SEVERABLE)
    def test_severed(self, bench: SubscriberBench) -> None:
        subscriber = bench.subscriber()
        sever(bench.harness)
        check(told(bench, subscriber, SENT) is not None, "it has been told, and nobody can have heard")

    @clause(
        "SUB-21",
        "When the other side is back, the same subscriber tells it what it missed, and what comes after.",
        source=AGAIN,
        needs=(Capability.SEVERABLE, Capability.HEARD),
    )
    def test_back(self, bench: SubscriberBench) -> None:
        subscriber = bench.subscriber()
        sever(bench.harness)
        told(bench, subscriber, SENT)
        mend(bench.harness)
        for records in (SENT, AFTER):
            well_told(bench, subscriber, records)
        found = {(one.stream, one.seq) for one in bench.heard()}
        same(len(set(places((*SENT, *AFTER))) - found), 0, "the records that have not arrived")

    @clause("SUB-22", "Where an answer is lost it raises: nobody knows who has heard.", source=AGAIN, needs=TROUBLED)
    def test_lost(self, bench: SubscriberBench) -> None:
        check(troubled(bench, Trouble.LOST) is not None, "it has been told, and no answer has come")

    @clause(
        "SUB-23",
        "Where no answer comes it raises, in time: the worker waits.",
        source="ports.subscribers.Subscriber.told: answer within 20 seconds",
        needs=TROUBLED,
    )
    def test_silent(self, bench: SubscriberBench) -> None:
        check(troubled(bench, Trouble.SILENT) is not None, "it has been told, and no answer has come")

    @clause("SUB-24", "Where the other side is busy it raises.", source=AGAIN, needs=TROUBLED)
    def test_busy(self, bench: SubscriberBench) -> None:
        check(troubled(bench, Trouble.BUSY) is not None, "it has been told, and was not heard")

    @clause("SUB-25", "Where its credentials are refused it raises.", source=AGAIN, needs=TROUBLED)
    def test_locked(self, bench: SubscriberBench) -> None:
        check(troubled(bench, Trouble.LOCKED) is not None, "it has been told, and was not heard")

    @clause(
        "SUB-26",
        "A redirect is not followed, and raises: what is told goes nowhere but to the address that was set.",
        source="architecture.md: adapters follow no redirect",
        needs=WEB,
    )
    def test_redirect(self, bench: SubscriberBench) -> None:
        error = troubled(bench, Trouble.ELSEWHERE)
        same(strayed(bench.harness), 0, "the requests that went elsewhere")
        check(error is not None, "it has been told, and was not heard")
