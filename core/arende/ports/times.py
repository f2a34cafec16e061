"""Instants as storage and wire keep them: whole microseconds since 1970-01-01T00:00Z. Exact both ways, no float."""

from datetime import UTC, datetime, timedelta
from typing import Final

EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
MICROSECOND: Final = timedelta(microseconds=1)


def to_micros(at: datetime) -> int:
    """An aware instant in microseconds."""
    return (at - EPOCH) // MICROSECOND


def from_micros(us: int) -> datetime:
    """The instant, aware, in UTC."""
    return EPOCH + timedelta(microseconds=us)


def rfc3339(us: int) -> str:
    """The instant in UTC with six decimals. OverflowError outside the years 1–9999."""
    return from_micros(us).isoformat(timespec="microseconds").replace("+00:00", "Z")
