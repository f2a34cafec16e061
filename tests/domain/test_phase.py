"""The calendar of the phase: the seven examples, both changes of the clock, any zone, and what a form may hand in."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from arende.domain.phase import Phase, begin, days_left, is_open, local_date, whole_days
from hypothesis import given, settings
from hypothesis import strategies as st

STOCKHOLM = "Europe/Stockholm"

EXAMPLES = [
    ("2026-11-22 14:05", 3, "2026-11-26 00:00+01:00", 4),
    ("2026-11-22 00:00:00", 3, "2026-11-26 00:00+01:00", 4),
    ("2026-11-22 23:59:59", 3, "2026-11-26 00:00+01:00", 4),
    ("2027-03-27 12:00", 1, "2027-03-29 00:00+02:00", 2),
    ("2027-10-30 12:00", 1, "2027-11-01 00:00+01:00", 2),
    ("2028-02-28 12:00", 1, "2028-03-01 00:00+01:00", 2),
    ("2026-11-22 12:00", 3650, "2036-11-20 00:00+01:00", 3651),
]


def in_stockholm(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(STOCKHOLM)).astimezone(UTC)


@pytest.mark.spec("S14")
@pytest.mark.parametrize(("created", "days", "until", "shown"), EXAMPLES)
def test_the_examples_of_the_specification(created: str, days: int, until: str, shown: int) -> None:
    opened = in_stockholm(created)
    phase = begin(opened, days, STOCKHOLM)
    assert phase.until == datetime.fromisoformat(until)
    assert days_left(phase, opened) == shown
    assert phase.until.tzinfo is UTC


@pytest.mark.spec("S13", "S14")
def test_day_by_day_to_the_end() -> None:
    phase = begin(in_stockholm("2026-11-22 14:05"), 3, STOCKHOLM)
    seen = [days_left(phase, in_stockholm(f"2026-11-{day} 12:00")) for day in range(22, 28)]
    assert seen == [4, 3, 2, 1, 0, 0]
    last = phase.until - timedelta(microseconds=1)
    assert is_open(phase, last)
    assert days_left(phase, last) == 1
    assert not is_open(phase, phase.until)
    assert days_left(phase, phase.until) == 0


@pytest.mark.spec("S13", "S14")
@pytest.mark.parametrize("change", ["2027-03-28 00:00", "2027-10-31 00:00"])
def test_every_minute_around_both_changes_of_the_clock(change: str) -> None:
    phase = begin(in_stockholm(change) - timedelta(hours=12), 1, STOCKHOLM)
    start = in_stockholm(change) - timedelta(hours=12)
    seen = []
    for minute in range(60 * 60):
        now = start + timedelta(minutes=minute)
        left = days_left(phase, now)
        assert (left > 0) is is_open(phase, now)
        seen.append(left)
    assert sorted(set(seen), reverse=True) == [2, 1, 0]
    assert seen == sorted(seen, reverse=True)


ZONES = st.sampled_from(
    [
        STOCKHOLM,
        "UTC",
        "America/Havana",  # the clock goes back to midnight
        "America/Nuuk",  # the clock changes at midnight
        "Asia/Beirut",
        "Africa/Cairo",
        "America/Santiago",
        "Australia/Lord_Howe",
        "Pacific/Kiritimati",
        "Asia/Kathmandu",
        "Pacific/Chatham",
    ]
)
DECADE = 10 * 366 * 24 * 60
INSTANTS = st.integers(0, DECADE).map(lambda minutes: datetime(2026, 1, 1, tzinfo=UTC) + timedelta(minutes=minutes))


@pytest.mark.spec("S14")
@settings(deadline=None)
@given(opened=INSTANTS, days=st.integers(1, 3650), zone=ZONES, minutes=st.integers(-3000, 3000))
def test_open_and_days_left_agree_anywhere_and_always(opened: datetime, days: int, zone: str, minutes: int) -> None:
    phase = begin(opened, days, zone)
    assert days_left(phase, opened) == days + 1
    assert local_date(opened, zone) + timedelta(days=days) == phase.last_day
    now = max(opened, phase.until + timedelta(minutes=minutes))
    assert (days_left(phase, now) > 0) is is_open(phase, now)
    assert local_date(phase.until - timedelta(microseconds=1), zone) == phase.last_day


@pytest.mark.spec("S14")
def test_where_the_clock_falls_back_over_midnight_the_first_midnight_ends_it() -> None:
    # In St. John's in 2006 the clock went from 00:01 back to 23:01: the last day came twice.
    zone = ZoneInfo("America/St_Johns")
    phase = begin(datetime(2006, 10, 27, 12, tzinfo=zone).astimezone(UTC), 1, zone.key)
    again = datetime(2006, 10, 28, 23, 30, fold=1, tzinfo=zone).astimezone(UTC)
    assert local_date(again, zone.key) == phase.last_day
    assert not is_open(phase, again)
    assert days_left(phase, again) == 0


@pytest.mark.spec("S14")
def test_where_the_rules_of_the_zone_were_changed_meanwhile_open_still_means_days_left() -> None:
    told = datetime(2027, 7, 4, 0, 0, tzinfo=UTC)  # as the rules stood when it was opened
    phase = Phase(opened=told, days=1, last_day=date(2027, 7, 3), zone=STOCKHOLM, until=told)
    now = told - timedelta(minutes=30)
    assert local_date(now, STOCKHOLM) > phase.last_day
    assert is_open(phase, now)
    assert days_left(phase, now) == 1


@pytest.mark.spec("S8")
@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("3", 3),
        (" 3 ", 3),
        ("3\t", 3),
        ("3650", 3650),
        ("3 650", 3650),
        ("3\u00a0650", 3650),
        ("3\u202f650", 3650),
        ("0", 0),  # a number; that it is too small the domain says
        ("3651", 3651),
        ("007", 7),
    ],
)
def test_what_a_form_may_trim(text: str, days: int) -> None:
    assert whole_days(text) == days


@pytest.mark.spec("S8")
@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "-1",
        "+3",
        "1.5",
        "1,5",
        "3 dagar",
        "tre",
        "true",
        "NaN",
        "1e3",
        "3 65",
        "36 50",
        "3  650",
        "٣",
        "³",
        "0x3",
    ],
)
def test_what_is_no_number_of_days(text: str) -> None:
    assert whole_days(text) is None


@pytest.mark.spec("S8")
def test_more_digits_than_a_number_can_have_are_refused_and_not_raised() -> None:
    assert whole_days("9" * 5000) is None
    assert whole_days("1" * 12) is None
