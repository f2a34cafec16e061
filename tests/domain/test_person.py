"""Identifiers of persons: forms, centuries, check digit, dates, ages, over published test numbers and known traps."""

import os
from datetime import date
from pathlib import Path

import pytest
from arende.domain.person import (
    Fault,
    Identifier,
    IdSystem,
    age_on,
    birth_date,
    birthday,
    century_of,
    luhn,
    parse,
    pretty,
    reserve,
)

DATA = Path(__file__).parent.parent / "data"
TODAY = date(2026, 11, 22)


def numbers(path: Path) -> list[str]:
    return [line for line in path.read_text(encoding="utf-8").splitlines() if line and not line.startswith("#")]


PERSONS = numbers(DATA / "personnummer.txt")
DATED = numbers(DATA / "samordningsnummer.txt")
UNDATED = numbers(DATA / "samordningsnummer-undated.txt")


@pytest.mark.spec("S2")
@pytest.mark.parametrize("number", PERSONS)
def test_a_personnummer_in_every_form_that_people_type(number: str) -> None:
    wanted = Identifier(IdSystem.PERSONNUMMER, number)
    born = birth_date(number)
    assert born is not None
    sign = "+" if TODAY.year - born.year >= 100 else "-"
    forms = [
        number,
        f"{number[:8]}-{number[8:]}",
        f" {number[:8]} {number[8:]} ",
        number[2:],
        f"{number[2:8]}{sign}{number[8:]}",
    ]
    assert [parse(form, TODAY) for form in forms] == [wanted] * len(forms)
    assert pretty(wanted) == f"{number[:8]}-{number[8:]}"


@pytest.mark.spec("S2")
@pytest.mark.parametrize("number", DATED)
def test_a_samordningsnummer_with_a_birth_date(number: str) -> None:
    assert parse(number, TODAY) == Identifier(IdSystem.SAMORDNINGSNUMMER, number)
    born = birth_date(number)
    assert born == date(int(number[:4]), int(number[4:6]), int(number[6:8]) - 60)
    assert pretty(Identifier(IdSystem.SAMORDNINGSNUMMER, number)) == f"{number[:8]}-{number[8:]}"


@pytest.mark.spec("S2", "S4")
@pytest.mark.parametrize("number", UNDATED)
def test_a_samordningsnummer_without_birth_date_is_read_and_has_no_age(number: str) -> None:
    assert parse(number, TODAY) == Identifier(IdSystem.SAMORDNINGSNUMMER, number)
    assert birth_date(number) is None


def test_the_twelve_undated_are_all_there() -> None:
    assert len(UNDATED) == 12
    assert len(PERSONS) >= 50


@pytest.mark.spec("S2")
def test_the_published_lists_hold_no_number_that_is_refused() -> None:
    """The selection that is shipped; the whole lists where ARENDE_TEST_NUMBERS names a folder that holds them."""
    folder = os.environ.get("ARENDE_TEST_NUMBERS")
    persons = numbers(Path(folder) / "test-personnummer.txt") if folder else PERSONS
    others = numbers(Path(folder) / "test-samordningsnummer.txt") if folder else [*DATED, *UNDATED]
    assert all(parse(n, TODAY) == Identifier(IdSystem.PERSONNUMMER, n) for n in persons)
    assert all(parse(n, TODAY) == Identifier(IdSystem.SAMORDNINGSNUMMER, n) for n in others)
    assert sum(birth_date(n) is None for n in others) == len(UNDATED)


@pytest.mark.spec("S2")
@pytest.mark.parametrize("number", ["198001072381", "201802142396", "198401052397"])
@pytest.mark.parametrize("place", range(2, 12))
@pytest.mark.parametrize("add", range(1, 10))
def test_every_single_wrong_digit_is_found(number: str, place: int, add: int) -> None:
    wrong = number[:place] + str((int(number[place]) + add) % 10) + number[place + 1 :]
    assert not luhn(wrong[2:])
    assert isinstance(parse(wrong, TODAY), Fault)


def with_check(eleven: str) -> str:
    """The number with its check digit."""
    return next(eleven + c for c in "0123456789" if luhn(eleven[2:] + c))


@pytest.mark.spec("S2")
@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("", Fault.FORM),
        ("Testberg", Fault.FORM),
        ("19800107", Fault.FORM),
        ("19800107238", Fault.FORM),
        ("1980010723811", Fault.FORM),
        ("1980-01-07-2381", Fault.FORM),
        ("19800107--2381", Fault.FORM),
        ("19800107\n2381", Fault.FORM),
        ("19800107238I", Fault.FORM),
        ("١٩٨٠٠١٠٧٢٣٨١", Fault.FORM),
        ("19800107²381", Fault.FORM),
        ("17800107-2381", Fault.FORM),
        ("21800107-2381", Fault.FORM),
        ("198001072382", Fault.CHECK),
        ("198001070005", Fault.CHECK),
        (with_check("19800230238"), Fault.DATE),
        (with_check("19801307238"), Fault.DATE),
        (with_check("19800132238"), Fault.DATE),
        (with_check("19800100238"), Fault.DATE),
        (with_check("19000229238"), Fault.DATE),
        (with_check("20261123238"), Fault.FUTURE),
        (with_check("20300101238"), Fault.FUTURE),
        (with_check("20270161238"), Fault.FUTURE),
    ],
)
def test_what_is_no_identifier_and_why(text: str, fault: Fault) -> None:
    assert parse(text, TODAY) is fault


@pytest.mark.spec("S2")
def test_a_trailing_newline_is_space_around_and_is_not_kept() -> None:
    assert parse("198001072381\n", TODAY) == Identifier(IdSystem.PERSONNUMMER, "198001072381")


@pytest.mark.spec("S2")
def test_who_is_born_today_has_an_identifier() -> None:
    number = with_check("20261122238")
    assert parse(number, TODAY) == Identifier(IdSystem.PERSONNUMMER, number)


@pytest.mark.spec("S2")
@pytest.mark.parametrize(
    ("six", "plus", "century"),
    [
        ("800107", False, "19"),
        ("800107", True, "18"),
        ("180214", False, "20"),
        ("180214", True, "19"),
        ("261122", False, "20"),  # born today
        ("261123", False, "19"),  # tomorrow has not been: 99 years ago
        ("261122", True, "19"),
        ("261123", True, "19"),  # turns 100 this year, so the sign is «+» already
        ("270101", False, "19"),
        ("270101", True, "18"),
        ("261182", False, "20"),  # samordningsnummer: born on the 22nd
        ("261183", False, "19"),
    ],
)
def test_the_century_of_ten_digits(six: str, plus: bool, century: str) -> None:
    assert century_of(six, plus, TODAY) == century


@pytest.mark.spec("S2")
def test_the_sign_changes_on_new_years_day_of_the_hundredth_year() -> None:
    assert century_of("311231", False, date(2030, 12, 31)) == "19"
    assert century_of("311231", True, date(2030, 12, 31)) == "18"
    assert century_of("311231", True, date(2031, 1, 1)) == "19"


@pytest.mark.spec("S4")
@pytest.mark.parametrize(
    ("born", "age", "day"),
    [
        (date(2012, 2, 29), 13, date(2025, 3, 1)),
        (date(2012, 2, 29), 16, date(2028, 2, 29)),
        (date(2012, 2, 29), 18, date(2030, 3, 1)),
        (date(2013, 11, 22), 13, date(2026, 11, 22)),
        (date(2012, 12, 31), 13, date(2025, 12, 31)),
    ],
)
def test_birthdays_and_the_day_before_and_after(born: date, age: int, day: date) -> None:
    assert birthday(born, age) == day
    before, after = date.fromordinal(day.toordinal() - 1), date.fromordinal(day.toordinal() + 1)
    assert [age_on(born, d) for d in (before, day, after)] == [age - 1, age, age]


def test_who_is_not_born_yet_has_no_whole_year() -> None:
    assert age_on(date(2026, 11, 23), TODAY) == -1


@pytest.mark.parametrize(
    ("text", "value"),
    [("890101-TF12", "890101TF12"), (" 99kbc12a ", "99KBC12A"), ("A" * 20, "A" * 20)],
)
def test_a_reserve_number_is_kept_as_its_issuer_wrote_it(text: str, value: str) -> None:
    for system in (IdSystem.NATIONAL_RESERVE, IdSystem.LOCAL_RESERVE):
        assert reserve(system, text) == Identifier(system, value)
        assert pretty(Identifier(system, value)) == value


@pytest.mark.parametrize("text", ["", "12345", "A" * 21, "ÅÄÖÅÄÖ", "12 34 56", "123456\n7"])
def test_what_is_no_reserve_number(text: str) -> None:
    assert reserve(IdSystem.LOCAL_RESERVE, text) is Fault.FORM
