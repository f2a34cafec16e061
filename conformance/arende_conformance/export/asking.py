"""Export clauses EXP-40 to EXP-44: an exporter that can ask whether an entry is kept.

Confirmed is the word that lets staff stop looking. So it is said of nothing that is missing, or older than asked.
"""

from typing import Final

from arende.ports.export import (
    Confirming,
    Exported,
    ExportFailed,
    ExportOutcome,
    ExportUncertain,
    JournalExporter,
)
from arende.ports.journal import JournalEntry

from ..claims import Capability
from ..clauses import check, clause, fail, is_a, same
from ..watching import returned
from .bench import ExportBench, exported
from .harness import sever
from .samples import ENTRY, LATER

CONFIRM: Final = "ports.export.Confirming.confirm"
CONFIRMED: Final = (Capability.CONFIRMED,)


def confirmed(exporter: JournalExporter, entry: JournalEntry) -> ExportOutcome:
    """What `confirm` says; that it raises nothing is part of the clause at hand."""
    if not isinstance(exporter, Confirming):
        fail("the exporter has no confirm")
    return returned(lambda: exporter.confirm(entry), (Exported, ExportFailed, ExportUncertain), "confirm")


class ConfirmClauses:
    """Confirming."""

    @clause("EXP-40", "What was Exported is confirmed, by the same reference.", source=CONFIRM, needs=CONFIRMED)
    def test_confirms(self, bench: ExportBench) -> None:
        exporter = bench.exporter()
        first = is_a(exported(exporter, ENTRY), Exported, "the outcome")
        found = is_a(confirmed(exporter, ENTRY), Exported, "the answer")
        same((found.confirmed, found.reference), (True, first.reference), "whether it is confirmed, and as what")

    @clause("EXP-41", "What was never exported is not confirmed.", source=CONFIRM, needs=CONFIRMED)
    def test_never_exported(self, bench: ExportBench) -> None:
        check(not isinstance(confirmed(bench.exporter(), ENTRY), Exported), "it is not there, and is confirmed")

    @clause(
        "EXP-42",
        "Asking writes nothing.",
        source="ports.export.Confirming: nothing is written",
        needs=(Capability.CONFIRMED, Capability.KEPT),
    )
    def test_writes_nothing(self, bench: ExportBench) -> None:
        confirmed(bench.exporter(), ENTRY)
        same(len(bench.kept()), 0, "the number of cases kept")

    @clause("EXP-43", "A later version that has not arrived is not confirmed.", source=CONFIRM, needs=CONFIRMED)
    def test_confirm_later(self, bench: ExportBench) -> None:
        exporter = bench.exporter()
        exported(exporter, ENTRY)
        check(not isinstance(confirmed(exporter, LATER), Exported), "an older version is there, and it is confirmed")

    @clause(
        "EXP-44",
        "With the way cut nothing is confirmed.",
        source=CONFIRM,
        needs=(Capability.CONFIRMED, Capability.SEVERABLE),
    )
    def test_confirm_severed(self, bench: ExportBench) -> None:
        exporter = bench.exporter()
        sever(bench.harness)
        check(not isinstance(confirmed(exporter, ENTRY), Exported), "it was confirmed, and cannot have been asked for")
