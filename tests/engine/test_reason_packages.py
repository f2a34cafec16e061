"""Reason packages as they are read: what the form and an empty case begin with, and the answer time in each view."""

import pytest
from arende.domain import commands as c
from arende.domain.ids import TemplateId, TicketId

from .clinic import CENTRE, COLLEAGUE, FOLLOW_UP, NURSE, OPERATOR, Clinic

FIRST = TemplateId("SE1.forsta")


def with_package(clinic: Clinic) -> None:
    clinic.do(c.RegisterTemplate(template=FIRST, name="Uppföljning", text="Hej! Hur går det med {läkemedel}?"))
    clinic.do(c.RegisterReason(reason=FOLLOW_UP, title="Uppföljningsbesök", template=FIRST, answer_hours=48))
    clinic.do(c.RegisterUnit(unit=CENTRE, name="Vårdcentralen Eken", answer_hours=72, opening_hours="Vardagar 8–16"))


@pytest.mark.spec("B2", "S10")
def test_form_and_empty_case_begin_with_the_reasons_template(clinic: Clinic) -> None:
    with_package(clinic)
    queries = clinic.engine.queries
    (reason,) = queries.reasons(NURSE).unwrap().items
    assert (reason.template, reason.message, reason.answer_hours) == (FIRST, "Hej! Hur går det med {läkemedel}?", 48)
    case = clinic.open_case()
    begun = queries.first_message(NURSE, case).unwrap()
    assert begun is not None and (begun.id, begun.placeholders) == (FIRST, ("läkemedel",))
    assert queries.first_message(clinic.rep("anton"), case).unwrap() is None
    assert queries.first_message(COLLEAGUE, case).failure().code == "access.denied"
    assert clinic.refused(c.SendMessage(case=case, text=begun.text, template=begun.id), NURSE) == "template.unfilled"
    clinic.do(c.SendMessage(case=case, text="Hej! Hur går det med Metformin?", template=begun.id), NURSE)
    assert queries.first_message(NURSE, case).unwrap() is None
    empty = clinic.open_case()
    clinic.do(c.RetireTemplate(template=FIRST))
    assert queries.first_message(NURSE, empty).unwrap() is None
    assert queries.reasons(NURSE).unwrap().items[0].message is None
    assert queries.first_message(OPERATOR, empty).unwrap() is None


@pytest.mark.spec("B2", "S11")
def test_both_sides_see_the_expected_answer_time_in_list_and_case(clinic: Clinic) -> None:
    with_package(clinic)
    case, anton = clinic.open_case(), clinic.rep("anton")
    queries = clinic.engine.queries
    rows = [
        queries.case(NURSE, case).unwrap(),
        queries.case(anton, case).unwrap(),
        *queries.inbox(NURSE).unwrap().items,
        *queries.cases_of_patient(anton, anton.person).unwrap().items,
    ]
    assert [(row.answer_hours, row.opening_hours) for row in rows] == [(48, "Vardagar 8–16")] * 4


@pytest.mark.spec("B2", "B7", "B17")
def test_what_is_made_of_a_ticket_begins_with_the_reasons_template_too(clinic: Clinic) -> None:
    clinic.do(c.RegisterTemplate(template=FIRST, name="Uppföljning", text="Hej! Hur går det med {läkemedel}?"))
    clinic.do(c.RegisterReason(reason=FOLLOW_UP, title="Uppföljning", template=FIRST, for_patients=True))
    asked = c.AskForContact(
        patient=clinic.persons["anton"],
        unit=CENTRE,
        reason=FOLLOW_UP,
        message="Vad är {läkemedel}?",
    )
    for message, code in (
        ("Hej! Hur går det med {läkemedel}?", "template.unfilled"),
        ("Hej! Bra?", None),
        (None, None),
    ):
        ticket = TicketId(clinic.do(asked, clinic.rep("anton")).ids["ticket"])
        clinic.do(c.TakeTicket(ticket=ticket), NURSE)
        turn = c.TurnIntoCase(ticket=ticket, message=message)
        if code is not None:
            assert clinic.refused(turn, NURSE) == code
        else:
            assert clinic.do(turn, NURSE).ids["case"], "what the patient wrote is no template's"
