"""After the end (B12, B13): what still waits, reopening within the window, and the case that follows an ended one."""

from datetime import UTC, date, datetime, timedelta

import pytest
from arende.domain.actor import Choice, Purpose, StaffActor
from arende.domain.case.attention import Attention, attention, closing_soon, soon, waiting_since
from arende.domain.case.model import Case
from arende.domain.case.reply import MayReply, can_reply
from arende.domain.commands import (
    ChangeRepresentative,
    CreateCase,
    MarkHandled,
    NotePhaseEnd,
    NoteRepresentativeLost,
    SendMessage,
)
from arende.domain.directory.model import Unit
from arende.domain.effects import SetTimer
from arende.domain.emergency.model import Emergency, Opened
from arende.domain.events import (
    CaseHandled,
    CaseReopened,
    PhaseEnded,
    RepresentativeLost,
)
from arende.domain.ids import CaseId, Kind, Ref
from arende.domain.phase import begin, days_left
from arende.domain.policy import Policy
from arende.domain.refusals import FollowsOpen, ReopenTooLate
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
    RENEWAL,
    clinic,
    local,
)
from arende.testing.given import given
from attrs import evolve as changed
from attrs import fields

from tests.domain.access_world import without_karin
from tests.domain.samples import (
    CASE,
    END,
    LATER,
    OPENED,
    SYSTEM,
    asks,
    case_of,
    for_elsa,
    from_staff,
)
from tests.domain.world import World, gather

from .test_period import CLOSE, CLOSED, DAY, EXTEND, INSTANT, REOPEN, TALK, WHY, ZONE, ended, ends


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


@pytest.mark.spec("B13")
def test_a_unit_can_have_a_window_of_its_own() -> None:
    late = END + 59 * DAY
    ended().when(REOPEN, actor=AS_NURSE, now=late).refused("case.reopen_too_late")
    unit = Unit(id=OAK, name="Vårdcentralen Eken", zone=ZONE, days=None, reopen_days=60)
    own = changed(ended(), found=clinic(unit))
    assert own.when(REOPEN, actor=AS_NURSE, now=late).decision is not None
    own.when(REOPEN, actor=AS_NURSE, now=late + DAY).refused("case.reopen_too_late")
    assert Ref(Kind.UNIT, OAK) in gather(REOPEN, AS_NURSE, {Ref(Kind.CASE, CASE): case_of(*TALK)})


@pytest.mark.spec("B13", "S8")
@pytest.mark.parametrize("days", [0, -1, 3651])
def test_a_new_phase_has_a_length_as_every_phase(days: int) -> None:
    ended().when(changed(REOPEN, days=days), actor=AS_NURSE, now=END).refused("phase.length_invalid")


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


@pytest.mark.spec("B13")
def test_what_the_shell_brings_is_enough_to_follow_a_case() -> None:
    """Also the emergency by which someone may read the case that is followed."""
    access = Emergency(patient=ANTON, opened=(Opened(NURSE_ELSEWHERE, END + timedelta(hours=1)),))
    before = changed(case_of(*TALK), id=BEFORE)
    streams = {**clinic(), Ref(Kind.CASE, BEFORE): before, Ref(Kind.EMERGENCY, ANTON): access}
    world = World(dict(streams))
    assert world.handle(FOLLOW, AS_NURSE, END).value_or(None) is not None
    assert world.handle(FOLLOW, StaffActor(NURSE_ELSEWHERE), END).value_or(None) is not None
    assert world.handle(FOLLOW, StaffActor(COLLEAGUE), END).failure().code == "not_found"


def test_a_case_of_which_no_more_is_known_was_opened_as_its_phase_was() -> None:
    case = case_of(OPENED)
    kept = {field.name: getattr(case, field.name) for field in fields(Case) if field.name != "opened"}
    assert Case(**kept) == case
