"""100,000 notices over a virtual year with random faults and orders: each ends in one visible state, none is lost."""

import os
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from datetime import UTC, datetime, timedelta
from multiprocessing import get_context
from pathlib import Path
from random import Random
from typing import Final

import pytest
from arende.domain.case.model import Case
from arende.domain.ids import Kind, NoticeId, Ref
from arende.domain.notice.events import SmsBegun, SmsOutcomeRecorded
from arende.domain.notice.model import NoticeState, TryState
from arende.domain.notice.next_step import WhenUncertain
from arende.domain.notice.shown import shown, trouble
from arende.engine.verifying import verify
from arende.ports.records import Shard
from arende.wire.names import stream_name
from arende.wire.records import decode_event

from tests.seeds import PROPERTY

from ..clinic import HERE
from .helpers import notices, queued
from .year import STEP, World, world

START: Final = datetime(2027, 2, 15, 6, 0, tzinfo=UTC)


def live(world: World, days: int, notices_in_all: int) -> None:
    """So many days; then a week in which everything works, so that all comes to its end."""
    steps = timedelta(days=days) // STEP
    for step in range(steps):
        if step % 2 == 0:
            world.mood()
        world.say(notices_in_all * (step + 1) // steps - notices_in_all * step // steps)
        world.work()
        world.tell()
        world.clinic.clock.advance(STEP)
    for _, line in world.lines:
        line.bad, line.kills = 0.0, False
    for _ in range(timedelta(days=7) // STEP):
        world.work()
        world.tell()
        world.clinic.clock.advance(STEP)
    world.bring(world.waiting)
    world.work()


def check(world: World, uncertain: WhenUncertain) -> Counter[NoticeState]:
    """The laws, over every notice that was asked for."""
    told = notices(world.clinic)
    assert len(told) == world.sent, "none is lost"
    assert queued(world.clinic) == []
    taken = world.first.taken + world.second.taken
    found: Counter[NoticeState] = Counter()
    troubled: dict[str, int] = {}
    for notice in told:
        state = shown(notice)
        found[state] += 1
        assert state is not NoticeState.QUEUED, "each has come to its end"
        assert not notice.waits
        assert not any(one.state is TryState.SENDING for one in notice.tries)
        if state in (NoticeState.SENT, NoticeState.DELIVERED):
            assert taken[notice.id], "what is said to have left has left"
        if not taken[notice.id]:
            assert state in (NoticeState.FAILED, NoticeState.UNCERTAIN), "at least once, or staff see it"
        if taken[notice.id] > 1:
            assert uncertain is WhenUncertain.RESEND, "the other policy allows no duplicate"
            assert taken[notice.id] == 2, "once more, and not again"
            assert doubted_before_the_last(world, notice.id), "sent twice, and nothing was in doubt"
        if trouble(notice) is not None:
            troubled[notice.case] = troubled.get(notice.case, 0) + 1
    for id, many in troubled.items():
        case = world.clinic.engine.queries.state(Ref(Kind.CASE, id))
        assert isinstance(case, Case)
        assert case.sms_trouble_since is not None, f"{many} in trouble, and nobody sees it"
    return found


def doubted_before_the_last(world: World, notice: NoticeId) -> bool:
    """Whether a try was recorded as uncertain before another was begun; a later report may stand in its place now."""
    records = world.clinic.engine.storage.records(Shard(HERE), stream_name(Ref(Kind.NOTICE, notice)), 0, 1_000)
    events = [decode_event(record) for record in records]
    doubts = [n for n, e in enumerate(events) if isinstance(e, SmsOutcomeRecorded) and e.state is TryState.UNCERTAIN]
    return bool(doubts) and any(isinstance(event, SmsBegun) for event in events[doubts[0] :])


def play(
    seed: int, folder: Path, days: int, many: int, uncertain: WhenUncertain = WhenUncertain.RESEND
) -> tuple[int, Counter[NoticeState]]:
    """A clinic of its own, and what its notices came to."""
    folder.mkdir()
    lived = world(f"sqlite:///{folder}/clinic.db", folder, seed, START, uncertain)
    live(lived, days, many)
    found = check(lived, uncertain)
    if many < 5_000:
        assert verify(lived.clinic.engine.storage).faults == ()
    lived.clinic.engine.close()
    return lived.killed, found


def drawn(record_property: Callable[[str, object], None]) -> int:
    """A fresh seed, unless one is given to be tried again: `ARENDE_SMS_SEED=… pytest tests/engine/sms/test_year.py`."""
    seed = int(os.environ.get("ARENDE_SMS_SEED", "0")) or Random().randrange(1, 10**9)
    record_property(PROPERTY, f"ARENDE_SMS_SEED={seed}")
    return seed


@pytest.mark.spec("S10", "B4")
@pytest.mark.parametrize("uncertain", WhenUncertain)
def test_a_week(tmp_path: Path, record_property: Callable[[str, object], None], uncertain: WhenUncertain) -> None:
    _, found = play(drawn(record_property), tmp_path / "one", 7, 100, uncertain)
    assert NoticeState.DELIVERED in found


@pytest.mark.slow
@pytest.mark.spec("S10", "B4")
def test_a_year(tmp_path: Path, record_property: Callable[[str, object], None]) -> None:
    """In four clinics, one of which never sends twice, by as many processes as there are cores."""
    seed, cores = drawn(record_property), min(4, os.cpu_count() or 1)
    with ProcessPoolExecutor(max_workers=cores, mp_context=get_context("spawn")) as pool:
        policies = (WhenUncertain.GIVE_UP, *[WhenUncertain.RESEND] * 3)
        years = [
            pool.submit(play, seed + n, tmp_path / str(n), 365, 25_000, policy) for n, policy in enumerate(policies)
        ]
        outcomes = [year.result() for year in years]
    found = sum((states for _, states in outcomes), Counter[NoticeState]())
    print(f"{found.total()} notices, {sum(killed for killed, _ in outcomes)} kills: {dict(found)}")
    assert found.total() >= 100_000
    assert set(found) == set(NoticeState) - {NoticeState.QUEUED}
