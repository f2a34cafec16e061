"""The list of clauses as a whole, what a clause says when it fails, and how claims make it due."""

import re

import pytest
from arende_conformance.claims import CAPABILITIES, MEANINGS, Capability, Claims, Exclusion, Support, claim
from arende_conformance.clauses import ClauseFailed, Level, clause, clauses_of, digest, stale
from arende_conformance.contracts import CONTRACTS
from arende_conformance.verdicts import ClauseOutcome, Verdict, judge

PREFIXES = {"storage": "STO", "sms": "SMS", "auth": "AUT", "export": "EXP", "directory": "DIR", "subscribers": "SUB"}


class Small:
    @clause("X-01", "One is one.", source="here")
    def test_one(self, bench: int) -> None:
        if bench != 1:
            raise ClauseFailed(f"found {bench}")

    @clause("X-02", "Two is asked for.", source="here", needs=(Capability.DURABLE,))
    def test_two(self, bench: int) -> None:
        raise KeyError("two")


class Hiding(Small):
    @clause("X-03", "Another rule under the same name.", source="here")
    def test_one(self, bench: int) -> None:
        pass


@pytest.mark.parametrize("port", CONTRACTS)
def test_every_clause_has_a_number_a_sentence_and_a_source(port: str) -> None:
    for c in clauses_of(CONTRACTS[port]):
        assert re.fullmatch(rf"{PREFIXES[port]}-\d\d", c.number)
        assert c.sentence.endswith(".") and "\n" not in c.sentence
        assert c.source and re.fullmatch(r"\d+\.\d+", c.since)
        assert c.method.startswith("test_")
        assert set(c.needs) <= set(CAPABILITIES[port])


def test_every_capability_is_explained_and_belongs_to_a_port() -> None:
    assert set(MEANINGS) == set(Capability) == {c for several in CAPABILITIES.values() for c in several}


def test_a_clause_that_hides_another_is_noticed() -> None:
    with pytest.raises(ValueError, match="X-01"):
        clauses_of(Hiding)


def test_a_failure_begins_with_number_and_sentence() -> None:
    Small().test_one(1)
    with pytest.raises(ClauseFailed, match=r"^X-01 One is one\. -- found 2$"):
        Small().test_one(2)
    with pytest.raises(ClauseFailed, match=r"^X-02 Two is asked for\. -- KeyError: 'two'$"):
        Small().test_two(1)


def test_a_clause_is_due_only_where_its_capability_is_supported_fully() -> None:
    one, two = clauses_of(Small)
    assert one.due(Claims()) and not two.due(Claims())
    assert two.due(claim(Capability.DURABLE))
    later = Claims(supports={Capability.DURABLE: Support.NOT_YET})
    assert not two.due(later)
    assert two.why_not_due(later) == "durable (not yet)"
    assert two.why_not_due(Claims()) == "durable (cannot)"


def test_an_exclusion_that_matches_nothing_due_is_stale() -> None:
    clauses = clauses_of(Small)
    assert stale(["X-01", "X-02", "X-99"], clauses, Claims()) == ["X-02", "X-99"]


def test_what_did_not_run_is_missing_and_the_worst_of_several_runs_counts() -> None:
    one, two = clauses_of(Small)

    def judged(*found: Verdict) -> list[ClauseOutcome]:
        j = judge(port="storage", factory="f", claims=Claims(), seed=1, clauses=(one, two), found=found)
        assert j.conforms is (j.verdicts[0].outcome is ClauseOutcome.PASSED)
        return [v.outcome for v in j.verdicts]

    passed = Verdict(clause=one, outcome=ClauseOutcome.PASSED)
    failed = Verdict(clause=one, outcome=ClauseOutcome.FAILED)
    assert judged() == [ClauseOutcome.MISSING, ClauseOutcome.NOT_CLAIMED]
    assert judged(passed) == [ClauseOutcome.PASSED, ClauseOutcome.NOT_CLAIMED]
    assert judged(passed, failed, passed) == [ClauseOutcome.FAILED, ClauseOutcome.NOT_CLAIMED]


def test_a_stale_exclusion_stands_in_the_way() -> None:
    (one, _) = clauses_of(Small)
    claims = claim(exclusions=(Exclusion("X-99", "no reason"),))
    found = [Verdict(clause=one, outcome=ClauseOutcome.PASSED)]
    j = judge(port="storage", factory="f", claims=claims, seed=1, clauses=(one,), found=found)
    assert j.stale == ("X-99",)
    assert not j.conforms


def test_the_digest_tells_lists_of_clauses_apart() -> None:
    one, two = clauses_of(Small)
    assert digest([one, two]) == digest([one, two]) != digest([one])


def test_there_are_shoulds_and_musts() -> None:
    levels = [c.level for contract in CONTRACTS.values() for c in clauses_of(contract)]
    assert levels.count(Level.SHOULD) >= 1
    assert levels.count(Level.MUST) > 80
