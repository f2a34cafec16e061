"""The primary of a cluster is killed under load: the writers go on by themselves, and nothing acknowledged is lost.

The gap that is printed is the longest time in which no command was acknowledged.
"""

import threading
import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from itertools import pairwise
from pathlib import Path
from typing import Final

import psycopg
import pytest
from arende.domain import commands as c
from arende.domain.ids import CaseId, Kind, Ref
from arende.domain.refusals import Unavailable
from arende.engine.verifying import verify
from arende.ports.records import Record, Shard
from arende.testing.clock import FakeClock
from arende.wire.names import stream_name
from attrs import Factory, define, frozen
from returns.pipeline import is_successful

from ..engine.clinic import HERE, NURSE, Clinic, open_clinic, put_up
from .cluster import PATIENCE, Cluster, Node, running, wait_until
from .programs import programs

SHARD: Final = Shard(HERE)
WRITERS: Final = 4
CASES: Final = 2
"""Two writers in each, so that they meet."""
BEFORE: Final = 3.0
AFTER: Final = 3.0
"""Seconds of load on each side of the kill."""


@pytest.fixture
def cluster() -> Iterator[Cluster]:
    with running(programs()) as made:
        yield made


@pytest.fixture
def clinic(cluster: Cluster, tmp_path: Path) -> Iterator[Clinic]:
    with psycopg.connect(cluster.url("postgres"), autocommit=True) as connection:
        connection.execute("CREATE DATABASE clinic TEMPLATE template0 ENCODING 'UTF8'")
    clinic = put_up(open_clinic(cluster.url("clinic"), tmp_path, clock=FakeClock(datetime.now(UTC))))
    yield clinic
    clinic.engine.close()


@define(kw_only=True)
class Writer:
    """A caller who gives one message after the other, and each again, under the same id, until it is acknowledged."""

    clinic: Clinic
    name: str
    case: CaseId
    acknowledged: dict[str, int] = Factory(dict)
    """Version by command id."""
    times: list[float] = Factory(list)
    """When each was acknowledged."""
    unavailable: int = 0
    repeated: int = 0
    """How many had been carried out, but the caller had not heard of it."""

    def run(self, stop: threading.Event) -> None:
        while not stop.is_set():
            self.give(f"{self.name}-{len(self.times)}")

    def give(self, command_id: str) -> None:
        command = c.SendMessage(case=self.case, text=command_id)
        until = time.monotonic() + 2 * PATIENCE
        while time.monotonic() < until:
            answer = self.clinic.engine.handle(command, actor=NURSE, command_id=command_id)
            if is_successful(answer):
                receipt = answer.unwrap()
                self.times.append(time.monotonic())
                self.acknowledged[command_id] = receipt.version
                self.repeated += receipt.repeated
                return
            assert isinstance(answer.failure(), Unavailable), answer.failure().code
            self.unavailable += 1
            time.sleep(0.05)
        raise AssertionError(f"{command_id} was never acknowledged")


@frozen(kw_only=True)
class Kill:
    """Who was killed and when, and who was there to take writes how many seconds later."""

    killed: str
    at: float
    next: str
    after: float


def load(writers: list[Writer], cluster: Cluster) -> Kill:
    """Load, the kill, and load again until all have been heard for a while."""
    stop = threading.Event()
    with ThreadPoolExecutor(len(writers)) as pool:
        runs = [pool.submit(writer.run, stop) for writer in writers]
        try:
            time.sleep(BEFORE)
            assert all(writer.times for writer in writers)
            killed = cluster.kill_primary()
            at = time.monotonic()
            following = successor(cluster, killed)
            after = time.monotonic() - at

            def all_go_on() -> bool:
                return all(run.done() or writer.times[-1] > at + 1 for run, writer in zip(runs, writers, strict=True))

            wait_until("the writers go on", all_go_on)
            time.sleep(AFTER)
        finally:
            stop.set()
        for run in runs:
            run.result(3 * PATIENCE)
    return Kill(killed=killed.name, at=at, next=following, after=after)


def successor(cluster: Cluster, killed: Node) -> str:
    """The name of the server that takes over, as soon as it has."""
    found: list[Node] = []

    def taken_over() -> bool:
        node = cluster.primary()
        if node is not None and node is not killed:
            found.append(node)
        return bool(found)

    wait_until("another server takes over", taken_over)
    return found[0].name


def check(clinic: Clinic, cases: list[CaseId], acknowledged: dict[str, tuple[str, int]]) -> None:
    """The writers ended when all they gave was acknowledged: that is what stands there, each once, and nothing else."""
    storage = clinic.engine.storage
    kept: list[tuple[str, tuple[str, int]]] = []
    for case in cases:
        stream, records = stream_name(Ref(Kind.CASE, case)), list[Record]()
        while more := storage.records(SHARD, stream, len(records), 5_000):
            records += more
        marks = [(record.first, record.seq) for record in records[1:]]  # after the opening
        kept += [(mark.command_id, (case, seq)) for mark, seq in marks if mark is not None and mark.events == 1]
        assert len(marks) == len([mark for mark, _ in marks if mark is not None])
    assert [command_id for command_id, n in Counter(command_id for command_id, _ in kept).items() if n > 1] == []
    assert dict(kept) == acknowledged
    for command_id, (where, version) in acknowledged.items():
        found = storage.find(SHARD, command_id)
        assert isinstance(found, Record)
        assert (found.stream, found.seq) == (stream_name(Ref(Kind.CASE, CaseId(where))), version)
    waiting = storage.outbox(SHARD, None, 1_000_000)
    assert Counter(item.kind for item in waiting) == {"sms": len(kept) + len(cases), "timer": len(cases)}
    assert verify(storage).faults == ()


@pytest.mark.slow
@pytest.mark.spec("S9")
def test_a_killed_primary_takes_nothing_with_it(cluster: Cluster, clinic: Clinic) -> None:
    cases = [clinic.open_case(days=3650) for _ in range(CASES)]
    writers = [Writer(clinic=clinic, name=f"writer{n}", case=cases[n % CASES]) for n in range(WRITERS)]
    kill = load(writers, cluster)
    times = sorted(moment for writer in writers for moment in writer.times)
    gap, since = max((after - before, before) for before, after in pairwise(times))
    acknowledged = {id_: (str(w.case), version) for w in writers for id_, version in w.acknowledged.items()}
    check(clinic, cases, acknowledged)
    print(
        f"\n{kill.killed} was killed, {kill.next} took over after {kill.after:.1f} s; {len(acknowledged)} commands "
        f"acknowledged, {sum(moment < kill.at for moment in times)} of them before the kill; none lost"
        f"\ngap: {gap:.1f} s without an acknowledgement, from {since - kill.at:+.1f} s after the kill; "
        f"{sum(w.unavailable for w in writers)} answers «unavailable», {sum(w.repeated for w in writers)} found done"
    )
