"""The clock that is moved by hand."""

from datetime import UTC, datetime, timedelta, timezone

import pytest
from arende.testing.build import NOW
from arende.testing.clock import FakeClock


def test_it_stands_still_until_it_is_moved() -> None:
    clock = FakeClock(NOW)
    assert clock.now() == clock.now() == NOW
    assert clock.advance(timedelta(days=1)) == clock.now() == NOW + timedelta(days=1)
    clock.set(NOW)
    assert clock.now() == NOW


def test_it_tells_utc_and_guesses_no_zone() -> None:
    clock = FakeClock(datetime(2026, 11, 22, 14, 5, tzinfo=timezone(timedelta(hours=1))))
    assert clock.now() == NOW
    assert clock.now().tzinfo is UTC
    with pytest.raises(ValueError, match="with a zone"):
        clock.set(datetime(2026, 11, 22))  # noqa: DTZ001 - what is refused
