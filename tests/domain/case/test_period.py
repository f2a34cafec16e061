"""The end of the phase moves (B13): extended, shortened, closed, reopened; and the case that follows an ended one."""

from datetime import UTC, date, datetime, timedelta

import pytest
from arende.domain.access import may_command
from arende.domain.actor import Choice, Purpose, StaffActor
from arende.domain.case.attention import Attention, attention, closing_soon, soon, waiting_since
from arende.domain.case.model import Case
from arende.domain.case.period import move
from arende.domain.case.reply import MayReply, can_reply
from arende.domain.commands import (
    ChangeRepresentative,
    CloseCase,
    CreateCase,
    ExtendPhase,
    MarkHandled,
    MarkRead,
    NotePhaseEnd,
    NoteRepresentativeLost,
    ReopenCase,
    SendMessage,
    ShortenPhase,
)
from arende.domain.effects import SetTimer
from arende.domain.events import (
    CaseClosed,
    CaseHandled,
    CaseReopened,
    MessagesRead,
    PhaseEnded,
    PhaseExtended,
    PhaseShortened,
    RepresentativeLost,
)
from arende.domain.ids import CaseId, Kind, Ref
from arende.domain.phase import begin, cut, days_left, ending
from arende.domain.policy import DAYS_MAX, Policy
from arende.domain.refusals import ClosedEarly, FollowsOpen, PhaseTooLong, ReopenTooLate
from arende.testing.build import (
    ANTON,
    AS_ANTON,
    AS_NURSE,
    COLLEAGUE,
    ELSA,
    ERIK,
    HEAD,
    KARIN,
    NOW,
    NURSE,
    NURSE_ELSEWHERE,
    OAK,
    PROVIDER,
    RENEWAL,
    clinic,
    local,
)
from arende.testing.given import Given, given
from attrs import evolve as changed

from tests.domain.access_world import without_karin
from tests.domain.samples import (
    CASE,
    END,
    LATER,
    OPENED,
    OPERATOR,
    SYSTEM,
    asks,
    case_of,
    for_elsa,
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


@pytest.mark.spec("B12", "B21")
def test_after_the_end_staff_can_deal_with_what_cannot_be_mended_any_more() -> None:
    lost = given(for_elsa(), RepresentativeLost(at=NOW), found=clinic())
    lost.when(MarkHandled(case=CASE), actor=AS_NURSE, now=END - INSTANT).refused("case.nothing_to_handle")
    choose = ChangeRepresentative(case=CASE, representative=ERIK)
    lost.when(choose, actor=AS_NURSE, now=END).refused("case.phase_ended")
    outcome = lost.when(MarkHandled(case=CASE), actor=AS_NURSE, now=END)
    state = outcome.then(CaseHandled(at=END, assignment=NURSE)).state
    assert isinstance(state, Case)
    assert waiting_since(state) is None
    after = given(since=state, found=clinic())
    after.when(MarkHandled(case=CASE), actor=AS_NURSE, now=END).refused("case.nothing_to_handle")
    # It comes back with the case: the representative is as lost as before, and the message as missing.
    reopened = after.when(REOPEN, actor=AS_NURSE, now=END).state
    assert isinstance(reopened, Case)
    assert attention(reopened, END) == (Attention.EMPTY, Attention.REPRESENTATIVE)


@pytest.mark.spec("B12", "B13")
def test_reopened_is_a_new_phase_of_the_same_thread() -> None:
    outcome = ended().when(REOPEN, actor=AS_NURSE, now=END + DAY)
    phase = begin(END + DAY, 3, ZONE)
    event = CaseReopened(at=END + DAY, assignment=NURSE, phase=phase, reason=WHY)
    outcome.then(event).effects(ends(phase.until))
    state = outcome.state
    assert isinstance(state, Case)
    assert (state.opened, state.messages, days_left(state.phase, END + DAY)) == (NOW, 2, 4)
    assert attention(state, END + DAY) == (Attention.UNANSWERED,)
    open_again = given(since=state, found=clinic())
    open_again.when(SendMessage(case=CASE, text="Tack."), actor=AS_ANTON, now=END + DAY).effects()
    # The end is noted anew, once, and not by a timer of the end that was.
    open_again.when(NotePhaseEnd(case=CASE), actor=SYSTEM, now=END + DAY).nothing()
    open_again.when(NotePhaseEnd(case=CASE), actor=SYSTEM, now=phase.until).then(
        PhaseEnded(at=phase.until, unanswered=True)
    )


@pytest.mark.spec("B13")
def test_what_was_closed_is_reopened_and_is_closed_no_more() -> None:
    outcome = given(*TALK, CLOSED, found=clinic()).when(REOPEN, actor=AS_NURSE, now=LATER)
    state = outcome.state
    assert isinstance(state, Case)
    assert (state.closed, state.ended_noted, state.set_aside) == (None, False, False)
    assert isinstance(can_reply(state, asks(AS_ANTON, LATER)), MayReply)


@pytest.mark.spec("B13")
@pytest.mark.parametrize("window", [0, 1, 30])
def test_reopened_within_the_window_of_the_unit(window: int) -> None:
    """From the end through that many local days after the last one; then a new case is made, and it is told."""
    closed = given(*TALK, CLOSED, found=clinic())
    for case, last_day, midnight in ((closed, date(2026, 11, 22), END - 3 * DAY), (ended(), date(2026, 11, 25), END)):
        known = changed(case, policy=Policy(reopen_days=window))
        late = midnight + window * DAY
        refused = known.when(REOPEN, actor=AS_NURSE, now=late).refused("case.reopen_too_late")
        assert refused.refusal == ReopenTooLate(last_day + window * DAY)
        if late > END or case is closed:  # what ran out without a window is never both over and in time
            assert known.when(REOPEN, actor=AS_NURSE, now=late - INSTANT).decision is not None


@pytest.mark.spec("B13", "S8")
@pytest.mark.parametrize("days", [0, -1, 3651])
def test_a_new_phase_has_a_length_as_every_phase(days: int) -> None:
    ended().when(changed(REOPEN, days=days), actor=AS_NURSE, now=END).refused("phase.length_invalid")


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


@pytest.mark.spec("B16", "B13")
def test_a_right_that_ends_within_the_longer_phase_has_its_day() -> None:
    until = changed(for_elsa().representative, until=date(2026, 11, 28))
    case = given(changed(for_elsa(), representative=until), found=clinic())
    day = SetTimer(at=datetime(2026, 11, 27, 23, 0, tzinfo=UTC), command=NoteRepresentativeLost(case=CASE))
    extended = case.when(EXTEND, actor=AS_NURSE, now=LATER)
    extended.effects(ends(datetime(2026, 12, 1, 23, 0, tzinfo=UTC)), day)
    over = changed(case, state=extended.state).when(CLOSE, actor=AS_NURSE, now=LATER)
    again = changed(case, state=over.state).when(changed(REOPEN, days=30), actor=AS_NURSE, now=LATER)
    again.effects(ends(datetime(2026, 12, 22, 23, 0, tzinfo=UTC)), day)


@pytest.mark.spec("B16", "B13")
def test_a_right_that_was_lost_while_the_case_was_over_is_seen_as_it_reopens() -> None:
    over = given(for_elsa(), from_staff(1), PhaseEnded(at=END, unanswered=False), found=clinic(without_karin()))
    over.when(NoteRepresentativeLost(case=CASE), actor=SYSTEM, now=END).nothing()
    outcome = over.when(REOPEN, actor=AS_NURSE, now=END)
    reopened = CaseReopened(at=END, assignment=NURSE, phase=begin(END, 3, ZONE), reason=WHY)
    outcome.then(reopened, RepresentativeLost(at=END))
    state = outcome.state
    assert isinstance(state, Case)
    assert attention(state, END) == (Attention.REPRESENTATIVE,)
    mend = ChangeRepresentative(case=CASE, representative=ERIK)
    mended = given(since=state, found=clinic(without_karin())).when(mend, actor=AS_NURSE, now=END)
    assert mended.decision is not None


@pytest.mark.spec("B15")
def test_what_closes_soon() -> None:
    case = case_of(OPENED)
    assert not closing_soon(case, END - 2 * DAY - INSTANT, 2)
    assert closing_soon(case, END - 2 * DAY, 2)
    assert closing_soon(case, END - INSTANT, 2)
    assert not closing_soon(case, END, 2)
    assert not closing_soon(case_of(OPENED, CLOSED), LATER, 30)
    assert soon(END - 2 * DAY, 2) == END
    assert not closing_soon(case, END - INSTANT, 0)


BEFORE = CaseId(local("k0"))
FOLLOW = CreateCase(patient=ANTON, reason=RENEWAL, follows=BEFORE)


def followed(actor: StaffActor = AS_NURSE, command: CreateCase = FOLLOW, now: datetime = END) -> str:
    """The code of the refusal to follow Anton's case; empty where it is made, and then it follows."""
    found = {**clinic(), Ref(Kind.CASE, BEFORE): changed(case_of(*TALK), id=BEFORE)}
    outcome = given(found=found).when(command, actor=actor, now=now)
    if outcome.refusal is not None:
        return outcome.refusal.code
    assert isinstance(outcome.state, Case)
    assert outcome.state.follows == BEFORE
    return ""


@pytest.mark.spec("B13")
def test_a_new_case_follows_an_ended_one_of_the_same_patient() -> None:
    assert followed() == ""
    assert followed(now=END - INSTANT) == "case.follows_open"
    assert followed(command=changed(FOLLOW, patient=ELSA, representative=KARIN)) == "case.follows_other_patient"
    assert followed(command=changed(FOLLOW, follows=CaseId(local("nej")))) == "not_found"
    assert FollowsOpen.field == "follows"


@pytest.mark.spec("B13", "B24")
def test_who_may_not_read_a_case_does_not_learn_that_it_is_there() -> None:
    assert followed(StaffActor(HEAD)) == ""
    assert followed(StaffActor(COLLEAGUE)) == "not_found"
    assert followed(StaffActor(NURSE_ELSEWHERE)) == "not_found"
    assert followed(StaffActor(NURSE_ELSEWHERE, Choice(OAK, Purpose.CARE))) == ""
