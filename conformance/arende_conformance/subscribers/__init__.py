"""The clauses of the subscriber port, gathered in `SubscriberContract`. They stand in the modules beside."""

from pathlib import Path
from typing import ClassVar

from ..contract import Contract
from ..harness import Factory
from .bench import SubscriberBench
from .quiet import QuietClauses
from .telling import TellingClauses
from .trouble import TroubleClauses


class SubscriberContract(TellingClauses, TroubleClauses, QuietClauses, Contract[SubscriberBench]):
    """Every clause of the subscriber port. Subclass it as `Test…` and set `factory`."""

    port: ClassVar[str] = "subscribers"

    @classmethod
    def make_bench(cls, factory: Factory, folder: Path, *, spec: str, seed: int) -> SubscriberBench:
        """A subscriber bench in the folder."""
        return SubscriberBench(factory, folder, spec=spec, seed=seed)
