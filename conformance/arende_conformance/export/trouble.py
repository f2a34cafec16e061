"""Export clauses EXP-20 to EXP-30: what `export` says when its receiver is in trouble.

A wrong word here is a case that is missing in the record, or stands there twice.
"""

from typing import Final

from arende.ports.export import Exported, ExportFailed, ExportOutcome, ExportUncertain

from ..abilities import secrets_of, strayed
from ..claims import Capability
from ..clauses import check, clause, is_a, same
from ..watching import Ear, seen, troubles
from .bench import ExportBench, exported, in_time
from .harness import Trouble, make_trouble
from .quiet import LEAKS
from .samples import ENTRY, PERSONAL

UNKNOWN: Final = "ports.export.ExportUncertain: it may or may not be kept"
FAILED: Final = "ports.export.ExportFailed: nothing may be taken as kept"
TROUBLED: Final = (Capability.TROUBLED,)
WEB: Final = (Capability.WEB,)


def troubled(bench: ExportBench, trouble: Trouble) -> ExportOutcome:
    """What `export` says of one entry while its receiver behaves so."""
    make_trouble(bench.harness, trouble)
    return in_time(bench, bench.exporter(), ENTRY)


class TroubleClauses:
    """The receiver in trouble."""

    @clause("EXP-20", "What was kept and whose answer was lost is Uncertain.", source=UNKNOWN, needs=TROUBLED)
    def test_loss(self, bench: ExportBench) -> None:
        is_a(troubled(bench, Trouble.LOST), ExportUncertain, "the outcome")

    @clause("EXP-21", "What was kept and is never answered is Uncertain, in time.", source=UNKNOWN, needs=TROUBLED)
    def test_silence(self, bench: ExportBench) -> None:
        is_a(troubled(bench, Trouble.SILENT), ExportUncertain, "the outcome")

    @clause(
        "EXP-22",
        "After a lost answer, once more leaves one copy.",
        source="ports.export.ExportUncertain: again must be harmless",
        needs=(Capability.TROUBLED, Capability.KEPT),
    )
    def test_again(self, bench: ExportBench) -> None:
        make_trouble(bench.harness, Trouble.LOST)
        exporter = bench.exporter()
        for _ in range(2):
            in_time(bench, exporter, ENTRY)
        same(len(bench.kept()), 1, "the number of cases kept")

    @clause(
        "EXP-23",
        "A busy receiver is a failure to be tried again, when it says.",
        source="ports.export.ExportFailed.retry_after",
        needs=TROUBLED,
    )
    def test_busy(self, bench: ExportBench) -> None:
        outcome = is_a(troubled(bench, Trouble.BUSY), ExportFailed, "the outcome")
        same((outcome.again, outcome.retry_after), (True, 17), "whether, and after how many seconds")

    @clause("EXP-24", "Refused credentials are a failure.", source=FAILED, needs=TROUBLED)
    def test_locked(self, bench: ExportBench) -> None:
        is_a(troubled(bench, Trouble.LOCKED), ExportFailed, "the outcome")

    @clause(
        "EXP-25",
        "An entry that the receiver finds fault with is a failure, and is not tried again.",
        source="ports.export.ExportFailed.again",
        needs=TROUBLED,
    )
    def test_refused(self, bench: ExportBench) -> None:
        outcome = is_a(troubled(bench, Trouble.REFUSED), ExportFailed, "the outcome")
        same(outcome.again, False, "whether it is tried again")

    @clause(
        "EXP-26",
        "Where one part was not kept nothing is Exported, however well the answer sounds.",
        source="ports.export.Exported: every part",
        needs=(Capability.PARTED,),
    )
    def test_partly(self, bench: ExportBench) -> None:
        check(not isinstance(troubled(bench, Trouble.PARTLY), Exported), "it was Exported, and a part is missing")

    @clause("EXP-27", "An answer that cannot be read is Uncertain, never Exported.", source=UNKNOWN, needs=WEB)
    def test_garbled(self, bench: ExportBench) -> None:
        is_a(troubled(bench, Trouble.GARBLED), ExportUncertain, "the outcome")

    @clause(
        "EXP-28",
        "A redirect is not followed: a case and secrets go nowhere but to the address that was set.",
        source="architecture.md: exporters",
        needs=WEB,
    )
    def test_redirect(self, bench: ExportBench) -> None:
        outcome = troubled(bench, Trouble.ELSEWHERE)
        same(strayed(bench.harness), 0, "the requests that went elsewhere")
        check(not isinstance(outcome, Exported), "it was Exported, and was not kept")

    @clause("EXP-29", "What the receiver quotes of an entry is neither logged nor shown.", source=LEAKS, needs=WEB)
    def test_quotes(self, bench: ExportBench) -> None:
        with Ear() as ear:
            outcome = troubled(bench, Trouble.QUOTING)
        same(seen(PERSONAL, f"{outcome!r} {outcome} {ear.text}"), 0, "what leaked")

    @clause(
        "EXP-30",
        "No secret stands in what the exporter shows of itself, in an outcome or in a log.",
        source=LEAKS,
        needs=(Capability.SECRETIVE,),
    )
    def test_secrets(self, bench: ExportBench) -> None:
        secrets = secrets_of(bench.harness)
        for trouble in troubles(bench.claims, Trouble.LOCKED, Trouble.QUOTING):
            same(seen(secrets, shown(bench, trouble)), 0, "the secrets that leaked")


def shown(bench: ExportBench, trouble: Trouble | None) -> str:
    """All that can be seen of one export."""
    if trouble is not None:
        make_trouble(bench.harness, trouble)
    with Ear() as ear:
        exporter = bench.exporter()
        outcome = exported(exporter, ENTRY)
        return f"{exporter!r} {exporter} {outcome!r} {outcome} {ear.text}"
