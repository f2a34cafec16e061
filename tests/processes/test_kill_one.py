"""kill -9 of one of three processes at one database, two that write and one that works off the outbox.

What was acknowledged is there, each SMS has gone out and one outcome is recorded for it, and the others go on.
"""

import random
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import UTC, datetime, timedelta
from functools import partial
from itertools import count
from pathlib import Path
from typing import Final

import pytest
from arende.domain import commands as c
from arende.domain.ids import CaseId, Kind, Ref
from arende.domain.notice.events import SmsBegun, SmsOutcomeRecorded
from arende.domain.notice.model import TryState
from arende.engine.sms.calls import NOT_CALLED
from arende.engine.verifying import verify
from arende.engine.worker import LEASE
from arende.ports.records import Record, Shard
from arende.ports.times import to_micros
from arende.testing.clock import FakeClock
from arende.wire.ids import derive
from arende.wire.names import stream_name
from arende.wire.outbox import SMS
from arende.wire.records import decode_event
from attrs import field, frozen

from ..engine.clinic import FOLLOW_UP, HERE, NURSE, Clinic, open_clinic, put_up
from .running import Running, start, wait_until

SHARD: Final = Shard(HERE)
CASES: Final = 3
"""Few, so that the writers meet in them."""
LAPSED: Final = LEASE // 1_000_000 + 1
"""Seconds after which a lease has lapsed."""
ALL: Final = 1_000_000
MOST: Final = 6
"""Workers, one after the other, by which everything must be done."""

NewUrl = Callable[[], str]


@pytest.fixture(params=["sqlite", "postgresql"])
def clinic(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Clinic]:
    """A clinic that several processes can open, on the machine's own time."""
    if request.param == "postgresql":
        url = str(request.getfixturevalue("postgres_url"))
    else:
        url = f"sqlite:///{tmp_path}/clinic.db"
    clinic = put_up(open_clinic(url, tmp_path, clock=FakeClock(datetime.now(UTC))))
    yield clinic
    clinic.engine.close()


@frozen(kw_only=True)
class Rounds:
    """Rounds in one clinic. Each has its own cases, processes and clock: a minute ahead of what went before it."""

    clinic: Clinic
    dice: random.Random
    opened: list[str] = field(factory=list)
    """Command ids of the cases that were opened: each sent an SMS, too."""
    cases: list[CaseId] = field(factory=list)
    acknowledged: dict[str, tuple[str, int]] = field(factory=dict)
    """Case and version by command id."""
    ahead: Iterator[int] = field(factory=lambda: count(0, LAPSED))

    def start_worker(self, stack: ExitStack, name: str, ahead: int) -> Running:
        folder = self.clinic.folder
        worker = start(folder, name, "work", self.clinic.url, str(ahead), str(self.clinic.outgoing))
        stack.callback(worker.end)
        return worker

    def start_writer(self, stack: ExitStack, name: str, ahead: int, cases: list[CaseId]) -> Running:
        folder, whom = self.clinic.folder, NURSE.assignment
        writer = start(folder, name, "write", self.clinic.url, str(ahead), name, whom, *cases)
        stack.callback(writer.end)
        return writer

    def open_cases(self, n: int) -> list[CaseId]:
        ids = [f"open-{n}-{i}" for i in range(CASES)]
        command = c.CreateCase(patient=self.clinic.persons["anton"], reason=FOLLOW_UP, days=3650)
        new = [CaseId(self.clinic.do(command, NURSE, command_id).ids["case"]) for command_id in ids]
        self.opened.extend(ids)
        self.cases.extend(new)
        return new

    def play(self, n: int) -> None:
        """Three start, one is killed, the others go on for a while; then another worker does what is left."""
        cases, ahead = self.open_cases(n), next(self.ahead)
        with ExitStack() as stack:
            writers = [self.start_writer(stack, f"{name}{n}", ahead, cases) for name in ("olle", "maja")]
            worker = self.start_worker(stack, f"worker{n}", ahead)
            three = [*writers, worker]
            wait_until(
                "all three work", lambda: all(one.is_ready() for one in three) and all(w.said() for w in writers)
            )
            time.sleep(self.dice.uniform(0.2, 1.2))
            victim = self.dice.choice(three)
            victim.kill()
            left = [one for one in three if one is not victim]
            heard = {writer.name: len(writer.said()) for writer in writers if writer is not victim}
            wait_until(
                "the others go on", lambda: all(len(w.said()) > heard[w.name] for w in writers if w is not victim)
            )
            for one in left:
                one.stop()
            for writer in writers:
                self.acknowledged.update({words[0]: (words[1], int(words[2])) for words in writer.said()})
            told = {writer.name: len(writer.said()) for writer in writers}
            waiting = len(self.waiting())
            for again in range(MOST):  # what is in doubt rests for a while, longer than a lease
                ahead = next(self.ahead)
                other = self.start_worker(stack, f"other{n}-{again}", ahead)
                wait_until("what is due is done", partial(self.is_idle, ahead))
                other.stop()
                if not self.waiting():
                    break
            assert not self.waiting()
        print(f"round {n}: killed {victim.name}; acknowledged {told}; {waiting} SMS left to the other worker")
        self.check_round(cases, told, victim.name)

    def is_idle(self, ahead: int) -> bool:
        """Whether a worker whose clock is so much fast has nothing to do: what waits in a case holds back the rest."""
        now = to_micros(datetime.now(UTC) + timedelta(seconds=ahead))
        items = [item for item in self.clinic.engine.storage.outbox(SHARD, None, ALL) if item.kind == SMS]
        held = {item.stream for item in items if item.not_before > now}
        return all(item.stream in held for item in items)

    def waiting(self) -> list[str]:
        """SMS that wait; the timers are for the end of the cases, in ten years."""
        return [item.id for item in self.clinic.engine.storage.outbox(SHARD, None, ALL) if item.kind == SMS]

    def records(self, stream: str) -> list[Record]:
        found: list[Record] = []
        while more := self.clinic.engine.storage.records(SHARD, stream, len(found), 5_000):
            found += more
        return found

    def kept(self, cases: list[CaseId]) -> list[tuple[str, tuple[str, int]]]:
        """Of each command that wrote in the cases: its id, its case and the version it led to."""
        return [
            (record.first.command_id, (str(case), record.seq + record.first.events - 1))
            for case in cases
            for record in self.records(stream_name(Ref(Kind.CASE, case)))
            if record.first is not None
        ]

    def check_round(self, cases: list[CaseId], told: dict[str, int], victim: str) -> None:
        """Nothing acknowledged is missing or there twice; unheard is at most one command, of the killed process."""
        kept = self.kept(cases)
        assert [command_id for command_id, n in Counter(command_id for command_id, _ in kept).items() if n > 1] == []
        by_id = dict(kept)
        mine = {command_id: at for command_id, at in self.acknowledged.items() if at[0] in cases}
        assert {command_id: by_id.get(command_id) for command_id in mine} == mine
        unheard = set(by_id) - set(mine) - set(self.opened)
        assert unheard <= {f"{victim}-{told.get(victim)}"}

    def check_all(self) -> None:
        """Over all rounds: each command found by its id, each SMS out and told of once, and every cache is right."""
        storage = self.clinic.engine.storage
        kept = self.kept(self.cases)
        assert {command_id: dict(kept).get(command_id) for command_id in self.acknowledged} == self.acknowledged
        for command_id, (case, version) in self.acknowledged.items():
            found = storage.find(SHARD, command_id)
            assert isinstance(found, Record)
            assert (found.stream, found.seq) == (stream_name(Ref(Kind.CASE, case)), version)
        expected = sorted(derive(command_id) for command_id, _ in kept)
        notices = {
            stream.partition("/")[2]: [decode_event(record) for record in self.records(stream)]
            for stream in storage.streams(SHARD, None, ALL)
            if stream.startswith("notice/")
        }
        assert sorted(notices) == expected  # each once, and no other
        for events in notices.values():
            # A killed worker's try is in doubt, and made once more; one that was told to stop gives its tries back.
            outcomes = [event for event in events if isinstance(event, SmsOutcomeRecorded)]
            states = [event.state for event in outcomes if event.code != NOT_CALLED.code]
            assert states in ([TryState.ACCEPTED], [TryState.UNCERTAIN, TryState.ACCEPTED])
            assert len([event for event in events if isinstance(event, SmsBegun)]) == len(outcomes)
        assert sorted(sms.id for sms in self.clinic.sms()) == [f"{HERE}.{notice}" for notice in expected]
        assert verify(storage).faults == ()


def play(clinic: Clinic, times: int) -> None:
    seed = random.SystemRandom().randrange(1_000_000)
    print(f"\nseed {seed}")
    rounds = Rounds(clinic=clinic, dice=random.Random(seed))
    for n in range(times):
        rounds.play(n)
    rounds.check_all()


@pytest.mark.spec("S9", "S10")
def test_one_of_three_is_killed(clinic: Clinic) -> None:
    play(clinic, 1)


@pytest.mark.slow
@pytest.mark.spec("S9", "S10")
def test_one_of_three_is_killed_twenty_times(clinic: Clinic) -> None:
    play(clinic, 20)
