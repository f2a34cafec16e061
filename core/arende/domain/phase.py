"""The calendar of the asynchronous phase: last day, end, days left, open or not. No state is kept and no clock is read.

S14 by definition: `last_day` is the local date of creation plus the days asked for; the phase ends at 00:00 local time
on the day after. So a case made with 3 days shows 4: today and the three that follow. Whether a case is open is derived
from the time at which one asks.
"""

import re
from datetime import UTC, date, datetime, time, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from attrs import evolve as changed
from attrs import frozen

GROUPED: Final = re.compile(r"[0-9]{1,3}(?:[ \u00a0\u202f][0-9]{3})+|[0-9]+", re.ASCII)
"""Digits, or digits in groups of three with a space (plain, no-break or narrow): «3 650»."""
LONGEST: Final = 9
"""Characters, far beyond any length: `int` raises on thousands of digits."""


@frozen(kw_only=True)
class Phase:
    """The period in which a case is open: the half-open interval [opened, until)."""

    opened: datetime
    days: int
    last_day: date
    zone: str
    """IANA name of the care unit's zone."""
    until: datetime
    """00:00 local time on the day after `last_day`, in UTC; earlier on that day where staff closed the case."""


def begin(opened: datetime, days: int, zone: str) -> Phase:
    """The phase of a case created at `opened` (aware) for that many days."""
    last_day = local_date(opened, zone) + timedelta(days=days)
    return Phase(opened=opened, days=days, last_day=last_day, zone=zone, until=end_of(last_day, zone))


def ending(phase: Phase, last_day: date) -> Phase:
    """The same phase with another last day: extended, or shortened."""
    days = (last_day - local_date(phase.opened, phase.zone)).days
    return changed(phase, days=days, last_day=last_day, until=end_of(last_day, phase.zone))


def cut(phase: Phase, now: datetime) -> Phase:
    """The same phase, over at that instant."""
    today = local_date(now, phase.zone)
    return changed(phase, days=(today - local_date(phase.opened, phase.zone)).days, last_day=today, until=now)


def local_date(at: datetime, zone: str) -> date:
    """The calendar day in that zone."""
    return at.astimezone(ZoneInfo(zone)).date()


def end_of(last_day: date, zone: str) -> datetime:
    """The instant at which that day ends in that zone, in UTC.

    Where the clock is moved at midnight, 00:00 may not exist; the instant is then that of the move.
    """
    return datetime.combine(last_day + timedelta(days=1), time(0), ZoneInfo(zone)).astimezone(UTC)


def is_open(phase: Phase, now: datetime) -> bool:
    """Whether both sides may write at that time."""
    return now < phase.until


def days_left(phase: Phase, now: datetime) -> int:
    """Local calendar days left, today counted; 0 when it is over, 1 on the last day.

    Open always means a day left: also where a clock falls back over midnight, or a zone's rules change meanwhile.
    """
    if not is_open(phase, now):
        return 0
    return max(1, (phase.last_day - local_date(now, phase.zone)).days + 1)


def whole_days(text: str) -> int | None:
    """The number of days in what a person typed: spaces around and between groups are accepted; else None."""
    trimmed = text.strip()
    if len(trimmed) > LONGEST or GROUPED.fullmatch(trimmed) is None:
        return None
    return int(re.sub(r"\s", "", trimmed))
