"""kill -9 in the middle of the work: what was acknowledged is there, nothing is there twice, and nothing is torn."""

import random
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from arende.domain import commands as c
from arende.domain.ids import CaseId, Kind, Ref
from arende.engine.verifying import verify
from arende.ports.records import Record, Shard
from arende.testing.clock import FakeClock
from arende.wire.names import stream_name

from .clinic import HERE, NURSE, Clinic, open_clinic, put_up

CHILD = Path(__file__).with_name("kill_child.py")
COMMANDS = 2_000


@pytest.fixture
def case(tmp_path: Path) -> Iterator[tuple[Clinic, CaseId]]:
    """A clinic on disk, on the machine's own time, with a case that is open for ten years."""
    url = f"sqlite:///{tmp_path}/clinic.db"
    clinic = put_up(open_clinic(url, tmp_path, clock=FakeClock(datetime.now(UTC))))
    yield clinic, clinic.open_case(days=3650)
    clinic.engine.close()


def killed(clinic: Clinic, case: CaseId, name: str, after: int) -> dict[str, int]:
    """What a process had acknowledged when it was killed, some time after its first `after` commands: version by id."""
    child = subprocess.Popen(
        [sys.executable, str(CHILD), clinic.url, case, NURSE.assignment, name, str(COMMANDS)],
        stdout=subprocess.PIPE,
        text=True,
    )
    assert child.stdout is not None
    lines = [child.stdout.readline() for _ in range(after)]
    child.kill()
    lines += child.stdout.readlines()
    child.stdout.close()
    assert child.wait(30) < 0, "the process was through before it was killed"
    whole = [line.split() for line in lines if line.endswith("\n")]
    return {command_id: int(version) for command_id, version in whole}


def check(clinic: Clinic, case: CaseId, acknowledged: dict[str, int]) -> None:
    storage, stream = clinic.engine.storage, stream_name(Ref(Kind.CASE, case))
    assert verify(storage).faults == ()
    records: list[Record] = []
    while more := storage.records(Shard(HERE), stream, len(records), 5_000):
        records += more
    marks = [record.first for record in records]
    assert all(mark is not None and mark.events == 1 for mark in marks)
    times = Counter(mark.command_id for mark in marks if mark is not None)
    assert {command_id for command_id, n in times.items() if n > 1} == set()
    kept = {record.first.command_id: record.seq for record in records if record.first is not None}
    assert {command_id: kept.get(command_id) for command_id in acknowledged} == acknowledged
    # What each command wants done outside came with it, or not at all: one SMS a record, and the timer of the first.
    items = storage.outbox(Shard(HERE), None, 100_000)
    assert Counter(item.kind for item in items) == {"sms": len(records), "timer": 1}


def kill_again_and_again(clinic: Clinic, case: CaseId, times: int, most: int) -> None:
    dice = random.Random(20261122)
    acknowledged: dict[str, int] = {}
    for n in range(times):
        new = killed(clinic, case, f"run{n}", dice.randint(1, most))
        acknowledged |= new
        check(clinic, case, acknowledged)
        # The caller who heard nothing asks again: it is done once, whether it had been done or not.
        command_id = f"run{n}-{len(new)}"
        clinic.do(c.SendMessage(case=case, text=command_id), NURSE, command_id)
        acknowledged[command_id] = clinic.do(c.SendMessage(case=case, text=command_id), NURSE, command_id).version
    check(clinic, case, acknowledged)


@pytest.mark.spec("S9")
def test_two_kills(case: tuple[Clinic, CaseId]) -> None:
    kill_again_and_again(*case, times=2, most=60)


@pytest.mark.slow
@pytest.mark.spec("S9")
def test_twenty_kills(case: tuple[Clinic, CaseId]) -> None:
    kill_again_and_again(*case, times=20, most=COMMANDS // 4)
