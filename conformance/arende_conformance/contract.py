"""What the contract classes of all ports share: how a vendor's subclass names its factory, and the fixture. No clause.

The names of contract classes do not begin with `Test`, so importing one collects nothing.
"""

from abc import abstractmethod
from collections.abc import Iterator
from pathlib import Path
from typing import ClassVar, Final, Generic, Protocol, TypeVar

import pytest

from .bench import DEFAULT_SEED
from .claims import Claims
from .clauses import clause_of
from .harness import Factory, load

CLAIMS: Final = pytest.StashKey[dict[type, Claims]]()
"""Where the fixture leaves the claims of each contract class, for the plugin."""
NOT_CLAIMED: Final = "not claimed: "


class Bench(Protocol):
    """What the fixture needs to know of a bench."""

    @property
    def claims(self) -> Claims: ...

    def close(self) -> None: ...


B_co = TypeVar("B_co", bound=Bench, covariant=True)


class Contract(Generic[B_co]):
    """Subclass a port's contract, name it `Test…`, and set `factory` to `package.module:callable`."""

    port: ClassVar[str]
    factory: ClassVar[str] = ""

    @classmethod
    @abstractmethod
    def make_bench(cls, factory: Factory, folder: Path, *, spec: str, seed: int) -> B_co:
        """The bench of this port."""

    @classmethod
    def spec(cls, config: pytest.Config) -> str:
        """The factory of this class; for the shipped classes it comes from the command line."""
        return cls.factory or str(config.getoption("arende_factory", ""))

    @pytest.fixture
    def arende_round(self) -> int:
        """Which repetition this is; the plugin gives more than one on demand."""
        return 0

    @pytest.fixture
    def bench(self, request: pytest.FixtureRequest, tmp_path: Path, arende_round: int) -> Iterator[B_co]:
        """The bench of one clause, from `factory`; skips what is not claimed, expects what is excluded to fail."""
        seed = int(request.config.getoption("arende_seed", DEFAULT_SEED)) + arende_round
        folder = tmp_path / "adapter"
        folder.mkdir()
        spec = self.spec(request.config)
        bench = self.make_bench(load(spec), folder, spec=spec, seed=seed)
        try:
            claims = bench.claims
            request.config.stash.setdefault(CLAIMS, {})[type(self)] = claims
            clause = clause_of(getattr(request.function, "__func__", request.function))
            if clause is not None:
                excluded = claims.excluded(clause.number)
                if not clause.due(claims):
                    pytest.skip(f"{NOT_CLAIMED}{clause.why_not_due(claims)}")
                if excluded:
                    request.applymarker(pytest.mark.xfail(strict=True, reason=f"excluded: {excluded.reason}"))
            yield bench
        finally:
            bench.close()
