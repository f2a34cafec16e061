"""What holds of every port: absence is failure, a stale exclusion is an error, no *must* is without a wrong one."""

import pytest
from arende_conformance.broken.table import all_broken
from arende_conformance.claims import CAPABILITIES, Claims, Exclusion, Support, claim
from arende_conformance.clauses import Level, clauses_of
from arende_conformance.cli import CLASSES
from arende_conformance.contracts import CONTRACTS
from arende_conformance.intree import ADAPTERS
from arende_conformance.selftest import Caught, SelfTest, all_clauses
from arende_conformance.verdicts import ClauseOutcome, Judgement, Verdict, judge

PORTS = tuple(CONTRACTS)


def judged(port: str, *, without: str = "", claims: Claims | None = None) -> Judgement:
    """As if every clause but one had run and passed, of an adapter that claims all."""
    clauses = clauses_of(CONTRACTS[port])
    found = [Verdict(clause=c, outcome=ClauseOutcome.PASSED) for c in clauses if c.number != without]
    everything = claims or claim(*CAPABILITIES[port])
    return judge(port=port, factory="ours:make", claims=everything, seed=1, clauses=clauses, found=found)


@pytest.mark.parametrize("port", PORTS)
def test_a_clause_that_did_not_run_is_in_the_way_and_told(port: str) -> None:
    assert judged(port).conforms
    for clause in clauses_of(CONTRACTS[port]):
        one = judged(port, without=clause.number)
        assert not one.conforms
        assert [(v.clause.number, v.outcome) for v in one.faults] == [(clause.number, ClauseOutcome.MISSING)]


@pytest.mark.parametrize("port", PORTS)
def test_an_exclusion_of_nothing_is_in_the_way(port: str) -> None:
    clauses = clauses_of(CONTRACTS[port])
    needy = [c.number for c in clauses if c.needs]
    for number in ("XXX-01", *needy):
        one = judged(port, claims=claim(exclusions=(Exclusion(number, "left over"),)))
        assert one.stale == (number,) and not one.conforms


@pytest.mark.parametrize("port", PORTS)
def test_not_claimed_is_not_passed(port: str) -> None:
    for grade in (Support.NOT_YET, Support.CANNOT):
        claims = Claims(supports=dict.fromkeys(CAPABILITIES[port], grade))
        one = judged(port, claims=claims)
        needy = [c for c in clauses_of(CONTRACTS[port]) if c.needs]
        assert one.count(ClauseOutcome.NOT_CLAIMED) == len(needy) > 0
        assert one.count(ClauseOutcome.PASSED) == len(one.verdicts) - len(needy)


@pytest.mark.parametrize("port", PORTS)
def test_the_self_test_fails_where_any_must_has_no_wrong_one(port: str) -> None:
    broken = [b for b in all_broken() if b.port == port]
    clauses = all_clauses([port])

    def tested(of: list[Caught]) -> SelfTest:
        return SelfTest(clauses=clauses, caught=tuple(of), adapters=())

    caught = [Caught(broken=b, failed=b.breaks) for b in broken]
    assert tested(caught).good
    for clause in clauses:
        less = [c for c in caught if clause.number not in c.broken.breaks]
        if clause.level is Level.MUST:
            assert clause.number in tested(less).unbroken and not tested(less).good


@pytest.mark.parametrize("port", PORTS)
def test_every_capability_of_a_port_is_needed_by_a_clause(port: str) -> None:
    needed = {capability for c in clauses_of(CONTRACTS[port]) for capability in c.needs}
    assert needed == set(CAPABILITIES[port])
    assert any(of == port for _, of, _ in ADAPTERS)
    assert port in CLASSES
