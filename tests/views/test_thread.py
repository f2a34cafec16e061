"""The thread: in order, everything that staff should know, and for the patient's side its messages."""

import pytest
from arende.domain.ids import Kind, Ref
from arende.testing import build
from arende.views.thread import (
    HandoverLine,
    Happening,
    HappeningLine,
    MessageLine,
    Side,
    ThreadLine,
    authors,
    lines,
    messages_from,
)

from .samples import AT, EVERYTHING, FROM_KARIN, FROM_STAFF, OPENED


def told(line: ThreadLine) -> object:
    """What tells one line from another."""
    match line:
        case MessageLine(number=number):
            return number
        case HappeningLine(what=what):
            return what
        case HandoverLine(by=by, to=to, note=note):
            return (by, to, note)


def test_every_event_but_a_reading_is_a_line_in_order() -> None:
    shown = list(lines(EVERYTHING, build.clinic(), 1))
    assert [told(line) for line in shown] == [
        Happening.OPENED,
        1,
        2,
        Happening.SMS_FAILED,
        Happening.SMS_UNCERTAIN,
        Happening.HANDLED,
        ("Sara Exempel", "Olle Prov", "Ring helst före lunch"),
        ("Olle Prov", "", ""),
        ("", "Sara Exempel", ""),
        Happening.RETURNED_UNTOUCHED,
        Happening.RETURNED_ASSIGNMENT_ENDED,
        Happening.EXPORT_REQUESTED,
        Happening.EXPORT_FAILED,
        Happening.EXPORT_UNCERTAIN,
        Happening.EXPORTED,
        Happening.REPRESENTATIVE_LOST,
        Happening.REPRESENTATIVE_CHANGED,
        Happening.PHASE_ENDED,
    ]
    assert {line.what for line in shown if isinstance(line, HappeningLine)} == set(Happening)


@pytest.mark.spec("B8", "S15")
def test_the_patients_side_is_given_messages_only() -> None:
    shown = list(messages_from(1, lines(EVERYTHING, build.clinic(), 0)))
    assert [line.text for line in shown] == [FROM_STAFF.text, FROM_KARIN.text]


def test_a_message_names_its_author_and_the_role_of_staff() -> None:
    first, second = messages_from(1, lines(EVERYTHING, build.clinic(), 0))
    assert (first.side, first.author, first.role, first.at) == (Side.STAFF, "Sara Exempel", "Sjuksköterska", AT)
    assert (second.side, second.author, second.role) == (Side.PATIENT, "Karin Provdotter", "")


@pytest.mark.spec("B5")
@pytest.mark.parametrize(("read_up_to", "read"), [(0, False), (1, True), (2, True)])
def test_a_message_from_staff_tells_whether_it_was_read(read_up_to: int, read: bool) -> None:
    (line,) = messages_from(1, lines([OPENED, FROM_STAFF], build.clinic(), read_up_to))
    assert line.read is read


def test_authors_are_those_of_messages_and_of_what_changed_hands() -> None:
    staff = {Ref(Kind.ASSIGNMENT, one) for one in (build.NURSE, build.COLLEAGUE)}
    assert authors(EVERYTHING) == staff | {Ref(Kind.PERSON, build.KARIN)}
    assert authors([OPENED]) == frozenset()


def test_no_line_shows_text_or_name_in_its_repr() -> None:
    for line in lines(EVERYTHING, build.clinic(), 0):
        assert not [word for word in ("Elsa", "Karin", "Bättre", "Hur") if word in repr(line)]
        assert isinstance(line, MessageLine | HappeningLine)
