"""Rows: what is shown of cases, persons and visits, computed from state and time, names joined and masked."""

from datetime import UTC, date, datetime, timedelta

import pytest
from arende.domain.actor import Actor, Operator, StaffActor, System
from arende.domain.case.attention import Attention
from arende.domain.case.model import Representation, Representative
from arende.domain.case.reply import MayReply, Side
from arende.domain.commands import SendMessage
from arende.domain.directory.model import Assignment, Reason, Staff
from arende.domain.ids import Kind, Ref, StaffId
from arende.domain.model import State
from arende.domain.needs import needs
from arende.domain.policy import Policy
from arende.domain.refusals import PhaseEnded, RepresentationEnded
from arende.testing import build
from arende.views.names import MASKED, Joined, named_in, person_name, relative_name, staff_name
from arende.views.person_rows import person_row
from arende.views.rows import case_row, reason_row, visit_row
from arende.views.waits import Waits, assignment_row
from attrs import evolve

from tests.domain.samples import asks

from .samples import FROM_KARIN, FROM_STAFF, case, ticket

TODAY = date(2026, 11, 22)


@pytest.mark.spec("S14")
@pytest.mark.parametrize(
    ("hours", "left", "is_open"),
    [(0, 4, True), (10.9, 4, True), (11, 3, True), (82, 1, True), (82.9, 1, True), (83, 0, False)],
)
def test_a_case_shows_days_left(hours: float, left: int, is_open: bool) -> None:
    """Opened on 22 November at 14:05 local time for 3 days: it ends at midnight after the 25th."""
    now = datetime(2026, 11, 22, 12, 0, tzinfo=UTC) + timedelta(hours=hours)
    row = case_row(case(), build.clinic(), asks(build.AS_NURSE, now))
    assert (row.days_left, row.open, row.last_day) == (left, is_open, date(2026, 11, 25))
    assert row.can_reply == (MayReply(case().phase.until, Side.STAFF) if is_open else PhaseEnded(row.last_day))


def test_a_case_shows_names_joined_when_read() -> None:
    row = case_row(case(), build.clinic(), asks(build.AS_NURSE, build.NOW))
    assert (row.patient.name, row.representative.name, row.by_guardian) == (
        "Elsa Provdotter",
        "Karin Provdotter",
        True,
    )
    assert (row.staff.name, row.staff.role, row.unit_name) == ("Sara Exempel", "Sjuksköterska", "Vårdcentralen Eken")
    assert row.patient.identifier == "20180214-2396"
    assert row.attention == (Attention.EMPTY,)


def test_a_name_that_is_not_there_is_empty_and_not_invented() -> None:
    row = case_row(case(), {}, asks(build.AS_NURSE))
    assert (row.patient.name, row.patient.identifier, row.unit_name, row.staff.name) == ("", None, "", "")


@pytest.mark.spec("B25")
def test_a_protected_person_is_masked_wherever_named() -> None:
    hidden = evolve(build.everyone()[1], protected=True)
    row = case_row(case(), build.clinic(hidden), asks(build.AS_NURSE))
    assert (row.patient.name, row.patient.identifier, row.patient.protected) == (MASKED, None, True)
    shown = person_row(hidden, build.clinic(), TODAY, Policy())
    assert (shown.name, shown.identifier, shown.phone) == (MASKED, "", None)
    guardian = evolve(build.everyone()[3], protected=True)
    assert person_row(build.everyone()[1], build.clinic(guardian), TODAY, Policy()).guardians[0].name == MASKED


def test_staff_are_shown_by_display_name_where_they_have_one() -> None:
    assert staff_name(build.HEAD, build.clinic()).name == "Maja"
    other = Staff(id=StaffId(build.local("sara")), name="Sara Exempel", display_name="S.E.")
    assert staff_name(build.NURSE, build.clinic(other)).name == "S.E."


@pytest.mark.spec("B14", "B16")
def test_a_case_whose_representation_has_lapsed_says_so() -> None:
    ended = Representative(person=build.KARIN, by=Representation.GUARDIAN, until=date(2026, 11, 23))
    row = case_row(
        evolve(case(), representative=ended), build.clinic(), asks(build.AS_NURSE, build.NOW + timedelta(days=1))
    )
    assert row.can_reply == RepresentationEnded()


@pytest.mark.spec("B12")
def test_an_unanswered_message_after_the_end_is_marked() -> None:
    waiting = case(FROM_STAFF, FROM_KARIN)
    assert case_row(waiting, build.clinic(), asks(build.AS_NURSE, build.NOW)).attention == (Attention.UNANSWERED,)
    after = case_row(waiting, build.clinic(), asks(build.AS_NURSE, build.NOW + timedelta(days=9)))
    assert after.attention == (Attention.EXPIRED, Attention.UNANSWERED)
    assert after.waiting_since == FROM_KARIN.at


@pytest.mark.spec("B5")
def test_unread_is_what_the_patients_side_has_not_read() -> None:
    row = case_row(case(FROM_STAFF), build.clinic(), asks(build.AS_NURSE, build.NOW))
    assert (row.messages, row.read_by_patient_side, row.unread_by_patient_side) == (1, 0, 1)
    row = case_row(case(FROM_STAFF, FROM_KARIN), build.clinic(), asks(build.AS_NURSE, build.NOW))
    assert row.unread_by_patient_side == 0


def test_a_person_shows_age_and_the_guardians_of_today() -> None:
    elsa = build.person(build.ELSA, "201802142396", "Elsa", guardians=(build.KARIN,), custody_until=date(2026, 11, 22))
    before = person_row(elsa, build.clinic(), date(2026, 11, 21), Policy())
    assert (before.age, [g.name for g in before.guardians]) == (8, ["Karin Provdotter"])
    assert person_row(elsa, build.clinic(), TODAY, Policy()).guardians == ()
    assert person_row(build.everyone()[6], build.clinic(), TODAY, Policy()).age is None


def test_visits_reasons_and_assignments_are_shown() -> None:
    shown = visit_row(ticket(), build.clinic())
    assert (shown.title, shown.in_ledger, shown.unit_name) == ("Förnyelse av recept", True, "Vårdcentralen Eken")
    reasons = [reason_row(entry, build.clinic()) for entry in build.directory() if isinstance(entry, Reason)]
    assert [(row.days, row.preset) for row in reasons] == [(None, False), (14, True), (None, False)]
    nurse = next(entry for entry in build.directory() if isinstance(entry, Assignment))
    row = assignment_row(nurse, build.clinic(), Waits(inbox=9, pool=4))
    assert (row.id, row.staff.name, row.unit) == (build.NURSE, "Sara Exempel", build.OAK)
    assert (row.waiting, row.pool) == (9, 4)


def test_a_row_is_joined_from_what_it_says_it_is_joined_from() -> None:
    found = build.clinic()
    wanted = {ref: found[ref] for ref in named_in(case())}
    assert case_row(case(), wanted, asks(build.AS_NURSE)).patient == person_name(build.ELSA, found)


@pytest.mark.spec("B14")
@pytest.mark.parametrize("pooled", [False, True])
@pytest.mark.parametrize(
    "actor", [build.AS_NURSE, build.AS_KARIN, StaffActor(build.COLLEAGUE), Operator("drift"), System()], ids=str
)
def test_what_a_message_needs_is_named_in_its_row_but_for_the_own_assignment(actor: Actor, pooled: bool) -> None:
    """Lists ask no more than rows are joined from, and so do not ask `needs` of every case."""
    state = evolve(case(), in_pool=pooled)
    this, own = Ref(Kind.CASE, state.id), [Ref(Kind.ASSIGNMENT, one) for one in (build.NURSE, build.COLLEAGUE)]
    known: dict[Ref, State] = {this: state}
    for found in (known, {**build.clinic(), **known}):
        asked = set(needs(SendMessage(case=state.id, text=""), actor, found))
        assert asked <= {this, *named_in(state), *own}


def test_names_are_joined_once_and_as_one_by_one() -> None:
    found = build.clinic()
    names = Joined(found)
    assert names.person(build.ELSA) is names.person(build.ELSA)
    assert names.staff_of(build.NURSE) is names.staff_of(build.NURSE)
    for patient in (build.ELSA, build.ANTON):
        assert names.relative(build.KARIN, patient) == relative_name(build.KARIN, patient, found)
