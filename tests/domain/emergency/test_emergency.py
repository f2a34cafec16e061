"""Emergency access: with a reason, for one assignment and one patient, and it ends by itself (B24)."""

from datetime import timedelta

import pytest
from arende.domain.actor import RepresentativeActor, StaffActor
from arende.domain.commands import OpenEmergencyAccess
from arende.domain.emergency.decide import decide
from arende.domain.emergency.model import Emergency, Opened
from arende.domain.events import EmergencyAccessOpened
from arende.domain.facts import Facts
from arende.domain.ids import PersonId
from arende.domain.policy import EMERGENCY_HOURS, REASON_MAX, Policy
from arende.testing.build import ANTON, AS_NURSE, COLLEAGUE, ENDED, NOW, NURSE, PROVIDER, clinic, local
from arende.testing.given import given
from attrs import evolve as changed

from tests.domain.samples import LATER, OPERATOR, SYSTEM

OPEN = OpenEmergencyAccess(patient=ANTON, reason="Medvetslös vid ankomst")
HOUR = timedelta(hours=1)
OPENED = EmergencyAccessOpened(
    at=NOW, assignment=NURSE, patient=ANTON, until=NOW + HOUR, reason="Medvetslös vid ankomst"
)


@pytest.mark.spec("B24")
def test_it_is_open_for_an_hour_for_that_assignment_only() -> None:
    outcome = given(found=clinic()).when(OPEN, actor=AS_NURSE, now=NOW).then(OPENED).effects().also()
    state = outcome.state
    assert isinstance(state, Emergency)
    assert EMERGENCY_HOURS == HOUR
    assert state.live(NURSE, NOW)
    assert state.live(NURSE, NOW + HOUR - timedelta(microseconds=1))
    assert not state.live(NURSE, NOW + HOUR)
    assert not state.live(COLLEAGUE, NOW)


@pytest.mark.spec("B24")
@pytest.mark.parametrize(
    ("reason", "code"),
    [
        ("", "text.missing"),
        (" \n", "text.missing"),
        ("a" * (REASON_MAX + 1), "text.too_long"),
        ("a\0", "text.unreadable"),
    ],
)
def test_a_reason_is_required(reason: str, code: str) -> None:
    given(found=clinic()).when(changed(OPEN, reason=reason), actor=AS_NURSE, now=NOW).refused(code)


@pytest.mark.spec("B24")
def test_who_can_open_it_and_for_whom() -> None:
    given(found=clinic()).when(OPEN, actor=StaffActor(ENDED), now=NOW).refused("access.assignment_ended")
    given(found=clinic()).when(OPEN, actor=RepresentativeActor(ANTON), now=NOW).refused("access.denied")
    for machine in (OPERATOR, SYSTEM):
        given(found=clinic()).when(OPEN, actor=machine, now=NOW).refused("access.assignment_needed")
    nobody = changed(OPEN, patient=PersonId(local("nej")))
    given(found=clinic()).when(nobody, actor=AS_NURSE, now=NOW).refused("not_found")


@pytest.mark.spec("B24")
def test_asked_for_anew_it_lasts_anew_beside_the_others() -> None:
    others = changed(OPENED, assignment=COLLEAGUE)
    again = given(OPENED, others, found=clinic()).when(OPEN, actor=AS_NURSE, now=LATER)
    again.then(changed(OPENED, at=LATER, until=LATER + HOUR))
    assert again.state == Emergency(patient=ANTON, opened=(Opened(COLLEAGUE, NOW + HOUR), Opened(NURSE, LATER + HOUR)))


@pytest.mark.spec("B24")
def test_what_has_ended_is_not_carried_on() -> None:
    others = changed(OPENED, assignment=COLLEAGUE)
    next_day = NOW + timedelta(days=1)
    again = given(OPENED, others, found=clinic()).when(OPEN, actor=AS_NURSE, now=next_day)
    assert again.state == Emergency(patient=ANTON, opened=(Opened(NURSE, next_day + HOUR),))


@pytest.mark.spec("B24")
def test_without_an_assignment_it_is_not_opened_whatever_access_said() -> None:
    facts = Facts(now=NOW, shard=PROVIDER, actor=OPERATOR, policy=Policy(), new_id="new-1", found=clinic())
    assert decide(OPEN, facts).failure().code == "access.assignment_needed"


def test_the_reason_stands_in_no_repr() -> None:
    assert "Medvetslös" not in repr(OPEN) + repr(OPENED)
