"""The clauses of the SMS port, gathered in `SmsContract`. The clauses themselves stand in the modules beside."""

from pathlib import Path
from typing import ClassVar

from ..bench import SmsBench
from ..contract import Contract
from ..harness import Factory
from .asking import AskingClauses
from .coming import ComingClauses
from .listening import ListeningClauses
from .reports import ReportClauses
from .sending import SendClauses
from .trouble import TroubleClauses


class SmsContract(
    SendClauses,
    TroubleClauses,
    ReportClauses,
    ComingClauses,
    AskingClauses,
    ListeningClauses,
    Contract[SmsBench],
):
    """Every clause of the SMS port. Subclass it as `Test…` and set `factory`."""

    port: ClassVar[str] = "sms"

    @classmethod
    def make_bench(cls, factory: Factory, folder: Path, *, spec: str, seed: int) -> SmsBench:
        """An SMS bench in the folder."""
        return SmsBench(factory, folder, spec=spec, seed=seed)
