"""How an adapter of any port is opened: the clauses of it, with a number for each port. No clause stands here itself.

What an adapter is opened with are options; an error names an option, and shows no value.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Final, Protocol, runtime_checkable

from arende.ports.config import AdapterConfig, ConfigError, Option
from attrs import evolve

from .claims import Capability
from .clauses import check, clause, fail
from .harness import Closing

CONFIGURED: Final = (Capability.CONFIGURED,)
STRANGE: Final = "arende_no_such_option"
TYPED: Final = "a-text-that-nobody-may-see-7f3a"
NUMBER: Final = 730173017301


class Opens(Protocol):
    """The factory of an adapter, of any port."""

    def open(self, config: AdapterConfig) -> Closing: ...


class Setup(Protocol):
    """How the adapter is opened: `Configured` of each port."""

    @property
    def factory(self) -> Opens: ...

    @property
    def config(self) -> AdapterConfig: ...

    @property
    def required(self) -> Sequence[str]: ...


@runtime_checkable
class IsConfigured(Protocol):
    """Claim `CONFIGURED`."""

    def configured(self) -> Setup: ...


class OfHarness(Protocol):
    """The bench of any port."""

    @property
    def harness(self) -> object: ...


Tested = Callable[[object, OfHarness], None]
"""The test method that a clause is."""


def configured(harness: object) -> Setup:
    """How it is opened; a harness that cannot tell has claimed too much."""
    return harness.configured() if isinstance(harness, IsConfigured) else fail("the harness has no configured()")


def names_missing(number: str) -> Tested:
    """Without an option that is required it does not open, and says which."""

    @clause(
        number, "An option that is missing is a ConfigError that names it.", source="ports.config", needs=CONFIGURED
    )
    def test_missing(_: object, bench: OfHarness) -> None:
        setup = configured(bench.harness)
        options = setup.config.options
        check(set(setup.required) <= set(options), "the harness requires what it does not give")
        for name in setup.required:
            without = {key: value for key, value in options.items() if key != name}
            check(name in refused(setup, without), f"the error does not name {name}")

    return test_missing


def names_unknown(number: str, source: str) -> Tested:
    """With an option that it does not know it does not open, and says which."""

    @clause(number, "An option that is not known is a ConfigError that names it.", source=source, needs=CONFIGURED)
    def test_unknown_option(_: object, bench: OfHarness) -> None:
        setup = configured(bench.harness)
        check(STRANGE in refused(setup, {**setup.config.options, STRANGE: TYPED}), "the error does not name it")

    return test_unknown_option


def names_mistyped(number: str, source: str) -> Tested:
    """With an option of another type it does not open, and says which."""

    @clause(number, "An option of the wrong type is a ConfigError that names it.", source=source, needs=CONFIGURED)
    def test_mistyped(_: object, bench: OfHarness) -> None:
        setup = configured(bench.harness)
        options = setup.config.options
        for name, value in options.items():
            check(name in refused(setup, {**options, name: wrong(value)}), f"the error names no {name}")

    return test_mistyped


def shows_no_value(number: str) -> Tested:
    """Of what is given nothing stands in an error."""

    @clause(
        number,
        "No value of an option stands in a ConfigError.",
        source="ports.config.ConfigError: without any secret",
        needs=CONFIGURED,
    )
    def test_no_value(_: object, bench: OfHarness) -> None:
        setup = configured(bench.harness)
        options = setup.config.options
        tries: list[Mapping[str, Option]] = [{**options, STRANGE: TYPED}, {STRANGE: TYPED}]
        tries += [{**options, name: wrong(value)} for name, value in options.items()]
        texts = [value for value in options.values() if isinstance(value, str) and len(value) > 3]
        for one in tries:
            said = tried(setup, one)
            check(said is None or not any(str(value) in said for value in (*texts, TYPED, NUMBER)), "one stands there")

    return test_no_value


def wrong(value: Option) -> Option:
    """A value of another type."""
    return NUMBER if isinstance(value, str) else TYPED


def tried(setup: Setup, options: Mapping[str, Option]) -> str | None:
    """What the ConfigError says; None where it opens. Another error fails the clause at hand."""
    try:
        opened = setup.factory.open(evolve(setup.config, options=options))
    except ConfigError as error:
        return f"{error} {error!r}"
    except Exception as error:  # noqa: BLE001 -- whatever an adapter raises is its fault
        fail(f"open raised {type(error).__name__}")
    opened.close()
    return None


def refused(setup: Setup, options: Mapping[str, Option]) -> str:
    """The same, where it must not open."""
    said = tried(setup, options)
    return said if said is not None else fail("it opens all the same")
