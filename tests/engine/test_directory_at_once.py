"""Feeds with more than one at work, with a process that ends in the middle, and by the worker (B30)."""

import subprocess
import sys
import threading
from datetime import timedelta
from functools import partial

import pytest
from arende.engine.verifying import verify
from attrs import evolve
from returns.pipeline import is_successful

from . import directory_child
from .conftest import Opener
from .registers import (
    ANTON,
    BROKEN,
    CLINIC,
    FEED,
    KARIN,
    Fed,
    Line,
    Register,
    assignment,
    back,
    configured,
    cut_off,
    fed,
    person,
    stops_after,
)
from .test_races import at_once

LINES: tuple[Line, ...] = (*CLINIC, *(assignment(n) for n in range(6)), person(ANTON, "Anton"))


@pytest.mark.spec("B30")
def test_a_pull_that_was_overtaken_writes_nothing_of_what_is_old(opener: Opener) -> None:
    host = fed(opener, *LINES, person(KARIN, "Karin", protected=False))

    def meanwhile(given: int) -> None:
        if given == 11:
            host.register.meanwhile = lambda _: None
            host.pull()
            host.register.lines += [person(ANTON, "Anton Nyast"), person(KARIN, "Karin", protected=True)]
            host.pull()

    host.register.meanwhile = meanwhile
    late = host.feeds.pull(FEED)
    assert late.failure().code == "feed.overtaken"
    assert host.person(ANTON).name == "Anton Nyast"
    assert host.person(KARIN).protected
    assert host.pull().lines == 0
    assert verify(host.clinic.engine.storage).faults == ()


@pytest.mark.spec("B30")
def test_two_workers_pull_at_once_and_do_no_harm(opener: Opener) -> None:
    first = fed(opener, *LINES)
    second = first
    if first.clinic.url != "memory:":
        register = Register(list(LINES))
        other = opener(url=first.clinic.url, clock=first.clinic.clock, plugins=(register,), directory=(configured(),))
        second = Fed(other, register)
    small = [evolve(one.feeds, window=3) for one in (first, second)]
    answers = at_once([partial(small[n % 2].pull, FEED) for n in range(4)])
    codes = {answer.failure().code for answer in answers if not is_successful(answer)}
    assert codes <= {"feed.overtaken"}
    for _ in range(4):
        first.feeds.pull(FEED)
    (status,) = first.feeds.status()
    assert status.state.cursor == str(len(LINES))
    assert [first.ended(n) for n in range(6)] == [False] * 6
    assert first.person(ANTON).name == "Anton"
    assert verify(first.clinic.engine.storage).faults == ()


@pytest.mark.spec("B30")
@pytest.mark.parametrize("commits", range(9))
def test_a_pull_that_ends_anywhere_goes_on_from_there(opener: Opener, commits: int) -> None:
    host, cut = cut_off(opener, *LINES, b"fel")
    feeds = evolve(host.feeds, window=4)
    stops_after(cut, commits)
    answer = feeds.pull(FEED)
    back(cut)
    assert answer.failure().code == "unavailable"
    feeds.pull(FEED).unwrap()
    assert [host.ended(n) for n in range(6)] == [False] * 6
    state = host.feeds.status()[0].state
    assert (state.cursor, len(state.faults), state.whole_open) == ("12", 1, False)
    assert verify(host.clinic.engine.storage).faults == ()


@pytest.mark.spec("B30")
@pytest.mark.parametrize("commits", [1, 4, 6])
def test_a_process_that_is_killed_loses_nothing(opener: Opener, commits: int) -> None:
    host = fed(opener, *directory_child.LINES)
    if host.clinic.url == "memory:":
        return
    command = [sys.executable, "-m", "tests.engine.directory_child", host.clinic.url, str(commits)]
    ended = subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)
    assert ended.returncode == -9, ended.stderr
    host.pull()
    assert [host.ended(n) for n in range(6)] == [False] * 6
    assert host.feeds.status()[0].state.cursor == str(len(directory_child.LINES))
    assert verify(host.clinic.engine.storage).faults == ()


@pytest.mark.spec("B30")
def test_the_worker_pulls_as_often_as_the_settings_say(opener: Opener) -> None:
    host = fed(opener, *LINES, every_minutes=15)
    host.clinic.work()
    assert host.register.asked == [None]
    host.clinic.clock.advance(timedelta(minutes=14))
    host.clinic.work()
    assert host.register.asked == [None]
    host.register.lines.append(person(ANTON, "Anton Ny"))
    host.clinic.clock.advance(timedelta(minutes=1))
    host.clinic.work()
    assert host.register.asked == [None, "11"]
    assert host.person(ANTON).name == "Anton Ny"


def test_a_feed_without_a_pace_is_left_to_people(opener: Opener) -> None:
    host = fed(opener, *LINES)
    host.clinic.work()
    assert host.register.asked == []


class Once(threading.Event):
    """Lets one round through, and then says stop."""

    rounds = 0

    def wait(self, timeout: float | None = None) -> bool:
        self.rounds += 1
        return self.rounds > 1


def test_beside_the_worker_s_other_work_on_a_thread_of_its_own(opener: Opener) -> None:
    host = fed(opener, *LINES, every_minutes=15)
    pulling = host.clinic.engine.worker.pulling
    pulling.beside = True
    host.clinic.work()
    assert host.register.asked == []
    pulling.until(Once())
    assert host.register.asked == [None]
    assert host.feeds.status()[0].tried == host.clinic.clock.now()


def test_a_pull_that_is_told_to_stop_goes_on_the_next_time(opener: Opener) -> None:
    host = fed(opener, *LINES)
    small = evolve(host.feeds, window=4)
    stopped = small.pull(FEED, go_on=lambda: False).unwrap()
    assert (stopped.stopped, stopped.lines, stopped.cursor) == (True, 4, "4")
    assert host.feeds.status()[0].last is None
    rest = small.pull(FEED).unwrap()
    assert (rest.stopped, rest.lines) == (False, 7)
    assert not host.feeds.status()[0].state.whole_open


def test_the_figures_tell_how_a_feed_fares(opener: Opener) -> None:
    host = fed(opener, *LINES, b"fel")
    metrics = host.clinic.engine.metrics
    (before,) = metrics().feeds
    assert (before.name, before.faults, before.troubled, before.age) == (FEED, 0, False, None)
    host.pull()
    host.clinic.clock.advance(timedelta(minutes=3))
    host.register.breaks[0] = BROKEN
    host.pull()
    (after,) = metrics().feeds
    assert (after.faults, after.troubled, after.age) == (1, True, 180.0)
