"""The story's days and cast on other dates than today's: it must play on any of them."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from arende.cli.context import Session
from arende.cli.demo.cast import cast, nearest
from arende.cli.demo.clinic import Someone, import_lines, numbers, register
from arende.cli.demo.clock import StoryClock, first_day
from arende.cli.demo.places import Places
from arende.cli.demo.play import play
from arende.cli.demo.teller import Silent
from arende.domain.person import Identifier, age_on, birth_date, parse
from arende.domain.policy import Policy
from arende.wire.imports import read_lines


class Standing:
    """A present that stands still."""

    def __init__(self, at: datetime) -> None:
        self.at = at

    def now(self) -> datetime:
        return self.at


@pytest.mark.parametrize("ahead", range(14))
def test_it_begins_with_three_working_days_some_days_ago(ahead: int) -> None:
    today = date(2026, 11, 22) + timedelta(days=ahead)
    first = first_day(today)
    assert first.weekday() <= 2
    assert 4 <= (today - first).days <= 8


def test_the_clock_never_goes_back_nor_beyond_now() -> None:
    clock = StoryClock(Standing(datetime(2026, 11, 22, 13, 5, tzinfo=UTC)))
    clock.go(0, "09:00")
    with pytest.raises(ValueError, match="forward"):
        clock.go(0, "08:59")
    with pytest.raises(ValueError, match="present"):
        clock.go(4, "23:00")
    clock.to_present()
    assert clock.now() == datetime(2026, 11, 22, 13, 5, tzinfo=UTC)


@pytest.mark.parametrize(
    ("day", "child", "youth"),
    [
        ("2026-11-22", 8, 15),
        ("2027-03-29", 8, 15),
        ("2029-06-01", 8, 15),
        ("2033-01-01", 9, 15),
        ("2036-01-01", 12, 15),
    ],
)
def test_child_and_youth_are_the_nearest_that_the_test_numbers_have(day: str, child: int, youth: int) -> None:
    on = date.fromisoformat(day)
    found = cast(register(on), on, Policy())
    assert found.child is not None
    assert found.youth is not None
    assert abs(age_on(found.child.born, on) - child) <= 1
    assert age_on(found.youth.born, on) == youth
    assert len(found.child.guardians) == 2


def test_when_no_child_is_left_the_part_is_open() -> None:
    on = date(2045, 1, 1)
    found = cast(register(on), on, Policy())
    assert (found.child, found.youth) == (None, None)


def test_nobody_who_is_about_to_come_of_age_is_chosen() -> None:
    soon = Someone(number="201312302399", name="Snart", phone=None)
    later = Someone(number="201804302399", name="Senare", phone=None)
    assert nearest([soon, later], 12, date(2026, 12, 15), range(13)) is later


def test_the_register_is_a_clinic_of_more_than_a_thousand_who_are_no_one() -> None:
    today = date(2026, 11, 18)
    known = register(today)
    assert len(known.persons) >= 1000
    assert len(known.newcomers) >= 50
    assert not set(known.persons) & {someone.number for someone in known.newcomers}
    assert all(isinstance(parse(number, today), Identifier) for number in numbers())
    assert import_lines(known) == import_lines(register(today))
    lines, faults = read_lines(import_lines(known), today)
    assert faults == []
    assert len(lines) == len(import_lines(known))


def test_guardians_are_grown_up_and_can_be_told_apart_by_telephone() -> None:
    persons = register(date(2026, 11, 18)).persons
    children = [someone for someone in persons.values() if someone.guardians]
    assert len(children) == sum(someone.born.year >= 2009 for someone in persons.values())
    for child in children:
        guardians = [persons[number] for number in child.guardians]
        assert all(child.born.year - guardian.born.year >= 18 for guardian in guardians)
        assert len({guardian.phone for guardian in guardians}) == len(guardians)


def test_names_have_their_letters_and_some_are_double() -> None:
    names = [someone.name for someone in register(date(2026, 11, 18)).persons.values()]
    assert all(any(letter in name for name in names) for letter in "åäöÅÄÖ")
    assert any("-" in name.split()[0] for name in names)
    assert any("-" in name.split()[-1] for name in names)


def test_nobody_is_imported_before_birth() -> None:
    known = register(date(2020, 1, 1))
    assert max(someone.born for someone in known.persons.values()) <= date(2020, 1, 1)
    assert min(birth_date(number) or date.max for number in numbers()) < date(1940, 1, 1)


@pytest.mark.parametrize(
    "now",
    [
        datetime(2027, 3, 28, 22, 0, 30, tzinfo=UTC),  # half a minute into the day after the clocks were moved
        datetime(2045, 5, 5, 12, 0, tzinfo=UTC),  # when every test number is of age
    ],
)
def test_it_plays_on_other_days(now: datetime, tmp_path: Path) -> None:
    places = Places.of("sqlite:///klinik.db", tmp_path)
    facts = play(places, Silent(), Session(), Standing(now))
    days = facts["days"]
    assert isinstance(days, dict)
    assert [day["left"] for day in days["box"]] == [4, 3, 2, 1, 0]
    assert ("child" in facts) == (now.year < 2036)


def test_folders_lie_beside_the_database(tmp_path: Path) -> None:
    there = Places.of(f"sqlite:///{tmp_path}/en klinik.db?prefix=x_", Path("/hem"))
    assert there.database == f"sqlite:///{tmp_path}/en%20klinik.db?prefix=x_"
    assert there.sms.parent == there.journal.parent == tmp_path
    assert Places.of("memory:", Path("/hem")).sms.parent == Path("/hem")
