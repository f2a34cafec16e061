"""Export clauses EXP-14 to EXP-19: what an exporter shows of an entry, how long it takes, and what never arrives."""

from typing import Final

from arende.ports.export import Exported, ExportFailed
from attrs import evolve

from ..claims import Capability
from ..clauses import check, clause, same
from ..watching import Ear, seen
from .bench import ExportBench, exported, in_time
from .harness import sever
from .samples import ENTRY, PERSONAL

LEAKS: Final = "architecture.md: no personal data in logs, errors and metrics"
SEVERABLE: Final = (Capability.SEVERABLE,)


class QuietClauses:
    """Saying nothing, and coming back."""

    @clause(
        "EXP-14", "No text, name or identifier stands in what exporter and outcome show of themselves.", source=LEAKS
    )
    def test_repr_is_silent(self, bench: ExportBench) -> None:
        exporter = bench.exporter()
        outcome = exported(exporter, ENTRY)
        same(seen(PERSONAL, f"{exporter!r} {exporter} {outcome!r} {outcome}"), 0, "what leaked")

    @clause("EXP-15", "No text, name or identifier is logged.", source=LEAKS)
    def test_log_is_silent(self, bench: ExportBench) -> None:
        with Ear() as ear:
            exporter = bench.exporter()
            for _ in range(2):
                exported(exporter, ENTRY)
        same(seen(PERSONAL, ear.text), 0, "what was logged")

    @clause("EXP-16", "An export comes back within the time that the harness states.", source="ports.export")
    def test_bounded(self, bench: ExportBench) -> None:
        in_time(bench, bench.exporter(), ENTRY)

    @clause(
        "EXP-17", "With the way cut nothing is Exported, and nothing raised.", source="ports.export", needs=SEVERABLE
    )
    def test_severed(self, bench: ExportBench) -> None:
        exporter = bench.exporter()
        sever(bench.harness)
        check(not isinstance(exported(exporter, ENTRY), Exported), "it was Exported and cannot have arrived")

    @clause(
        "EXP-18",
        "A cut way is no reason to give up: it may be tried again.",
        source="ports.export.ExportFailed.again",
        needs=SEVERABLE,
    )
    def test_severed_again(self, bench: ExportBench) -> None:
        exporter = bench.exporter()
        sever(bench.harness)
        outcome = exported(exporter, ENTRY)
        check(not isinstance(outcome, ExportFailed) or outcome.again, "it is given up")

    @clause(
        "EXP-19",
        "A text that the receiver's format cannot hold is ExportFailed for good, never changed.",
        source="ports.export.ExportFailed",
    )
    def test_cannot_hold(self, bench: ExportBench) -> None:
        broken = evolve(ENTRY.messages[0], text="\ud800")  # in no encoding
        outcome = exported(bench.exporter(), evolve(ENTRY, messages=(broken, *ENTRY.messages[1:])))
        check(isinstance(outcome, ExportFailed) and not outcome.again, "it is no failure for good")
