"""What nobody touches goes back to the unit, whatever the setting was when it began to wait (B19)."""

from datetime import datetime, timedelta

import pytest
from arende.domain import commands as c
from arende.domain.case.model import Case
from arende.domain.ids import CaseId, Kind, Ref
from arende.domain.policy import Policy
from arende.engine import Settings
from arende.engine.untouched import EVERY
from arende.ports.records import Shard
from arende.ports.storage import StorageUnavailable

from .clinic import COLLEAGUE, HERE, NOW, NURSE, Clinic, days
from .conftest import POSTGRES, Opener

pytestmark = pytest.mark.parametrize("backend", ["sqlite", pytest.param(POSTGRES, marks=pytest.mark.slow)])
"""Storages that can be opened again, with other settings."""


def under(opener: Opener, first: Clinic, untouched: int | None) -> Clinic:
    """The same clinic, opened anew with that setting; at the same time by the clock."""
    sms = (f"spool:{first.outgoing}",)
    settings = Settings(storage=first.url, sms=sms, policy=Policy(untouched_days=untouched), demo=True)
    clinic = opener(url=first.url, clock=first.clock, settings=settings)
    clinic.persons.update(first.persons)
    return clinic


def waits(clinic: Clinic) -> CaseId:
    """A case in which the patient waits for the nurse's answer."""
    case = clinic.open_case("anton", days=300)
    clinic.say(case, "Hej!")
    clinic.say(case, "Jag undrar", clinic.rep("anton"))
    return case


def case_of(clinic: Clinic, case: CaseId) -> Case:
    state = clinic.engine.queries.state(Ref(Kind.CASE, case))
    assert isinstance(state, Case)
    return state


def in_pool(clinic: Clinic, case: CaseId) -> bool:
    return case_of(clinic, case).in_pool


def at(clinic: Clinic, day: float) -> Clinic:
    """So many days after the clinic was opened, when the worker has done what was due."""
    clinic.clock.advance(NOW + days(day) - clinic.clock.now())
    clinic.work()
    return clinic


def timers(clinic: Clinic) -> list[datetime]:
    """When timers bring the cases back."""
    items = clinic.engine.storage.outbox(Shard(HERE), None, 500)
    return sorted(NOW + timedelta(microseconds=i.not_before - micros()) for i in items if b"return_case" in i.body)


def micros() -> int:
    return int(NOW.timestamp() * 1_000_000)


@pytest.mark.spec("B19")
def test_what_waited_before_the_setting_was_switched_on_goes_back(opener: Opener) -> None:
    off = opener()
    old = waits(off)
    at(off, 2)
    young = waits(off)
    assert not timers(off)
    on = at(under(opener, off, 3), 4)
    assert in_pool(on, old)
    assert not in_pool(on, young)
    assert not timers(on), "nothing but the look brings it back"
    assert in_pool(at(on, 5), young)


@pytest.mark.spec("B19")
def test_raised_days_leave_it_until_they_have_passed_and_then_it_goes_back_in_time(opener: Opener) -> None:
    low = under(opener, opener(), 2)
    case = waits(low)
    high = at(under(opener, low, 5), 2)
    assert not in_pool(high, case)
    assert timers(high) == [NOW + days(5)], "the timer that came early has set the next, and no other"
    assert not in_pool(at(high, 4.99), case)
    high.engine.worker.untouched.last = high.clock.now() + days(0.01)  # no look now: the timer alone
    assert in_pool(at(high, 5), case)


@pytest.mark.spec("B19")
def test_lowered_days_hold_for_what_waits_already(opener: Opener) -> None:
    high = under(opener, opener(), 30)
    case = waits(high)
    low = at(under(opener, high, 3), 3)
    assert in_pool(low, case)
    assert timers(low) == [NOW + days(30)]
    assert in_pool(at(low, 31), case)
    assert not timers(low)


@pytest.mark.spec("B19")
def test_switched_off_nothing_goes_back(opener: Opener) -> None:
    on = under(opener, opener(), 3)
    case = waits(on)
    off = at(under(opener, on, None), 100)
    assert not in_pool(off, case)
    assert not timers(off)


@pytest.mark.spec("B19")
def test_a_worker_that_goes_on_looks_every_hour_for_what_other_processes_let_wait(opener: Opener) -> None:
    web = opener()
    worker = at(under(opener, web, 3), 0)
    case = waits(web)  # by a process that has not read the new setting yet
    at(worker, 3 - EVERY / days(1) / 2)
    assert not in_pool(worker, case)
    assert not in_pool(at(worker, 3), case), "it has looked within the hour"
    assert in_pool(at(worker, 3 + EVERY / days(1)), case)


@pytest.mark.spec("B19")
def test_what_waits_anew_after_a_retraction_goes_back_too(opener: Opener) -> None:
    clinic = under(opener, opener(), 3)
    case = waits(clinic)
    clinic.say(case, "Svar till fel patient")
    at(clinic, 4)  # the timer finds it answered
    clinic.do(c.RetractMessage(case=case, number=3, reason="Fel patient"), NURSE)
    assert in_pool(at(clinic, 4.1), case)


@pytest.mark.spec("B19")
def test_many_waits_leave_one_timer_for_the_one_that_is(opener: Opener) -> None:
    low = under(opener, opener(), 2)
    case = waits(low)
    for hour in range(1, 10):
        at(low, hour / 24)
        low.say(case, "Svar")
        low.say(case, "En fråga till", low.rep("anton"))
    assert len(timers(low)) == 10
    high = at(under(opener, low, 5), 3)
    assert timers(high) == [NOW + days(5 + 9 / 24)]


@pytest.mark.spec("B19")
def test_every_unit_page_and_pool_is_gone_through(opener: Opener, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("arende.engine.untouched.AT_A_TIME", 2)
    monkeypatch.setattr("arende.engine.untouched.TOGETHER", 2)
    off = opener()
    cases = [waits(off) for _ in range(5)]
    off.do(c.HandOver(case=cases[2]), NURSE)
    off.do(c.HandOver(case=cases[3], to=COLLEAGUE.assignment), NURSE)
    on = under(opener, off, 3)
    on.clock.advance(days(4))
    assert on.engine.worker.untouched.if_due() == 4
    assert all(in_pool(on, case) for case in cases)
    assert on.engine.worker.untouched.if_due() == 0


def test_what_storage_cannot_take_is_looked_for_again(opener: Opener, monkeypatch: pytest.MonkeyPatch) -> None:
    off = opener()
    case = waits(off)
    on = under(opener, off, 3)
    on.clock.advance(days(4))

    def full(*_: object) -> None:
        raise StorageUnavailable("full")

    with monkeypatch.context() as broken:
        broken.setattr(type(on.engine.storage), "commit", full)
        assert on.engine.worker.untouched.if_due() == 0
    assert on.engine.worker.untouched.if_due() == 1
    assert in_pool(on, case)
