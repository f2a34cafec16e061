"""The time of the story: a clock that is set by the acts, and the days on which they play. No act is here."""

from datetime import UTC, date, datetime, time, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from arende.engine import Clock, SystemClock

ZONE: Final = ZoneInfo("Europe/Stockholm")
SPAN: Final = 4
"""Days before today on which the story begins at the latest, so that a case of three days is over today."""
WEDNESDAY: Final = 2
"""The story's first three days are working days, so it begins on a Monday, Tuesday or Wednesday."""


def first_day(today: date) -> date:
    """The latest Monday, Tuesday or Wednesday that leaves time for the story; 4–8 days ago."""
    day = today - timedelta(days=SPAN)
    while day.weekday() > WEDNESDAY:
        day -= timedelta(days=1)
    return day


class StoryClock:
    """Stands where an act has set it, and runs with `present` from the last act on. Never goes back."""

    def __init__(self, present: Clock | None = None) -> None:
        self._present: Clock = present or SystemClock()
        self.today = self._present.now().astimezone(ZONE).date()
        """The day on which the story is told, in Sweden."""
        self.first = first_day(self.today)
        self._at: datetime | None = self.local(0, "07:45")

    def now(self) -> datetime:
        """The time in the story, aware, UTC."""
        return self._present.now() if self._at is None else self._at

    def go(self, day: int, clock: str) -> None:
        """On to `HH:MM` Swedish time, that many days after the first. Back, or beyond the present: ValueError."""
        at = self.local(day, clock)
        if self._at is None or not self._at <= at <= self._present.now():
            raise ValueError("a story only goes forward, and no further than to the present")
        self._at = at

    def to_present(self) -> None:
        """The last act: it is now."""
        self._at = None

    def day(self) -> date:
        """The Swedish day in the story."""
        return self.now().astimezone(ZONE).date()

    def local(self, day: int, clock: str) -> datetime:
        on = self.first + timedelta(days=day)
        return datetime.combine(on, time.fromisoformat(clock), ZONE).astimezone(UTC)
