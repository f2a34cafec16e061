"""Whose case it is when who stands in for an absent one has gone, or is away too (B19)."""

from collections.abc import Mapping
from datetime import datetime, timedelta

import pytest
from arende.domain.actor import StaffActor
from arende.domain.case.reply import MayReply, Side, can_reply
from arende.domain.commands import SendMessage, TakeCase
from arende.domain.directory.model import Assignment, Cover
from arende.domain.ids import AssignmentId, Kind, Ref
from arende.domain.model import State
from arende.domain.refusals import NoAccess
from arende.testing.build import (
    AS_NURSE,
    COLLEAGUE,
    NOW,
    NURSE,
    NURSE_AS_DOCTOR,
    OAK,
    OLLE,
    SARA,
    SSK,
    assignment,
    clinic,
)
from arende.testing.given import given
from attrs import evolve as changed
from hypothesis import given as given_any
from hypothesis import strategies as st

from tests.domain.samples import CASE, END, LATER, asks, case_of, from_staff

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


@pytest.mark.spec("B14", "B19")
def test_who_answers_for_one_that_is_away_may_until_the_cover_is_over() -> None:
    case, other, back = case_of(*WAITS), StaffActor(NURSE_AS_DOCTOR), LATER + timedelta(minutes=5)
    assert back < UNTIL < END

    def until(actor: StaffActor, *instead: Assignment) -> object:
        found = {**AWAY, **{Ref(Kind.ASSIGNMENT, one.id): one for one in instead}}
        said = can_reply(case, asks(actor, LATER, found=found))
        if isinstance(said, MayReply):
            assert not isinstance(can_reply(case, asks(actor, said.until, found=found)), MayReply)
        return said

    soon = changed(COLLEAGUE_AWAY, cover=Cover(by=NURSE_AS_DOCTOR, last_day=NOW.date(), until=back))
    assert until(AS_COLLEAGUE) == until(AS_COLLEAGUE, soon) == MayReply(UNTIL, Side.STAFF)
    assert until(AS_NURSE) == MayReply(END, Side.STAFF), "whose it is answers through the period"
    assert until(other) == NoAccess()
    assert until(other, COLLEAGUE_GONE) == until(other, COLLEAGUE_AWAY) == MayReply(UNTIL, Side.STAFF)
    assert until(other, soon) == MayReply(back, Side.STAFF), "then who stands in is back"
    short = changed(case, phase=changed(case.phase, until=UNTIL - timedelta(minutes=1)))
    assert can_reply(short, asks(AS_COLLEAGUE, LATER, found=AWAY)) == MayReply(short.phase.until, Side.STAFF)


def assignments(found: Mapping[Ref, State]) -> list[Assignment]:
    return [one for one in found.values() if isinstance(one, Assignment) and one.unit == OAK]


WHO = st.sampled_from([NURSE, COLLEAGUE, NURSE_AS_DOCTOR])
HOURS = st.integers(-1, 100).map(lambda hours: LATER + timedelta(hours=hours))
COVERS = st.none() | st.builds(Cover, by=WHO, last_day=st.just(NOW.date()), until=HOURS)


@pytest.mark.spec("B14", "B19")
@given_any(
    actor=WHO, covers=st.tuples(COVERS, COVERS), ended=st.tuples(st.booleans(), st.booleans()), pool=st.booleans()
)
def test_someone_who_is_there_may_always_write_and_what_is_said_of_it_holds_until_then(
    actor: AssignmentId, covers: tuple[Cover | None, Cover | None], ended: tuple[bool, bool], pool: bool
) -> None:
    """Whoever is away, whoever stands in, whoever has gone: so far as the clock alone decides."""
    case = changed(case_of(*WAITS), in_pool=pool)
    found = clinic(
        changed(assignment(NURSE, SARA, SSK, OAK, ended=ended[0]), cover=covers[0]),
        changed(assignment(COLLEAGUE, OLLE, SSK, OAK, ended=ended[1]), cover=covers[1]),
    )

    def said(at: datetime, by: AssignmentId = actor) -> object:
        return can_reply(case, asks(StaffActor(by), at, found=found))

    assert any(isinstance(said(LATER, one.id), MayReply) for one in assignments(found) if one.there(LATER))
    now = said(LATER)
    if isinstance(now, MayReply):
        times = [one.until for one in covers if one is not None and LATER <= one.until < now.until]
        assert all(said(at) == now for at in (*times, now.until - timedelta(microseconds=1)))
        assert not isinstance(said(now.until), MayReply)
