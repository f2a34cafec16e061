"""The clauses of the storage port, gathered in `StorageContract`. They stand in the modules beside."""

from pathlib import Path
from typing import ClassVar

from ..bench import StorageBench
from ..contract import Contract
from ..harness import Factory
from .appends import AppendClauses
from .commands import CommandClauses
from .joining import JoiningClauses
from .lasting import LastingClauses
from .log import LogClauses
from .others import OtherClauses
from .outbox import OutboxClauses
from .pages import PageClauses
from .roundtrip import RoundTripClauses
from .tokens import TokenClauses


class StorageContract(
    RoundTripClauses,
    AppendClauses,
    CommandClauses,
    PageClauses,
    TokenClauses,
    OutboxClauses,
    OtherClauses,
    LogClauses,
    LastingClauses,
    JoiningClauses,
    Contract[StorageBench],
):
    """Every clause of the storage port. Subclass it as `Test…` and set `factory`."""

    port: ClassVar[str] = "storage"

    @classmethod
    def make_bench(cls, factory: Factory, folder: Path, *, spec: str, seed: int) -> StorageBench:
        """A storage bench in the folder."""
        return StorageBench(factory, folder, spec=spec, seed=seed)
