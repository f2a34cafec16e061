"""A unit's rules for notices (B11): reminder, «oläst», quiet hours, bursts. Data and what is wrong with it; all off."""

import re
from datetime import time
from typing import Final

from attrs import frozen

CLOCK: Final = re.compile(r"([01][0-9]|2[0-3]):[0-5][0-9]", re.ASCII)
HOURS_MAX: Final = 720
DAYS_MAX: Final = 365
MINUTES_MAX: Final = 1440
"""Far beyond what anyone wants; more is a slip."""


@frozen(kw_only=True)
class QuietHours:
    """From `start` until `end`, wall clock of the unit's zone, «21:00»; over midnight where the end is the earlier."""

    start: str
    end: str

    def holds(self, at: time) -> bool:
        """Whether it is quiet at that wall-clock time."""
        start, end = time.fromisoformat(self.start), time.fromisoformat(self.end)
        return start <= at < end if start < end else at >= start or at < end


@frozen(kw_only=True)
class NoticeRules:
    """What a unit wants of SMS beside the message itself. Without any each message sends its own at once (S12)."""

    remind_after_hours: int | None = None
    """The patient's side is reminded, once, of what is not read so long after it was sent."""
    unread_days: int | None = None
    """Staff are told of what is not read so many days after it was sent."""
    quiet: QuietHours | None = None
    """No SMS leaves in these hours; the message itself is never delayed."""
    coalesce_minutes: int | None = None
    """At most one SMS a case within so many minutes; the last message is always told of."""


NO_RULES: Final = NoticeRules()


def rules_fault(rules: NoticeRules) -> str | None:
    """The path of the first field that will not do; None: all will."""
    limits = (
        ("remind_after_hours", rules.remind_after_hours, HOURS_MAX),
        ("unread_days", rules.unread_days, DAYS_MAX),
        ("coalesce_minutes", rules.coalesce_minutes, MINUTES_MAX),
    )
    for name, value, most in limits:
        if value is not None and not (type(value) is int and 1 <= value <= most):
            return name
    quiet = rules.quiet
    if quiet is None:
        return None
    well = CLOCK.fullmatch(quiet.start) and CLOCK.fullmatch(quiet.end) and quiet.start != quiet.end
    return None if well else "quiet"
