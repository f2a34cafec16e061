"""The clauses of the sign-in port, gathered in `AuthContract`. The clauses themselves stand in the modules beside."""

from pathlib import Path
from typing import ClassVar

from ..contract import Contract
from ..harness import Factory
from .answers import AnswerClauses
from .bench import AuthBench
from .binding import BindingClauses
from .levels import LevelClauses
from .opening import OpeningClauses
from .tokens import TokenClauses


class AuthContract(OpeningClauses, AnswerClauses, TokenClauses, BindingClauses, LevelClauses, Contract[AuthBench]):
    """Every clause of the sign-in port. Subclass it as `Test…` and set `factory`."""

    port: ClassVar[str] = "auth"

    @classmethod
    def make_bench(cls, factory: Factory, folder: Path, *, spec: str, seed: int) -> AuthBench:
        """A sign-in bench in the folder."""
        return AuthBench(factory, folder, spec=spec, seed=seed)
