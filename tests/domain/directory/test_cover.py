"""Cover during absence: who stands in, until when; and the sweep after an assignment's end (B19)."""

from datetime import UTC, date, datetime, timedelta

import pytest
from arende.domain.actor import StaffActor
from arende.domain.commands import CoverAssignment, EndAssignment, EndCover, NoteAssignmentEmpty, RegisterAssignment
from arende.domain.directory.model import Assignment, Cover
from arende.domain.effects import ReturnCases
from arende.domain.events import AssignmentCovered, AssignmentEmptied, AssignmentEnded, AssignmentRegistered, CoverEnded
from arende.domain.evolve import evolve
from arende.domain.ids import AssignmentId, UnitId
from arende.domain.policy import COVER_DAYS_MAX
from arende.testing.build import (
    AS_NURSE,
    CHILDREN,
    COLLEAGUE,
    ENDED,
    HEAD,
    LAK,
    MAJA,
    NOW,
    NURSE,
    NURSE_ELSEWHERE,
    OAK,
    OLLE,
    SARA,
    SSK,
    assignment,
    clinic,
    local,
)
from arende.testing.given import Given, given
from attrs import evolve as changed

from tests.domain.samples import OPERATOR, SYSTEM

SARAS = assignment(NURSE, SARA, SSK, OAK)
LAST = date(2026, 12, 6)
UNTIL = datetime(2026, 12, 6, 23, 0, tzinfo=UTC)
"""Midnight in Stockholm after the last day."""
COVER = CoverAssignment(assignment=NURSE, by=COLLEAGUE, last_day=LAST)
COVERED = AssignmentCovered(at=NOW, assignment=NURSE, by=COLLEAGUE, last_day=LAST, until=UNTIL)
AWAY = changed(SARAS, cover=Cover(by=COLLEAGUE, last_day=LAST, until=UNTIL))


def saras(state: Assignment = SARAS, *others: Assignment) -> Given:
    return given(since=state, found=clinic(state, *others))


@pytest.mark.spec("B19")
def test_a_colleague_stands_in_through_the_last_day_and_no_longer() -> None:
    outcome = saras().when(COVER, actor=AS_NURSE, now=NOW).then(COVERED).effects()
    assert outcome.state == AWAY
    assert AWAY.covered_by(UNTIL - timedelta(microseconds=1)) == COLLEAGUE
    assert AWAY.covered_by(UNTIL) is None
    saras(AWAY).when(COVER, actor=OPERATOR, now=NOW).nothing()
    shorter = changed(COVER, last_day=NOW.date())
    saras(AWAY).when(shorter, actor=OPERATOR, now=NOW).also()
    saras().when(COVER, actor=StaffActor(COLLEAGUE), now=NOW).refused("access.denied")


@pytest.mark.spec("B19")
def test_back_before_time_and_once() -> None:
    back = CoverEnded(at=NOW, assignment=NURSE)
    assert saras(AWAY).when(EndCover(assignment=NURSE), actor=AS_NURSE, now=NOW).then(back).state == SARAS
    saras().when(EndCover(assignment=NURSE), actor=AS_NURSE, now=NOW).nothing()
    saras(AWAY).when(EndCover(assignment=NURSE), actor=AS_NURSE, now=UNTIL).nothing()


@pytest.mark.spec("B19")
@pytest.mark.parametrize(
    ("by", "code"),
    [
        (NURSE, "cover.self"),
        (ENDED, "assignment.over"),
        (NURSE_ELSEWHERE, "assignment.elsewhere"),
        (AssignmentId(local("nej")), "not_found"),
    ],
)
def test_who_stands_in_is_another_at_the_unit_that_has_not_ended(by: AssignmentId, code: str) -> None:
    saras().when(changed(COVER, by=by), actor=AS_NURSE, now=NOW).refused(code)


@pytest.mark.spec("B19", "B24")
def test_who_may_read_all_of_the_unit_arranges_it_for_who_fell_ill_and_calls_it_off() -> None:
    head = StaffActor(HEAD)
    saras().when(COVER, actor=head, now=NOW).then(COVERED)
    saras(AWAY).when(EndCover(assignment=NURSE), actor=head, now=NOW).then(CoverEnded(at=NOW, assignment=NURSE))
    elsewhere = assignment(HEAD, MAJA, LAK, CHILDREN, sees_unit=True)
    saras(SARAS, elsewhere).when(COVER, actor=head, now=NOW).refused("access.denied")


@pytest.mark.spec("B19")
def test_two_do_not_stand_in_for_each_other() -> None:
    mine = Cover(by=NURSE, last_day=LAST, until=UNTIL)
    olles = changed(assignment(COLLEAGUE, OLLE, SSK, OAK), cover=mine)
    saras(SARAS, olles).when(COVER, actor=AS_NURSE, now=NOW).refused("cover.mutual")
    saras(SARAS, olles).when(changed(COVER, last_day=date(2026, 12, 8)), actor=AS_NURSE, now=UNTIL).also()


@pytest.mark.spec("B19")
@pytest.mark.parametrize(
    "last_day", [date(2026, 11, 21), date(2026, 11, 22) + timedelta(days=COVER_DAYS_MAX + 1), date.max]
)
def test_a_cover_has_an_end_that_can_be_seen(last_day: date) -> None:
    saras().when(changed(COVER, last_day=last_day), actor=AS_NURSE, now=NOW).refused("cover.day_invalid")


def test_one_that_has_ended_or_is_not_there_is_not_away() -> None:
    gone = changed(SARAS, ended=True)
    saras(gone).when(COVER, actor=OPERATOR, now=NOW).refused("assignment.over")
    given(found=clinic()).when(COVER, actor=OPERATOR, now=NOW).refused("not_found")
    nowhere = changed(SARAS, unit=UnitId(local("nej")))
    given(since=nowhere, found=clinic()).when(COVER, actor=OPERATOR, now=NOW).refused("not_found")


@pytest.mark.spec("B19", "B30")
def test_a_register_that_tells_the_same_again_does_not_end_an_absence() -> None:
    told = RegisterAssignment(assignment=NURSE, staff=SARA, role=SSK, unit=OAK)
    saras(AWAY).when(told, actor=SYSTEM, now=NOW).nothing()
    reader = saras(AWAY).when(changed(told, sees_unit=True), actor=SYSTEM, now=NOW)
    assert reader.state == changed(AWAY, sees_unit=True)


@pytest.mark.spec("S6", "B24")
@pytest.mark.parametrize("state", [SARAS, AWAY, changed(SARAS, ended=True)])
def test_an_assignment_never_becomes_another(state: Assignment) -> None:
    """Else its cases would go along: to another person, or to a unit where they are nobody's to see."""
    told = RegisterAssignment(assignment=NURSE, staff=SARA, role=SSK, unit=OAK)
    others = {"staff": changed(told, staff=OLLE), "role": changed(told, role=LAK), "unit": changed(told, unit=CHILDREN)}
    for field, other in others.items():
        refused = saras(state).when(other, actor=SYSTEM, now=NOW).refused("assignment.fixed")
        assert refused.refusal is not None
        assert refused.refusal.field == field
    assert saras(state).when(told, actor=SYSTEM, now=NOW).refusal is None
    moved = AssignmentRegistered(at=NOW, assignment=NURSE, staff=SARA, role=SSK, unit=CHILDREN, sees_unit=False)
    assert given(moved, since=AWAY).state == changed(SARAS, unit=CHILDREN), "an older version let it"


@pytest.mark.spec("B19")
def test_the_last_day_is_a_day_and_no_instant() -> None:
    saras().when(changed(COVER, last_day=UNTIL), actor=AS_NURSE, now=NOW).refused("day.invalid")


@pytest.mark.spec("B19")
def test_an_end_asks_for_a_sweep_and_the_sweep_says_when_it_is_done() -> None:
    ended = AssignmentEnded(at=NOW, assignment=NURSE)
    outcome = saras(AWAY).when(EndAssignment(assignment=NURSE), actor=OPERATOR, now=NOW).then(ended)
    outcome.effects(ReturnCases(assignment=NURSE, at=NOW))
    gone = outcome.state
    assert gone == changed(SARAS, ended=True, leaving_since=NOW)
    assert isinstance(gone, Assignment)
    saras(gone).when(EndAssignment(assignment=NURSE), actor=OPERATOR, now=NOW).nothing()
    note = NoteAssignmentEmpty(assignment=NURSE, ended=NOW)
    emptied = AssignmentEmptied(at=NOW, assignment=NURSE)
    assert saras(gone).when(note, actor=SYSTEM, now=NOW).then(emptied).state == changed(gone, leaving_since=None)
    saras(changed(gone, leaving_since=None)).when(note, actor=SYSTEM, now=NOW).nothing()


@pytest.mark.spec("B19")
def test_the_sweep_of_an_earlier_end_says_nothing_of_a_later_one() -> None:
    again = AssignmentRegistered(at=NOW, assignment=NURSE, staff=SARA, role=SSK, unit=OAK, sees_unit=False)
    later = AssignmentEnded(at=NOW + timedelta(days=1), assignment=NURSE)
    gone = evolve(evolve(changed(SARAS, ended=True, leaving_since=NOW), again), later)
    assert isinstance(gone, Assignment)
    saras(gone).when(NoteAssignmentEmpty(assignment=NURSE, ended=NOW), actor=SYSTEM, now=NOW).nothing()
