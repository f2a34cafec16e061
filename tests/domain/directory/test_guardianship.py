"""Custody of a child: recorded with source and date, verified anew, ended; one per guardian (S4, B16)."""

from datetime import date

import pytest
from arende.domain.commands import EndGuardianship, RecordGuardianship
from arende.domain.directory.model import Guardianship, Person
from arende.domain.events import GuardianshipEnded, GuardianshipRecorded
from arende.domain.ids import PersonId
from arende.testing.build import AS_ANTON, AS_NURSE, ELSA, ERIK, KARIN, NOW, STINA, clinic, local, person
from arende.testing.given import Given, given
from attrs import evolve as changed

from tests.domain.samples import LATER, OPERATOR, SYSTEM

DAY = date(2026, 11, 20)
RECORD = RecordGuardianship(child=ELSA, guardian=KARIN, source="folkbokföringen", verified=DAY)
RECORDED = GuardianshipRecorded(at=NOW, guardian=KARIN, source="folkbokföringen", verified=DAY, until=None)
END = EndGuardianship(child=ELSA, guardian=KARIN, ended=DAY)


def child(*guardians: PersonId) -> Given:
    return given(since=person(ELSA, "201802142396", "Elsa Provdotter", guardians=guardians), found=clinic())


def custodies(state: object) -> tuple[Guardianship, ...]:
    assert isinstance(state, Person)
    return state.guardians


@pytest.mark.spec("S4")
def test_custody_is_recorded_with_source_and_date() -> None:
    outcome = child().when(RECORD, actor=OPERATOR, now=NOW).then(RECORDED).effects().also()
    kept = Guardianship(guardian=KARIN, source="folkbokföringen", verified=DAY, until=None)
    assert custodies(outcome.state) == (kept,)
    given(since=outcome.state, found=clinic()).when(RECORD, actor=SYSTEM, now=LATER).nothing()


@pytest.mark.spec("S4")
def test_verified_anew_it_replaces_what_was_known_of_that_guardian() -> None:
    outcome = child(KARIN, ERIK).when(RECORD, actor=OPERATOR, now=NOW).then(RECORDED)
    assert [g.guardian for g in custodies(outcome.state)] == [ERIK, KARIN]
    assert custodies(outcome.state)[1].verified == DAY


@pytest.mark.spec("S4")
def test_custody_ends_on_its_day_and_no_later_word_prolongs_it() -> None:
    outcome = child(KARIN, ERIK).when(END, actor=OPERATOR, now=NOW)
    outcome.then(GuardianshipEnded(at=NOW, guardian=KARIN, ended=DAY))
    state = outcome.state
    assert isinstance(state, Person)
    assert state.guardian(KARIN, date(2026, 11, 19)) is not None
    assert state.guardian(KARIN, DAY) is None
    assert state.guardian(ERIK, DAY) is not None
    for day in (DAY, date(2026, 12, 24)):
        given(since=state, found=clinic()).when(changed(END, ended=day), actor=OPERATOR, now=LATER).nothing()
    sooner = changed(END, ended=date(2026, 11, 1))
    earlier = given(since=state, found=clinic()).when(sooner, actor=OPERATOR, now=LATER)
    assert custodies(earlier.state)[0].until == date(2026, 11, 1)


@pytest.mark.spec("S4")
@pytest.mark.parametrize(
    ("command", "code", "field"),
    [
        (changed(RECORD, guardian=ELSA), "guardianship.same_person", "guardian"),
        (changed(RECORD, guardian=PersonId(local("nej"))), "not_found", "guardian"),
        (changed(RECORD, source=" "), "text.missing", "source"),
        (changed(END, guardian=STINA), "representative.not_guardian", "representative"),
        (changed(END, guardian=PersonId(local("nej"))), "not_found", "guardian"),
    ],
)
def test_what_is_wrong_is_named(command: RecordGuardianship | EndGuardianship, code: str, field: str) -> None:
    outcome = child(KARIN).when(command, actor=OPERATOR, now=NOW).refused(code)
    assert outcome.refusal is not None
    assert outcome.refusal.field == field


@pytest.mark.spec("S4", "S5")
def test_only_the_registers_side_tells_of_custody() -> None:
    for command in (RECORD, END):
        child(KARIN).when(command, actor=AS_NURSE, now=NOW).refused("access.denied")
        child(KARIN).when(command, actor=AS_ANTON, now=NOW).refused("access.denied")
        given(found=clinic()).when(command, actor=OPERATOR, now=NOW).refused("not_found")


@pytest.mark.spec("B16")
def test_a_day_of_custody_is_a_day_and_no_instant() -> None:
    for told in (changed(RECORD, verified=NOW), changed(RECORD, until=NOW), changed(END, ended=NOW)):
        child(KARIN).when(told, actor=OPERATOR, now=NOW).refused("day.invalid")
