"""Visits: with a set time, or free and in the ledger; one taker; started and ended (S3)."""

from datetime import UTC, datetime

import pytest
from arende.domain.actor import Actor, StaffActor
from arende.domain.commands import CreateVisit, EndVisit, Maturity, StartVisit
from arende.domain.events import VisitCreated, VisitEnded, VisitStarted
from arende.domain.facts import Facts
from arende.domain.ids import AssignmentId, PersonId, ReasonId, VisitId
from arende.domain.model import Nothing
from arende.domain.policy import Policy
from arende.domain.visit.decide import decide as decide_visit
from arende.domain.visit.model import Visit, VisitStatus
from arende.testing.build import (
    ANTON,
    AS_ANTON,
    AS_NURSE,
    CHILD_REASON,
    COLLEAGUE,
    ELSA,
    KARIN,
    NILS,
    NOW,
    NURSE,
    NURSE_ELSEWHERE,
    OAK,
    PROVIDER,
    RENEWAL,
    clinic,
    local,
    visit,
)
from arende.testing.given import given
from attrs import evolve as changed

from tests.domain.samples import LATER, OPERATOR, SYSTEM

VISIT = VisitId(local("new-1"))
FREE = CreateVisit(patient=ANTON, reason=RENEWAL)
CREATED = VisitCreated(
    at=NOW,
    visit=VISIT,
    patient=ANTON,
    representative=ANTON,
    unit=OAK,
    reason=RENEWAL,
    title="Förnyelse av recept",
    scheduled=None,
    created_by=NURSE,
)
STARTED = VisitStarted(at=NOW, assignment=NURSE)
START, STOP = StartVisit(visit=VISIT), EndVisit(visit=VISIT)


def visit_of(state: object) -> Visit:
    assert isinstance(state, Visit)
    return state


@pytest.mark.spec("S3")
def test_a_free_visit_waits_as_a_ticket_in_the_ledger() -> None:
    outcome = given(found=clinic()).when(FREE, actor=AS_NURSE, now=NOW).then(CREATED).effects().also()
    assert visit_of(outcome.state).status is VisitStatus.WAITING
    assert visit_of(outcome.state).in_ledger
    started = given(CREATED, found=clinic()).when(START, actor=StaffActor(COLLEAGUE), now=LATER)
    started.then(VisitStarted(at=LATER, assignment=COLLEAGUE))
    assert not visit_of(started.state).in_ledger
    assert visit_of(started.state).assignment == COLLEAGUE


@pytest.mark.spec("S3")
def test_a_visit_with_a_set_time_is_not_in_the_ledger() -> None:
    at = datetime(2026, 12, 1, 8, tzinfo=UTC)
    outcome = given(found=clinic()).when(changed(FREE, scheduled=at), actor=AS_NURSE, now=NOW)
    outcome.then(changed(CREATED, scheduled=at))
    assert not visit_of(outcome.state).in_ledger


@pytest.mark.spec("S3")
def test_one_taker_and_the_second_is_told() -> None:
    ongoing = given(CREATED, STARTED, found=clinic())
    ongoing.when(START, actor=AS_NURSE, now=LATER).nothing()
    ongoing.when(START, actor=StaffActor(COLLEAGUE), now=LATER).refused("visit.taken")
    over = given(CREATED, STARTED, VisitEnded(at=NOW), found=clinic())
    over.when(START, actor=AS_NURSE, now=LATER).refused("visit.over")


@pytest.mark.spec("S3")
def test_whoever_took_it_ends_it() -> None:
    ongoing = given(CREATED, STARTED, found=clinic())
    ended = ongoing.when(STOP, actor=AS_NURSE, now=LATER).then(VisitEnded(at=LATER))
    assert visit_of(ended.state).status is VisitStatus.ENDED
    given(since=ended.state, found=clinic()).when(STOP, actor=AS_NURSE, now=LATER).nothing()
    ongoing.when(STOP, actor=StaffActor(COLLEAGUE), now=LATER).refused("access.denied")


@pytest.mark.spec("S3")
def test_one_that_waits_is_nobodys_to_end() -> None:
    waiting = given(CREATED, found=clinic())
    waiting.when(STOP, actor=AS_NURSE, now=LATER).refused("access.denied")
    facts = Facts(now=LATER, shard=PROVIDER, actor=AS_NURSE, policy=Policy(), new_id="x", found={})
    assert decide_visit(waiting.state, STOP, facts).failure().code == "visit.not_started"
    assert decide_visit(Nothing(), STOP, facts).failure().code == "not_found"


@pytest.mark.spec("S3")
@pytest.mark.parametrize(
    ("command", "code", "field"),
    [
        (changed(FREE, patient=PersonId(local("nej"))), "not_found", "patient"),
        (changed(FREE, reason=ReasonId(local("nej"))), "not_found", "reason"),
        (changed(FREE, reason=CHILD_REASON), "reason.elsewhere", "reason"),
        (changed(FREE, patient=ELSA), "representative.required", "representative"),
        (changed(FREE, patient=NILS, representative=NILS), "representative.maturity_required", "maturity"),
    ],
)
def test_what_is_wrong_with_a_visit_is_named(command: CreateVisit, code: str, field: str) -> None:
    outcome = given(found=clinic()).when(command, actor=AS_NURSE, now=NOW).refused(code)
    assert outcome.refusal is not None
    assert outcome.refusal.field == field


@pytest.mark.spec("S3", "S4")
def test_a_childs_visit_has_the_chosen_representative() -> None:
    by_guardian = changed(FREE, patient=ELSA, representative=KARIN)
    given(found=clinic()).when(by_guardian, actor=AS_NURSE, now=NOW).then(
        changed(CREATED, patient=ELSA, representative=KARIN)
    )
    own = changed(FREE, patient=NILS, representative=NILS, maturity=Maturity.MATURE)
    given(found=clinic()).when(own, actor=AS_NURSE, now=NOW).then(changed(CREATED, patient=NILS, representative=NILS))


@pytest.mark.spec("S3", "S6")
@pytest.mark.parametrize(
    ("actor", "code"),
    [
        (OPERATOR, "access.assignment_needed"),
        (SYSTEM, "access.assignment_needed"),
        (AS_ANTON, "access.denied"),
        (StaffActor(NURSE_ELSEWHERE), "access.denied"),
        (StaffActor(AssignmentId(local("nej"))), "access.denied"),
    ],
)
def test_who_does_not_start_or_end_visits(actor: Actor, code: str) -> None:
    for command in (START, STOP):
        given(CREATED, found=clinic()).when(command, actor=actor, now=NOW).refused(code)


@pytest.mark.spec("S6")
def test_without_assignment_or_unit_no_visit_is_created() -> None:
    for actor in (OPERATOR, AS_NURSE):
        facts = Facts(now=NOW, shard=PROVIDER, actor=actor, policy=Policy(), new_id="x", found={})
        code = decide_visit(Nothing(), FREE, facts).failure().code
        assert code == ("not_found" if actor == AS_NURSE else "access.assignment_needed")
    given(found=clinic()).when(START, actor=AS_NURSE, now=NOW).refused("access.denied")


def test_where_a_visit_stands_under_that_id_no_second_is_made() -> None:
    given(CREATED, found=clinic()).when(FREE, actor=AS_NURSE, now=NOW).refused("exists")


def test_a_visit_that_nobody_has_taken_has_no_assignment() -> None:
    assert visit("v1", ANTON, VisitStatus.WAITING).assignment is None
