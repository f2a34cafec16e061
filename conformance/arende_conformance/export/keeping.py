"""Export clauses EXP-01 to EXP-13: what is Exported is kept, once, whole, and of whom it is."""

from typing import Final

from arende.ports.export import Exported
from attrs import evolve

from ..bench import together
from ..claims import Capability
from ..clauses import check, clause, is_a, same
from .bench import ExportBench, exported
from .samples import ELSEWHERE, EMPTY, ENTRY, GUARDIAN, LATER, PROTECTED

EXPORT: Final = "ports.export.JournalExporter.export"
ONCE: Final = "ports.export.JournalExporter: exporting the same entry twice leaves one copy there"
WHOLE: Final = "ports.export.Exported: every part of the entry is kept by the receiver"
KEPT: Final = (Capability.KEPT,)


class KeepClauses:
    """Keeping."""

    @clause("EXP-01", "A case with messages and notes is Exported.", source=EXPORT)
    def test_exports(self, bench: ExportBench) -> None:
        is_a(exported(bench.exporter(), ENTRY), Exported, "the outcome")

    @clause(
        "EXP-02",
        "Every message is kept when Exported is said, in order, whatever became of it.",
        source=WHOLE,
        needs=KEPT,
    )
    def test_every_message(self, bench: ExportBench) -> None:
        is_a(exported(bench.exporter(), ENTRY), Exported, "the outcome")
        same([m.number for m in bench.one().messages], [1, 2, 3, 4], "the messages")

    @clause(
        "EXP-03",
        "Texts are kept exactly: å, ä, ö, emoji, lines and signs of markup.",
        source="domain.md B22",
        needs=KEPT,
    )
    def test_texts(self, bench: ExportBench) -> None:
        exported(bench.exporter(), ENTRY)
        found = {m.number: m.text for m in bench.one().messages}
        wanted = {m.number: m.text for m in ENTRY.messages if m.number in found}
        same([found[n] == wanted[n] for n in wanted], [True] * len(wanted), "which texts are exact")

    @clause("EXP-04", "The same entry twice is kept once.", source=ONCE, needs=KEPT)
    def test_twice(self, bench: ExportBench) -> None:
        exporter = bench.exporter()
        for _ in range(2):
            exported(exporter, ENTRY)
        same(len(bench.one().messages), len({m.number for m in bench.one().messages}), "the number of messages")

    @clause("EXP-05", "The same entry from eight threads at once is kept once.", source=ONCE, needs=KEPT, chance=True)
    def test_at_once(self, bench: ExportBench) -> None:
        exporter = bench.exporter()
        together(*[lambda: exported(exporter, ENTRY)] * 8)
        same(len(bench.kept()), 1, "the number of cases kept")

    @clause("EXP-06", "A case is kept as the case of its own patient.", source=WHOLE, needs=KEPT)
    def test_right_patient(self, bench: ExportBench) -> None:
        exporter = bench.exporter()
        for entry in (ENTRY, ELSEWHERE):
            exported(exporter, entry)
        found = {one.id: one.patient for one in bench.kept()}
        right = [found.get(entry.id) == entry.patient.identifier for entry in (ENTRY, ELSEWHERE)]
        same(right, [True, True], "whether the patient is the right one")

    @clause("EXP-07", "Two cases of one patient are two.", source=WHOLE, needs=KEPT)
    def test_two_are_two(self, bench: ExportBench) -> None:
        exporter = bench.exporter()
        for id in ("a", "b"):
            exported(exporter, evolve(ENTRY, id=f"{ENTRY.id}-{id}"))
        same(len(bench.kept()), 2, "the number of cases kept")

    @clause(
        "EXP-08",
        "A message that was taken back is marked so, and no other is.",
        source="ports.journal.JournalMessage.retracted",
        needs=KEPT,
    )
    def test_retracted(self, bench: ExportBench) -> None:
        exported(bench.exporter(), ENTRY)
        same([m.number for m in bench.one().messages if m.retracted], [3], "the messages that are marked")

    @clause("EXP-09", "Every signed version of a note is kept, with its text.", source="domain.md S17", needs=KEPT)
    def test_notes(self, bench: ExportBench) -> None:
        exported(bench.exporter(), ENTRY)
        found = {(n.number, n.version): n.text for n in bench.one().notes}
        same(sorted(found), [(1, 1), (1, 2)], "the versions")
        same([found[n.number, n.version] == n.text for n in ENTRY.notes], [True, True], "which texts are exact")

    @clause(
        "EXP-10",
        "A later version replaces what changed: the end, what was taken back, what was added; nothing goes.",
        source="ports.export.JournalExporter: a later version replaces what changed",
        needs=KEPT,
    )
    def test_later(self, bench: ExportBench) -> None:
        exporter = bench.exporter()
        exported(exporter, ENTRY)
        is_a(exported(exporter, LATER), Exported, "the outcome")
        one = bench.one()
        same([(m.number, m.retracted) for m in one.messages if m.number in (1, 5)], [(1, True), (5, False)], "messages")
        same((one.ended, len(one.notes)), (True, 3), "whether it has ended, and the versions of the note")

    @clause(
        "EXP-11",
        "Who has become protected is nowhere in what is kept of the case from then on.",
        source="domain.md B25",
        needs=KEPT,
    )
    def test_protected(self, bench: ExportBench) -> None:
        exporter = bench.exporter()
        exported(exporter, ENTRY)
        exported(exporter, PROTECTED)
        text = "".join(one.everything for one in bench.kept())
        check(GUARDIAN.name not in text and GUARDIAN.identifier not in text, "name or identifier is kept")

    @clause(
        "EXP-12",
        "Exported names the case as the receiver knows it, the same each time.",
        source="ports.export.Exported",
    )
    def test_reference(self, bench: ExportBench) -> None:
        exporter = bench.exporter()
        first = exported(exporter, ENTRY)
        second = exported(exporter, ENTRY)
        if isinstance(first, Exported) and isinstance(second, Exported):
            check(bool(first.reference.strip()), "the reference is missing")
            same(second.reference, first.reference, "the second reference")

    @clause("EXP-13", "A case without title, messages and notes is Exported.", source=EXPORT)
    def test_empty(self, bench: ExportBench) -> None:
        is_a(exported(bench.exporter(), EMPTY), Exported, "the outcome")
