"""A light runner: calls the clauses of a contract directly, in this process, without pytest. For `self-test`.

Vendors are run by pytest (`cli`, `plugin`); both judge by `verdicts`.
"""

import tempfile
from collections.abc import Callable
from pathlib import Path

from .bench import DEFAULT_SEED
from .claims import Claims
from .clauses import Clause, ClauseFailed, clauses_of
from .contract import Bench, Contract
from .harness import Factory
from .verdicts import ClauseOutcome, Judgement, Verdict, judge


def run(
    contract: type[Contract[Bench]],
    factory: Factory,
    *,
    spec: str,
    seed: int = DEFAULT_SEED,
    only: Callable[[Clause], bool] = lambda clause: True,
) -> Judgement:
    """Run every clause that is due, each with a fresh harness in a fresh folder, and judge."""
    verdicts: list[Verdict] = []
    claims = Claims()
    clauses = tuple(clause for clause in clauses_of(contract) if only(clause))
    with tempfile.TemporaryDirectory(prefix="arende-conformance-", ignore_cleanup_errors=True) as root:
        for clause in clauses:
            folder = Path(root, clause.number)
            folder.mkdir()
            bench = contract.make_bench(factory, folder, spec=spec, seed=seed)
            try:
                claims = bench.claims
                if clause.due(claims):
                    verdicts.append(_outcome(clause, contract, bench, claims))
            finally:
                bench.close()
    return judge(port=contract.port, factory=spec, claims=claims, seed=seed, clauses=clauses, found=verdicts)


def _outcome(clause: Clause, contract: type[Contract[Bench]], bench: Bench, claims: Claims) -> Verdict:
    method: Callable[[Contract[Bench], Bench], None] = getattr(contract, clause.method)
    excluded = claims.excluded(clause.number)
    try:
        method(contract(), bench)
    except ClauseFailed as failure:
        if excluded:
            return Verdict(clause=clause, outcome=ClauseOutcome.EXCLUDED, message=excluded.reason)
        return Verdict(clause=clause, outcome=ClauseOutcome.FAILED, message=str(failure))
    if excluded:
        return Verdict(clause=clause, outcome=ClauseOutcome.FAILED, message="excluded, and it passes: remove it")
    return Verdict(clause=clause, outcome=ClauseOutcome.PASSED)
