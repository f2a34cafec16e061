"""Quiet hours (B11): over midnight, over both moves of the clock, and for any rule, time and zone."""

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from arende.domain.notice.rules import QuietHours
from arende.domain.quiet import next_allowed
from hypothesis import given
from hypothesis import strategies as st

HERE = "Europe/Stockholm"
NIGHT = QuietHours(start="21:00", end="07:00")
NOON = QuietHours(start="12:00", end="13:00")
ZONES = ["Europe/Stockholm", "America/St_Johns", "Australia/Lord_Howe", "Asia/Kolkata", "Africa/Casablanca", "UTC"]


def local(text: str, zone: str = HERE, fold: int = 0) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(zone), fold=fold).astimezone(UTC)


@pytest.mark.spec("B11")
@pytest.mark.parametrize(
    ("quiet", "at", "expected"),
    [
        (NIGHT, "2026-11-22 20:59:59", "2026-11-22 20:59:59"),
        (NIGHT, "2026-11-22 21:00", "2026-11-23 07:00"),
        (NIGHT, "2026-11-23 00:00", "2026-11-23 07:00"),
        (NIGHT, "2026-11-23 06:59:59", "2026-11-23 07:00"),
        (NIGHT, "2026-11-23 07:00", "2026-11-23 07:00"),
        (NOON, "2026-11-22 12:30", "2026-11-22 13:00"),
        (NOON, "2026-11-22 13:00", "2026-11-22 13:00"),
        (NIGHT, "2027-03-27 23:00", "2027-03-28 07:00"),
        (NIGHT, "2027-10-30 23:00", "2027-10-31 07:00"),
        (QuietHours(start="22:00", end="02:30"), "2027-03-27 23:00", "2027-03-28 03:00"),
        (QuietHours(start="22:00", end="02:00"), "2027-03-27 23:00", "2027-03-28 03:00"),
        (QuietHours(start="02:45", end="02:30"), "2027-03-27 03:00", "2027-03-29 02:30"),
    ],
)
def test_quiet_hours_end_by_the_clock_on_the_wall(quiet: QuietHours, at: str, expected: str) -> None:
    assert next_allowed(local(at), quiet, HERE) == local(expected)


@pytest.mark.spec("B11")
def test_an_end_that_comes_twice_holds_the_first_time_that_is_left() -> None:
    early = QuietHours(start="22:00", end="02:30")
    assert next_allowed(local("2027-10-31 01:00"), early, HERE) == local("2027-10-31 02:30")
    assert next_allowed(local("2027-10-31 02:10", fold=1), early, HERE) == local("2027-10-31 02:30", fold=1)


def test_without_quiet_hours_it_is_now() -> None:
    at = local("2026-11-22 23:00")
    assert next_allowed(at, None, HERE) is at


CLOCKS = st.times().map(lambda t: f"{t:%H:%M}")
RULES = st.tuples(CLOCKS, CLOCKS).filter(lambda p: p[0] != p[1]).map(lambda p: QuietHours(start=p[0], end=p[1]))
MOVES = st.sampled_from([datetime(2027, 3, 28, 1, tzinfo=UTC), datetime(2027, 10, 31, 1, tzinfo=UTC)])
TIMES = st.one_of(
    st.builds(lambda at, minutes: at + timedelta(minutes=minutes), MOVES, st.integers(-1500, 1500)),
    st.datetimes(datetime(2020, 1, 1), datetime(2040, 1, 1), timezones=st.just(UTC)),  # noqa: DTZ001 (made aware)
)


@pytest.mark.spec("B11")
@given(quiet=RULES, at=TIMES, zone=st.sampled_from(ZONES))
def test_it_is_never_early_never_quiet_and_no_later_than_need_be(quiet: QuietHours, at: datetime, zone: str) -> None:
    found = next_allowed(at, quiet, zone)
    assert found >= at
    assert not quiet.holds(wall(found, zone))
    assert (found == at) is not quiet.holds(wall(at, zone))
    for step in range(1, 8):
        between = at + (found - at) * step / 8
        assert between >= found or quiet.holds(wall(between, zone)), between
    assert next_allowed(found, quiet, zone) == found


def wall(at: datetime, zone: str) -> time:
    return at.astimezone(ZoneInfo(zone)).time()
