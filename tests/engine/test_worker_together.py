"""Outcomes are recorded together: where that may be, where it may not, and what is left when something happens."""

from collections import Counter
from datetime import timedelta

import pytest
from arende.domain.effects import SendSms
from arende.domain.ids import Kind, Ref
from arende.domain.notice.model import Notice
from arende.domain.notice.next_step import LOOK_AFTER
from arende.engine.verifying import verify
from arende.engine.worker import TOGETHER
from arende.ports.records import Shard
from arende.ports.sms import SmsRequest
from arende.wire.outbox import SMS, decode_effect

from .clinic import HERE, Clinic
from .conftest import Opener
from .vendor import Cut, Line, Vendor

CASES = 40


@pytest.fixture
def line() -> Line:
    return Line()


@pytest.fixture
def vendor(line: Line) -> Vendor:
    return Vendor(lines={"line": line})


@pytest.fixture
def full(opener: Opener, vendor: Vendor) -> Clinic:
    """A clinic with one SMS to send in each of its cases."""
    clinic = opener(plugins=(vendor,), sms=("line",), scheme="cut:")
    for _ in range(CASES):
        clinic.open_case()
    return clinic


@pytest.fixture
def cut(full: Clinic, vendor: Vendor) -> Cut:
    (cut,) = vendor.opened
    return cut


def recorded(clinic: Clinic, sms: SmsRequest) -> bool:
    return isinstance(clinic.engine.queries.state(Ref(Kind.NOTICE, sms.id)), Notice)


def parts(clinic: Clinic) -> dict[str, int]:
    """The part of the outbox that each SMS waits in."""
    items = clinic.engine.storage.outbox(Shard(HERE), None, 999)
    effects = [(item.part, decode_effect(item.kind, item.body)) for item in items if item.kind == SMS]
    return {effect.notice: part for part, effect in effects if isinstance(effect, SendSms)}


def sent_once(line: Line) -> bool:
    return len(line.sent) == CASES and set(Counter(sms.id for sms in line.sent).values()) == {1}


def test_what_is_quick_is_recorded_by_few_transactions(full: Clinic, line: Line, cut: Cut) -> None:
    commits: list[int] = []
    cut.meanwhile = [lambda: commits.append(1)] * 999
    at = parts(full)
    assert full.work() == CASES
    # Of each of the sixteen parts: one for what is begun and one for what came of it; and what seals the log.
    assert len(commits) <= 2 * len(set(at.values())) + 3 < 2 * CASES
    cut.meanwhile.clear()
    assert sent_once(line)
    assert all(recorded(full, sms) for sms in line.sent)
    assert verify(full.engine.storage).faults == ()


def test_what_is_slow_is_recorded_before_the_next_is_begun(full: Clinic, line: Line) -> None:
    unrecorded: list[str] = []

    def meanwhile(_: SmsRequest) -> None:
        full.clock.advance(timedelta(microseconds=TOGETHER))
        unrecorded.extend(sms.id for sms in line.sent[:-1] if not recorded(full, sms))

    line.meanwhile = meanwhile
    full.work()
    assert unrecorded == []
    assert sent_once(line)


def test_a_clock_that_is_set_back_lets_nothing_wait(full: Clinic, line: Line) -> None:
    unrecorded: list[str] = []

    def meanwhile(_: SmsRequest) -> None:
        full.clock.advance(timedelta(microseconds=-1))
        unrecorded.extend(sms.id for sms in line.sent[:-1] if not recorded(full, sms))

    line.meanwhile = meanwhile
    full.work()
    assert unrecorded == []


def test_within_a_case_one_is_recorded_before_the_next_is_begun(opener: Opener, vendor: Vendor, line: Line) -> None:
    clinic = opener(plugins=(vendor,), sms=("line",))
    case = clinic.open_case()
    for _ in range(3):
        clinic.clock.advance(timedelta(microseconds=1))
        clinic.say(case, "Hej")
    before: list[bool] = []
    line.meanwhile = lambda _: before.extend(recorded(clinic, sms) for sms in line.sent[:-1])
    assert clinic.work() == 4
    assert before == [True] * 6


def test_a_worker_that_is_ended_has_recorded_what_it_did(full: Clinic, line: Line) -> None:
    """By Ctrl-C in the middle of a call: what was begun with it is in doubt, and made again; nothing else is."""

    def meanwhile(_: SmsRequest) -> None:
        if len(line.sent) == CASES // 2:
            raise KeyboardInterrupt

    line.meanwhile = meanwhile
    with pytest.raises(KeyboardInterrupt):
        full.work()
    full.clock.advance(timedelta(minutes=2))
    full.work()
    last = line.sent[CASES // 2 - 1].id
    full.clock.advance(LOOK_AFTER)
    full.work()
    assert Counter(sms.id for sms in line.sent) == {**{sms.id: 1 for sms in line.sent}, last: 2}
    assert len(line.sent) == CASES + 1


def test_a_fault_in_recording_some_together_is_mended_by_one_at_a_time(full: Clinic, line: Line, cut: Cut) -> None:
    at = parts(full)
    faults: list[int] = []

    def fault() -> None:
        faults.append(1)
        raise RuntimeError("a bug")

    def meanwhile(sms: SmsRequest) -> None:
        # Two of one part have been sent, so they are recorded together, and that is what meets the fault.
        if not faults and not cut.meanwhile and len(line.sent) > 1 and at[line.sent[-2].id] == at[sms.id]:
            cut.meanwhile.append(fault)

    line.meanwhile = meanwhile
    assert full.work() == CASES
    assert faults == [1]
    assert sent_once(line), "none had to be tried again"
    assert all(recorded(full, sms) for sms in line.sent)
