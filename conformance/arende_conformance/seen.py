"""What one process saw of the contract classes in a run, as text and back: a worker of pytest-xdist hands it to the
process that judges. Nothing is run here.
"""

from collections.abc import Mapping
from typing import Final

from attrs import define, field
from cattrs.preconf.json import make_converter

from .claims import Claims
from .clauses import clauses_of
from .contracts import CONTRACTS
from .verdicts import Judgement, Verdict, judge

OUTPUT: Final = "arende_conformance"
"""Where it lies in what a worker hands over."""

_CONVERTER: Final = make_converter()


@define(kw_only=True)
class Seen:
    """A contract class that takes part: what its adapter claims, once that is known, and what came of its clauses."""

    port: str
    factory: str
    claims: Claims | None = None
    found: list[Verdict] = field(factory=list)

    def add(self, other: "Seen") -> None:
        """Take in what another process saw of the same class."""
        self.claims = self.claims or other.claims
        self.found += other.found

    def judged(self, seed: int) -> Judgement:
        """What ran, compared with what is due."""
        return judge(
            port=self.port,
            factory=self.factory,
            claims=self.claims or Claims(),
            seed=seed,
            clauses=clauses_of(CONTRACTS[self.port]),
            found=self.found,
        )


def as_text(classes: Mapping[str, Seen]) -> str:
    """All classes, by name, as JSON."""
    return _CONVERTER.dumps(classes, unstructure_as=dict[str, Seen])


def from_text(text: str) -> dict[str, Seen]:
    """What `as_text` wrote."""
    return _CONVERTER.loads(text, dict[str, Seen])
