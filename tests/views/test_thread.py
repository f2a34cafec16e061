"""The thread: in order, everything that staff should know, and for the patient's side its messages."""

from collections.abc import Iterable
from functools import partial

import pytest
from arende.domain.case.events import CaseEvent, CaseReopened, DocumentedMarked, ExportRecorded
from arende.domain.case.export_state import ExportState
from arende.domain.case.journal_events import JournalNoteSigned
from arende.domain.case.reply import Side
from arende.domain.ids import Kind, Ref
from arende.testing import build
from arende.views.record_marks import RecordMarks, marks_of
from arende.views.thread import (
    HandoverLine,
    Happening,
    HappeningLine,
    JournalNoteLine,
    MessageLine,
    NoteLine,
    ThreadLine,
    authors,
    patient_lines,
    told_both,
)
from arende.views.thread import lines as every_line
from attrs import evolve

from .samples import AT, EVERYTHING, FROM_KARIN, FROM_STAFF, OPENED, case

lines = partial(every_line, patient=build.ELSA)
ENDS = [Happening.REOPENED, Happening.PHASE_EXTENDED, Happening.PHASE_SHORTENED, Happening.CLOSED]


def named(line: ThreadLine) -> object:
    match line:
        case MessageLine(number=number):
            return number
        case HappeningLine(what=what):
            return what
        case JournalNoteLine():
            return f"{line.title} {line.number}.{line.version}"
        case NoteLine(text=text):
            return text
        case HandoverLine(by=by, to=to, note=note):
            return (by, to, note)


def test_every_event_but_a_reading_is_a_line_in_order() -> None:
    shown = list(lines(EVERYTHING, build.clinic(), 1))
    assert [named(line) for line in shown] == [
        Happening.OPENED,
        1,
        Happening.SMS_LATER,
        Happening.SMS_COVERED,
        Happening.REMINDED,
        Happening.UNREAD,
        2,
        Happening.NOT_RECORDED,
        Happening.EXPORT_CONFIRMED,
        "Uppföljning 1.1",
        Happening.REDACTED,
        Happening.HOLD_PLACED,
        Happening.HOLD_LIFTED,
        Happening.SMS_FAILED,
        Happening.SMS_UNCERTAIN,
        Happening.SMS_OMITTED,
        Happening.REMINDER_OMITTED,
        Happening.SMS_REPLIED,
        Happening.SMS_MENDED,
        Happening.SMS_RETRIED,
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
        "Ringde apoteket.",
        Happening.RETRACTED,
        Happening.DOCUMENTED,
        Happening.REPRESENTATIVE_LOST,
        Happening.REPRESENTATIVE_CHANGED,
        Happening.PHASE_ENDED,
        Happening.REOPENED,
        Happening.PHASE_EXTENDED,
        Happening.PHASE_SHORTENED,
        Happening.CLOSED,
    ]
    assert {line.what for line in shown if isinstance(line, HappeningLine)} == set(Happening)


@pytest.mark.spec("B8", "S15")
def test_the_patients_side_is_given_messages_and_how_the_end_moved_without_who_and_why() -> None:
    shown = list(patient_lines(told_both(EVERYTHING), build.clinic(), case()))
    assert [line.text for line in messages_of(shown)] == [FROM_STAFF.text, FROM_KARIN.text]
    moves = [line for line in shown if isinstance(line, HappeningLine)]
    assert [line.what for line in moves] == ENDS
    assert {(line.reason, line.author) for line in moves} == {("", "")}
    assert [line.last_day and line.last_day.day for line in moves] == [25, 2, 27, 23]


@pytest.mark.spec("B13", "B16")
def test_who_came_later_sees_no_moves_of_before() -> None:
    later = evolve(case(), visible_from=3)
    assert list(patient_lines(told_both(EVERYTHING), build.clinic(), later)) == []
    (reopened,) = (event for event in EVERYTHING if isinstance(event, CaseReopened))
    late = [*EVERYTHING, evolve(FROM_STAFF, number=3), reopened]
    assert [named(line) for line in patient_lines(told_both(late), build.clinic(), later)] == [3, ENDS[0]]


@pytest.mark.spec("B13")
def test_staff_see_who_moved_the_end_and_why() -> None:
    told = [line for line in lines(EVERYTHING, build.clinic(), 0) if isinstance(line, HappeningLine)]
    moves = [(line.what, line.reason, line.author) for line in told if line.what in ENDS]
    why = ["Ny fråga", "Väntar på prov", "Provet kom", "Klart"]
    assert moves == [(what, reason, "Sara Exempel") for what, reason in zip(ENDS, why, strict=True)]


@pytest.mark.spec("B9")
def test_a_retracted_text_is_staffs_to_read_with_the_mark_and_not_the_patients_sides() -> None:
    state = case(FROM_STAFF, FROM_KARIN, *EVERYTHING[-9:-7])
    assert state.retracted == (1,)
    staffs, karins = messages_of(lines(EVERYTHING, build.clinic(), 0, retracted=state.retracted))
    assert (staffs.text, staffs.retracted) == (FROM_STAFF.text, True)
    assert (karins.text, karins.retracted) == (FROM_KARIN.text, False)
    hidden, own = messages_of(patient_lines(told_both(EVERYTHING), build.clinic(), state))
    assert (hidden.number, hidden.text, hidden.retracted) == (1, "", True)
    assert (own.text, own.retracted) == (FROM_KARIN.text, False)


@pytest.mark.spec("B9", "S17")
def test_staff_are_told_who_retracted_and_who_documented_which() -> None:
    told = [line for line in lines(EVERYTHING, build.clinic(), 0) if isinstance(line, HappeningLine) and line.first]
    assert [(line.what, line.author, line.first, line.last, line.reason) for line in told] == [
        (Happening.NOT_RECORDED, "Maja", 1, 1, ""),
        (Happening.RETRACTED, "Maja", 1, 1, "Fel namn"),
        (Happening.DOCUMENTED, "Maja", 1, 2, ""),
    ]


@pytest.mark.spec("B8")
def test_a_note_names_its_author_and_role() -> None:
    (note,) = (line for line in lines(EVERYTHING, build.clinic(), 0) if isinstance(line, NoteLine))
    assert (note.author, note.role, note.text, note.at) == ("Sara Exempel", "Sjuksköterska", "Ringde apoteket.", AT)


@pytest.mark.spec("B9")
def test_a_correction_names_what_it_corrects_to_both_sides() -> None:
    events: list[CaseEvent] = [OPENED, FROM_STAFF, evolve(FROM_STAFF, number=2, corrects=1)]
    assert [line.corrects for line in messages_of(lines(events, build.clinic(), 0))] == [None, 1]
    assert [line.corrects for line in messages_of(patient_lines(told_both(events), build.clinic(), case()))] == [
        None,
        1,
    ]


@pytest.mark.spec("S17")
@pytest.mark.parametrize(("up_to", "documented"), [(0, [False, False]), (1, [True, False]), (2, [True, True])])
def test_which_messages_stand_in_the_record_is_told_to_staff_only(up_to: int, documented: list[bool]) -> None:
    shown = messages_of(lines(EVERYTHING, build.clinic(), 0, record=RecordMarks(documented_up_to=up_to)))
    assert [line.documented for line in shown] == documented
    state = evolve(case(), documented_up_to=up_to)
    assert not any(line.documented for line in messages_of(patient_lines(told_both(EVERYTHING), build.clinic(), state)))


@pytest.mark.spec("S5", "B16")
def test_a_representative_sees_from_the_number_that_is_theirs_on() -> None:
    (line,) = messages_of(patient_lines(told_both(EVERYTHING), build.clinic(), evolve(case(), visible_from=2)))
    assert line.number == 2


def messages_of(thread: Iterable[ThreadLine]) -> list[MessageLine]:
    return [line for line in thread if isinstance(line, MessageLine)]


def test_a_message_names_its_author_and_the_role_of_staff() -> None:
    first, second = messages_of(lines(EVERYTHING, build.clinic(), 0))
    assert (first.side, first.author, first.role, first.at) == (Side.STAFF, "Sara Exempel", "Sjuksköterska", AT)
    assert (second.side, second.author, second.role) == (Side.PATIENT, "Karin Provdotter", "")


@pytest.mark.spec("B5")
@pytest.mark.parametrize(("read_up_to", "read"), [(0, False), (1, True), (2, True)])
def test_a_message_from_staff_tells_whether_it_was_read(read_up_to: int, read: bool) -> None:
    (line,) = messages_of(lines([OPENED, FROM_STAFF], build.clinic(), read_up_to))
    assert line.read is read
    (same,) = messages_of(patient_lines([FROM_STAFF], build.clinic(), evolve(case(), read_by_patient_side=read_up_to)))
    assert same.read is read


def test_authors_are_those_of_messages_notes_marks_and_of_what_changed_hands() -> None:
    staff = {Ref(Kind.ASSIGNMENT, one) for one in (build.NURSE, build.HEAD, build.COLLEAGUE)}
    assert authors(EVERYTHING) == staff | {Ref(Kind.PERSON, build.KARIN)}
    assert authors([OPENED]) == frozenset()


def test_no_line_shows_text_or_name_in_its_repr() -> None:
    for line in lines(EVERYTHING, build.clinic(), 0):
        assert not [
            word for word in ("Elsa", "Karin", "Bättre", "Hur", "apoteket", "Fel", "Maja") if word in repr(line)
        ]
        assert isinstance(line, MessageLine | NoteLine | JournalNoteLine | HandoverLine | HappeningLine)


@pytest.mark.spec("S17", "B22")
def test_staff_are_told_beside_each_message_how_it_stands_in_the_record() -> None:
    gone = ExportRecorded(at=AT, exporter="fil", version=3, state=ExportState.EXPORTED, reference="", code="", up_to=1)
    lost = evolve(gone, version=9, state=ExportState.FAILED, up_to=2)
    nothing = DocumentedMarked(
        at=AT, assignment=build.NURSE, first=1, last=1, undocumented_since=AT, nothing_to_record=True
    )
    state = case(FROM_STAFF, FROM_KARIN, gone, lost, nothing)
    first, second = messages_of(lines((FROM_STAFF, FROM_KARIN), build.clinic(), 0, record=marks_of(state)))
    assert (first.documented, first.not_recorded, second.documented) == (True, True, False)
    assert [(mark.exporter, mark.state) for mark in first.exports] == [("fil", ExportState.EXPORTED)]
    assert [(mark.exporter, mark.state) for mark in second.exports] == [("fil", ExportState.FAILED)]
    assert all(not line.exports for line in messages_of(patient_lines(told_both(EVERYTHING), build.clinic(), case())))


def test_of_a_corrected_journal_note_the_thread_says_which_version_stands() -> None:
    note = JournalNoteSigned(
        at=AT, assignment=build.NURSE, number=1, version=1, title="T", text="x", first=None, last=None
    )
    events = (note, evolve(note, version=2, text="y"))
    shown = lines(events, build.clinic(), 0, record=marks_of(case(*events)))
    assert [(line.version, line.replaced) for line in shown if isinstance(line, JournalNoteLine)] == [
        (1, True),
        (2, False),
    ]
