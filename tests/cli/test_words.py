"""Texts for people: days left, dates, times, and what steers a terminal."""

from datetime import UTC, date, datetime

import pytest
from arende.cli.output import visible
from arende.cli.words import STATUS, left_text, moment
from arende.domain.day_texts import day_text
from arende.domain.visit.model import VisitStatus
from arende.views.happening_texts import HAPPENINGS
from arende.views.thread import Happening


@pytest.mark.spec("S14")
@pytest.mark.parametrize(
    ("days", "sv", "en"),
    [(4, "4 dagar kvar", "4 days left"), (1, "Sista dagen", "Last day"), (0, "Avslutat", "Ended")],
)
def test_days_left(days: int, sv: str, en: str) -> None:
    assert (left_text(days, "sv"), left_text(days, "en")) == (sv, en)


MONTHS = "januari februari mars april maj juni juli augusti september oktober november december"


@pytest.mark.spec("S14")
def test_the_last_day_by_name() -> None:
    friday = date(2026, 11, 27)
    assert day_text(friday, "sv", 2026) == "fredag 27 november"
    assert day_text(friday, "en", 2026) == "Friday 27 November"
    assert day_text(date(2027, 1, 4), "sv", 2026) == "måndag 4 januari 2027"
    assert {day_text(date(2026, month, 1), "sv", 2026).split()[2] for month in range(1, 13)} == set(MONTHS.split())


def test_times_are_local() -> None:
    assert moment(datetime(2026, 7, 1, 22, 30, tzinfo=UTC)) == "2026-07-02 00:30"


def test_every_state_has_words() -> None:
    assert set(HAPPENINGS) == set(map(str, Happening))
    assert set(STATUS) == set(map(str, VisitStatus))


def test_what_steers_a_terminal_is_replaced() -> None:
    assert visible("a\x1b[31mb\u202ec\nd\tå\x07\ud800") == "a\ufffd[31mb\ufffdc\nd\tå\ufffd\ufffd"
