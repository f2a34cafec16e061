"""The policy for an SMS in doubt: ask where that can be done, else once more or never, and nothing twice but by it."""

from datetime import timedelta

import pytest
from arende.domain.events import Event, SmsQueuedAgain
from arende.domain.notice.model import Notice, TryState
from arende.domain.notice.next_step import ASK_FOR, Step, WhenUncertain, goes_on, next_step
from arende.testing.build import NOW
from attrs import evolve as changed
from hypothesis import given
from hypothesis import strategies as st

from tests.domain.notice.samples import BEGUN, FAILED, RECORDED, REPORTED, notice_of

DOUBT = changed(RECORDED, state=TryState.UNCERTAIN, provider_id=None, code="timeout", again=True)
SECOND = changed(BEGUN, number=2)
NO = changed(FAILED, again=True)
DOUBTED = notice_of(BEGUN, DOUBT)
TWICE = notice_of(BEGUN, DOUBT, SECOND, changed(DOUBT, number=2))
RESEND, GIVE_UP = WhenUncertain.RESEND, WhenUncertain.GIVE_UP


def step(notice: Notice | None, policy: WhenUncertain = RESEND, *, can_ask: bool = False, after: timedelta) -> Step:
    return next_step(notice, policy, can_ask=can_ask, now=NOW + after)


SOON = timedelta(minutes=2)


@pytest.mark.spec("B4")
@pytest.mark.parametrize("policy", WhenUncertain)
@pytest.mark.parametrize("can_ask", [True, False])
def test_without_doubt_the_policy_plays_no_part(policy: WhenUncertain, can_ask: bool) -> None:
    table: dict[Step, list[Notice | None]] = {
        Step.SEND: [None, notice_of(BEGUN, NO), notice_of(BEGUN, FAILED, SmsQueuedAgain(at=NOW))],
        Step.DOUBT: [notice_of(BEGUN), notice_of(BEGUN, NO, SECOND)],
        Step.NOTHING: [notice_of(BEGUN, FAILED), notice_of(BEGUN, RECORDED), notice_of(BEGUN, DOUBT, REPORTED)],
    }
    for expected, notices in table.items():
        for notice in notices:
            assert step(notice, policy, can_ask=can_ask, after=SOON) is expected


@pytest.mark.spec("B4")
def test_in_doubt_the_provider_is_asked_for_a_while() -> None:
    for policy in WhenUncertain:
        assert step(DOUBTED, policy, can_ask=True, after=SOON) is Step.ASK
        assert step(TWICE, policy, can_ask=True, after=SOON) is Step.ASK
    assert step(DOUBTED, RESEND, can_ask=True, after=ASK_FOR) is Step.SEND
    assert step(DOUBTED, GIVE_UP, can_ask=True, after=ASK_FOR) is Step.LEAVE


@pytest.mark.spec("B4")
def test_where_nobody_can_tell_it_is_sent_once_more_or_never() -> None:
    assert step(DOUBTED, RESEND, after=SOON) is Step.SEND
    assert step(DOUBTED, GIVE_UP, after=SOON) is Step.LEAVE
    assert step(TWICE, RESEND, after=SOON) is Step.LEAVE
    # What someone has asked for is begun from the beginning.
    again = notice_of(BEGUN, DOUBT, SECOND, changed(DOUBT, number=2, again=False), SmsQueuedAgain(at=NOW))
    assert step(again, GIVE_UP, after=SOON) is Step.SEND
    third = notice_of(BEGUN, DOUBT, SECOND, changed(DOUBT, number=2), changed(BEGUN, number=3), changed(NO, number=3))
    assert step(third, RESEND, after=SOON) is Step.SEND, "what was certainly not taken doubts nothing"


@given(
    states=st.lists(st.sampled_from([TryState.REJECTED, TryState.UNCERTAIN]), max_size=6),
    policy=st.sampled_from(WhenUncertain),
)
def test_what_is_said_to_go_on_does(states: list[TryState], policy: WhenUncertain) -> None:
    """Whether the worker goes on is asked before the record, and what it does after it: the two agree."""
    events: list[Event] = []
    for number, state in enumerate([*states, TryState.UNCERTAIN], start=1):
        events += [changed(BEGUN, number=number), changed(DOUBT, number=number, state=state)]
    notice = notice_of(*events)
    on = goes_on(notice.tries[:-1], policy, can_ask=False)
    assert on == (step(notice, policy, after=SOON) is Step.SEND)
    assert goes_on(notice.tries[:-1], policy, can_ask=True)
