"""What an export clause is given: the harness of one exporter, and calls that come back in time. No clause here."""

from pathlib import Path

from arende.ports.export import Exported, ExportFailed, ExportOutcome, ExportUncertain, JournalExporter
from arende.ports.journal import JournalEntry

from .. import watching
from ..bench import DEFAULT_SEED
from ..claims import Claims
from ..clauses import fail
from ..harness import Factory, cleanup
from ..watching import returned
from .harness import Kept, export_harness, kept


class ExportBench:
    """One export harness."""

    def __init__(self, factory: Factory, folder: Path, *, spec: str, seed: int = DEFAULT_SEED) -> None:
        del spec, seed  # the same shape for each port
        self.harness = export_harness(factory, folder)
        self._opened: list[JournalExporter] = []

    @property
    def claims(self) -> Claims:
        return self.harness.claims

    @property
    def timeout(self) -> float:
        """Seconds that an export may take; 30 where the harness says nothing."""
        return float(getattr(self.harness, "timeout", 30.0))

    def exporter(self) -> JournalExporter:
        """An exporter to an empty receiver."""
        exporter = self.harness.exporter()
        self._opened.append(exporter)
        return exporter

    def kept(self) -> list[Kept]:
        """What the last exporter's receiver keeps."""
        return list(kept(self.harness))

    def one(self) -> Kept:
        """The only case that is kept."""
        found = self.kept()
        return found[0] if len(found) == 1 else fail(f"the receiver keeps {len(found)} cases instead of one")

    def close(self) -> None:
        """Close the exporters, let the harness put away what it made."""
        cleanup(self.harness, self._opened)


def exported(exporter: JournalExporter, entry: JournalEntry) -> ExportOutcome:
    """What `export` says; that it says one of the three and raises nothing is part of the clause at hand."""
    return returned(lambda: exporter.export(entry), (Exported, ExportFailed, ExportUncertain), "export")


def in_time(bench: ExportBench, exporter: JournalExporter, entry: JournalEntry) -> ExportOutcome:
    """The same, in the time that the harness states."""
    return watching.in_time(bench.timeout, lambda: exported(exporter, entry), "export")
