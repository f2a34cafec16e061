"""SMS by a unit's rules (B11): quiet hours, one for several messages, a reminder, «oläst»; by default none of it."""

from datetime import UTC, datetime, timedelta

import pytest
from arende.domain.case.attention import Attention, attention, waiting_since
from arende.domain.case.model import Case
from arende.domain.case.notified import NOT_YET, Notified
from arende.domain.case.telling import when
from arende.domain.commands import (
    ChangeRepresentative,
    CreateCase,
    History,
    MarkHandled,
    MarkRead,
    NoteUnread,
    RemindUnread,
    SendMessage,
)
from arende.domain.directory.model import Unit
from arende.domain.effects import SendSms, SetTimer
from arende.domain.events import MessagesRead, NoticePlanned, UnreadNoted, UnreadPlanned, UnreadReminded
from arende.domain.notice.rules import NO_RULES, NoticeRules, QuietHours
from arende.domain.quiet import next_allowed
from arende.domain.sms_texts import SmsKey
from arende.testing.build import ANTON, AS_ANTON, AS_NURSE, ERIK, KARIN, NOW, OAK, RENEWAL, clinic
from arende.testing.given import Given
from arende.testing.given import given as given_events
from attrs import evolve as changed
from hypothesis import given
from hypothesis import strategies as st

from tests.domain.samples import CASE, END, LATER, OPENED, SYSTEM, case_of, for_elsa, from_patient, from_staff, sms
from tests.domain.world import World

ZONE = "Europe/Stockholm"
HELLO = SendMessage(case=CASE, text="Hej! Hur mår du i dag?")
NIGHT = QuietHours(start="21:00", end="07:00")
EVENING = datetime(2026, 11, 22, 21, 30, tzinfo=UTC)
MORNING = datetime(2026, 11, 23, 6, 0, tzinfo=UTC)
TEN = timedelta(minutes=10)


def oak(rules: NoticeRules = NO_RULES) -> Unit:
    return Unit(id=OAK, name="Vårdcentralen Eken", zone=ZONE, days=None, notices=rules)


QUIET = oak(NoticeRules(quiet=NIGHT))
COALESCING = oak(NoticeRules(coalesce_minutes=10))
REMINDING = oak(NoticeRules(remind_after_hours=24))
WATCHING = oak(NoticeRules(unread_days=2))


def at(unit: Unit, case: Case) -> Given:
    return given_events(since=case, found=clinic(unit))


def planned(
    when: datetime,
    due: datetime,
    *,
    covered: bool = False,
    unread: datetime | None = None,
    remind: datetime | None = None,
) -> NoticePlanned:
    return NoticePlanned(at=when, due=due, covered=covered, unread_due=unread, remind_due=remind)


@pytest.mark.spec("B11", "S12")
def test_by_default_each_message_sends_its_own_at_once_and_nothing_is_noted() -> None:
    outcome = at(oak(), case_of(OPENED)).when(HELLO, actor=AS_NURSE, now=EVENING)
    outcome.then(from_staff(1, EVENING)).effects(sms(SmsKey.NEW_MESSAGE))
    assert isinstance(outcome.state, Case)
    assert outcome.state.notified == NOT_YET


@pytest.mark.spec("B11")
def test_in_quiet_hours_the_sms_waits_and_the_message_does_not() -> None:
    outcome = at(QUIET, case_of(OPENED)).when(HELLO, actor=AS_NURSE, now=EVENING)
    outcome.then(from_staff(1, EVENING), planned(EVENING, MORNING))
    outcome.effects(changed(sms(SmsKey.NEW_MESSAGE), not_before=MORNING))
    day = at(QUIET, case_of(OPENED)).when(HELLO, actor=AS_NURSE, now=NOW)
    day.then(from_staff(1)).effects(sms(SmsKey.NEW_MESSAGE))


@pytest.mark.spec("B11", "S10")
def test_the_sms_of_an_opening_and_of_a_new_representative_keep_quiet_hours_too() -> None:
    command = CreateCase(patient=ANTON, reason=RENEWAL)
    opened = given_events(found=clinic(QUIET)).when(command, actor=AS_NURSE, now=EVENING)
    assert opened.decision is not None
    assert [e.not_before for e in opened.decision.effects if isinstance(e, SendSms)] == [MORNING]
    other = ChangeRepresentative(case=CASE, representative=ERIK)
    exchanged = at(QUIET, case_of(for_elsa(), from_staff(1))).when(other, actor=AS_NURSE, now=EVENING)
    assert exchanged.decision is not None
    assert [(e.recipient, e.not_before) for e in exchanged.decision.effects if isinstance(e, SendSms)] == [
        (ERIK, MORNING)
    ]


@pytest.mark.spec("B11")
def test_within_the_window_one_sms_leaves_at_its_end_and_covers_what_comes_before_it() -> None:
    first = at(COALESCING, case_of(OPENED)).when(HELLO, actor=AS_NURSE, now=NOW)
    first.then(from_staff(1), planned(NOW, NOW)).effects(sms(SmsKey.NEW_MESSAGE))
    assert isinstance(first.state, Case)
    soon, then = NOW + timedelta(minutes=3), NOW + timedelta(minutes=7)
    second = at(COALESCING, first.state).when(HELLO, actor=AS_NURSE, now=soon)
    second.then(from_staff(2, soon), planned(soon, NOW + TEN))
    second.effects(changed(sms(SmsKey.NEW_MESSAGE, message=2), not_before=NOW + TEN))
    assert isinstance(second.state, Case)
    third = at(COALESCING, second.state).when(HELLO, actor=AS_NURSE, now=then)
    third.then(from_staff(3, then), planned(then, NOW + TEN, covered=True)).effects()
    assert isinstance(third.state, Case)
    after = NOW + TEN
    fourth = at(COALESCING, third.state).when(HELLO, actor=AS_NURSE, now=after)
    fourth.then(from_staff(4, after), planned(after, after + TEN))


@pytest.mark.spec("B11")
def test_another_representative_is_told_of_the_case_whatever_the_former_was_told() -> None:
    told = changed(case_of(for_elsa(), from_staff(1)), notified=Notified(sms_due=END, unread_since=NOW, reminded=1))
    other = ChangeRepresentative(case=CASE, representative=ERIK, history=History.NOTHING)
    outcome = at(COALESCING, told).when(other, actor=AS_NURSE, now=LATER)
    assert outcome.decision is not None
    assert outcome.decision.effects[0] == sms(SmsKey.NEW_CASE, ERIK)
    assert isinstance(outcome.state, Case)
    assert outcome.state.notified == Notified(sms_due=LATER, since=LATER)
    renewed = changed(told, representative_lost_since=NOW)
    again = at(oak(), renewed).when(ChangeRepresentative(case=CASE, representative=KARIN), actor=AS_NURSE, now=LATER)
    assert isinstance(again.state, Case)
    assert again.state.notified == changed(told.notified, since=LATER, unread_since=None), "no such rule holds now"


@pytest.mark.spec("B11")
def test_a_reminder_comes_once_if_the_last_message_is_still_unread() -> None:
    due = NOW + timedelta(hours=24)
    remind = RemindUnread(case=CASE, message=1)
    sent = at(REMINDING, case_of(OPENED)).when(HELLO, actor=AS_NURSE, now=NOW)
    sent.then(from_staff(1), planned(NOW, NOW, remind=due))
    sent.effects(sms(SmsKey.NEW_MESSAGE), SetTimer(at=due, command=remind))
    unread = case_of(OPENED, from_staff(1))
    reminded = at(REMINDING, unread).when(remind, actor=SYSTEM, now=due)
    reminded.then(UnreadReminded(at=due, message=1)).effects(sms(SmsKey.NEW_MESSAGE, message=None))
    assert isinstance(reminded.state, Case)
    at(REMINDING, reminded.state).when(remind, actor=SYSTEM, now=due).nothing()
    silent = (
        (REMINDING, case_of(OPENED, from_staff(1), MessagesRead(at=LATER, up_to=1)), due),
        (REMINDING, case_of(OPENED, from_staff(1), from_patient(2)), due),
        (REMINDING, unread, END),
        (REMINDING, changed(unread, representative_lost_since=NOW), due),
        (REMINDING, changed(unread, visible_from=2), due),
        (REMINDING, changed(unread, retracted=(1,)), due),
        (oak(), unread, due),
    )
    for unit, case, now in silent:
        at(unit, case).when(remind, actor=SYSTEM, now=now).nothing()
    at(REMINDING, unread).when(remind, actor=AS_NURSE, now=due).refused("access.denied")


@pytest.mark.spec("B11")
def test_a_reminder_keeps_quiet_hours() -> None:
    unit = changed(QUIET, notices=NoticeRules(quiet=NIGHT, remind_after_hours=8))
    outcome = at(unit, case_of(OPENED, from_staff(1))).when(
        RemindUnread(case=CASE, message=1), actor=SYSTEM, now=EVENING
    )
    outcome.effects(changed(sms(SmsKey.NEW_MESSAGE, message=None), not_before=MORNING))


@pytest.mark.spec("B11")
def test_what_lies_unread_is_told_to_staff_by_the_clock_and_stands_in_the_list_by_the_timer() -> None:
    due = NOW + timedelta(days=2)
    note = NoteUnread(case=CASE, message=1)
    sent = at(WATCHING, case_of(OPENED)).when(HELLO, actor=AS_NURSE, now=NOW)
    sent.then(from_staff(1), planned(NOW, NOW, unread=due))
    sent.effects(sms(SmsKey.NEW_MESSAGE), SetTimer(at=due, command=note))
    case = sent.state
    assert isinstance(case, Case)
    assert attention(case, due - timedelta(seconds=1)) == ()
    assert attention(case, due) == (Attention.UNREAD,)
    assert waiting_since(case) is None
    noted = at(WATCHING, case).when(note, actor=SYSTEM, now=due).then(UnreadNoted(at=due))
    assert isinstance(noted.state, Case)
    assert attention(noted.state, due) == (Attention.UNREAD,)
    assert waiting_since(noted.state) == due
    at(WATCHING, noted.state).when(note, actor=SYSTEM, now=due).nothing()
    off = UnreadPlanned(at=due, remind_due=None, unread_due=None)
    assert at(oak(), noted.state).when(note, actor=SYSTEM, now=due).then(off).effects().state == changed(
        case, notified=changed(case.notified, unread_due=None)
    )
    for command, actor in ((MarkRead(case=CASE, up_to=1), AS_ANTON), (MarkHandled(case=CASE), AS_NURSE)):
        over = at(WATCHING, noted.state).when(command, actor=actor, now=due).state
        assert isinstance(over, Case)
        assert attention(over, due) == ()
    answered = at(WATCHING, noted.state).when(SendMessage(case=CASE, text="Hej"), actor=AS_ANTON, now=due).state
    assert isinstance(answered, Case)
    assert attention(answered, due) == (Attention.UNANSWERED,)
    read = case_of(OPENED, from_staff(1), MessagesRead(at=NOW, up_to=1))
    at(WATCHING, read).when(note, actor=SYSTEM, now=due).nothing()


@pytest.mark.spec("B11")
def test_the_oldest_unread_message_counts_until_all_are_read() -> None:
    first, second = NOW + timedelta(days=2), LATER + timedelta(days=2)
    case = case_of(
        OPENED,
        from_staff(1),
        planned(NOW, NOW, unread=first),
        from_staff(2, LATER),
        planned(LATER, LATER, unread=second),
    )
    assert case.notified.unread_due == first


RULES = st.builds(
    NoticeRules,
    quiet=st.none() | st.sampled_from([NIGHT, QuietHours(start="12:00", end="13:00")]),
    coalesce_minutes=st.none() | st.sampled_from([1, 10, 600]),
    remind_after_hours=st.none() | st.sampled_from([1, 24]),
    unread_days=st.none() | st.just(1),
)
STEPS = st.lists(
    st.tuples(st.sampled_from(["send", "send", "read", "timers"]), st.integers(0, 700)), min_size=1, max_size=20
)


@pytest.mark.spec("B11")
@given(rules=RULES, steps=STEPS)
def test_after_every_message_an_sms_is_still_to_leave_and_each_is_reminded_of_at_most_once(
    rules: NoticeRules, steps: list[tuple[str, int]]
) -> None:
    unit = Unit(id=OAK, name="Eken", zone=ZONE, days=None, notices=rules)
    world = World(dict(clinic(unit)))
    opened = world.handle(CreateCase(patient=ANTON, reason=RENEWAL, days=30), AS_NURSE, NOW).unwrap()
    event = opened.events[0]
    case = changed(HELLO, case=getattr(event, "case", CASE))
    now, reminded, sent = NOW, [], 0
    left: list[datetime] = [due(e, NOW) for e in opened.effects if isinstance(e, SendSms)]
    for what, minutes in steps:
        now += timedelta(minutes=minutes)
        if what == "send":
            decision = world.handle(case, AS_NURSE, now).unwrap()
            sent += 1
            left += [due(effect, now) for effect in decision.effects if isinstance(effect, SendSms)]
            assert max(left) >= now
            assert max(left) <= next_allowed(now + timedelta(minutes=rules.coalesce_minutes or 0), rules.quiet, ZONE)
        elif what == "read" and sent:
            world.handle(MarkRead(case=case.case, up_to=sent), AS_ANTON, now).unwrap()
        elif what == "timers":
            timers = [e for e in world.effects if isinstance(e, SetTimer) and e.at <= now]
            for timer in timers:
                decision = world.handle(timer.command, SYSTEM, now).unwrap()
                reminded += [one.message for one in decision.events if isinstance(one, UnreadReminded)]
                left += [due(effect, now) for effect in decision.effects if isinstance(effect, SendSms)]
    assert len(reminded) == len(set(reminded))
    if rules.quiet is not None:
        assert all(next_allowed(one, rules.quiet, ZONE) == one for one in left)
    if rules.coalesce_minutes is not None:
        gaps = [b - a for a, b in zip(sorted(left), sorted(left)[1:], strict=False)]
        assert all(gap >= timedelta(minutes=rules.coalesce_minutes) for gap in gaps)


def due(effect: SendSms, now: datetime) -> datetime:
    return effect.not_before or now


@pytest.mark.spec("B11")
def test_a_covered_message_is_told_of_after_it_came() -> None:
    rules = NoticeRules(coalesce_minutes=10)
    assert when(NOW, rules, ZONE, NOW) == (NOW + TEN, False)
    assert when(NOW + TEN, rules, ZONE, NOW) == (NOW + TEN, True)
    assert when(NOW - TEN, rules, ZONE, NOW) == (NOW, False)
    assert when(None, rules, ZONE, NOW) == (NOW, False)
    assert when(NOW + TEN, NO_RULES, ZONE, NOW) == (NOW, False)
