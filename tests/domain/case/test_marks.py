"""What staff have read: each assignment's own mark, forwards and back, and what is unread by it."""

import pytest
from arende.domain.actor import StaffActor
from arende.domain.case.marks import Mark, seen, unread
from arende.domain.commands import MarkSeen
from arende.domain.decision import MarkChange
from arende.domain.events import CaseHandled
from arende.domain.ids import AssignmentId
from arende.testing.build import AS_ANTON, AS_NURSE, COLLEAGUE, HEAD, NURSE, clinic
from arende.testing.given import given

from tests.domain.samples import CASE, LATER, OPENED, OPERATOR, asks, case_of, from_patient, from_staff

ASKED = (OPENED, from_staff(1), from_patient(2), from_patient(3))


def mark(reader: AssignmentId, up_to: int, *, unread: bool) -> MarkChange:
    return MarkChange(case=CASE, reader=reader, up_to=up_to, of=3, unread=unread)


@pytest.mark.spec("B5")
@pytest.mark.parametrize(("up_to", "left"), [(3, False), (2, True), (0, True)])
def test_an_assignment_marks_for_itself_and_makes_no_event(up_to: int, left: bool) -> None:
    case = given(*ASKED, found=clinic())
    for reader in (NURSE, HEAD):
        outcome = case.when(MarkSeen(case=CASE, up_to=up_to), actor=StaffActor(reader), now=LATER).then().effects()
        outcome.marks(mark(reader, up_to, unread=left))
        assert outcome.state == case.state


@pytest.mark.spec("B5", "B24")
def test_only_staff_who_may_read_the_case_have_a_mark() -> None:
    case = given(*ASKED, found=clinic())
    case.when(MarkSeen(case=CASE, up_to=3), actor=StaffActor(COLLEAGUE), now=LATER).refused("access.denied")
    case.when(MarkSeen(case=CASE, up_to=3), actor=AS_ANTON, now=LATER).refused("access.denied")
    case.when(MarkSeen(case=CASE, up_to=3), actor=OPERATOR, now=LATER).refused("access.assignment_needed")
    for number in (-1, 4):
        case.when(MarkSeen(case=CASE, up_to=number), actor=AS_NURSE, now=LATER).refused("case.no_such_message")


def test_the_rule_itself_asks_for_an_assignment() -> None:
    """Access has settled it before; who asks the rule alone is told the same."""
    facts = asks(OPERATOR, LATER, clinic())
    assert seen(case_of(*ASKED), 1, facts).failure().code == "access.assignment_needed"


@pytest.mark.spec("B5")
def test_what_the_patients_side_wrote_is_unread_until_it_is_read_or_answered() -> None:
    asked = case_of(*ASKED)
    assert unread(asked, None)
    assert unread(asked, Mark(up_to=2, of=2))
    assert not unread(asked, Mark(up_to=3, of=3))
    assert not unread(case_of(*ASKED, from_staff(4)), None)
    assert not unread(case_of(*ASKED, CaseHandled(at=LATER, assignment=NURSE)), Mark(up_to=1, of=1))
    assert not unread(case_of(OPENED, from_staff(1)), None)


@pytest.mark.spec("B5")
def test_what_is_marked_unread_afterwards_stays_so_until_someone_answers() -> None:
    answered = case_of(*ASKED, from_staff(4))
    by_hand = Mark(up_to=2, of=4)
    assert unread(answered, by_hand)
    assert not unread(case_of(*ASKED, from_staff(4), from_staff(5)), by_hand)
    assert not unread(answered, Mark(up_to=4, of=4))
