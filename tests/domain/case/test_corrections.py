"""Correcting and retracting: what was sent stands, what is new refers to it. What waits then: `test_what_answers`."""

from datetime import timedelta

import pytest
from arende.domain.actor import Actor, RepresentativeActor
from arende.domain.case.correction import retract
from arende.domain.commands import CorrectMessage, RetractMessage
from arende.domain.events import Event, MessageRetracted, RepresentativeChanged
from arende.domain.facts import Facts
from arende.domain.ids import Kind, Ref, TemplateId
from arende.domain.policy import MESSAGE_MAX, REASON_MAX, Policy
from arende.domain.sms_texts import SmsKey
from arende.domain.template.model import MessageTemplate
from arende.testing.build import (
    ANTON,
    AS_ANTON,
    AS_KARIN,
    AS_NURSE,
    COLLEAGUE,
    HEAD,
    NOW,
    NURSE,
    NURSE_ELSEWHERE,
    PROVIDER,
    clinic,
    local,
)
from arende.testing.given import given
from attrs import evolve as changed

from tests.domain.samples import (
    CASE,
    END,
    LATER,
    OPENED,
    OPERATOR,
    case_of,
    for_elsa,
    from_patient,
    from_staff,
    sms,
)
from tests.domain.world import gather

AGAIN = CorrectMessage(case=CASE, number=1, text="Jag menade 5 mg.")
BACK = RetractMessage(case=CASE, number=1, reason="Fel patient")
GONE = MessageRetracted(at=NOW + timedelta(minutes=8), number=1, assignment=NURSE, reason="Fel patient")


@pytest.mark.spec("B9", "S12")
def test_staffs_correction_is_a_new_message_that_refers_to_the_old_and_sends_its_sms() -> None:
    outcome = given(OPENED, from_staff(1), found=clinic()).when(AGAIN, actor=AS_NURSE, now=LATER)
    new = changed(from_staff(2, LATER), text="Jag menade 5 mg.", corrects=1)
    outcome.then(new).effects(sms(SmsKey.NEW_MESSAGE, message=2)).also()
    assert outcome.state == case_of(OPENED, from_staff(1), new)


@pytest.mark.spec("B9")
def test_whoever_answers_for_the_case_corrects_what_a_colleague_wrote_before() -> None:
    outcome = given(OPENED, from_staff(1, staff=COLLEAGUE), found=clinic()).when(AGAIN, actor=AS_NURSE, now=LATER)
    outcome.then(changed(from_staff(2, LATER), text="Jag menade 5 mg.", corrects=1))


@pytest.mark.spec("B9")
def test_the_patients_side_corrects_its_own_and_it_waits_as_any_message() -> None:
    outcome = given(OPENED, from_patient(1), found=clinic()).when(AGAIN, actor=AS_ANTON, now=LATER)
    outcome.then(changed(from_patient(2, LATER), text="Jag menade 5 mg.", corrects=1)).effects()


@pytest.mark.spec("B9", "B20")
def test_a_correction_is_asked_about_what_was_written_meanwhile() -> None:
    case = given(OPENED, from_staff(1), from_patient(2), found=clinic())
    case.when(changed(AGAIN, seen=1), actor=AS_NURSE, now=LATER).refused("case.patient_side_wrote")
    assert case.when(changed(AGAIN, seen=1, despite_new=True), actor=AS_NURSE, now=LATER).refusal is None
    assert case.when(changed(AGAIN, seen=2), actor=AS_NURSE, now=LATER).refusal is None
    by_head = given(OPENED, from_staff(1), from_staff(2, staff=HEAD), found=clinic())
    by_head.when(changed(AGAIN, seen=1), actor=AS_NURSE, now=LATER).refused("case.colleague_wrote")


@pytest.mark.spec("B7", "B9")
def test_a_correction_made_from_a_template_has_its_places_filled() -> None:
    template = MessageTemplate(
        id=TemplateId(local("svar")), name="Svar", text="Ta {dos} mg.", unit=None, assignment=None, retired=False
    )
    found = {**clinic(), Ref(Kind.TEMPLATE, template.id): template}
    case = given(OPENED, from_staff(1), found=found)
    made = changed(AGAIN, text="Ta {dos} mg.", template=template.id)
    case.when(made, actor=AS_NURSE, now=LATER).refused("template.unfilled")
    assert case.when(changed(made, text="Ta 5 mg."), actor=AS_NURSE, now=LATER).refusal is None
    assert Ref(Kind.TEMPLATE, template.id) in gather(made, AS_NURSE, found)


@pytest.mark.spec("B9")
@pytest.mark.parametrize(("author", "actor"), [(from_staff(1), AS_ANTON), (from_patient(1), AS_NURSE)])
def test_nobody_corrects_for_the_other_side(author: Event, actor: Actor) -> None:
    given(OPENED, author, found=clinic()).when(AGAIN, actor=actor, now=LATER).refused("case.message_of_another")


@pytest.mark.spec("B9", "S5", "B16")
def test_a_representative_corrects_neither_a_former_ones_message_nor_one_that_is_hidden_from_them() -> None:
    by_anton = from_patient(1, person=ANTON)
    given(for_elsa(), by_anton, found=clinic()).when(AGAIN, actor=AS_KARIN, now=LATER).refused(
        "case.message_of_another"
    )
    renewed = RepresentativeChanged(at=NOW, representative=for_elsa().representative, maturity=None, visible_from=2)
    by_karin = changed(by_anton, representative=for_elsa().representative.person)
    hidden = given(for_elsa(), by_karin, renewed, found=clinic()).when(AGAIN, actor=AS_KARIN, now=LATER)
    hidden.refused("case.no_such_message")


@pytest.mark.spec("B9", "B12")
def test_a_correction_is_a_message_so_it_needs_an_open_period_and_a_text() -> None:
    case = given(OPENED, from_staff(1), found=clinic())
    case.when(AGAIN, actor=AS_NURSE, now=END).refused("case.phase_ended")
    case.when(changed(AGAIN, text=" "), actor=AS_NURSE, now=LATER).refused("text.missing")
    case.when(changed(AGAIN, text="å" * (MESSAGE_MAX + 1)), actor=AS_NURSE, now=LATER).refused("text.too_long")


@pytest.mark.parametrize("number", [-1, 0, 2, 10**12])
@pytest.mark.parametrize("command", [AGAIN, BACK], ids=["correct", "retract"])
def test_what_was_never_written_is_neither_corrected_nor_retracted(
    command: CorrectMessage | RetractMessage, number: int
) -> None:
    asked = changed(command, number=number)
    outcome = given(OPENED, from_staff(1), found=clinic()).when(asked, actor=AS_NURSE, now=LATER)
    outcome.refused("case.no_such_message")
    assert outcome.refusal is not None
    assert outcome.refusal.field == "number"


@pytest.mark.spec("B9")
@pytest.mark.parametrize("when", [LATER, END, END + timedelta(days=400)])
def test_staff_retract_their_sides_message_at_any_time_and_no_sms_is_sent(when: object) -> None:
    assert isinstance(when, type(NOW))
    outcome = given(OPENED, from_staff(1, staff=COLLEAGUE), found=clinic()).when(BACK, actor=AS_NURSE, now=when)
    outcome.then(MessageRetracted(at=when, number=1, assignment=NURSE, reason="Fel patient")).effects().also()


@pytest.mark.spec("B9")
def test_who_may_read_all_of_the_units_can_retract_when_the_author_is_away_and_others_cannot() -> None:
    case = given(OPENED, from_staff(1), found=clinic())
    by_head = MessageRetracted(at=LATER, number=1, assignment=HEAD, reason="Fel patient")
    case.when(BACK, actor=changed(AS_NURSE, assignment=HEAD), now=LATER).then(by_head)
    for other in (COLLEAGUE, NURSE_ELSEWHERE):
        case.when(BACK, actor=changed(AS_NURSE, assignment=other), now=LATER).refused("access.denied")
    case.when(BACK, actor=OPERATOR, now=LATER).refused("access.assignment_needed")


@pytest.mark.spec("B9")
def test_the_patients_side_retracts_nothing_and_staff_nothing_of_theirs() -> None:
    case = given(OPENED, from_patient(1), found=clinic())
    case.when(BACK, actor=AS_ANTON, now=LATER).refused("access.denied")
    case.when(BACK, actor=AS_NURSE, now=LATER).refused("case.message_of_another")


@pytest.mark.spec("B9")
def test_a_retraction_has_a_reason() -> None:
    case = given(OPENED, from_staff(1), found=clinic())
    case.when(changed(BACK, reason=" "), actor=AS_NURSE, now=LATER).refused("text.missing")
    case.when(changed(BACK, reason="x" * (REASON_MAX + 1)), actor=AS_NURSE, now=LATER).refused("text.too_long")


def test_what_is_retracted_already_stays_so() -> None:
    given(OPENED, from_staff(1), GONE, found=clinic()).when(BACK, actor=AS_NURSE, now=LATER).nothing()


def test_what_is_retracted_can_still_be_corrected() -> None:
    outcome = given(OPENED, from_staff(1), GONE, found=clinic()).when(AGAIN, actor=AS_NURSE, now=LATER)
    outcome.then(changed(from_staff(2, LATER), text="Jag menade 5 mg.", corrects=1))


def test_who_is_no_staff_is_not_asked_for_a_reason() -> None:
    anton = Facts(
        now=NOW, shard=PROVIDER, actor=RepresentativeActor(ANTON), policy=Policy(), new_id="x", found=clinic()
    )
    assert retract(case_of(OPENED, from_staff(1)), BACK, anton).failure().code == "access.assignment_needed"
