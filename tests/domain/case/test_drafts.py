"""Drafts as rules: who may keep one, what it survives, and that it goes with the message."""

from datetime import timedelta

import pytest
from arende.domain.actor import Choice, Purpose, RepresentativeActor, StaffActor
from arende.domain.commands import DiscardDraft, SaveDraft, SendMessage
from arende.domain.decision import DraftChange
from arende.domain.events import CaseHandedOver, CaseTaken
from arende.domain.ids import Kind, Ref, TemplateId
from arende.domain.policy import MESSAGE_MAX
from arende.domain.template.model import MessageTemplate
from arende.testing.build import (
    AS_ANTON,
    AS_NURSE,
    CHILDREN,
    COLLEAGUE,
    ERIK,
    HEAD,
    NURSE,
    NURSE_ELSEWHERE,
    OAK,
    clinic,
    local,
)
from arende.testing.given import given

from tests.domain.samples import CASE, END, LATER, OPENED, OPERATOR, from_patient, from_staff

NURSES = f"staff:{NURSE}"
BEGUN = SaveDraft(case=CASE, text="Hej! Jag har")


def draft(writer: str, text: str | None) -> DraftChange:
    return DraftChange(case=CASE, writer=writer, text=text)


@pytest.mark.spec("B10")
def test_a_draft_is_kept_for_its_writer_and_is_no_event() -> None:
    case = given(OPENED, found=clinic())
    outcome = case.when(BEGUN, actor=AS_NURSE, now=LATER).then().effects().also()
    outcome.drafts(draft(NURSES, "Hej! Jag har"))
    assert outcome.state == case.state
    chose = StaffActor(NURSE, Choice(CHILDREN, Purpose.CARE))
    case.when(BEGUN, actor=chose, now=LATER).drafts(draft(NURSES, "Hej! Jag har"))
    case.when(BEGUN, actor=AS_ANTON, now=LATER).drafts(draft(f"rep:{AS_ANTON.person}", "Hej! Jag har"))


@pytest.mark.spec("B10")
def test_it_is_gone_with_the_message_and_with_nothing_that_is_refused() -> None:
    case = given(OPENED, from_staff(1), from_patient(2), found=clinic())
    sent = case.when(SendMessage(case=CASE, text="Hej!", seen=2), actor=AS_NURSE, now=LATER)
    sent.drafts(draft(NURSES, None))
    case.when(SendMessage(case=CASE, text="Hej!", seen=1), actor=AS_NURSE, now=LATER).refused("case.patient_side_wrote")
    case.when(DiscardDraft(case=CASE), actor=AS_NURSE, now=LATER).then().drafts(draft(NURSES, None))


@pytest.mark.spec("B10")
def test_what_was_begun_before_the_end_may_be_saved_after_it() -> None:
    case = given(OPENED, found=clinic())
    case.when(BEGUN, actor=AS_NURSE, now=END + timedelta(days=9)).drafts(draft(NURSES, "Hej! Jag har"))
    case.when(BEGUN, actor=AS_ANTON, now=END).drafts(draft(f"rep:{AS_ANTON.person}", "Hej! Jag har"))


@pytest.mark.spec("B10", "S5", "S6")
def test_only_who_could_come_to_write_in_the_case_keeps_one() -> None:
    case = given(OPENED, found=clinic())
    for command in (BEGUN, DiscardDraft(case=CASE)):
        for actor in (StaffActor(NURSE_ELSEWHERE), RepresentativeActor(ERIK)):
            case.when(command, actor=actor, now=LATER).refused("access.denied")
        case.when(command, actor=OPERATOR, now=LATER).refused("access.assignment_needed")


@pytest.mark.spec("B10", "B19")
def test_who_loses_the_case_while_writing_keeps_what_was_written() -> None:
    """Handed over, taken by another, no longer standing in: sending is refused, and the words are not lost."""
    lost = CaseHandedOver(at=LATER, by=HEAD, to=COLLEAGUE, note="")
    pooled = CaseHandedOver(at=LATER, by=NURSE, to=None, note="")
    taken = CaseTaken(at=LATER, assignment=COLLEAGUE)
    for events in ((lost,), (pooled, taken)):
        case = given(OPENED, *events, found=clinic())
        case.when(SendMessage(case=CASE, text="Hej!"), actor=AS_NURSE, now=LATER).refused("access.denied")
        case.when(BEGUN, actor=AS_NURSE, now=LATER).drafts(draft(NURSES, "Hej! Jag har"))
        case.when(DiscardDraft(case=CASE), actor=AS_NURSE, now=LATER).drafts(draft(NURSES, None))


@pytest.mark.spec("B10")
@pytest.mark.parametrize(
    ("text", "code"), [(" ", "text.missing"), ("å" * (MESSAGE_MAX + 1), "text.too_long"), ("a\0", "text.unreadable")]
)
def test_a_draft_is_a_text_that_could_be_a_message(text: str, code: str) -> None:
    given(OPENED, found=clinic()).when(SaveDraft(case=CASE, text=text), actor=AS_NURSE, now=LATER).refused(code)


def test_the_text_is_in_no_repr() -> None:
    assert "Jag har" not in repr(BEGUN) + repr(draft(NURSES, "Jag har"))


@pytest.mark.spec("B7", "B10")
def test_the_template_that_it_was_begun_from_is_kept_with_it() -> None:
    """And one that is not there, or is no more, does not cost the writer the text."""
    template = MessageTemplate(
        id=TemplateId(local("prov")), name="Prov", text="{svar}", unit=OAK, assignment=None, retired=False
    )
    begun = SaveDraft(case=CASE, text="Ditt {svar}", template=template.id)
    known = {**clinic(), Ref(Kind.TEMPLATE, template.id): template}
    kept = given(OPENED, found=known).when(begun, actor=AS_NURSE, now=LATER)
    kept.drafts(DraftChange(case=CASE, writer=NURSES, text="Ditt {svar}", template=template.id))
    given(OPENED, found=clinic()).when(begun, actor=AS_NURSE, now=LATER).drafts(draft(NURSES, "Ditt {svar}"))
