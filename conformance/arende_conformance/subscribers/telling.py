"""Subscriber clauses SUB-01 to SUB-09: what is told arrives, and whoever is told twice can know it."""

from functools import partial
from typing import Final

from ..bench import together
from ..claims import Capability
from ..clauses import check, clause, same
from .bench import SubscriberBench, well_told
from .samples import AFTER, ELSEWHERE, SENT, SOME_DAY, STREAM, places, record

TOLD: Final = "ports.subscribers.Subscriber.told"
TWICE: Final = "ports.subscribers.Subscriber.told: whoever is told twice must not mind"
HEARD: Final = (Capability.HEARD,)


class TellingClauses:
    """Being told."""

    @clause("SUB-01", "What is committed can be told, and told again: nothing is raised.", source=TWICE)
    def test_told(self, bench: SubscriberBench) -> None:
        subscriber = bench.subscriber()
        for records in (SENT, SENT, ELSEWHERE, AFTER, SENT):
            well_told(bench, subscriber, records)

    @clause("SUB-02", "Where nothing is raised, every record has arrived.", source=TOLD, needs=HEARD)
    def test_arrives(self, bench: SubscriberBench) -> None:
        subscriber = bench.subscriber()
        for records in (SENT, ELSEWHERE, AFTER):
            well_told(bench, subscriber, records)
        wanted = set(places((*SENT, *ELSEWHERE, *AFTER)))
        same(len(wanted - {(one.stream, one.seq) for one in bench.heard()}), 0, "the records that have not arrived")

    @clause("SUB-03", "Nothing arrives that was not told.", source=TOLD, needs=HEARD)
    def test_nothing_else(self, bench: SubscriberBench) -> None:
        well_told(bench, bench.subscriber(), SENT)
        strange = [one for one in bench.heard() if (one.stream, one.seq) not in places(SENT)]
        same(len(strange), 0, "the records that nobody told of")

    @clause(
        "SUB-04",
        "Of one stream what was committed first arrives first.",
        source="ports.subscribers.Subscriber: in order per stream",
        needs=HEARD,
    )
    def test_in_order(self, bench: SubscriberBench) -> None:
        subscriber = bench.subscriber()
        for records in (SENT, AFTER):
            well_told(bench, subscriber, records)
        found = [one.seq for one in bench.heard() if one.stream == STREAM]
        same(found, sorted(found), "the numbers in the order of their coming")

    @clause(
        "SUB-05",
        "The same records told again are known again: they are not there twice, or as the same telling.",
        source=TWICE,
        needs=HEARD,
    )
    def test_known_again(self, bench: SubscriberBench) -> None:
        subscriber = bench.subscriber()
        well_told(bench, subscriber, SENT)
        first = {one.delivery for one in bench.heard()}
        well_told(bench, subscriber, SENT)
        same(len({one.delivery for one in bench.heard()} - first), 0, "the tellings that seem to be new")

    @clause(
        "SUB-06",
        "Different records are different tellings.",
        source=TWICE,
        needs=HEARD,
    )
    def test_told_apart(self, bench: SubscriberBench) -> None:
        subscriber = bench.subscriber()
        by_delivery: dict[str, set[int]] = {}
        groups = (SENT, AFTER, ELSEWHERE, SENT[:1])
        for number, records in enumerate(groups):
            before = len(bench.heard())
            well_told(bench, subscriber, records)
            for one in bench.heard()[before:]:
                by_delivery.setdefault(one.delivery, set()).add(number)
        mixed = [numbers for numbers in by_delivery.values() if len(numbers - {0, 3}) + bool(numbers & {0, 3}) > 1]
        same(len(mixed), 0, "the tellings that stand for several")

    @clause(
        "SUB-07",
        "A name and a schema that it does not know are no fault.",
        source="docs/deprecation.md: a later version has more events",
    )
    def test_some_day(self, bench: SubscriberBench) -> None:
        well_told(bench, bench.subscriber(), [record(1, name=SOME_DAY), record(2, schema=99)])

    @clause(
        "SUB-08",
        "A body that was removed by order is no fault.",
        source="ports.storage.Storage.redact: a tombstone takes its place",
    )
    def test_tombstone(self, bench: SubscriberBench) -> None:
        well_told(bench, bench.subscriber(), [record(1, body=b'{"redacted":true}'), record(2, body=b"")])

    @clause(
        "SUB-09",
        "Told by several threads at once, everything arrives.",
        source="ports.subscribers.Subscriber: called by the worker, which has threads",
        needs=HEARD,
        chance=True,
    )
    def test_at_once(self, bench: SubscriberBench) -> None:
        subscriber = bench.subscriber()
        streams = [f"case/{number}" for number in range(8)]
        together(*[partial(well_told, bench, subscriber, [record(1, stream=one)]) for one in streams])
        found = {one.stream for one in bench.heard()}
        check(found == set(streams), f"{len(set(streams) - found)} of {len(streams)} have not arrived")
