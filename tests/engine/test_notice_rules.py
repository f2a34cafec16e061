"""A unit's rules for notices through worker and lists: what leaves when, what waits meanwhile, what staff are shown."""

from datetime import UTC, datetime, timedelta
from typing import NoReturn

import pytest
from arende.domain import commands as c
from arende.domain.case.attention import Attention
from arende.domain.ids import CaseId
from arende.domain.notice.rules import NoticeRules, QuietHours
from arende.engine.unread import EVERY
from arende.engine.verifying import verify
from arende.ports.storage import StorageUnavailable
from arende.views.thread import Happening, HappeningLine

from .clinic import CENTRE, NURSE, Clinic

NIGHT = QuietHours(start="21:00", end="07:00")


def rules(clinic: Clinic, of: NoticeRules) -> None:
    clinic.do(c.RegisterUnit(unit=CENTRE, name="Vårdcentralen Eken", notices=of))


def happened(clinic: Clinic, case: CaseId) -> list[tuple[Happening, datetime | None]]:
    lines = clinic.engine.queries.thread(NURSE, case).unwrap().items
    return [(line.what, line.due) for line in lines if isinstance(line, HappeningLine)]


@pytest.mark.spec("B11", "S12")
def test_in_quiet_hours_the_sms_waits_and_timers_do_not(clinic: Clinic) -> None:
    rules(clinic, NoticeRules(quiet=NIGHT))
    case = clinic.open_case(days=1)
    clinic.work()
    assert len(clinic.sms()) == 1
    clinic.clock.set(datetime(2026, 11, 23, 22, 30, tzinfo=UTC))  # 23:30 on the last day
    clinic.say(case, "Hej!")
    clinic.work()
    assert len(clinic.sms()) == 1
    seven = datetime(2026, 11, 24, 6, tzinfo=UTC)
    assert (Happening.SMS_LATER, seven) in happened(clinic, case)
    clinic.clock.set(datetime(2026, 11, 23, 23, 0, tzinfo=UTC))  # midnight: the end of the phase is noted
    clinic.work()
    assert (Happening.PHASE_ENDED, None) in happened(clinic, case)
    assert len(clinic.sms()) == 1
    clinic.clock.set(seven)
    clinic.work()
    assert len(clinic.sms()) == 2


@pytest.mark.spec("B11")
def test_a_burst_is_told_of_twice_and_the_last_time_after_the_last_message(clinic: Clinic) -> None:
    rules(clinic, NoticeRules(coalesce_minutes=10))
    case = clinic.open_case()
    clinic.work()
    for n in range(4):
        clinic.clock.advance(timedelta(minutes=1))
        clinic.say(case, f"Meddelande {n}")
        clinic.work()
    assert len(clinic.sms()) == 1
    assert [what for what, _ in happened(clinic, case)].count(Happening.SMS_COVERED) == 3
    clinic.clock.advance(timedelta(minutes=6))
    clinic.work()
    assert len(clinic.sms()) == 2
    assert verify(clinic.engine.storage).faults == ()


@pytest.mark.spec("B11")
def test_who_has_not_read_is_reminded_once_and_who_has_is_not(clinic: Clinic) -> None:
    rules(clinic, NoticeRules(remind_after_hours=24))
    unread, read = clinic.open_case(), clinic.open_case()
    for case in (unread, read):
        clinic.say(case, "Hej!")
    clinic.work()
    assert len(clinic.sms()) == 4
    clinic.do(c.MarkRead(case=read, up_to=1), clinic.rep("anton"))
    clinic.clock.advance(timedelta(hours=24))
    clinic.work()
    assert len(clinic.sms()) == 5
    assert (Happening.REMINDED, None) in happened(clinic, unread)
    clinic.clock.advance(timedelta(hours=30))
    clinic.work()
    assert len(clinic.sms()) == 5


@pytest.mark.spec("B11", "B18")
def test_what_lies_unread_stands_in_the_inbox_until_it_is_read(clinic: Clinic) -> None:
    rules(clinic, NoticeRules(unread_days=2))
    case = clinic.open_case()
    clinic.say(case, "Hej!")
    clinic.clock.advance(timedelta(days=2))
    row = clinic.engine.queries.case(NURSE, case).unwrap()
    assert row.attention == (Attention.UNREAD,)
    clinic.work()
    assert [row.id for row in clinic.engine.queries.inbox(NURSE).unwrap().items] == [case]
    clinic.do(c.MarkRead(case=case, up_to=1), clinic.rep("anton"))
    assert clinic.engine.queries.inbox(NURSE).unwrap().items == ()
    assert clinic.engine.queries.case(clinic.rep("anton"), case).unwrap().attention == ()


@pytest.mark.spec("B11")
@pytest.mark.parametrize(
    "of",
    [
        NoticeRules(remind_after_hours=0),
        NoticeRules(unread_days=-1),
        NoticeRules(coalesce_minutes=100_000),
        NoticeRules(quiet=QuietHours(start="21:00", end="21:00")),
        NoticeRules(quiet=QuietHours(start="21", end="07:00")),
    ],
)
def test_a_rule_that_cannot_be_kept_is_refused(clinic: Clinic, of: NoticeRules) -> None:
    command = c.RegisterUnit(unit=CENTRE, name="Vårdcentralen Eken", notices=of)
    assert clinic.refused(command) == "unit.notices_invalid"


@pytest.mark.spec("B11")
def test_a_changed_rule_holds_for_what_lies_unread_already(clinic: Clinic) -> None:
    off, young, answered = (clinic.open_case(days=30) for _ in range(3))
    for case in (off, answered):
        clinic.say(case, "Hej!")
    clinic.clock.advance(timedelta(days=4))
    clinic.say(young, "Hej!")
    clinic.work()
    before = len(clinic.sms())
    rules(clinic, NoticeRules(remind_after_hours=48, unread_days=3))
    clinic.do(c.MarkRead(case=answered, up_to=1), clinic.rep("anton"))
    clinic.clock.advance(EVERY)
    clinic.work()
    assert len(clinic.sms()) == before + 1
    assert (Happening.REMINDED, None) in happened(clinic, off)
    assert [row.id for row in clinic.engine.queries.inbox(NURSE).unwrap().items] == [off]
    rules(clinic, NoticeRules(remind_after_hours=72))
    clinic.clock.advance(timedelta(days=2))
    clinic.work()
    assert len(clinic.sms()) == before + 1, "the timer of the rule before"
    assert clinic.engine.queries.inbox(NURSE).unwrap().items == ()
    clinic.clock.advance(timedelta(days=1))
    clinic.work()
    assert len(clinic.sms()) == before + 2
    assert (Happening.REMINDED, None) in happened(clinic, young)
    clinic.clock.advance(timedelta(days=9))
    clinic.work()
    assert len(clinic.sms()) == before + 2
    assert verify(clinic.engine.storage).faults == ()


@pytest.mark.spec("B11")
def test_many_are_looked_at_some_at_a_time(clinic: Clinic, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("arende.engine.unread.TOGETHER", 2)
    monkeypatch.setattr("arende.engine.unread.AT_A_TIME", 1)
    cases = [clinic.open_case(days=30) for _ in range(5)]
    for case in cases:
        clinic.say(case, "Hej!")
    clinic.clock.advance(timedelta(days=4))
    rules(clinic, NoticeRules(unread_days=3))
    look = clinic.engine.worker.unread
    assert [look.if_due() for _ in range(4)] == [2, 2, 1, 0]
    assert {row.id for row in clinic.engine.queries.inbox(NURSE).unwrap().items} == set(cases)
    clinic.clock.advance(EVERY)
    assert look.if_due() == 0, "the same rules"


@pytest.mark.spec("B11")
def test_what_storage_cannot_take_is_looked_at_again(clinic: Clinic, monkeypatch: pytest.MonkeyPatch) -> None:
    case = clinic.open_case(days=30)
    clinic.say(case, "Hej!")
    clinic.clock.advance(timedelta(days=4))
    rules(clinic, NoticeRules(unread_days=3))
    look = clinic.engine.worker.unread
    with monkeypatch.context() as patched:
        patched.setattr(type(clinic.engine.storage), "commit", away)
        assert look.if_due() == 1
    clinic.clock.advance(EVERY)
    assert (look.if_due(), look.if_due()) == (1, 0)
    assert [row.id for row in clinic.engine.queries.inbox(NURSE).unwrap().items] == [case]


def away(*_: object) -> NoReturn:
    raise StorageUnavailable("borta")
