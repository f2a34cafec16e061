"""Two who write at once: staff are told of what others wrote meanwhile; a patient's send is never stale."""

from collections.abc import Sequence

import pytest
from arende.domain.actor import StaffActor
from arende.domain.case.at_once import by_colleague, seen_by, stale, wrote
from arende.domain.case.model import Case, StaffWrote
from arende.domain.commands import MarkHandled, SendMessage
from arende.domain.events import CaseHandled, MessageSent, MessagesRead
from arende.domain.ids import AssignmentId
from arende.domain.refusal_texts import sentence
from arende.domain.refusals import ColleagueWrote, NoSuchMessage, PatientSideWrote
from arende.testing.build import ANTON, AS_ANTON, AS_NURSE, COLLEAGUE, HEAD, NOW, NURSE, clinic
from arende.testing.given import given as given_events
from hypothesis import given
from hypothesis import strategies as st

from tests.domain.samples import CASE, LATER, OPENED, case_of, from_patient, from_staff

WRITERS = (NURSE, COLLEAGUE, HEAD)
THREADS = st.lists(st.sampled_from([None, *WRITERS]), max_size=12)
"""Who wrote each message in turn; None is the patient."""


def thread(writers: Sequence[AssignmentId | None]) -> list[MessageSent]:
    return [
        from_patient(number) if writer is None else from_staff(number, staff=writer)
        for number, writer in enumerate(writers, start=1)
    ]


def case_with(writers: Sequence[AssignmentId | None]) -> Case:
    return case_of(OPENED, *thread(writers))


def send(seen: int | None = None, *, despite_new: bool = False) -> SendMessage:
    return SendMessage(case=CASE, text="Hej!", seen=seen, despite_new=despite_new)


@pytest.mark.spec("B20")
def test_staff_are_refused_where_a_colleague_has_written_since_they_read() -> None:
    case = given_events(OPENED, from_staff(1), from_staff(2, staff=COLLEAGUE), found=clinic())
    outcome = case.when(send(1), actor=AS_NURSE, now=LATER).refused("case.colleague_wrote")
    assert outcome.refusal == ColleagueWrote(2, COLLEAGUE)
    assert case.when(send(2), actor=AS_NURSE, now=LATER).refusal is None
    case.when(send(1, despite_new=True), actor=AS_NURSE, now=LATER).refused("case.colleague_wrote")


@pytest.mark.spec("B20")
def test_staff_are_asked_where_the_patients_side_has_written_since() -> None:
    case = given_events(OPENED, from_staff(1), from_patient(2), found=clinic())
    outcome = case.when(send(1), actor=AS_NURSE, now=LATER).refused("case.patient_side_wrote")
    assert outcome.refusal == PatientSideWrote(2)
    assert sentence(PatientSideWrote(2)) == "Nytt meddelande (2) – skicka ändå?"
    assert case.when(send(1, despite_new=True), actor=AS_NURSE, now=LATER).refusal is None
    assert case.when(send(2), actor=AS_NURSE, now=LATER).refusal is None


@pytest.mark.spec("B20")
def test_who_does_not_tell_what_they_saw_is_not_asked() -> None:
    case = given_events(OPENED, from_staff(1), from_staff(2, staff=COLLEAGUE), from_patient(3), found=clinic())
    assert case.when(send(), actor=AS_NURSE, now=LATER).refusal is None


@pytest.mark.spec("B20")
def test_ones_own_message_and_other_things_in_the_case_make_nothing_stale() -> None:
    """What counts is messages that others wrote, never where the stream stands."""
    read = MessagesRead(at=NOW, up_to=2)
    case = given_events(OPENED, from_staff(1), from_staff(2), read, found=clinic())
    assert case.when(send(0), actor=AS_NURSE, now=LATER).refusal is None


@pytest.mark.spec("B20")
@pytest.mark.parametrize("seen", [-1, 3])
def test_nobody_has_seen_what_is_not_there(seen: int) -> None:
    case = case_with([NURSE, None])
    assert stale(case, NURSE, seen, despite_new=True) == NoSuchMessage(2, "seen")


@pytest.mark.spec("B20")
@given(writers=THREADS, me=st.sampled_from(WRITERS))
def test_what_is_kept_says_for_everyone_what_the_whole_thread_says(
    writers: list[AssignmentId | None], me: AssignmentId
) -> None:
    kept = StaffWrote()
    for number, writer in enumerate(writers, start=1):
        kept = kept if writer is None else wrote(kept, number, writer)
    others = [(number, who) for number, who in enumerate(writers, start=1) if who not in (None, me)]
    assert by_colleague(kept, me) == (others[-1] if others else (0, None))
    assert case_with(writers).staff_wrote == kept


@pytest.mark.spec("B20")
@given(writers=THREADS, seen=st.integers(0, 12), despite_new=st.booleans())
def test_staff_are_refused_exactly_for_what_others_wrote_since(
    writers: list[AssignmentId | None], seen: int, *, despite_new: bool
) -> None:
    seen = min(seen, len(writers))
    since = writers[seen:]
    answer = stale(case_with(writers), NURSE, seen, despite_new=despite_new)
    if any(who not in (None, NURSE) for who in since):
        assert isinstance(answer, ColleagueWrote)
        assert writers[answer.number - 1] == answer.assignment
    elif None in since and not despite_new:
        assert isinstance(answer, PatientSideWrote)
    else:
        assert answer is None


@pytest.mark.spec("B20")
@given(writers=THREADS, seen=st.none() | st.integers(-3, 15), despite_new=st.booleans())
def test_a_patients_send_is_never_stale(
    writers: list[AssignmentId | None], seen: int | None, *, despite_new: bool
) -> None:
    case = given_events(OPENED, *thread(writers), found=clinic())
    outcome = case.when(send(seen, despite_new=despite_new), actor=AS_ANTON, now=LATER)
    (message,) = outcome.decision.events if outcome.decision is not None else ()
    assert isinstance(message, MessageSent)
    assert (message.number, message.representative) == (len(writers) + 1, ANTON)


@pytest.mark.spec("B20", "B21", "S12")
def test_staff_do_not_set_aside_what_came_after_they_read() -> None:
    case = given_events(OPENED, from_staff(1), from_patient(2), from_patient(3), found=clinic())
    outcome = case.when(MarkHandled(case=CASE, seen=2), actor=AS_NURSE, now=LATER)
    assert outcome.refused("case.patient_side_wrote").refusal == PatientSideWrote(3, to_send=False)
    assert sentence(PatientSideWrote(3, to_send=False)).startswith("Nytt meddelande (3) sedan du läste. Läs det först")
    for seen in (3, None):
        case.when(MarkHandled(case=CASE, seen=seen), actor=AS_NURSE, now=LATER).then(
            CaseHandled(at=LATER, assignment=NURSE)
        )
    for seen in (-1, 4):
        assert case.when(MarkHandled(case=CASE, seen=seen), actor=AS_NURSE, now=LATER).refusal == NoSuchMessage(
            3, "seen"
        )


@pytest.mark.spec("B20")
def test_staff_who_have_no_access_learn_nothing_of_it() -> None:
    case = given_events(OPENED, from_staff(1), from_staff(2, staff=HEAD), found=clinic())
    case.when(send(1), actor=StaffActor(COLLEAGUE), now=LATER).refused("access.denied")


@pytest.mark.spec("B5", "B20")
def test_what_one_has_read_is_the_own_mark_or_the_own_word() -> None:
    case = case_with([NURSE, COLLEAGUE, None, COLLEAGUE])
    assert [seen_by(case, who, 0) for who in WRITERS] == [1, 4, 0]
    assert [seen_by(case, who, 3) for who in WRITERS] == [3, 4, 3]
