"""The clauses of the directory port, gathered in `DirectoryContract`. They stand in the modules beside."""

from pathlib import Path
from typing import ClassVar

from ..contract import Contract
from ..harness import Factory
from .bench import DirectoryBench
from .changes import ChangeClauses
from .cursors import CursorClauses
from .ending import EndingClauses
from .protected import ProtectedClauses
from .quiet import QuietClauses
from .trouble import TroubleClauses
from .whole import WholeClauses


class DirectoryContract(
    WholeClauses,
    CursorClauses,
    ChangeClauses,
    ProtectedClauses,
    EndingClauses,
    TroubleClauses,
    QuietClauses,
    Contract[DirectoryBench],
):
    """Every clause of the directory port. Subclass it as `Test…` and set `factory`."""

    port: ClassVar[str] = "directory"

    @classmethod
    def make_bench(cls, factory: Factory, folder: Path, *, spec: str, seed: int) -> DirectoryBench:
        """A directory bench in the folder."""
        return DirectoryBench(factory, folder, spec=spec, seed=seed)
