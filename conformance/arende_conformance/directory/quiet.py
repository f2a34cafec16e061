"""Directory clauses DIR-50 to DIR-58: what a reader shows, how long it takes, and how it is opened and closed."""

from typing import Final

from arende.ports.config import ConfigError, Option
from attrs import evolve

from ..claims import Capability
from ..clauses import check, clause, fail, same
from ..watching import Ear, in_time, returned, secrets_of, seen, troubles
from .bench import DirectoryBench, answer, asked
from .harness import Configured, Trouble, configured, make_trouble
from .samples import leaked

LEAKS: Final = "architecture.md: no personal data in logs, errors and metrics"
SECRETS: Final = "ports.config.ConfigError: without any secret"
CONFIGURED: Final = (Capability.CONFIGURED,)
STRANGE: Final = "arende_no_such_option"
TYPED: Final = "a-text-that-nobody-may-see-7f3a"
NUMBER: Final = 730173017301


class QuietClauses:
    """Saying nothing, and coming back."""

    @clause("DIR-50", "No name or identifier stands in what a reader shows of itself, or in a log.", source=LEAKS)
    def test_shows_nothing(self, bench: DirectoryBench) -> None:
        with Ear() as ear:
            reader = bench.filled()
            shown = [repr(answer(reader)), repr(reader), str(reader)]
            asked(reader, "no cursor of yours")
        same(leaked(" ".join([*shown, ear.text])), 0, "what leaked")

    @clause(
        "DIR-51",
        "No secret stands in what a reader shows of itself, in an error or in a log.",
        source=LEAKS,
        needs=(Capability.SECRETIVE,),
    )
    def test_secrets(self, bench: DirectoryBench) -> None:
        secrets = secrets_of(bench.harness)
        with Ear() as ear:
            reader = bench.filled()
            shown = [repr(reader), str(reader), *(line.cursor for line in answer(reader).lines)]
            for trouble in troubles(bench.claims, Trouble.LOCKED, Trouble.QUOTING):
                if trouble is not None:
                    make_trouble(bench.harness, trouble)
                error = asked(reader, None).error
                shown.append(f"{error!r} {error} {'' if error is None else error.code}")
        same(seen(secrets, " ".join([*shown, ear.text])), 0, "the secrets that leaked")

    @clause("DIR-52", "A full answer comes to its end within the time that the harness states.", source="domain.md B30")
    def test_bounded(self, bench: DirectoryBench) -> None:
        reader = bench.filled()
        in_time(bench.timeout, lambda: answer(reader), "the answer")

    @clause(
        "DIR-53",
        "A reader can be closed, also where an answer was left midway.",
        source="ports.directory.Directory.close",
    )
    def test_closed(self, bench: DirectoryBench) -> None:
        reader = bench.filled()
        left = reader.changes(None)
        next(left, None)
        returned(lambda: bench.shut(reader), (type(None),), "close")

    @clause(
        "DIR-55", "An option that is missing is a ConfigError that names it.", source="ports.config", needs=CONFIGURED
    )
    def test_missing(self, bench: DirectoryBench) -> None:
        setup = configured(bench.harness)
        check(set(setup.required) <= set(setup.config.options), "the harness requires what it does not give")
        for name in setup.required:
            without = {key: value for key, value in setup.config.options.items() if key != name}
            check(name in refused(setup, without), f"the error does not name {name}")

    @clause(
        "DIR-56",
        "An option that is not known is a ConfigError that names it.",
        source="ports.directory.DirectoryFactory.open",
        needs=CONFIGURED,
    )
    def test_unknown_option(self, bench: DirectoryBench) -> None:
        setup = configured(bench.harness)
        check(STRANGE in refused(setup, {**setup.config.options, STRANGE: TYPED}), "the error does not name it")

    @clause(
        "DIR-57",
        "An option of the wrong type is a ConfigError that names it.",
        source="ports.directory.DirectoryFactory.open",
        needs=CONFIGURED,
    )
    def test_mistyped(self, bench: DirectoryBench) -> None:
        setup = configured(bench.harness)
        for name, value in setup.config.options.items():
            check(name in refused(setup, {**setup.config.options, name: wrong(value)}), f"the error names no {name}")

    @clause("DIR-58", "No value of an option stands in a ConfigError.", source=SECRETS, needs=CONFIGURED)
    def test_no_value(self, bench: DirectoryBench) -> None:
        setup = configured(bench.harness)
        options = setup.config.options
        tries: list[dict[str, Option]] = [{**options, STRANGE: TYPED}, {STRANGE: TYPED}]
        tries += [{**options, name: wrong(value)} for name, value in options.items()]
        texts = [value for value in options.values() if isinstance(value, str) and len(value) > 3]
        for one in tries:
            said = tried(setup, one)
            check(said is None or not any(str(value) in said for value in (*texts, TYPED, NUMBER)), "one stands there")


def wrong(value: Option) -> Option:
    """A value of another type."""
    return NUMBER if isinstance(value, str) else TYPED


def tried(setup: Configured, options: dict[str, Option]) -> str | None:
    """What the ConfigError says; None where it opens. Another error fails the clause at hand."""
    try:
        opened = setup.factory.open(evolve(setup.config, options=options))
    except ConfigError as error:
        return f"{error} {error!r}"
    except Exception as error:  # noqa: BLE001 -- whatever an adapter raises is its fault
        fail(f"open raised {type(error).__name__}")
    opened.close()
    return None


def refused(setup: Configured, options: dict[str, Option]) -> str:
    """The same, where it must not open."""
    said = tried(setup, options)
    return said if said is not None else fail("it opens all the same")
