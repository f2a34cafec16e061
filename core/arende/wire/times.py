"""Times at the border: aware datetimes to integer microseconds since 1970 UTC and back, exactly. No clock is read."""

from datetime import UTC, datetime, timedelta
from typing import Final

EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)


def to_micros(at: datetime) -> int:
    """Microseconds since 1970-01-01T00:00Z, negative before it. TypeError for a time without zone."""
    since = at - EPOCH
    return (since.days * 86_400 + since.seconds) * 1_000_000 + since.microseconds


def from_micros(us: int) -> datetime:
    """The time in UTC. OverflowError outside the years 1–9999."""
    return EPOCH + timedelta(microseconds=us)
