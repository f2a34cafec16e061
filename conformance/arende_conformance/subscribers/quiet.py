"""Subscriber clauses SUB-30 to SUB-38: what a subscriber shows, how long it takes, and how it is opened and closed."""

from typing import Final

from ..claims import Capability
from ..clauses import clause, same
from ..configuring import names_missing, names_mistyped, names_unknown, shows_no_value
from ..watching import Ear, returned, secrets_of, seen, troubles
from .bench import SubscriberBench, told, well_told
from .harness import Trouble, configured, make_trouble
from .samples import SENT, leaked
from .trouble import troubled

LEAKS: Final = "architecture.md: no personal data in logs, errors and metrics"
CONFIGURED: Final = (Capability.CONFIGURED,)


class QuietClauses:
    """Saying nothing, and coming back."""

    @clause("SUB-30", "Nothing of a record's body stands in what it shows of itself, or in a log.", source=LEAKS)
    def test_shows_nothing(self, bench: SubscriberBench) -> None:
        with Ear() as ear:
            subscriber = bench.subscriber()
            error = told(bench, subscriber, SENT)
        same(leaked(f"{subscriber!r} {subscriber} {error!r} {error} {ear.text}"), 0, "what leaked")

    @clause(
        "SUB-31",
        "What the other side quotes is neither raised nor logged.",
        source=LEAKS,
        needs=(Capability.WEB,),
    )
    def test_quotes(self, bench: SubscriberBench) -> None:
        with Ear() as ear:
            error = troubled(bench, Trouble.QUOTING)
        same(leaked(f"{error!r} {error} {ear.text}"), 0, "what leaked")

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

    @clause(
        "SUB-35", "An option that is missing is a ConfigError that names it.", source="ports.config", needs=CONFIGURED
    )
    def test_missing(self, bench: SubscriberBench) -> None:
        setup = configured(bench.harness)
        names_missing(setup.factory.open, setup.config, setup.required)

    @clause(
        "SUB-36",
        "An option that is not known is a ConfigError that names it.",
        source="ports.subscribers.SubscriberFactory.open",
        needs=CONFIGURED,
    )
    def test_unknown(self, bench: SubscriberBench) -> None:
        setup = configured(bench.harness)
        names_unknown(setup.factory.open, setup.config)

    @clause(
        "SUB-37",
        "An option of the wrong type is a ConfigError that names it.",
        source="ports.subscribers.SubscriberFactory.open",
        needs=CONFIGURED,
    )
    def test_mistyped(self, bench: SubscriberBench) -> None:
        setup = configured(bench.harness)
        names_mistyped(setup.factory.open, setup.config)

    @clause(
        "SUB-38",
        "No value of an option stands in a ConfigError.",
        source="ports.config.ConfigError: without any secret",
        needs=CONFIGURED,
    )
    def test_no_value(self, bench: SubscriberBench) -> None:
        setup = configured(bench.harness)
        shows_no_value(setup.factory.open, setup.config)
