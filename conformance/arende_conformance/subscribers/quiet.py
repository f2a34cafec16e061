"""Subscriber clauses SUB-30 to SUB-38: what a subscriber shows, how long it takes, and how it is opened and closed."""

from typing import Final

from ..abilities import secrets_of
from ..claims import Capability
from ..clauses import clause, same
from ..configuring import names_missing, names_mistyped, names_unknown, shows_no_value
from ..watching import Ear, returned, seen, troubles
from .bench import SubscriberBench, told, well_told
from .harness import Trouble, make_trouble
from .samples import PERSONAL, SENT
from .trouble import troubled

LEAKS: Final = "architecture.md: no personal data in logs, errors and metrics"
OPEN: Final = "ports.subscribers.SubscriberFactory.open"


class QuietClauses:
    """Saying nothing, and coming back."""

    @clause("SUB-30", "Nothing of a record's body stands in what it shows of itself, or in a log.", source=LEAKS)
    def test_shows_nothing(self, bench: SubscriberBench) -> None:
        with Ear() as ear:
            subscriber = bench.subscriber()
            error = told(bench, subscriber, SENT)
        same(seen(PERSONAL, f"{subscriber!r} {subscriber} {error!r} {error} {ear.text}"), 0, "what leaked")

    @clause(
        "SUB-31",
        "What the other side quotes is neither raised nor logged.",
        source=LEAKS,
        needs=(Capability.WEB,),
    )
    def test_quotes(self, bench: SubscriberBench) -> None:
        with Ear() as ear:
            error = troubled(bench, Trouble.QUOTING)
        same(seen(PERSONAL, f"{error!r} {error} {ear.text}"), 0, "what leaked")

    @clause(
        "SUB-32",
        "No secret stands in what it shows of itself, in what it raises or in a log.",
        source=LEAKS,
        needs=(Capability.SECRETIVE,),
    )
    def test_secrets(self, bench: SubscriberBench) -> None:
        secrets = secrets_of(bench.harness)
        with Ear() as ear:
            subscriber = bench.subscriber()
            shown = [repr(subscriber), str(subscriber)]
            for trouble in troubles(bench.claims, Trouble.LOCKED, Trouble.QUOTING):
                if trouble is not None:
                    make_trouble(bench.harness, trouble)
                error = told(bench, subscriber, SENT)
                shown.append(f"{error!r} {error}")
        same(seen(secrets, " ".join([*shown, ear.text])), 0, "the secrets that leaked")

    @clause(
        "SUB-33",
        "It answers within the time that the harness states, 20 seconds at most.",
        source="ports.subscribers.Subscriber.told: answer within 20 seconds",
    )
    def test_bounded(self, bench: SubscriberBench) -> None:
        same(bench.timeout <= 20, True, "whether the harness states 20 seconds at most")
        well_told(bench, bench.subscriber(), SENT)

    @clause("SUB-34", "It can be closed, told or not.", source="ports.subscribers.Subscriber.close")
    def test_closed(self, bench: SubscriberBench) -> None:
        returned(bench.harness.subscriber().close, (type(None),), "close")
        subscriber = bench.harness.subscriber()
        well_told(bench, subscriber, SENT)
        returned(subscriber.close, (type(None),), "close")

    test_missing = names_missing("SUB-35")
    test_unknown_option = names_unknown("SUB-36", OPEN)
    test_mistyped = names_mistyped("SUB-37", OPEN)
    test_no_value = shows_no_value("SUB-38")
