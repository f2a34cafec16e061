"""Several workers on one outbox: a part is held by one at a time, and nobody sends what another has sent."""

from collections import Counter
from datetime import timedelta
from functools import partial
from threading import Event

import pytest
from arende.domain.notice.next_step import LOOK_AFTER
from arende.engine.verifying import verify
from arende.engine.worker import Worker
from arende.ports.records import Shard
from arende.ports.sms import SmsRequest
from arende.testing.clock import FakeClock
from attrs import evolve

from .clinic import HERE, Clinic
from .conftest import Opener
from .test_races import at_once
from .vendor import Line, Vendor


@pytest.fixture
def line() -> Line:
    return Line()


@pytest.fixture
def full(opener: Opener, line: Line) -> Clinic:
    """A clinic with forty SMS to send, in ten cases."""
    clinic = opener(plugins=(Vendor(lines={"line": line}),), sms=("line",))
    cases = [clinic.open_case() for _ in range(10)]
    for _ in range(3):
        for case in cases:
            clinic.clock.advance(timedelta(milliseconds=1))
            clinic.say(case, "Hej")
    return clinic


def other(clinic: Clinic, name: str) -> Worker:
    """Another worker on the same storage."""
    return evolve(clinic.engine.worker, name=name)


def until_done(worker: Worker) -> int:
    done = 0
    while more := worker.run_once(7):
        done += more
    return done


def sent_once(line: Line) -> bool:
    return len(line.sent) == 40 and set(Counter(sms.id for sms in line.sent).values()) == {1}


def test_workers_at_once_send_each_sms_once(full: Clinic, line: Line) -> None:
    workers = [other(full, f"w{n}") for n in range(4)]
    # A worker may find every part held and give up, so one goes on when the others are through.
    done = at_once([partial(until_done, worker) for worker in workers])
    assert sum(done) + full.work() == 40
    assert sent_once(line)
    assert verify(full.engine.storage).faults == ()


def test_one_worker_in_several_threads_sends_each_sms_once(full: Clinic, line: Line) -> None:
    worker = full.engine.worker
    assert sum(at_once([partial(until_done, worker)] * 4)) == 40
    assert sent_once(line)


def test_a_slow_provider_does_not_make_a_worker_overstay_its_lease(full: Clinic, line: Line) -> None:
    """Each call takes 25 seconds, and another worker is always looking for work."""
    second = other(full, "second")
    inside: list[str] = []

    def meanwhile(sms: SmsRequest) -> None:
        if inside:
            return
        full.clock.advance(timedelta(seconds=25))
        inside.append(sms.id)
        second.run_once(1)
        inside.clear()

    line.meanwhile = meanwhile
    full.work()
    assert sent_once(line)


def test_who_lost_the_lease_stops_at_once(full: Clinic, line: Line) -> None:
    """A call that hangs for minutes: meanwhile another worker takes the part. The first must not go on with it."""
    second = other(full, "second")
    seen: list[int] = []

    def meanwhile(sms: SmsRequest) -> None:
        if not seen:
            seen.append(1)
            full.clock.advance(timedelta(minutes=5))
            until_done(second)

    line.meanwhile = meanwhile
    full.work()
    full.clock.advance(LOOK_AFTER)
    full.work()
    counted = Counter(sms.id for sms in line.sent)
    assert len(counted) == 40
    # Only the one that hung can have been sent by both.
    assert {id: n for id, n in counted.items() if n > 1} in ({}, {line.sent[0].id: 2})


def test_what_the_fence_refused_is_not_counted(full: Clinic, line: Line) -> None:
    """The other worker's clock is ahead, so it takes what the first believes to hold."""
    ahead = FakeClock(full.clock.now() + timedelta(minutes=2))
    second = evolve(full.engine.worker, name="second", clock=ahead)
    done: list[int] = []

    def meanwhile(sms: SmsRequest) -> None:
        if not done:
            done.append(0)
            done.append(until_done(second))

    line.meanwhile = meanwhile
    full.clock.advance(timedelta(minutes=4))
    # One was in the middle of its call when the second found it begun, and so in doubt.
    assert full.work() + sum(done) <= 42
    counted = Counter(sms.id for sms in line.sent)
    assert (len(counted), len(line.sent)) in ((40, 40), (40, 41))
    assert not full.engine.storage.outbox(Shard(HERE), None, 99) or full.work() == 0


def test_a_worker_that_ends_in_good_order_leaves_nobody_waiting(full: Clinic, line: Line) -> None:
    second = other(full, "second")
    assert full.engine.worker.run_once(1) == 1
    assert second.run_once() < 39, "the parts that the first holds are not to be had"
    assert full.engine.worker.held_elsewhere()
    full.engine.worker.give_back()
    until_done(second)
    assert sent_once(line)
    full.engine.worker.give_back()
    stop = Event()
    full.say(full.open_case(), "Hej")
    assert second.run_once(1) == 1
    stop.set()
    second.run(stop)
    third = other(full, "third")
    until_done(third)
    assert not third.held_elsewhere(), "also when it is told to stop"


def test_a_limit_is_kept(full: Clinic, line: Line) -> None:
    assert full.engine.worker.run_once(3) == 3
    assert len(line.sent) == 3
    assert full.engine.worker.run_once(0) == 0
    assert len(line.sent) == 3
