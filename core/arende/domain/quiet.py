"""When an SMS may leave: the end of quiet hours, in a zone whose clock is moved twice a year. Pure."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from .notice.rules import QuietHours


def next_allowed(at: datetime, quiet: QuietHours | None, zone: str) -> datetime:
    """The earliest time from `at` (aware) on that is not quiet, in UTC.

    Quiet is what the clock on the wall shows. An end that the wall never shows, for the clock is moved past it, is the
    moment of the move; of one that it shows twice, the first that is not over.
    """
    if quiet is None:
        return at
    local = ZoneInfo(zone)
    end = time.fromisoformat(quiet.end)
    found = at.astimezone(UTC)
    while quiet.holds(found.astimezone(local).time().replace(tzinfo=None)):
        found = next_showing(found, end, local)
    return found


def next_showing(after: datetime, wall: time, local: ZoneInfo) -> datetime:
    """The first instant later than `after` at which the wall shows that time, or is moved past it."""
    today = after.astimezone(local).date()
    days = (today, today + timedelta(days=1), today + timedelta(days=2))
    return min(shown for day in days for shown in showings(day, wall, local) if shown > after)


def showings(day: date, wall: time, local: ZoneInfo) -> tuple[datetime, ...]:
    """When the wall shows that time on that day: once, or twice, or, where it is skipped, when the clock is moved."""
    first, second = (datetime.combine(day, wall.replace(fold=fold), local).astimezone(UTC) for fold in (0, 1))
    if first <= second:
        return (first, second)
    return (moved(second, first, local),)


def moved(low: datetime, high: datetime, local: ZoneInfo) -> datetime:
    """The instant of the move between two that lie on either side of it, to the second."""
    before = low.astimezone(local).utcoffset()
    while high - low > timedelta(seconds=1):
        middle = low + (high - low) / 2
        if middle.astimezone(local).utcoffset() == before:
            low = middle
        else:
            high = middle
    return high.replace(microsecond=0)
