"""A clock that stands still until it is moved. The real time is never read here."""

from datetime import UTC, datetime, timedelta


class FakeClock:
    """What an engine takes as its clock. One object is one clock: share it with all that it drives."""

    def __init__(self, now: datetime) -> None:
        self._now = utc(now)

    def now(self) -> datetime:
        """The time now, aware, in UTC."""
        return self._now

    def set(self, now: datetime) -> None:
        """Move the clock to that instant, forwards or back. A datetime without zone is a ValueError."""
        self._now = utc(now)

    def advance(self, by: timedelta) -> datetime:
        """Move the clock on by that much real time (a day is 24 hours, whatever the clocks on the wall do)."""
        self._now += by
        return self._now


def utc(at: datetime) -> datetime:
    """The instant in UTC. ValueError where no zone is given: local time is never guessed."""
    if at.tzinfo is None:
        raise ValueError("give the time with a zone, e.g. datetime(2026, 11, 22, 13, 5, tzinfo=UTC)")
    return at.astimezone(UTC)
