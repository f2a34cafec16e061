"""Internal notes, and which messages stand in the health record."""

from datetime import timedelta

import pytest
from arende.domain.actor import RepresentativeActor
from arende.domain.case.documenting import mark, note, undocumented
from arende.domain.commands import AddNote, MarkDocumented
from arende.domain.events import DocumentedMarked, NoteAdded
from arende.domain.facts import Facts
from arende.domain.policy import MESSAGE_MAX, Policy
from arende.testing.build import (
    ANTON,
    AS_ANTON,
    AS_NURSE,
    COLLEAGUE,
    HEAD,
    NOW,
    NURSE,
    PROVIDER,
    clinic,
)
from arende.testing.given import given
from attrs import evolve as changed

from tests.domain.samples import CASE, END, LATER, OPENED, case_of, from_patient, from_staff

NOTE = AddNote(case=CASE, text="Ringde apoteket.")
NOTED = NoteAdded(at=LATER, assignment=NURSE, text="Ringde apoteket.")
AT = [NOW + timedelta(minutes=n) for n in range(6)]
THREE = (from_staff(1, AT[1]), from_patient(2, AT[2]), from_staff(3, AT[3]))
AS_HEAD = changed(AS_NURSE, assignment=HEAD)


def marked(first: int, last: int, since: object = None) -> DocumentedMarked:
    assert since is None or isinstance(since, type(NOW))
    return DocumentedMarked(at=LATER, assignment=NURSE, first=first, last=last, undocumented_since=since)


@pytest.mark.spec("B8")
@pytest.mark.parametrize("when", [LATER, END, END + timedelta(days=400)])
def test_a_note_is_no_message_tells_nobody_and_can_be_written_at_any_time(when: object) -> None:
    assert isinstance(when, type(NOW))
    outcome = given(OPENED, from_staff(1), found=clinic()).when(NOTE, actor=AS_NURSE, now=when)
    outcome.then(changed(NOTED, at=when)).effects().also()
    assert outcome.state == case_of(OPENED, from_staff(1))  # nothing that the patient's side can see has moved


@pytest.mark.spec("B8")
def test_who_answers_and_who_may_read_all_of_the_units_write_notes() -> None:
    case = given(OPENED, found=clinic())
    case.when(NOTE, actor=AS_HEAD, now=LATER).then(changed(NOTED, assignment=HEAD))
    case.when(NOTE, actor=changed(AS_NURSE, assignment=COLLEAGUE), now=LATER).refused("access.denied")
    case.when(NOTE, actor=AS_ANTON, now=LATER).refused("access.denied")


def test_a_note_is_a_text() -> None:
    case = given(OPENED, found=clinic())
    case.when(changed(NOTE, text="\n"), actor=AS_NURSE, now=LATER).refused("text.missing")
    case.when(changed(NOTE, text="å" * (MESSAGE_MAX + 1)), actor=AS_NURSE, now=LATER).refused("text.too_long")


@pytest.mark.spec("S17")
def test_a_message_is_undocumented_from_when_it_is_sent() -> None:
    assert case_of(OPENED).undocumented_since is None
    case = case_of(OPENED, *THREE)
    assert (undocumented(case), case.undocumented_since, case.documented_up_to) == (3, AT[1], 0)


@pytest.mark.spec("S17")
@pytest.mark.parametrize("when", [LATER, END])
def test_the_mark_tells_who_when_and_which_also_after_the_period(when: object) -> None:
    assert isinstance(when, type(NOW))
    outcome = given(OPENED, *THREE, found=clinic()).when(MarkDocumented(case=CASE, up_to=3), actor=AS_NURSE, now=when)
    outcome.then(changed(marked(1, 3), at=when)).effects().also()
    done = case_of(OPENED, *THREE, marked(1, 3))
    assert (undocumented(done), done.undocumented_since, done.documented_up_to) == (0, None, 3)
    assert done.last_activity == AT[3]


@pytest.mark.spec("S17")
def test_what_is_left_is_listed_from_when_the_oldest_of_it_was_sent() -> None:
    case = given(OPENED, *THREE, found=clinic())
    case.when(MarkDocumented(case=CASE, up_to=1), actor=AS_HEAD, now=LATER).then(
        changed(marked(1, 1, AT[2]), assignment=HEAD)
    )
    left = case_of(OPENED, *THREE, marked(1, 1, AT[2]))
    assert (undocumented(left), left.undocumented_since) == (2, AT[2])
    further = given(OPENED, *THREE, marked(1, 1, AT[2]), found=clinic())
    further.when(MarkDocumented(case=CASE, up_to=2), actor=AS_NURSE, now=LATER).then(marked(2, 2, AT[3]))
    sent = case_of(OPENED, *THREE, marked(1, 3), from_patient(4, AT[5]))
    assert (undocumented(sent), sent.undocumented_since) == (1, AT[5])


@pytest.mark.spec("S17")
def test_a_mark_is_never_taken_back_and_names_no_message_twice() -> None:
    case = given(OPENED, *THREE, marked(1, 2, AT[3]), found=clinic())
    for up_to in (1, 2):
        case.when(MarkDocumented(case=CASE, up_to=up_to), actor=AS_NURSE, now=LATER).nothing()


@pytest.mark.parametrize("up_to", [-1, 0, 4])
def test_only_messages_that_there_are_can_be_marked(up_to: int) -> None:
    case = given(OPENED, *THREE, found=clinic())
    case.when(MarkDocumented(case=CASE, up_to=up_to), actor=AS_NURSE, now=LATER).refused("case.no_such_message")


def test_who_is_no_staff_writes_no_note_and_marks_nothing() -> None:
    anton = Facts(
        now=NOW, shard=PROVIDER, actor=RepresentativeActor(ANTON), policy=Policy(), new_id="x", found=clinic()
    )
    assert note("Hej", anton).failure().code == "access.assignment_needed"
    assert mark(case_of(OPENED, *THREE), 1, anton).failure().code == "access.assignment_needed"


@pytest.mark.spec("S17")
def test_where_the_next_message_is_not_brought_the_list_keeps_its_place() -> None:
    nurse = Facts(now=LATER, shard=PROVIDER, actor=AS_NURSE, policy=Policy(), new_id="x", found=clinic())
    (event,) = mark(case_of(OPENED, *THREE), 1, nurse).unwrap().events
    assert event == marked(1, 1, AT[1])
