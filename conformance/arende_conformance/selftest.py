"""The suite put to the test: every wrong adapter must fail exactly what it breaks, every adapter of the tree must pass.

What is run is `runner`; what is wrong is in `broken`. Nothing is printed here.
"""

from collections.abc import Callable, Collection, Iterable, Sequence

from attrs import frozen

from .broken.table import Broken, all_broken
from .clauses import Clause, Level, clauses_of
from .contracts import CONTRACTS
from .harness import load
from .intree import ADAPTERS
from .runner import run
from .verdicts import ClauseOutcome, Judgement


@frozen(kw_only=True)
class Caught:
    """A wrong adapter, and the clauses that failed on it."""

    broken: Broken
    failed: frozenset[str]

    @property
    def exact(self) -> bool:
        """Whether exactly the declared clauses failed."""
        return self.failed == self.broken.breaks


@frozen(kw_only=True)
class SelfTest:
    """What came of it. `unbroken`: *must* clauses that no wrong adapter breaks."""

    clauses: tuple[Clause, ...]
    caught: tuple[Caught, ...]
    adapters: tuple[tuple[str, Judgement], ...]

    @property
    def unbroken(self) -> tuple[str, ...]:
        broken = {number for c in self.caught for number in c.broken.breaks}
        return tuple(c.number for c in self.clauses if c.level is Level.MUST and c.number not in broken)

    @property
    def good(self) -> bool:
        """Nothing uncaught, nothing unbroken, every adapter conforms."""
        judgements = [judgement for _, judgement in self.adapters]
        return all(c.exact for c in self.caught) and not self.unbroken and all(j.conforms for j in judgements)

    def as_data(self) -> dict[str, object]:
        """The JSON of `self-test --json`."""
        return {
            "clauses": len(self.clauses),
            "mandatory": sum(c.level is Level.MUST for c in self.clauses),
            "broken": len(self.caught),
            "caught": sum(c.exact for c in self.caught),
            "uncaught": [
                {"name": c.broken.name, "breaks": sorted(c.broken.breaks), "failed": sorted(c.failed)}
                for c in self.caught
                if not c.exact
            ],
            "unbroken": list(self.unbroken),
            "adapters": [
                {
                    "name": name,
                    "port": j.port,
                    "passed": j.count(ClauseOutcome.PASSED),
                    "failed": len(j.faults),
                    "not_claimed": j.count(ClauseOutcome.NOT_CLAIMED),
                }
                for name, j in self.adapters
            ],
            "ports": {
                port: len(clauses_of(contract))
                for port, contract in CONTRACTS.items()
                if set(clauses_of(contract)) <= set(self.clauses)
            },
        }

    def as_lines(self) -> list[str]:
        """The same for people."""
        exact = sum(c.exact for c in self.caught)
        lines = [f"{len(self.clauses)} clauses; {exact} of {len(self.caught)} wrong adapters caught exactly."]
        for c in self.caught:
            if not c.exact:
                lines.append(f"  {c.broken.name} breaks {sorted(c.broken.breaks)} and failed {sorted(c.failed)}.")
        lines += [f"  {number} is broken by no wrong adapter." for number in self.unbroken]
        for name, j in self.adapters:
            passed, not_claimed = j.count(ClauseOutcome.PASSED), j.count(ClauseOutcome.NOT_CLAIMED)
            lines.append(f"{name} ({j.port}): {passed} passed, {len(j.faults)} failed, {not_claimed} not claimed.")
            lines += [f"  {v.message or v.clause.number}" for v in j.faults]
        return lines


def self_test(
    *,
    tell: Callable[[str], None] = lambda line: None,
    broken: Iterable[Broken] | None = None,
    ports: Collection[str] = tuple(CONTRACTS),
) -> SelfTest:
    """Run it all, or what is of these ports; `tell` is given a line before each adapter."""
    adapters: list[tuple[str, Judgement]] = []
    for name, port, spec in ADAPTERS:
        if port not in ports:
            continue
        tell(f"{name} ({port})")
        adapters.append((name, run(CONTRACTS[port], load(spec), spec=spec)))
    caught: list[Caught] = []
    for one in all_broken() if broken is None else broken:
        if one.port not in ports:
            continue
        tell(f"{one.name} (wrong)")
        caught.append(Caught(broken=one, failed=failures(one)))
    return SelfTest(clauses=all_clauses(ports), caught=tuple(caught), adapters=tuple(adapters))


def failures(broken: Broken) -> frozenset[str]:
    """The numbers of the clauses that a wrong adapter fails.

    A wrong storage over files (it claims more than memory can) is held to the clauses of these claims only: that the
    rest passes on such files is shown by the adapter it stands on, and each of its wrongs shows only when reopened.
    """
    judgement = run(CONTRACTS[broken.port], broken.factory, spec=broken.spec, only=_relevant(broken))
    return frozenset(v.clause.number for v in judgement.verdicts if v.outcome is ClauseOutcome.FAILED)


def all_clauses(ports: Collection[str] = tuple(CONTRACTS)) -> tuple[Clause, ...]:
    """Every clause of these ports."""
    return tuple(clause for port, contract in CONTRACTS.items() if port in ports for clause in clauses_of(contract))


def _relevant(broken: Broken) -> Callable[[Clause], bool]:
    needy: Sequence[str] = [c.number for c in all_clauses() if c.needs]
    if broken.port == "storage" and broken.breaks & set(needy):
        return lambda clause: clause.number in needy
    return lambda clause: True
