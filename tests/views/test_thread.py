"""The thread: in order, everything that staff should know, and for the patient's side its messages."""

import pytest
from arende.domain.case.events import CaseEvent
from arende.domain.case.reply import Side
from arende.domain.ids import Kind, Ref
from arende.testing import build
from arende.views.thread import Happening, HappeningLine, MessageLine, authors, lines, seen_from
from attrs import evolve

from .samples import AT, EVERYTHING, FROM_KARIN, FROM_STAFF, OPENED


def test_every_event_but_a_reading_is_a_line_in_order() -> None:
    shown = list(lines(EVERYTHING, build.clinic(), 1))
    assert [line.what if isinstance(line, HappeningLine) else line.number for line in shown] == [
        Happening.OPENED,
        1,
        2,
        Happening.SMS_FAILED,
        Happening.SMS_UNCERTAIN,
        Happening.HANDLED,
        Happening.EXPORT_REQUESTED,
        Happening.EXPORT_FAILED,
        Happening.EXPORT_UNCERTAIN,
        Happening.EXPORTED,
        Happening.REPRESENTATIVE_LOST,
        Happening.REPRESENTATIVE_CHANGED,
        Happening.PHASE_ENDED,
        Happening.REOPENED,
        Happening.PHASE_EXTENDED,
        Happening.PHASE_SHORTENED,
        Happening.CLOSED,
    ]
    assert {line.what for line in shown if isinstance(line, HappeningLine)} == set(Happening)


def messages(*events: CaseEvent, read_up_to: int = 0) -> list[MessageLine]:
    shown = seen_from(1, lines(events, build.clinic(), read_up_to))
    return [line for line in shown if isinstance(line, MessageLine)]


MOVES = [Happening.REOPENED, Happening.PHASE_EXTENDED, Happening.PHASE_SHORTENED, Happening.CLOSED]


@pytest.mark.spec("B8", "B13", "S15")
def test_the_patients_side_is_given_messages_and_how_the_end_moved_without_the_reason() -> None:
    shown = list(seen_from(1, lines(EVERYTHING, build.clinic(), 0)))
    assert [line.text for line in shown if isinstance(line, MessageLine)] == [FROM_STAFF.text, FROM_KARIN.text]
    moves = [line for line in shown if isinstance(line, HappeningLine)]
    assert [line.what for line in moves] == MOVES
    assert {line.reason for line in moves} == {""}
    assert [line.last_day and line.last_day.day for line in moves] == [25, 2, 27, 23]


@pytest.mark.spec("B13", "B16")
def test_who_came_later_sees_no_moves_of_before() -> None:
    assert list(seen_from(3, lines(EVERYTHING, build.clinic(), 0))) == []
    late = [*EVERYTHING, evolve(FROM_STAFF, number=3), EVERYTHING[-4]]
    shown = list(seen_from(3, lines(late, build.clinic(), 0)))
    assert [line.what if isinstance(line, HappeningLine) else line.number for line in shown] == [3, MOVES[0]]


@pytest.mark.spec("B13")
def test_staff_see_why_the_end_moved() -> None:
    told = [line.reason for line in lines(EVERYTHING, build.clinic(), 0) if isinstance(line, HappeningLine)]
    assert [reason for reason in told if reason] == ["Ny fråga", "Väntar på prov", "Provet kom", "Klart"]


def test_a_message_names_its_author_and_the_role_of_staff() -> None:
    first, second = messages(*EVERYTHING)
    assert (first.side, first.author, first.role, first.at) == (Side.STAFF, "Sara Exempel", "Sjuksköterska", AT)
    assert (second.side, second.author, second.role) == (Side.PATIENT, "Karin Provdotter", "")


@pytest.mark.spec("B5")
@pytest.mark.parametrize(("read_up_to", "read"), [(0, False), (1, True), (2, True)])
def test_a_message_from_staff_tells_whether_it_was_read(read_up_to: int, read: bool) -> None:
    (line,) = messages(OPENED, FROM_STAFF, read_up_to=read_up_to)
    assert line.read is read


def test_authors_are_those_of_messages() -> None:
    assert authors(EVERYTHING) == {Ref(Kind.ASSIGNMENT, build.NURSE), Ref(Kind.PERSON, build.KARIN)}
    assert authors([OPENED]) == frozenset()


def test_no_line_shows_text_or_name_in_its_repr() -> None:
    for line in lines(EVERYTHING, build.clinic(), 0):
        assert not [word for word in ("Elsa", "Karin", "Bättre", "Hur", "Klart", "prov") if word in repr(line)]
        assert isinstance(line, MessageLine | HappeningLine)
