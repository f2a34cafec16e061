"""The clauses of the journal export port, gathered in `ExportContract`. They stand in the modules beside."""

from pathlib import Path
from typing import ClassVar

from ..contract import Contract
from ..harness import Factory
from .asking import ConfirmClauses
from .bench import ExportBench
from .keeping import KeepClauses
from .quiet import QuietClauses
from .trouble import TroubleClauses


class ExportContract(KeepClauses, QuietClauses, TroubleClauses, ConfirmClauses, Contract[ExportBench]):
    """Every clause of the journal export port. Subclass it as `Test…` and set `factory`."""

    port: ClassVar[str] = "export"

    @classmethod
    def make_bench(cls, factory: Factory, folder: Path, *, spec: str, seed: int) -> ExportBench:
        """An export bench in the folder."""
        return ExportBench(factory, folder, spec=spec, seed=seed)
