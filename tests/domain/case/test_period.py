"""The end of the phase moves (B13): extended, shortened, closed, reopened; and the case that follows an ended one."""

from datetime import UTC, date, datetime, timedelta

import pytest
from arende.domain.access import may_command
from arende.domain.actor import StaffActor
from arende.domain.case.attention import Attention, attention, waiting_since
from arende.domain.case.model import Case
from arende.domain.case.period import move
from arende.domain.case.reply import can_reply
from arende.domain.commands import (
    CloseCase,
    ExtendPhase,
    MarkRead,
    NotePhaseEnd,
    ReopenCase,
    SendMessage,
    ShortenPhase,
)
from arende.domain.effects import SetTimer
from arende.domain.events import (
    CaseClosed,
    CaseReopened,
    MessagesRead,
    PhaseEnded,
    PhaseExtended,
    PhaseShortened,
    RepresentativeLost,
)
from arende.domain.phase import begin, cut, days_left, ending
from arende.domain.policy import DAYS_MAX, Policy
from arende.domain.refusal_texts import sentence
from arende.domain.refusals import ClosedEarly, PhaseTooLong
from arende.testing.build import (
    AS_ANTON,
    AS_NURSE,
    COLLEAGUE,
    HEAD,
    NOW,
    NURSE,
    PROVIDER,
    clinic,
)
from arende.testing.given import Given, given
from attrs import evolve as changed

from tests.domain.samples import (
    CASE,
    END,
    LATER,
    OPENED,
    OPERATOR,
    SYSTEM,
    asks,
    case_of,
    from_patient,
    from_staff,
)

ZONE = "Europe/Stockholm"
WHY = "Väntar på provsvar"
EXTEND = ExtendPhase(case=CASE, last_day=date(2026, 12, 1), reason=WHY)
SHORTEN = ShortenPhase(case=CASE, last_day=date(2026, 11, 24), reason=WHY)
CLOSE = CloseCase(case=CASE, reason=WHY)
REOPEN = ReopenCase(case=CASE, days=3, reason=WHY)
MOVES = (EXTEND, SHORTEN, CLOSE, REOPEN)
DAY = timedelta(days=1)
INSTANT = timedelta(microseconds=1)
TALK = (OPENED, from_staff(1), from_patient(2))
CLOSED = CaseClosed(at=LATER, assignment=NURSE, phase=cut(OPENED.phase, LATER), reason=WHY)


def ends(at: datetime) -> SetTimer:
    return SetTimer(at=at, command=NotePhaseEnd(case=CASE))


def ended(days: float = 0) -> Given:
    """Anton's case, some days after its end, with a question unanswered."""
    return given(*TALK, PhaseEnded(at=END + timedelta(days=days), unanswered=True), found=clinic())


@pytest.mark.spec("B12", "B13")
def test_extended_to_a_later_day_with_the_reason_kept() -> None:
    outcome = given(*TALK, found=clinic()).when(EXTEND, actor=AS_NURSE, now=LATER)
    until = datetime(2026, 12, 1, 23, 0, tzinfo=UTC)
    phase = ending(OPENED.phase, EXTEND.last_day)
    assert (phase.opened, phase.days, phase.until) == (NOW, 9, until)
    outcome.then(PhaseExtended(at=LATER, assignment=NURSE, phase=phase, reason=WHY)).effects(ends(until))
    state = outcome.state
    assert isinstance(state, Case)
    assert (state.opened, days_left(state.phase, LATER)) == (NOW, 10)
    assert can_reply(state, asks(AS_NURSE, END + DAY)) == can_reply(state, asks(AS_NURSE))
    assert WHY not in repr(outcome)


@pytest.mark.spec("B13")
@pytest.mark.parametrize("day", [25, 24, 1])
def test_extended_only_to_a_later_day(day: int) -> None:
    same = changed(EXTEND, last_day=date(2026, 11, day))
    given(OPENED, found=clinic()).when(same, actor=AS_NURSE, now=LATER).refused("phase.not_later")


@pytest.mark.spec("S8", "B13")
def test_no_case_is_open_for_more_than_3650_days_from_when_it_was_first_opened() -> None:
    last = date(2036, 11, 19)
    case = given(OPENED, found=clinic())
    case.when(changed(EXTEND, last_day=last), actor=AS_NURSE, now=LATER).then(
        PhaseExtended(at=LATER, assignment=NURSE, phase=begin(NOW, DAYS_MAX, ZONE), reason=WHY)
    )
    for day in (last + DAY, date.max):
        refused = case.when(changed(EXTEND, last_day=day), actor=AS_NURSE, now=LATER).refused("phase.too_long")
        assert refused.refusal == PhaseTooLong(last, "last_day")
    over = given(OPENED, CLOSED, found=clinic(), policy=Policy(reopen_days=DAYS_MAX))
    longest = changed(REOPEN, days=DAYS_MAX - 1)
    tomorrow = LATER + DAY
    again = CaseReopened(at=tomorrow, assignment=NURSE, phase=begin(tomorrow, DAYS_MAX - 1, ZONE), reason=WHY)
    assert again.phase.last_day == last
    over.when(longest, actor=AS_NURSE, now=tomorrow).then(again)
    refused = over.when(changed(REOPEN, days=DAYS_MAX), actor=AS_NURSE, now=tomorrow).refused("phase.too_long")
    assert refused.refusal == PhaseTooLong(last, "days")
    # And an extension after a reopening counts from the first opening too.
    twice = given(OPENED, CLOSED, changed(again, phase=begin(tomorrow, 3, ZONE)), found=clinic())
    twice.when(changed(EXTEND, last_day=last + DAY), actor=AS_NURSE, now=tomorrow).refused("phase.too_long")


@pytest.mark.spec("B13")
def test_shortened_to_an_earlier_day_and_today_at_the_earliest() -> None:
    case = given(*TALK, found=clinic())
    for day in (24, 23):
        command = changed(SHORTEN, last_day=date(2026, 11, day))
        phase = ending(OPENED.phase, command.last_day)
        event = PhaseShortened(at=LATER + DAY, assignment=NURSE, phase=phase, reason=WHY)
        case.when(command, actor=AS_NURSE, now=LATER + DAY).then(event).effects(ends(END - (25 - day) * DAY))
    for later in (25, 26):
        command = changed(SHORTEN, last_day=date(2026, 11, later))
        case.when(command, actor=AS_NURSE, now=LATER + DAY).refused("phase.not_earlier")
    yesterday = changed(SHORTEN, last_day=date(2026, 11, 22))
    case.when(yesterday, actor=AS_NURSE, now=LATER + DAY).refused("phase.before_today")
    # «Today» is the unit's: at 23:30 UTC it is tomorrow in Stockholm.
    night = datetime(2026, 11, 22, 23, 30, tzinfo=UTC)
    case.when(yesterday, actor=AS_NURSE, now=night).refused("phase.before_today")


@pytest.mark.spec("B13", "S8")
@pytest.mark.parametrize("command", [EXTEND, SHORTEN])
def test_the_last_day_is_a_day_and_no_instant(command: ExtendPhase | ShortenPhase) -> None:
    """An instant is a date to Python, until the two are compared."""
    asked = changed(command, last_day=datetime(2026, 11, 24, 12, tzinfo=UTC))
    refused = given(OPENED, found=clinic()).when(asked, actor=AS_NURSE, now=LATER).refused("day.invalid")
    assert refused.refusal is not None
    assert sentence(refused.refusal) == "Ange sista dagen som ett datum, utan klockslag."


@pytest.mark.spec("B13", "S18")
def test_closed_early_is_over_at_once_for_both_sides() -> None:
    outcome = given(OPENED, from_staff(1), found=clinic()).when(CLOSE, actor=AS_NURSE, now=LATER)
    outcome.then(CLOSED).effects()
    state = outcome.state
    assert isinstance(state, Case)
    assert (state.closed, state.phase.until, state.phase.last_day) == (LATER, LATER, date(2026, 11, 22))
    assert (days_left(state.phase, LATER), attention(state, LATER)) == (0, ())
    over = given(since=state, found=clinic())
    for actor in (AS_NURSE, AS_ANTON):
        refused = over.when(SendMessage(case=CASE, text="Hej!"), actor=actor, now=LATER).refused("case.closed")
        assert refused.refusal == ClosedEarly(date(2026, 11, 22)) == can_reply(state, asks(actor, LATER))
    over.when(MarkRead(case=CASE, up_to=1), actor=AS_ANTON, now=LATER).then(MessagesRead(at=LATER, up_to=1))
    # It has been noted; the timer of the end that was finds nothing to say.
    over.when(NotePhaseEnd(case=CASE), actor=SYSTEM, now=END).nothing()


@pytest.mark.spec("B12", "B13")
def test_closing_answers_nobody_and_settles_what_only_staff_lack() -> None:
    asked = case_of(*TALK, CLOSED)
    assert attention(asked, LATER) == (Attention.EXPIRED, Attention.UNANSWERED)
    empty = case_of(OPENED, CLOSED)
    assert waiting_since(empty) is None
    assert attention(case_of(OPENED, RepresentativeLost(at=NOW), CLOSED), LATER) == ()
    again = CaseReopened(at=LATER, assignment=NURSE, phase=begin(LATER, 3, ZONE), reason=WHY)
    assert attention(case_of(OPENED, RepresentativeLost(at=NOW), CLOSED, again), LATER) == (
        Attention.EMPTY,
        Attention.REPRESENTATIVE,
    )


@pytest.mark.spec("B13")
def test_why_is_required_and_the_case_is_in_the_stage_for_it() -> None:
    case = given(*TALK, found=clinic())
    for command in (EXTEND, SHORTEN, CLOSE):
        for reason, code in (("", "text.missing"), (" ", "text.missing"), ("å" * 501, "text.too_long")):
            case.when(changed(command, reason=reason), actor=AS_NURSE, now=LATER).refused(code)
        ended().when(command, actor=AS_NURSE, now=END).refused("case.phase_ended")
        given(*TALK, CLOSED, found=clinic()).when(command, actor=AS_NURSE, now=LATER).refused("case.closed")
    case.when(REOPEN, actor=AS_NURSE, now=LATER).refused("case.open")
    ended().when(changed(REOPEN, reason=""), actor=AS_NURSE, now=END).refused("text.missing")


@pytest.mark.spec("B13", "S6")
def test_only_who_answers_for_the_case_moves_its_end() -> None:
    for command in MOVES:
        for actor in (AS_ANTON, StaffActor(COLLEAGUE), StaffActor(HEAD)):
            assert may_command(command, PROVIDER, case_of(*TALK), asks(actor)) is not None
        assert move(case_of(*TALK), command, asks(OPERATOR)).failure().code == "access.assignment_needed"
