"""What came of the clauses of one adapter: an outcome each, what is missing or stale, and the verdict. Runs nothing."""

from collections.abc import Iterable, Sequence
from enum import StrEnum

from attrs import frozen

from .claims import Claims
from .clauses import Clause, Level, stale


class ClauseOutcome(StrEnum):
    """What came of a clause. Skip is not pass: what was not run has a name of its own."""

    PASSED = "passed"
    FAILED = "failed"
    NOT_CLAIMED = "not claimed"
    EXCLUDED = "excluded"
    MISSING = "missing"


@frozen(kw_only=True)
class Verdict:
    """The outcome of one clause, and what was found."""

    clause: Clause
    outcome: ClauseOutcome
    message: str = ""


@frozen(kw_only=True)
class Judgement:
    """An adapter against all clauses of its port. `stale`: exclusions that excuse nothing."""

    port: str
    factory: str
    claims: Claims
    seed: int
    verdicts: tuple[Verdict, ...]
    stale: tuple[str, ...]

    @property
    def conforms(self) -> bool:
        """No *must* clause failed or is missing, and no exclusion is stale."""
        return not self.stale and not self.faults

    @property
    def faults(self) -> tuple[Verdict, ...]:
        """What stands in the way: failed *must* clauses, and clauses that are due and were not run."""
        return tuple(
            v
            for v in self.verdicts
            if v.outcome is ClauseOutcome.MISSING
            or (v.outcome is ClauseOutcome.FAILED and v.clause.level is Level.MUST)
        )

    def count(self, outcome: ClauseOutcome) -> int:
        """How many clauses came to this."""
        return sum(v.outcome is outcome for v in self.verdicts)


def judge(
    *, port: str, factory: str, claims: Claims, seed: int, clauses: Sequence[Clause], found: Iterable[Verdict]
) -> Judgement:
    """Compare what was run with what is due. A clause that is due and was not run is MISSING, never passed over."""
    by_number: dict[str, list[Verdict]] = {}
    for verdict in found:
        by_number.setdefault(verdict.clause.number, []).append(verdict)
    return Judgement(
        port=port,
        factory=factory,
        claims=claims,
        seed=seed,
        verdicts=tuple(_verdict(clause, claims, by_number.get(clause.number, [])) for clause in clauses),
        stale=tuple(stale([e.clause for e in claims.exclusions], clauses, claims)),
    )


def _verdict(clause: Clause, claims: Claims, found: Sequence[Verdict]) -> Verdict:
    if not clause.due(claims):
        return Verdict(clause=clause, outcome=ClauseOutcome.NOT_CLAIMED, message=clause.why_not_due(claims))
    worst = (ClauseOutcome.FAILED, ClauseOutcome.EXCLUDED, ClauseOutcome.PASSED)
    for outcome in worst:  # of several runs of one clause the worst counts
        for verdict in found:
            if verdict.outcome is outcome:
                return verdict
    return Verdict(clause=clause, outcome=ClauseOutcome.MISSING, message="the clause is due and was not run")
