"""A year of a unit's daily work with every promise watched. The short one is part of every run, the whole year slow."""

import os
from collections import Counter
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random
from typing import Final

import pytest
from arende.engine import Engine, Settings
from arende.engine.verifying import verify
from arende.testing.clock import FakeClock

from ..vendor import Line, Vendor
from . import laws
from .cast import put_up
from .moves import MOVES
from .world import Year

START: Final = datetime(2027, 2, 15, 6, 0, tzinfo=UTC)
HOURS: Final = range(6, 21)
"""Hours of a day, UTC, in which anything happens."""
FAILED_ONCE: Final[tuple[int, ...]] = ()
"""Seeds that have shown a fault: they are tried again in every run."""


def live(
    seed: int, storage: str, *, start: datetime, days: int, staff: int, patients: int, moves: int
) -> "Counter[str]":
    """So many days; how often each thing was done."""
    random, line = Random(seed), Line()
    clock = FakeClock(start)
    settings = Settings(storage=storage, sms=["line:"], demo=True)
    with Engine.open(settings, [Vendor(lines={"line": line})], clock=clock) as engine:
        cast = put_up(engine, random, start.date(), staff=staff, patients=patients)
        year = Year(engine=engine, clock=clock, random=random, cast=cast, line=line, staff=list(cast.staff))
        choices, weights = list(MOVES), list(MOVES.values())
        stopped = random.sample(range(days), max(5, days // 60))
        for day in range(days):
            for hour in HOURS:
                clock.set(start + timedelta(days=day, hours=hour - HOURS.start, minutes=random.randrange(60)))
                for move in random.choices(choices, weights, k=random.randrange(2 * moves // len(HOURS) + 1)):
                    move(year)
                if day not in stopped:
                    work(engine)
            laws.nightly(year)
        work(engine)
        assert verify(engine.storage).faults == ()
        return year.done


def work(engine: Engine) -> None:
    while engine.worker.run_once():
        pass


def chance() -> int:
    """A fresh seed, unless one is given to be tried again: `ARENDE_YEAR_SEED=… pytest tests/engine/year`."""
    return int(os.environ.get("ARENDE_YEAR_SEED", "0")) or Random().randrange(1, 10**9)


@pytest.mark.spec("B10", "B14", "B19", "B20")
def test_two_months() -> None:
    """Over the change to summer time."""
    for seed in (*FAILED_ONCE, chance()):
        told_of(seed)
        live(seed, "memory:", start=START, days=60, staff=6, patients=150, moves=40)


@pytest.mark.slow
@pytest.mark.spec("B10", "B14", "B19", "B20")
def test_a_year(tmp_path: Path) -> None:
    """20 on the staff, 2,000 patients: birthdays, clock changes, endings, absences, a worker that stops for a day."""
    seed = chance()
    told_of(seed)
    done = live(seed, f"sqlite:///{tmp_path / 'year.db'}", start=START, days=365, staff=20, patients=2000, moves=60)
    assert {"HandOver", "TakeCase", "CoverAssignment", "EndAssignment", "ReopenCase", "AddNote"} <= set(done)


def told_of(seed: int) -> None:
    """Printed with -s, and by pytest where it fails."""
    print(f"ARENDE_YEAR_SEED={seed}")
