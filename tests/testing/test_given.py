"""given/when/then itself: each check fails when it should, and says what came."""

import pytest
from arende.domain.commands import SendMessage
from arende.testing.build import AS_ANTON, AS_NURSE, NOW, clinic
from arende.testing.given import given

from tests.domain.samples import CASE, LATER, OPENED, case_of, from_patient, from_staff

HELLO = SendMessage(case=CASE, text="Hej! Hur mår du i dag?")


def test_checks_that_hold_chain() -> None:
    outcome = given(OPENED, found=clinic()).when(HELLO, actor=AS_NURSE, now=NOW).then(from_staff(1)).also()
    assert outcome.state == case_of(OPENED, from_staff(1))
    assert given(from_staff(1), since=case_of(OPENED)).state == outcome.state


def test_a_check_that_does_not_hold_says_what_came() -> None:
    outcome = given(OPENED, found=clinic()).when(HELLO, actor=AS_NURSE, now=NOW)
    with pytest.raises(AssertionError, match=r"(?s)events.*expected.*came.*MessageSent"):
        outcome.then(from_patient(1))
    with pytest.raises(AssertionError, match="events"):
        outcome.nothing()
    with pytest.raises(AssertionError, match="effects"):
        outcome.effects()
    with pytest.raises(AssertionError, match="a decision"):
        outcome.refused("access.denied")


def test_a_refusal_where_a_decision_was_expected() -> None:
    outcome = given(OPENED, found={}).when(HELLO, actor=AS_ANTON, now=LATER)
    assert outcome.refused("access.representation_ended").state == case_of(OPENED)
    with pytest.raises(AssertionError, match="refused"):
        outcome.nothing()
    with pytest.raises(AssertionError, match=r"access\.denied"):
        outcome.refused("access.denied")
