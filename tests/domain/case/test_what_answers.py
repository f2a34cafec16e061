"""What answers, and what a retraction or a correction does to that: nothing falls silent by it."""

from datetime import timedelta

import hypothesis
import pytest
from arende.domain.case.attention import Attention, attention, since
from arende.domain.case.model import Answer
from arende.domain.commands import MarkHandled
from arende.domain.events import CaseHandled, Event, MessageRetracted, MessageSent
from arende.testing.build import AS_NURSE, NOW, NURSE, clinic
from arende.testing.given import given
from attrs import evolve as changed
from hypothesis import settings
from hypothesis import strategies as st

from tests.domain.retold import kept
from tests.domain.samples import CASE, LATER, OPENED, case_of, from_patient, from_staff

AT = [NOW + timedelta(minutes=n) for n in range(9)]


def gone(number: int, minute: int = 8) -> MessageRetracted:
    return MessageRetracted(at=AT[minute], number=number, assignment=NURSE, reason="Fel patient")


def handled(minute: int) -> CaseHandled:
    return CaseHandled(at=AT[minute], assignment=NURSE)


def corrects(old: int, number: int, minute: int) -> MessageSent:
    return changed(from_staff(number, AT[minute]), corrects=old)


@pytest.mark.spec("B9", "B12", "B20")
@pytest.mark.parametrize(
    ("events", "waits"),
    [
        # the patient asked after what is corrected: the question waits on
        ((from_staff(1, AT[1]), from_patient(2, AT[2]), corrects(1, 3, 3)), AT[2]),
        # and after the correction of the correction
        ((from_staff(1, AT[1]), from_patient(2, AT[2]), corrects(1, 3, 3), corrects(3, 4, 4)), AT[2]),
        ((from_patient(1, AT[1]), from_staff(2, AT[2]), from_patient(3, AT[3]), corrects(2, 4, 4)), AT[3]),
        # what is corrected was the last word: so is its correction
        ((from_patient(1, AT[1]), from_staff(2, AT[2]), gone(2, 3), corrects(2, 3, 4)), None),
        # the answer is taken back, and its correction stands; then the correction of something older does not answer
        ((from_patient(1, AT[1]), from_staff(2, AT[2]), corrects(2, 3, 3), gone(2, 4)), None),
        (
            (from_staff(1, AT[1]), from_patient(2, AT[2]), from_staff(3, AT[3]), corrects(1, 4, 4), gone(3, 5)),
            AT[2],
        ),
        # the correction of something older is taken back, and the answer stands
        (
            (from_staff(1, AT[1]), from_patient(2, AT[2]), from_staff(3, AT[3]), corrects(1, 4, 4), gone(4, 5)),
            None,
        ),
    ],
)
def test_a_correction_answers_no_more_than_what_it_corrects(events: tuple[Event, ...], waits: object) -> None:
    case = case_of(OPENED, *events)
    assert case.unanswered_since == waits
    kept(case, [OPENED, *events])
    if waits is not None:
        assert case.their_turn_since is None


UNANSWERED, RETRACTED = Attention.UNANSWERED, Attention.RETRACTED


@pytest.mark.spec("B9", "S12")
@pytest.mark.parametrize(
    ("events", "waits"),
    [
        # what answered is taken back: the patient waits again, as long as before
        ((from_patient(1, AT[1]), from_staff(2, AT[2]), gone(2)), {UNANSWERED: AT[1]}),
        # a second answer stands
        ((from_patient(1, AT[1]), from_staff(2, AT[2]), from_staff(3, AT[3]), gone(2)), {}),
        ((from_patient(1, AT[1]), from_staff(2, AT[2]), from_staff(3, AT[3]), gone(3)), {}),
        (
            (from_patient(1, AT[1]), from_staff(2, AT[2]), from_staff(3, AT[3]), gone(3), gone(2)),
            {UNANSWERED: AT[1]},
        ),
        # the patient has written again meanwhile: the older wait is the one that counts
        ((from_patient(1, AT[1]), from_staff(2, AT[2]), from_patient(3, AT[3]), gone(2)), {UNANSWERED: AT[1]}),
        # dealt with without an answer, before or after
        ((from_patient(1, AT[1]), handled(2), from_staff(2, AT[3]), gone(2)), {RETRACTED: AT[8]}),
        (
            (from_patient(1, AT[1]), from_staff(2, AT[2]), from_patient(3, AT[3]), handled(4), gone(2)),
            {UNANSWERED: AT[1]},
        ),
        ((from_patient(1, AT[1]), from_staff(2, AT[2]), gone(2, 3), handled(4)), {}),
        # an older answer is taken back, and a later one stands
        (
            (from_patient(1, AT[1]), from_staff(2, AT[2]), from_patient(3, AT[3]), from_staff(4, AT[4]), gone(2)),
            {},
        ),
        # nothing had waited: the patient's side is left without a word
        ((from_staff(1, AT[1]), gone(1)), {RETRACTED: AT[8]}),
        ((from_staff(1, AT[1]), from_staff(2, AT[2]), gone(1)), {}),
        ((from_staff(1, AT[1]), from_staff(2, AT[2]), gone(1, 3), gone(2, 4)), {RETRACTED: AT[4]}),
        ((from_staff(1, AT[1]), gone(1, 2), from_staff(2, AT[3])), {}),
        ((from_staff(1, AT[1]), gone(1, 2), handled(3)), {}),
        ((from_staff(1, AT[1]), gone(1, 2), from_patient(2, AT[3])), {UNANSWERED: AT[3], RETRACTED: AT[2]}),
        # further back than is remembered: the retraction itself waits
        (
            (
                *(from_patient(1, AT[1]), from_staff(2, AT[2]), from_patient(3, AT[3]), from_staff(4, AT[4])),
                *(gone(4, 5), handled(6), gone(2, 7)),
            ),
            {RETRACTED: AT[7]},
        ),
    ],
)
def test_what_waits_after_a_retraction(events: tuple[Event, ...], waits: dict[Attention, object]) -> None:
    case = case_of(OPENED, *events)
    assert since(case) == waits
    assert case.last_activity == events[-1].at


def test_a_retraction_that_waits_can_be_dealt_with() -> None:
    case = given(OPENED, from_staff(1), gone(1), found=clinic())
    outcome = case.when(MarkHandled(case=CASE), actor=AS_NURSE, now=LATER)
    outcome.then(CaseHandled(at=LATER, assignment=NURSE))
    assert attention(case_of(OPENED, from_staff(1), gone(1)), LATER) == (RETRACTED,)


def test_what_is_kept_of_an_answer() -> None:
    case = case_of(OPENED, from_patient(1, AT[1]), from_staff(2, AT[2]), from_staff(3, AT[3]))
    assert case.answer == Answer(since=AT[1], number=2, standing=2)
    assert case_of(OPENED, from_staff(1)).answer == Answer(since=None, number=1, standing=1)


MOVES = st.lists(
    st.sampled_from(["patient", "staff", "handled", "back 0", "back 1", "back 2", "right 0", "right 1", "right 3"]),
    max_size=14,
)


@pytest.mark.spec("B9", "S12")
@settings(max_examples=400)
@hypothesis.given(moves=MOVES)
def test_nothing_is_silent_whatever_is_retracted_and_in_whatever_order(moves: list[str]) -> None:
    events: list[Event] = [OPENED]
    for minute, move in enumerate(moves):
        at = NOW + timedelta(minutes=minute + 1)
        sent = [event for event in events if isinstance(event, MessageSent)]
        theirs = {event.number for event in sent if event.staff is not None}
        standing = theirs - set(case_of(*events).retracted)
        match move.split():
            case ["patient"]:
                events.append(from_patient(len(sent) + 1, at))
            case ["staff"]:
                events.append(from_staff(len(sent) + 1, at))
            case ["right", place] if int(place) < len(theirs):
                old = sorted(theirs)[-1 - int(place)]
                events.append(changed(from_staff(len(sent) + 1, at), corrects=old))
            case ["handled"]:
                events.append(CaseHandled(at=at, assignment=NURSE))
            case ["back", place] if int(place) < len(standing):
                back = sorted(standing)[-1 - int(place)]
                events.append(MessageRetracted(at=at, number=back, assignment=NURSE, reason="Fel"))
        kept(case_of(*events), events)
