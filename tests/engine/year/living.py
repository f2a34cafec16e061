"""The year, lived: days of work at a clinic of some size, from a seed. What is done and what must hold is elsewhere."""

from collections import Counter
from datetime import UTC, datetime, timedelta
from random import Random
from typing import Final

from arende.domain.policy import Policy
from arende.engine import Engine, Settings
from arende.engine.verifying import verify
from arende.testing.clock import FakeClock
from attrs import evolve, frozen

from .belief import Belief
from .cast import put_up
from .moves import MOVES
from .promises import Promise, hold
from .promises_of_answers import shown
from .promises_of_cases import after
from .promises_of_lists import look
from .promises_of_sms import everyone_is_told
from .wanted import Wanted
from .watch import watching
from .world import Year

HOUR: Final = 3600
DAY: Final = 24 * HOUR
WORKS: Final = 9
"""How often in a day the worker has worked through what was due: at any hour of it."""
POLICY: Final = Policy(untouched_days=4, reopen_days=20, closing_soon_notice=True)


@frozen(kw_only=True)
class Size:
    """Of a year."""

    start: datetime
    days: int
    staff: int
    patients: int
    moves: int
    """A day, about."""
    look_every: int
    """Days between looks at everything there is."""
    closely: float
    stops: int
    """How often the worker stops for a day."""


SMALL: Final = Size(
    start=datetime(2027, 3, 22, tzinfo=UTC),
    days=14,
    staff=7,
    patients=50,
    moves=34,
    look_every=4,
    closely=0.15,
    stops=2,
)
"""Two weeks, over the change to summer time."""
WHOLE: Final = Size(
    start=datetime(2027, 2, 15, tzinfo=UTC),
    days=365,
    staff=20,
    patients=2000,
    moves=32,
    look_every=14,
    closely=0.1,
    stops=8,
)
"""A year of a unit: birthdays, both clock changes, endings, absences."""


def live(seed: int, storage: str, size: Size) -> "Counter[str]":
    """How often each thing was done. Raises `Broken` where a promise is not kept."""
    random, clock = Random(seed), FakeClock(size.start)
    plugin = watching(clock.now)
    policy = evolve(POLICY, sms_consent_required=random.random() < 0.5)
    settings = Settings(
        storage=f"cut:{storage}", sms=["line:"], export={"journal": "journal:"}, policy=policy, demo=True
    )
    with Engine.open(settings, [plugin], clock=clock) as engine:
        cast = put_up(engine, random, size.start.date(), staff=size.staff, patients=size.patients)
        belief = Belief(wanted=Wanted(asked_for=policy.sms_consent_required))
        year = Year(
            engine=engine,
            clock=clock,
            random=random,
            cast=cast,
            plugin=plugin,
            staff=list(cast.staff),
            after=after,
            worked=everyone_is_told,
            shown=shown,
            closely=size.closely,
            belief=belief,
        )
        after(year)
        stopped = random.sample(range(size.days), size.stops)
        for day in range(size.days):
            one_day(year, size, size.start + timedelta(days=day), works=day not in stopped)
            if (day + 1) % size.look_every == 0:
                look(year)
        year.work()
        look(year)
        faults = verify(engine.storage).faults
        hold(Promise.WHOLE, not faults, f"{faults}")
        return year.done


def one_day(year: Year, size: Size, start: datetime, *, works: bool) -> None:
    """What is done, at any time of it but mostly by day; and the worker's turns in between."""
    moves = year.random.choices(list(MOVES), list(MOVES.values()), k=year.random.randrange(size.moves * 2 + 1))
    times = [(second(year), move) for move in moves]
    times += [(year.random.randrange(DAY), Year.work) for _ in range(WORKS * works)]
    for at, move in sorted(times, key=lambda one: one[0]):
        year.clock.set(max(year.now, start + timedelta(seconds=at)))  # what was done may have taken its time
        move(year)


def second(year: Year) -> int:
    """Of a day; mostly of a working day."""
    return year.random.randrange(DAY) if year.chance(0.2) else year.random.randrange(6 * HOUR, 17 * HOUR)
