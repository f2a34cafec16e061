"""A year of a unit's daily work with every promise watched: a small one in every run, the whole year slow.

Each run draws a seed and prints it at its end. `ARENDE_YEAR_SEED=… pytest tests/engine/year` tries one again; seeds
that have shown a fault stand in `seeds.txt`.
"""

import os
from collections.abc import Callable, Mapping
from pathlib import Path
from random import Random
from typing import Final

import pytest
from arende.domain.access import COMMANDS, Who
from arende.wire.names import EVENTS

from tests.seeds import PROPERTY

from .living import SMALL, WHOLE, live

VARIABLE: Final = "ARENDE_YEAR_SEED"
SEEDS: Final = Path(__file__).with_name("seeds.txt")
FED: Final = frozenset({"FeedBegunAnew", "FeedTaken", "FeedTakenWhole", "FeedTroubled"})
ELSEWHERE: Final = FED | {"SmsReported", "SmsMended", "TextRedacted", "HoldPlaced", "HoldLifted"}
"""What the year has not: its provider reports nothing (`tests/engine/sms` has some that do), nobody orders a text away
or holds a case (`tests/engine/test_erasing.py`), and its register speaks by commands (`test_directory_pull.py`).
"""
LINES: Final = (
    "B4",
    "B5",
    "B8",
    "B9",
    "B10",
    "B11",
    "B12",
    "B14",
    "B16",
    "B17",
    "B18",
    "B19",
    "B20",
    "B23",
    "B24",
    "S17",
)


def kept() -> list[int]:
    """Seeds that have shown a fault: the first word of each line that is no remark."""
    lines = SEEDS.read_text(encoding="utf-8").splitlines()
    return [int(line.split()[0]) for line in lines if line.strip() and not line.startswith("#")]


@pytest.fixture
def seed(record_property: Callable[[str, object], None]) -> int:
    """A fresh one, unless one is given to be tried again; told at the end of the run."""
    drawn = int(os.environ.get(VARIABLE, "0")) or Random().randrange(1, 10**9)
    record_property(PROPERTY, f"{VARIABLE}={drawn}")
    return drawn


@pytest.mark.spec(*LINES)
def test_two_weeks(storage: str, seed: int) -> None:
    """Over the change to summer time."""
    live(seed, storage, SMALL)


@pytest.mark.slow
@pytest.mark.spec(*LINES)
def test_a_year(storage: str, seed: int) -> None:
    """20 on the staff, 2,000 patients: birthdays, clock changes, endings, absences, a worker that stops for a day."""
    done = live(seed, storage, WHOLE)
    assert not never(done), "this is never done"


def never(done: Mapping[str, int]) -> set[str]:
    """Commands that nobody gave with success, and events that never came to be."""
    given = {command.__name__ for command, rule in COMMANDS.items() if rule.who - {Who.SYSTEM, Who.OPERATOR}}
    return (given | {event.__name__ for event in EVENTS}) - set(done) - ELSEWHERE


@pytest.mark.slow
@pytest.mark.parametrize("seed", kept())
def test_a_seed_that_has_shown_a_fault(storage: str, seed: int) -> None:
    live(seed, storage, SMALL)
