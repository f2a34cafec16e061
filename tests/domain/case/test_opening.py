"""Opening a case: entries, sender, reason, length, first message, the SMS and the timer (S1, S6–S10, B1)."""

from datetime import timedelta
from typing import cast

import pytest
from arende.domain.actor import StaffActor
from arende.domain.case.attention import Attention, attention, waiting_since
from arende.domain.case.decide import decide as decide_case
from arende.domain.case.opening import check, checked_length
from arende.domain.commands import CreateCase, Entry, NotePhaseEnd
from arende.domain.directory.model import Reason, Unit
from arende.domain.effects import SetTimer
from arende.domain.facts import Facts
from arende.domain.ids import AssignmentId, PersonId, ReasonId, Ref, VisitId
from arende.domain.model import Nothing, State
from arende.domain.phase import begin
from arende.domain.policy import Policy
from arende.domain.sms_texts import SmsKey
from arende.domain.visit.model import Visit, VisitStatus
from arende.testing.build import (
    ANTON,
    AS_NURSE,
    CHILD_REASON,
    CHILDREN,
    ELSA,
    FOLLOW_UP,
    NOW,
    NURSE_AS_DOCTOR,
    NURSE_ELSEWHERE,
    OAK,
    PROVIDER,
    RENEWAL,
    clinic,
    local,
    visit,
)
from arende.testing.given import Outcome, given
from attrs import evolve as changed

from tests.domain.samples import CREATE, END, OPENED, OPERATOR, case_of, from_staff, sms

TIMER = SetTimer(at=END, command=NotePhaseEnd(case=OPENED.case))
NEW_CASE = sms(SmsKey.NEW_CASE)


def opening(command: CreateCase, *visits: Visit, policy: Policy | None = None) -> Outcome:
    """The command as the nurse gives it in the invented clinic."""
    return given(found=clinic(*visits), policy=policy).when(command, actor=AS_NURSE, now=NOW)


@pytest.mark.spec("S9", "S10", "S7", "S6")
def test_slutfor_opens_the_case_with_one_sms_and_a_timer() -> None:
    opening(CREATE).then(OPENED).effects(NEW_CASE, TIMER).also()


@pytest.mark.spec("S10")
def test_the_case_is_empty_and_waits_with_its_sender_until_the_first_message() -> None:
    state = opening(CREATE).state
    assert state == case_of(OPENED)
    assert attention(case_of(OPENED), NOW) == (Attention.EMPTY,)
    assert waiting_since(case_of(OPENED)) == NOW
    assert attention(case_of(OPENED, from_staff(1)), NOW) == ()


@pytest.mark.spec("S1")
@pytest.mark.parametrize("entry", [Entry.PROFILE, Entry.SEARCH])
def test_from_profile_and_search_no_visit_is_asked_for(entry: Entry) -> None:
    opening(changed(CREATE, entry=entry)).then(changed(OPENED, entry=entry))


@pytest.mark.spec("S1")
@pytest.mark.parametrize(
    ("entry", "status"), [(Entry.ONGOING_VISIT, VisitStatus.ONGOING), (Entry.ENDED_VISIT, VisitStatus.ENDED)]
)
def test_from_a_visit_of_the_patients_own(entry: Entry, status: VisitStatus) -> None:
    at = VisitId(local("v1"))
    command = changed(CREATE, entry=entry, visit=at)
    opening(command, visit("v1", ANTON, status)).then(changed(OPENED, entry=entry, visit=at))


@pytest.mark.spec("S1")
@pytest.mark.parametrize(
    ("entry", "status", "patient", "code"),
    [
        (Entry.ONGOING_VISIT, VisitStatus.WAITING, ANTON, "visit.not_started"),
        (Entry.ONGOING_VISIT, VisitStatus.ENDED, ANTON, "visit.not_started"),
        (Entry.ENDED_VISIT, VisitStatus.ONGOING, ANTON, "visit.not_ended"),
        (Entry.ENDED_VISIT, VisitStatus.WAITING, ANTON, "visit.not_ended"),
        (Entry.ENDED_VISIT, VisitStatus.ENDED, ELSA, "visit.other_patient"),
    ],
)
def test_a_visit_that_does_not_stand_as_the_entry_says(
    entry: Entry, status: VisitStatus, patient: PersonId, code: str
) -> None:
    command = changed(CREATE, entry=entry, visit=VisitId(local("v1")))
    opening(command, visit("v1", patient, status)).refused(code)


@pytest.mark.spec("S1")
def test_an_entry_by_visit_needs_a_visit_that_exists() -> None:
    opening(changed(CREATE, entry=Entry.ONGOING_VISIT)).refused("visit.needed")
    opening(changed(CREATE, entry=Entry.ENDED_VISIT, visit=VisitId(local("v9")))).refused("not_found")


@pytest.mark.spec("S6")
@pytest.mark.parametrize("id", [NURSE_AS_DOCTOR, NURSE_ELSEWHERE])
def test_the_sender_is_the_assignment_and_not_the_person(id: AssignmentId) -> None:
    outcome = given(found=clinic()).when(CREATE, actor=StaffActor(id), now=NOW)
    unit = OAK if id == NURSE_AS_DOCTOR else CHILDREN
    days = 3 if unit == OAK else 7
    outcome.then(changed(OPENED, assignment=id, unit=unit, phase=begin(NOW, days, "Europe/Stockholm")))


@pytest.mark.spec("S7")
def test_a_reason_is_required_among_the_units_own_and_the_providers() -> None:
    opening(changed(CREATE, reason=CHILD_REASON)).refused("reason.elsewhere")
    opening(changed(CREATE, reason=ReasonId(local("nej")))).refused("not_found")
    outcome = opening(changed(CREATE, reason=FOLLOW_UP, days=3))
    outcome.then(changed(OPENED, reason=FOLLOW_UP, title="Uppföljning av blodtryck"))


@pytest.mark.spec("S2")
def test_a_patient_who_is_not_registered_must_be_added_first() -> None:
    outcome = opening(changed(CREATE, patient=PersonId(local("ny")))).refused("not_found")
    assert outcome.refusal is not None
    assert outcome.refusal.field == "patient"


@pytest.mark.spec("S6")
def test_without_the_unit_of_the_assignment_nothing_opens() -> None:
    found = {ref: state for ref, state in clinic().items() if not isinstance(state, Unit)}
    given(found=found).when(CREATE, actor=AS_NURSE, now=NOW).refused("not_found")


@pytest.mark.spec("S6")
def test_who_has_no_assignment_opens_nothing() -> None:
    given(found=clinic()).when(CREATE, actor=OPERATOR, now=NOW).refused("access.assignment_needed")
    facts = Facts(now=NOW, shard=PROVIDER, actor=OPERATOR, policy=Policy(), new_id="x", found={})
    assert isinstance(check(CREATE, facts).failure(), type(decide_case(Nothing(), CREATE, facts).failure()))


@pytest.mark.spec("S8")
@pytest.mark.parametrize("days", [0, -1, 3651, 10**30, 1.5, 3.0, True, False, float("nan"), "3", "3 ", None, [3]])
def test_no_length_but_whole_days_from_1_to_3650(days: object) -> None:
    assert checked_length(days).failure().code == "phase.length_invalid"
    if days is not None:  # None takes the prefilled length
        opening(changed(CREATE, days=cast("int", days))).refused("phase.length_invalid")


@pytest.mark.spec("S8")
@pytest.mark.parametrize("days", [1, 2, 3, 365, 3649, 3650])
def test_a_length_within_the_limits(days: int) -> None:
    opening(changed(CREATE, days=days)).then(changed(OPENED, phase=begin(NOW, days, "Europe/Stockholm")))


@pytest.mark.spec("S8", "B2")
@pytest.mark.parametrize(
    ("of_reason", "of_unit", "of_provider", "days"),
    [(None, None, 3, 3), (None, None, 5, 5), (None, 7, 5, 7), (14, 7, 5, 14), (14, None, 5, 14)],
)
def test_the_prefilled_length_is_the_reasons_the_units_or_the_providers(
    of_reason: int | None, of_unit: int | None, of_provider: int, days: int
) -> None:
    reason = Reason(id=RENEWAL, title="Förnyelse av recept", unit=None, days=of_reason, preset=False)
    unit = Unit(id=OAK, name="Vårdcentralen Eken", zone="Europe/Stockholm", days=of_unit)
    outcome = given(found=clinic(reason, unit), policy=Policy(days=of_provider)).when(CREATE, actor=AS_NURSE, now=NOW)
    outcome.then(changed(OPENED, phase=begin(NOW, days, "Europe/Stockholm")))


@pytest.mark.spec("S14")
def test_the_phase_is_counted_in_the_units_own_zone() -> None:
    unit = Unit(id=OAK, name="Vårdcentralen Eken", zone="Pacific/Auckland", days=None)
    outcome = given(found=clinic(unit)).when(CREATE, actor=AS_NURSE, now=NOW)
    outcome.then(changed(OPENED, phase=begin(NOW, 3, "Pacific/Auckland")))
    assert begin(NOW, 3, "Pacific/Auckland").until - END == timedelta(hours=12)


@pytest.mark.spec("B1")
def test_the_first_message_comes_with_the_case_and_one_sms() -> None:
    first = changed(from_staff(1), text="Ditt recept är klart.")
    outcome = opening(changed(CREATE, message="Ditt recept är klart."))
    outcome.then(OPENED, first).effects(NEW_CASE, TIMER)
    assert attention(case_of(OPENED, first), NOW) == ()


@pytest.mark.spec("B1")
def test_a_provider_may_require_the_first_message() -> None:
    compose_first = Policy(compose_first=True)
    opening(CREATE, policy=compose_first).refused("case.message_required")
    opening(changed(CREATE, message="Hej!"), policy=compose_first).effects(NEW_CASE, TIMER)


@pytest.mark.spec("B1")
@pytest.mark.parametrize(
    ("text", "code"),
    [(" \n ", "text.missing"), ("", "text.missing"), ("å" * 8001, "text.too_long"), ("a\0b", "text.unreadable")],
)
def test_a_first_message_that_will_not_do_opens_nothing(text: str, code: str) -> None:
    opening(changed(CREATE, message=text)).refused(code)


@pytest.mark.spec("S9")
def test_the_same_command_gives_the_same_case() -> None:
    found: dict[Ref, State] = dict(clinic())
    first = given(found=found).when(CREATE, actor=AS_NURSE, now=NOW)
    again = given(found=found).when(CREATE, actor=AS_NURSE, now=NOW)
    assert first == again


@pytest.mark.spec("S9")
def test_where_a_case_stands_under_that_id_no_second_is_made() -> None:
    given(OPENED, found=clinic()).when(CREATE, actor=AS_NURSE, now=NOW).refused("exists")
