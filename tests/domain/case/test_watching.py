"""What lies unread (B11): when they are reminded and staff told, whatever becomes of rules, messages and case."""

from datetime import date, datetime, timedelta

import pytest
from arende.domain.actor import Actor
from arende.domain.case.attention import Attention, attention, waiting_since
from arende.domain.case.model import Case, Representation, Representative
from arende.domain.case.watching import due
from arende.domain.commands import (
    ChangeRepresentative,
    Command,
    History,
    MarkHandled,
    MarkRead,
    NoteUnread,
    RemindUnread,
    ReopenCase,
    RetractMessage,
    SendMessage,
)
from arende.domain.effects import SendSms, SetTimer
from arende.domain.events import (
    CaseClosed,
    Event,
    MessageRetracted,
    MessagesRead,
    RepresentativeChanged,
    RepresentativeLost,
    SmsTroubled,
    UnreadNoted,
    UnreadPlanned,
    UnreadReminded,
)
from arende.domain.notice.model import NoticeState
from arende.domain.notice.rules import NO_RULES, NoticeRules
from arende.domain.phase import cut
from arende.testing.build import AS_ANTON, AS_NURSE, ERIK, KARIN, NOW, NURSE, clinic
from arende.testing.given import Outcome, given
from attrs import evolve as changed

from tests.domain.samples import CASE, NOTICE, OPENED, SYSTEM, asks, case_of, for_elsa, from_patient, from_staff

from .test_telling import oak, planned

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
LONG = changed(OPENED, phase=changed(OPENED.phase, until=NOW + 90 * DAY, last_day=(NOW + 89 * DAY).date()))
REMIND = RemindUnread(case=CASE, message=1)
NOTE = NoteUnread(case=CASE, message=1)
A_DAY = NoticeRules(remind_after_hours=24)
TWO_DAYS = NoticeRules(unread_days=2)
BOTH = NoticeRules(remind_after_hours=24, unread_days=2)


def asked(*events: Event, rules: NoticeRules, now: datetime, command: Command = REMIND, by: Actor = SYSTEM) -> Outcome:
    return given(*events, found=clinic(oak(rules))).when(command, actor=by, now=now)


def state(outcome: Outcome) -> Case:
    assert isinstance(outcome.state, Case)
    return outcome.state


def sms_of(outcome: Outcome) -> int:
    assert outcome.decision is not None
    return sum(isinstance(effect, SendSms) for effect in outcome.decision.effects)


def timers_of(outcome: Outcome) -> list[datetime]:
    assert outcome.decision is not None
    effects = (effect for effect in outcome.decision.effects if isinstance(effect, SetTimer))
    return [one.at for one in effects if isinstance(one.command, RemindUnread | NoteUnread)]


SENT = (LONG, from_staff(1), planned(NOW, NOW, remind=NOW + DAY, unread=NOW + 2 * DAY))
"""Written while both rules held."""


@pytest.mark.spec("B11")
def test_a_reminder_is_sent_by_the_rule_that_holds_when_it_comes() -> None:
    slower = NoticeRules(remind_after_hours=48)
    early = asked(*SENT, rules=slower, now=NOW + DAY)
    again = UnreadPlanned(at=NOW + DAY, remind_due=NOW + 2 * DAY, unread_due=None)
    early.then(again).effects(SetTimer(at=NOW + 2 * DAY, command=REMIND))
    asked(*SENT, again, rules=slower, now=NOW + DAY).nothing()
    now = NOW + 2 * DAY
    late = asked(*SENT, again, rules=slower, now=now).then(UnreadReminded(at=now, message=1))
    assert sms_of(late) == 1
    off = asked(*SENT, rules=NO_RULES, now=NOW + DAY)
    off.then(UnreadPlanned(at=NOW + DAY, remind_due=None, unread_due=None)).effects()


@pytest.mark.spec("B11")
def test_what_lay_unread_before_there_was_a_rule_is_reminded_of_when_it_is_looked_at() -> None:
    now = NOW + 3 * DAY
    outcome = asked(LONG, from_staff(1), rules=A_DAY, now=now).then(UnreadReminded(at=now, message=1))
    assert sms_of(outcome) == 1
    soon = asked(LONG, from_staff(1), rules=A_DAY, now=NOW + HOUR)
    soon.then(UnreadPlanned(at=NOW + HOUR, remind_due=NOW + DAY, unread_due=None))
    soon.effects(SetTimer(at=NOW + DAY, command=REMIND))
    told = asked(LONG, from_staff(1), rules=TWO_DAYS, now=now, command=NOTE)
    told.then(UnreadPlanned(at=now, remind_due=None, unread_due=NOW + 2 * DAY), UnreadNoted(at=now)).effects()


@pytest.mark.spec("B11")
def test_once_while_something_lies_unread_and_again_when_that_was_read() -> None:
    told = (*SENT, UnreadReminded(at=NOW + DAY, message=1), from_staff(2, NOW + 2 * DAY))
    asked(*told, rules=A_DAY, now=NOW + 4 * DAY).then(
        UnreadPlanned(at=NOW + 4 * DAY, remind_due=None, unread_due=None)
    ).effects()
    hello = SendMessage(case=CASE, text="Hej igen!")
    assert timers_of(asked(*told, rules=A_DAY, now=NOW + 4 * DAY, command=hello, by=AS_NURSE)) == []
    read = MessagesRead(at=NOW + 4 * DAY, up_to=2)
    assert timers_of(asked(*told, read, rules=A_DAY, now=NOW + 4 * DAY, command=hello, by=AS_NURSE)) == [NOW + 5 * DAY]


@pytest.mark.spec("B9", "B11")
def test_a_retraction_leaves_the_reminder_to_what_still_lies_unread() -> None:
    second = planned(NOW + HOUR, NOW + HOUR, remind=NOW + HOUR + DAY, unread=NOW + HOUR + 2 * DAY)
    both = (*SENT, from_staff(2, NOW + HOUR), second)
    last = RetractMessage(case=CASE, number=2, reason="Fel")
    now = NOW + 2 * HOUR
    outcome = asked(*both, rules=A_DAY, now=now, command=last, by=AS_NURSE)
    gone = MessageRetracted(at=now, number=2, assignment=NURSE, reason="Fel")
    outcome.then(gone, UnreadPlanned(at=now, remind_due=NOW + DAY, unread_due=None))
    outcome.effects(SetTimer(at=NOW + DAY, command=REMIND))
    asked(*both, gone, rules=A_DAY, now=NOW + DAY).then(
        UnreadPlanned(at=NOW + DAY, remind_due=None, unread_due=None), UnreadReminded(at=NOW + DAY, message=1)
    )
    first = RetractMessage(case=CASE, number=1, reason="Fel")
    moved = asked(*both, rules=BOTH, now=now, command=first, by=AS_NURSE)
    assert state(moved).notified.unread_due == NOW + HOUR + 2 * DAY
    assert timers_of(moved) == [NOW + HOUR + 2 * DAY]
    noted = UnreadNoted(at=NOW + 2 * DAY)
    down = asked(*both, noted, rules=BOTH, now=NOW + 2 * DAY, command=first, by=AS_NURSE)
    assert attention(state(down), NOW + 2 * DAY) == (), "what is left has not lain so long"
    alone = asked(*SENT, noted, rules=BOTH, now=NOW + 2 * DAY, command=first, by=AS_NURSE)
    assert attention(state(alone), NOW + 9 * DAY) == (Attention.RETRACTED,)
    assert (state(alone).notified.unread_due, timers_of(alone)) == (None, [])


@pytest.mark.spec("B11", "B13")
def test_a_reopened_case_is_watched_anew() -> None:
    at = NOW + HOUR
    over = (*SENT, CaseClosed(at=at, assignment=NURSE, phase=cut(OPENED.phase, at), reason="Klart"))
    asked(*over, rules=A_DAY, now=NOW + DAY, command=REMIND).then(
        UnreadPlanned(at=NOW + DAY, remind_due=None, unread_due=None)
    )
    now = NOW + 3 * DAY
    again = ReopenCase(case=CASE, days=9, reason="Mer att säga")
    assert timers_of(asked(*over, rules=A_DAY, now=now, command=again, by=AS_NURSE)) == [now + DAY]
    assert timers_of(asked(*over, rules=NO_RULES, now=now, command=again, by=AS_NURSE)) == []


@pytest.mark.spec("B11", "B16")
def test_another_representative_has_time_of_their_own() -> None:
    elsas = changed(for_elsa(), phase=LONG.phase)
    now = NOW + 5 * DAY
    for history, expected in ((History.ALL, [now + DAY, now + 2 * DAY]), (History.NOTHING, [])):
        other = ChangeRepresentative(case=CASE, representative=ERIK, history=history)
        outcome = asked(elsas, *SENT[1:], rules=BOTH, now=now, command=other, by=AS_NURSE)
        assert timers_of(outcome) == expected
        assert (state(outcome).their_turn_since is None) is (history is History.NOTHING)
    lost = (elsas, *SENT[1:], RepresentativeLost(at=NOW + HOUR))
    asked(*lost, rules=A_DAY, now=NOW + DAY).then(UnreadPlanned(at=NOW + DAY, remind_due=None, unread_due=None))
    renewed = ChangeRepresentative(case=CASE, representative=KARIN)
    back = asked(*lost, rules=BOTH, now=now, command=renewed, by=AS_NURSE)
    assert timers_of(back) == [now + DAY, now + 2 * DAY]
    assert state(back).their_turn_since == now


@pytest.mark.spec("B5", "B11", "B16")
def test_who_is_new_is_reminded_of_what_the_former_one_had_read_and_who_stays_is_not() -> None:
    elsas = changed(for_elsa(), phase=LONG.phase)
    came, now = NOW + 5 * DAY, NOW + 6 * DAY
    read = (elsas, *SENT[1:], MessagesRead(at=NOW + HOUR, up_to=1))
    eriks = Representative(person=ERIK, by=Representation.GUARDIAN, until=date(2031, 2, 14))
    to_erik = RepresentativeChanged(at=came, representative=eriks, maturity=None, visible_from=1)
    asked(*read, to_erik, rules=A_DAY, now=now - HOUR).then(
        UnreadPlanned(at=now - HOUR, remind_due=now, unread_due=None)
    )
    noted = UnreadPlanned(at=came, remind_due=now, unread_due=None)
    told = UnreadReminded(at=now, message=1)
    first = asked(*read, to_erik, noted, rules=A_DAY, now=now).then(told)
    assert sms_of(first) == 1
    asked(*read, to_erik, noted, told, rules=A_DAY, now=now + DAY).nothing()
    asked(*read, to_erik, MessagesRead(at=came, up_to=1), rules=A_DAY, now=now).nothing()
    renewed = changed(to_erik, representative=changed(eriks, person=KARIN))
    asked(*read, renewed, rules=A_DAY, now=now).nothing()


@pytest.mark.spec("B5", "B11")
def test_what_came_while_they_read_counts_from_when_it_came() -> None:
    second = planned(NOW + HOUR, NOW + HOUR, remind=NOW + HOUR + DAY, unread=NOW + HOUR + 2 * DAY)
    both = (*SENT, from_staff(2, NOW + HOUR), second)
    read = MarkRead(case=CASE, up_to=1)
    outcome = asked(*both, rules=BOTH, now=NOW + 2 * HOUR, command=read, by=AS_ANTON)
    assert state(outcome).notified.unread_due == NOW + HOUR + 2 * DAY
    assert timers_of(outcome) == [NOW + HOUR + 2 * DAY]
    noted = UnreadNoted(at=NOW + 2 * DAY)
    late = asked(*both, noted, rules=BOTH, now=NOW + 2 * DAY, command=read, by=AS_ANTON)
    assert waiting_since(state(late)) is None
    by_default = asked(LONG, from_staff(1), from_staff(2), rules=NO_RULES, now=NOW, command=read, by=AS_ANTON)
    by_default.then(MessagesRead(at=NOW, up_to=1)).effects()


@pytest.mark.spec("B11", "B21")
def test_what_staff_dealt_with_as_unread_is_not_told_of_again() -> None:
    now = NOW + 2 * DAY
    handled = asked(*SENT, rules=TWO_DAYS, now=now, command=MarkHandled(case=CASE), by=AS_NURSE)
    assert handled.decision is not None, "by the clock, before the timer has noted it"
    events = (*SENT, *handled.decision.events)
    asked(*events, rules=TWO_DAYS, now=now, command=NOTE).nothing()
    later = (*events, from_staff(2, now), planned(now, now, unread=now + 2 * DAY))
    asked(*later, rules=TWO_DAYS, now=now + DAY, command=NOTE).nothing()
    assert attention(case_of(*later), now + 2 * DAY) == (Attention.UNREAD,)
    asked(*later, rules=TWO_DAYS, now=now + 2 * DAY, command=NOTE).then(UnreadNoted(at=now + 2 * DAY))


@pytest.mark.spec("B11", "B21")
def test_dealing_with_something_else_leaves_what_will_be_unread() -> None:
    trouble = SmsTroubled(at=NOW, notice=NOTICE, state=NoticeState.FAILED)
    handled = asked(*SENT, trouble, rules=TWO_DAYS, now=NOW + HOUR, command=MarkHandled(case=CASE), by=AS_NURSE)
    assert attention(state(handled), NOW + HOUR) == ()
    assert attention(state(handled), NOW + 2 * DAY) == (Attention.UNREAD,)


@pytest.mark.spec("B11", "B16")
def test_without_a_representative_nothing_lies_unread_and_it_is_nobodys_turn() -> None:
    noted = (*SENT, UnreadNoted(at=NOW + 2 * DAY))
    for events in (SENT, noted):
        case = case_of(*events, RepresentativeLost(at=NOW + 2 * DAY))
        assert attention(case, NOW + 3 * DAY) == (Attention.REPRESENTATIVE,)
        assert case.their_turn_since is None
    assert due(case_of(LONG, from_patient(1)), asks(SYSTEM, found=clinic(oak(BOTH)))).remind is None


@pytest.mark.spec("B9", "B13", "B16", "B18")
def test_a_case_whose_only_message_is_taken_back_is_nobodys_turn_when_it_is_reopened() -> None:
    now = NOW + DAY
    gone = MessageRetracted(at=NOW, number=1, assignment=NURSE, reason="Fel patient")
    over = CaseClosed(at=NOW + HOUR, assignment=NURSE, phase=cut(OPENED.phase, NOW + HOUR), reason="Klart")
    again = ReopenCase(case=CASE, days=9, reason="Mer att säga")
    alone = state(asked(OPENED, from_staff(1), gone, over, rules=NO_RULES, now=now, command=again, by=AS_NURSE))
    assert alone.their_turn_since is None
    stands = (OPENED, from_staff(1), from_staff(2), gone, over)
    assert state(asked(*stands, rules=NO_RULES, now=now, command=again, by=AS_NURSE)).their_turn_since == now
    left = case_of(OPENED, from_staff(1), RepresentativeLost(at=NOW), over)
    assert left.their_turn_since is None


@pytest.mark.spec("B4", "B16")
def test_an_sms_to_who_was_replaced_is_the_cases_trouble_no_more() -> None:
    trouble = SmsTroubled(at=NOW, notice=NOTICE, state=NoticeState.FAILED)
    other = ChangeRepresentative(case=CASE, representative=ERIK)
    events = (for_elsa(), from_staff(1), trouble)
    after = state(asked(*events, rules=NO_RULES, now=NOW, command=other, by=AS_NURSE))
    assert (after.sms_troubled, after.sms_trouble_since) == ((), None)
    renewed = ChangeRepresentative(case=CASE, representative=KARIN)
    lost = (*events, RepresentativeLost(at=NOW))
    assert state(asked(*lost, rules=NO_RULES, now=NOW, command=renewed, by=AS_NURSE)).sms_troubled == (NOTICE,)
