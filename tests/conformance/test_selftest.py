"""That the self-test can fail: a wrong declaration, a clause without a breaker, an adapter that does not conform."""

from pathlib import Path

from arende_conformance.broken import sms
from arende_conformance.broken.relay import Relay, around_memory
from arende_conformance.broken.sms_relay import around_spool
from arende_conformance.broken.table import Broken, all_broken
from arende_conformance.clauses import Level
from arende_conformance.harness import load
from arende_conformance.runner import run
from arende_conformance.selftest import Caught, SelfTest, all_clauses, failures
from arende_conformance.sms import SmsContract
from attrs import evolve


def torn() -> Broken:
    return next(b for b in all_broken() if b.name == "TearsAppends")


def test_failures_are_those_declared() -> None:
    assert failures(torn()) == torn().breaks == {"STO-10", "STO-12"}


def test_a_wrong_declaration_is_uncaught() -> None:
    wrong = evolve(torn(), breaks=frozenset({"STO-10"}))
    found = SelfTest(clauses=(), caught=(Caught(broken=wrong, failed=failures(wrong)),), adapters=())
    assert not found.good
    assert found.as_data()["uncaught"] == [
        {"name": "TearsAppends", "breaks": ["STO-10"], "failed": ["STO-10", "STO-12"]}
    ]
    assert "TearsAppends breaks ['STO-10'] and failed ['STO-10', 'STO-12']." in "\n".join(found.as_lines())


def test_a_must_without_a_breaker_is_told() -> None:
    clauses = tuple(c for c in all_clauses() if c.number in ("STO-10", "STO-11"))
    found = SelfTest(clauses=clauses, caught=(Caught(broken=torn(), failed=torn().breaks),), adapters=())
    assert found.unbroken == ("STO-11",)
    assert not found.good


def test_every_must_has_a_breaker() -> None:
    broken = {number for b in all_broken() for number in b.breaks}
    assert {c.number for c in all_clauses() if c.level is Level.MUST} <= broken
    assert broken <= {c.number for c in all_clauses()}


def test_an_adapter_that_does_not_conform_fails_the_self_test() -> None:
    judgement = run(SmsContract, around_spool(sms.TrustsAnyone), spec="broken")
    assert not judgement.conforms
    found = SelfTest(clauses=(), caught=(), adapters=(("spool", judgement),))
    assert not found.good
    assert any("SMS-20" in line for line in found.as_lines())


def test_a_right_storage_fails_nothing(tmp_path: Path) -> None:
    right = Broken(name="right", port="storage", spec="right", factory=around_memory(Relay), breaks=frozenset())
    assert failures(right) == frozenset()
    assert load("arende_conformance.intree:memory")(tmp_path) is not None
