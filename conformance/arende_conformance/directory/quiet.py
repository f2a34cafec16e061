"""Directory clauses DIR-50 to DIR-58: what a reader shows, how long it takes, and how it is opened and closed."""

from typing import Final

from ..abilities import secrets_of
from ..claims import Capability
from ..clauses import clause, same
from ..configuring import names_missing, names_mistyped, names_unknown, shows_no_value
from ..watching import Ear, in_time, returned, seen, troubles
from .bench import DirectoryBench, answer, asked
from .harness import Trouble, make_trouble
from .samples import PERSONAL

LEAKS: Final = "architecture.md: no personal data in logs, errors and metrics"
OPEN: Final = "ports.directory.DirectoryFactory.open"


class QuietClauses:
    """Saying nothing, and coming back."""

    @clause("DIR-50", "No name or identifier stands in what a reader shows of itself, or in a log.", source=LEAKS)
    def test_shows_nothing(self, bench: DirectoryBench) -> None:
        with Ear() as ear:
            reader = bench.filled()
            shown = [repr(answer(reader)), repr(reader), str(reader)]
            asked(reader, "no cursor of yours")
        same(seen(PERSONAL, " ".join([*shown, ear.text])), 0, "what leaked")

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

    test_missing = names_missing("DIR-55")
    test_unknown_option = names_unknown("DIR-56", OPEN)
    test_mistyped = names_mistyped("DIR-57", OPEN)
    test_no_value = shows_no_value("DIR-58")
