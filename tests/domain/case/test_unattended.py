"""Whose case it is when who stands in for an absent one has gone, or is away too (B19)."""

import pytest
from arende.domain.actor import StaffActor
from arende.domain.commands import SendMessage, TakeCase
from arende.domain.directory.model import Assignment, Cover
from arende.domain.ids import Kind, Ref
from arende.testing.build import AS_NURSE, COLLEAGUE, NOW, NURSE_AS_DOCTOR, OAK, OLLE, SSK, assignment
from arende.testing.given import given
from attrs import evolve as changed

from tests.domain.samples import CASE, LATER, from_staff

from .test_handover import AS_COLLEAGUE, AWAY, TAKEN, UNTIL, WAITS

COLLEAGUE_GONE = assignment(COLLEAGUE, OLLE, SSK, OAK, ended=True)
COLLEAGUE_AWAY = changed(
    assignment(COLLEAGUE, OLLE, SSK, OAK), cover=Cover(by=NURSE_AS_DOCTOR, last_day=NOW.date(), until=UNTIL)
)


@pytest.mark.spec("B19")
@pytest.mark.parametrize("stands_in", [COLLEAGUE_GONE, COLLEAGUE_AWAY], ids=["has ended", "is away too"])
def test_what_nobody_stands_in_for_any_more_is_the_units_until_the_cover_ends(stands_in: Assignment) -> None:
    lone = given(*WAITS, found={**AWAY, Ref(Kind.ASSIGNMENT, COLLEAGUE): stands_in})
    other = StaffActor(NURSE_AS_DOCTOR)
    lone.when(TakeCase(case=CASE), actor=other, now=LATER).then(changed(TAKEN, assignment=NURSE_AS_DOCTOR))
    answer = SendMessage(case=CASE, text="Hej! Hur mår du i dag?")
    answered = lone.when(answer, actor=other, now=LATER)
    answered.then(changed(TAKEN, assignment=NURSE_AS_DOCTOR), from_staff(3, LATER, NURSE_AS_DOCTOR))
    lone.when(answer, actor=AS_NURSE, now=LATER).then(from_staff(3, LATER))
    lone.when(TakeCase(case=CASE), actor=AS_NURSE, now=LATER).nothing()
    lone.when(answer, actor=other, now=UNTIL).refused("access.denied")
    lone.when(TakeCase(case=CASE), actor=other, now=UNTIL).refused("case.taken")


@pytest.mark.spec("B19")
def test_who_stands_in_and_is_away_answers_without_taking_the_case() -> None:
    lone = given(*WAITS, found={**AWAY, Ref(Kind.ASSIGNMENT, COLLEAGUE): COLLEAGUE_AWAY})
    answer = SendMessage(case=CASE, text="Hej! Hur mår du i dag?")
    lone.when(answer, actor=AS_COLLEAGUE, now=LATER).then(from_staff(3, LATER, COLLEAGUE))
    lone.when(TakeCase(case=CASE), actor=AS_COLLEAGUE, now=LATER).then(TAKEN)
