"""Whose a case is: handed over, taken from the pool, returned to the unit; an item always has someone (B19)."""

from datetime import timedelta

import pytest
from arende.domain.actor import Actor, StaffActor
from arende.domain.case.attention import Attention, attention, waiting_since
from arende.domain.case.handover import hand_over, take, untouched_at, untouched_before
from arende.domain.case.model import Case
from arende.domain.commands import HandOver, MarkHandled, ReturnCase, SendMessage, TakeCase
from arende.domain.directory.model import Cover
from arende.domain.effects import SetTimer
from arende.domain.events import CaseHandedOver, CaseReturned, CaseTaken, Return
from arende.domain.facts import Facts
from arende.domain.ids import AssignmentId
from arende.domain.phase import end_of
from arende.domain.policy import NOTE_MAX, Policy
from arende.domain.refusals import TakenByAnother
from arende.domain.sms_texts import SmsKey
from arende.testing.build import (
    AS_ANTON,
    AS_NURSE,
    COLLEAGUE,
    ENDED,
    HEAD,
    NOW,
    NURSE,
    NURSE_ELSEWHERE,
    OAK,
    PROVIDER,
    SARA,
    SSK,
    assignment,
    clinic,
    local,
)
from arende.testing.given import Given, given
from attrs import evolve as changed

from tests.domain.samples import (
    CASE,
    LATER,
    OPENED,
    OPERATOR,
    SYSTEM,
    case_of,
    from_patient,
    from_staff,
    sms,
)

AS_COLLEAGUE = StaffActor(COLLEAGUE)
WAITS = (OPENED, from_staff(1), from_patient(2, LATER))
"""The patient has answered, and the answer waits for the nurse."""
TO_COLLEAGUE = CaseHandedOver(at=LATER, by=NURSE, to=COLLEAGUE, note="Ring helst före lunch")
TO_POOL = CaseHandedOver(at=LATER, by=NURSE, to=None, note="")
TAKEN = CaseTaken(at=LATER, assignment=COLLEAGUE)
RETURNED = CaseReturned(at=LATER, why=Return.UNTOUCHED)
GONE = clinic(assignment(NURSE, SARA, SSK, OAK, ended=True))
UNTIL = end_of(NOW.date(), "Europe/Stockholm")
AWAY = clinic(changed(assignment(NURSE, SARA, SSK, OAK), cover=Cover(by=COLLEAGUE, last_day=NOW.date(), until=UNTIL)))
THREE_DAYS = Policy(untouched_days=3)


@pytest.mark.spec("B19")
def test_a_case_is_handed_over_with_a_note_and_answered_by_who_got_it() -> None:
    command = HandOver(case=CASE, to=COLLEAGUE, note="Ring helst före lunch")
    outcome = given(*WAITS, found=clinic()).when(command, actor=AS_NURSE, now=LATER)
    outcome.then(TO_COLLEAGUE).effects().also()
    case = case_of(*WAITS, TO_COLLEAGUE)
    assert (case.owner, case.assignment, case.unanswered_since) == (COLLEAGUE, COLLEAGUE, LATER)
    assert "lunch" not in repr((command, TO_COLLEAGUE))
    answer = SendMessage(case=CASE, text="Hej, jag tar över.")
    handed = given(*WAITS, TO_COLLEAGUE, found=clinic())
    handed.when(answer, actor=AS_NURSE, now=LATER).refused("access.denied")
    told = handed.when(answer, actor=AS_COLLEAGUE, now=LATER)
    told.effects(sms(SmsKey.NEW_MESSAGE, message=3))
    assert isinstance(told.state, Case)
    assert attention(told.state, LATER) == ()


@pytest.mark.spec("B19", "S12")
@pytest.mark.parametrize("event", [TO_COLLEAGUE, TO_POOL])
def test_what_is_handed_over_is_to_be_dealt_with_though_nothing_else_waits(event: CaseHandedOver) -> None:
    case = case_of(OPENED, from_staff(1), event)
    assert (attention(case, LATER), waiting_since(case)) == ((Attention.HANDED_OVER,), LATER)
    staff = StaffActor(COLLEAGUE)
    outcome = given(OPENED, from_staff(1), event, found=clinic()).when(MarkHandled(case=CASE), actor=staff, now=LATER)
    assert isinstance(outcome.state, Case)
    assert waiting_since(outcome.state) is None


@pytest.mark.spec("B19")
def test_the_pool_is_nobodys_and_keeps_who_had_it_last() -> None:
    outcome = given(*WAITS, found=clinic()).when(HandOver(case=CASE), actor=AS_NURSE, now=LATER)
    outcome.then(TO_POOL)
    assert isinstance(outcome.state, Case)
    assert (outcome.state.owner, outcome.state.assignment, outcome.state.in_pool) == (None, NURSE, True)


@pytest.mark.spec("B19")
@pytest.mark.parametrize(
    ("to", "code"),
    [
        (NURSE, "handover.same"),
        (ENDED, "assignment.over"),
        (NURSE_ELSEWHERE, "assignment.elsewhere"),
        (AssignmentId(local("nej")), "not_found"),
        (AssignmentId("SE0000000009-0009.ssk"), "not_found"),
    ],
)
def test_the_receiver_is_another_at_the_unit_that_has_not_ended(to: AssignmentId, code: str) -> None:
    found = clinic()
    given(*WAITS, found=found).when(HandOver(case=CASE, to=to), actor=AS_NURSE, now=LATER).refused(code)


@pytest.mark.spec("B19")
def test_what_is_in_the_pool_is_not_put_there_again() -> None:
    pooled = given(*WAITS, TO_POOL, found=clinic())
    pooled.when(HandOver(case=CASE), actor=AS_COLLEAGUE, now=LATER).refused("handover.same")
    pooled.when(HandOver(case=CASE, to=NURSE), actor=AS_COLLEAGUE, now=LATER).then(
        CaseHandedOver(at=LATER, by=COLLEAGUE, to=NURSE, note="")
    )


@pytest.mark.spec("B19")
@pytest.mark.parametrize(("note", "code"), [(" ", "text.missing"), ("x" * (NOTE_MAX + 1), "text.too_long")])
def test_a_note_is_a_text_or_none(note: str, code: str) -> None:
    command = HandOver(case=CASE, to=COLLEAGUE, note=note)
    given(*WAITS, found=clinic()).when(command, actor=AS_NURSE, now=LATER).refused(code)


@pytest.mark.spec("B19")
def test_one_takes_it_and_the_other_is_told_who_did() -> None:
    pooled = given(*WAITS, TO_POOL, found=clinic())
    pooled.when(TakeCase(case=CASE), actor=AS_COLLEAGUE, now=LATER).then(TAKEN).effects()
    pooled.when(TakeCase(case=CASE), actor=AS_NURSE, now=LATER).then(changed(TAKEN, assignment=NURSE))
    pooled.when(TakeCase(case=CASE), actor=StaffActor(NURSE_ELSEWHERE), now=LATER).refused("access.denied")
    taken = given(*WAITS, TO_POOL, TAKEN, found=clinic())
    taken.when(TakeCase(case=CASE), actor=AS_COLLEAGUE, now=LATER).nothing()
    late = taken.when(TakeCase(case=CASE), actor=StaffActor(HEAD), now=LATER).refused("case.taken")
    assert late.refusal is not None
    assert late.refusal == TakenByAnother("Sjuksköterska"), "in what role: no id, and no name"


@pytest.mark.spec("B19")
@pytest.mark.parametrize(
    "unit_has_it", [given(*WAITS, TO_POOL, found=clinic()), given(*WAITS, found=GONE)], ids=["pool", "ended"]
)
def test_who_answers_what_is_the_units_takes_it_by_that(unit_has_it: Given) -> None:
    outcome = unit_has_it.when(SendMessage(case=CASE, text="Hej! Hur mår du i dag?"), actor=AS_COLLEAGUE, now=LATER)
    outcome.then(TAKEN, from_staff(3, LATER, COLLEAGUE)).effects(sms(SmsKey.NEW_MESSAGE, message=3))
    assert isinstance(outcome.state, Case)
    assert outcome.state.owner == COLLEAGUE


@pytest.mark.spec("B19")
def test_when_an_assignment_ends_its_cases_are_the_units_at_once() -> None:
    """No sweep has run: the case says that it is the nurse's, and the directory that she has left."""
    left = given(*WAITS, found=GONE)
    left.when(TakeCase(case=CASE), actor=AS_COLLEAGUE, now=LATER).then(TAKEN)
    left.when(HandOver(case=CASE, to=HEAD), actor=AS_COLLEAGUE, now=LATER).then(
        CaseHandedOver(at=LATER, by=COLLEAGUE, to=HEAD, note="")
    )
    left.when(MarkHandled(case=CASE), actor=AS_COLLEAGUE, now=LATER).also()
    left.when(TakeCase(case=CASE), actor=AS_NURSE, now=LATER).refused("access.assignment_ended")
    left.when(TakeCase(case=CASE), actor=StaffActor(NURSE_ELSEWHERE), now=LATER).refused("access.denied")


@pytest.mark.spec("B19", "S6")
def test_who_covers_answers_and_the_case_stays_whose_it_is() -> None:
    covered = given(*WAITS, found=AWAY)
    outcome = covered.when(SendMessage(case=CASE, text="Hej! Hur mår du i dag?"), actor=AS_COLLEAGUE, now=LATER)
    outcome.then(from_staff(3, LATER, COLLEAGUE))
    assert isinstance(outcome.state, Case)
    assert outcome.state.owner == NURSE
    tomorrow = NOW + timedelta(days=1)
    for actor in (AS_COLLEAGUE, StaffActor(HEAD)):
        late = covered.when(MarkHandled(case=CASE), actor=actor, now=tomorrow)
        late.refused("access.denied")


@pytest.mark.spec("B19")
def test_the_sweep_moves_only_what_is_of_an_assignment_that_has_ended() -> None:
    ended = CaseReturned(at=LATER, why=Return.ASSIGNMENT_ENDED)
    given(*WAITS, found=GONE).when(ReturnCase(case=CASE), actor=SYSTEM, now=LATER).then(ended).effects()
    given(*WAITS, ended, found=GONE).when(ReturnCase(case=CASE), actor=SYSTEM, now=LATER).nothing()
    given(*WAITS, found=clinic()).when(ReturnCase(case=CASE), actor=SYSTEM, now=LATER).nothing()
    given(*WAITS, found=AWAY).when(ReturnCase(case=CASE), actor=SYSTEM, now=LATER).nothing()
    given(*WAITS, found=GONE).when(ReturnCase(case=CASE), actor=OPERATOR, now=LATER).refused("access.denied")


def timer(days: int) -> SetTimer:
    return SetTimer(at=LATER + timedelta(days=days), command=ReturnCase(case=CASE, since=LATER))


@pytest.mark.spec("B19")
def test_untouched_is_off_until_a_provider_sets_the_days() -> None:
    say = SendMessage(case=CASE, text="Bättre, tack.")
    before = (OPENED, from_staff(1))
    given(*before, found=clinic()).when(say, actor=AS_ANTON, now=LATER).effects()
    given(*before, found=clinic(), policy=THREE_DAYS).when(say, actor=AS_ANTON, now=LATER).effects(timer(3))
    given(*WAITS, found=clinic(), policy=THREE_DAYS).when(say, actor=AS_ANTON, now=LATER).effects()
    years = LATER + timedelta(days=1000)
    given(*WAITS, found=clinic()).when(ReturnCase(case=CASE), actor=SYSTEM, now=years).nothing()


@pytest.mark.spec("B19")
def test_what_nobody_touched_goes_back_to_the_unit_not_early_and_once() -> None:
    due = LATER + timedelta(days=3)
    waits = given(*WAITS, found=clinic(), policy=THREE_DAYS)
    waits.when(ReturnCase(case=CASE), actor=SYSTEM, now=due - timedelta(microseconds=1)).nothing()
    for now in (due, due + timedelta(days=400)):
        back = CaseReturned(at=now, why=Return.UNTOUCHED)
        waits.when(ReturnCase(case=CASE), actor=SYSTEM, now=now).then(back).effects()
        given(*WAITS, back, found=clinic(), policy=THREE_DAYS).when(
            ReturnCase(case=CASE), actor=SYSTEM, now=now
        ).nothing()
    answered = given(*WAITS, from_staff(3, LATER), found=clinic(), policy=THREE_DAYS)
    answered.when(ReturnCase(case=CASE), actor=SYSTEM, now=due).nothing()


@pytest.mark.spec("B19")
def test_a_timer_that_comes_early_sets_the_next_if_it_is_of_the_wait_that_is() -> None:
    early = LATER + timedelta(days=1)
    waits = given(*WAITS, found=clinic(), policy=THREE_DAYS)
    waits.when(ReturnCase(case=CASE, since=LATER), actor=SYSTEM, now=early).then().effects(timer(3))
    for since in (None, LATER - timedelta(hours=1)):
        waits.when(ReturnCase(case=CASE, since=since), actor=SYSTEM, now=early).nothing()
    handed = given(*WAITS, changed(TO_COLLEAGUE, at=early), found=clinic(), policy=THREE_DAYS)
    handed.when(ReturnCase(case=CASE, since=LATER), actor=SYSTEM, now=early).nothing()
    answered = given(*WAITS, from_staff(3, LATER), found=clinic(), policy=THREE_DAYS)
    answered.when(ReturnCase(case=CASE, since=LATER), actor=SYSTEM, now=early).nothing()
    off = given(*WAITS, found=clinic())
    off.when(ReturnCase(case=CASE, since=LATER), actor=SYSTEM, now=early).nothing()


@pytest.mark.spec("B19")
def test_whatever_has_waited_too_long_began_to_wait_by_that_instant() -> None:
    case, due = case_of(*WAITS), LATER + timedelta(days=3)
    assert untouched_at(case, THREE_DAYS) == due
    assert untouched_before(due, THREE_DAYS) == waiting_since(case)
    assert untouched_before(due, Policy()) is None


@pytest.mark.spec("B19")
def test_whoever_gets_what_waits_has_all_the_days() -> None:
    got = LATER + timedelta(days=2)
    again = SetTimer(at=got + timedelta(days=3), command=ReturnCase(case=CASE, since=got))
    waits = given(*WAITS, found=clinic(), policy=THREE_DAYS)
    waits.when(HandOver(case=CASE, to=COLLEAGUE), actor=AS_NURSE, now=got).effects(again)
    waits.when(HandOver(case=CASE), actor=AS_NURSE, now=got).effects()
    pooled = given(*WAITS, TO_POOL, found=clinic(), policy=THREE_DAYS)
    pooled.when(TakeCase(case=CASE), actor=AS_COLLEAGUE, now=got).effects(again)
    handed = case_of(*WAITS, changed(TO_COLLEAGUE, at=got))
    assert untouched_at(handed, THREE_DAYS) == got + timedelta(days=3)
    calm = given(OPENED, from_staff(1), found=clinic(), policy=THREE_DAYS)
    calm.when(HandOver(case=CASE, to=COLLEAGUE), actor=AS_NURSE, now=got).effects()


@pytest.mark.spec("B19")
def test_a_returned_case_waits_in_the_pool_with_what_waited() -> None:
    case = case_of(*WAITS, RETURNED)
    assert (case.owner, case.unanswered_since, case.held_since) == (None, LATER, LATER)
    assert attention(case, LATER) == (Attention.UNANSWERED,)


@pytest.mark.spec("B19")
@pytest.mark.parametrize("actor", [OPERATOR, SYSTEM, AS_ANTON])
def test_a_case_changes_hands_between_assignments_only(actor: Actor) -> None:
    facts = Facts(now=LATER, shard=PROVIDER, actor=actor, policy=Policy(), new_id="n", found=clinic())
    case = case_of(*WAITS)
    assert hand_over(case, HandOver(case=CASE), facts).failure().code == "access.assignment_needed"
    assert take(case, facts).failure().code == "access.assignment_needed"
