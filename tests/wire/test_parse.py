"""What people type becomes commands, or a refusal that names the field."""

from datetime import date

import pytest
from arende.domain.commands import CreateCase, RegisterPerson, SendMessage
from arende.domain.person import Fault, Identifier, IdSystem
from arende.domain.refusals import IdentifierInvalid, InputInvalid, PhaseLengthInvalid, PhoneInvalid
from arende.wire.commands import ParseRefusal, parse_command
from arende.wire.phone import e164
from returns.pipeline import is_successful

TODAY = date(2026, 3, 1)
PERSON = {"provider": "SE1", "identifier": "19800107-2381", "name": "Anton Testberg"}
CASE = {"patient": "SE1.p", "reason": "SE1.r"}


def refused(name: str, data: dict[str, object], lang: str = "sv") -> ParseRefusal:
    return parse_command(name, data, TODAY, "en" if lang == "en" else "sv").failure()


def person(**given: object) -> RegisterPerson:
    made = parse_command("register_person", {**PERSON, **given}, TODAY).unwrap()
    assert isinstance(made, RegisterPerson)
    return made


@pytest.mark.spec("S2")
@pytest.mark.parametrize(
    "typed",
    [
        "19800107-2381",
        "198001072381",
        "800107-2381",
        " 8001072381 ",
        {"system": "personnummer", "value": "800107-2381"},
    ],
)
def test_identifiers_as_people_write_them(typed: object) -> None:
    assert person(identifier=typed).identifier == Identifier(IdSystem.PERSONNUMMER, "198001072381")


def test_reserve_numbers_say_their_system() -> None:
    made = person(identifier={"system": "nrid", "value": "18-800107-abcd"})
    assert made.identifier == Identifier(IdSystem.NATIONAL_RESERVE, "18800107ABCD")


@pytest.mark.parametrize(
    ("typed", "fault"),
    [
        ("800107-2382", Fault.CHECK),
        ("Anton", Fault.FORM),
        ("", Fault.FORM),
        ({"system": "samordningsnummer", "value": "19800107-2381"}, Fault.FORM),
        ({"system": "local", "value": "x"}, Fault.FORM),
    ],
)
def test_a_wrong_identifier_keeps_its_own_refusal(typed: object, fault: Fault) -> None:
    assert refused("register_person", {**PERSON, "identifier": typed}) == IdentifierInvalid(fault)


@pytest.mark.parametrize("typed", [198001072381, None, ["19800107-2381"], {"system": "local"}])
def test_an_identifier_of_the_wrong_form_is_named_by_path(typed: object) -> None:
    found = refused("register_person", {**PERSON, "identifier": typed})
    assert isinstance(found, InputInvalid)
    assert found.field.startswith("identifier")
    assert "1980" not in found.problem


@pytest.mark.parametrize("typed", ["070-174 06 05", "+46 (0)70 174 06 05", "0046701740605", "0701740605 "])
def test_phone_numbers_become_e164(typed: str) -> None:
    assert person(phone=typed).phone == "+46701740605"


@pytest.mark.parametrize("typed", [None, "", "  "])
def test_no_phone_number_is_none(typed: str | None) -> None:
    assert person(phone=typed).phone is None


@pytest.mark.parametrize("typed", ["08-123 456 78", "112", "070", "nej", "0" * 500, "0701740605;ext=5", "020-123 456"])
def test_what_no_sms_can_reach_is_refused(typed: str) -> None:
    assert refused("register_person", {**PERSON, "phone": typed}) == PhoneInvalid()
    assert e164(typed) is None


def test_the_whole_range_for_fiction_is_mobile() -> None:
    numbers = [f"070-174 {n // 100:02d} {n % 100:02d}" for n in range(605, 700)]
    assert [e164(number) for number in numbers] == [f"+4670174{n:04d}" for n in range(605, 700)]


def test_numbers_of_other_countries() -> None:
    assert e164("+1 201 555 0123") == "+12015550123"  # mobile and fixed line look the same there
    assert e164("+358 40 1234567") == "+358401234567"
    assert e164("040 1234567", "FI") == "+358401234567"


@pytest.mark.spec("S8")
@pytest.mark.parametrize(("typed", "days"), [("3", 3), (" 3 650 ", 3650), ("3\u00a0650", 3650), (7, 7), (None, None)])
def test_days_as_people_write_them(typed: object, days: int | None) -> None:
    made = parse_command("create_case", {**CASE, "days": typed}, TODAY).unwrap()
    assert isinstance(made, CreateCase)
    assert made.days == days


@pytest.mark.spec("S8")
@pytest.mark.parametrize("typed", ["", "tre", "3,5", "-1", 2.5, True, [3]])
def test_days_that_are_no_whole_number_are_refused(typed: object) -> None:
    assert refused("create_case", {**CASE, "days": typed}) == PhaseLengthInvalid()


def test_faults_are_named_by_path_in_both_languages() -> None:
    assert refused("send_message", {"case": "SE1.c"}) == InputInvalid("text", "saknas")
    assert refused("send_message", {"case": "SE1.c"}, "en") == InputInvalid("text", "is missing")
    assert refused("send_message", {"case": "SE1.c", "text": "x", "to": 1}) == InputInvalid(
        "to", "finns inte; kontrollera stavningen"
    )


def test_an_unknown_command_is_refused() -> None:
    found = refused("open_window", {})
    assert isinstance(found, InputInvalid)
    assert found.field == "command"


def test_the_input_is_left_as_it_was() -> None:
    data: dict[str, object] = {**PERSON, "phone": "070-174 06 05"}
    assert is_successful(parse_command("register_person", data, TODAY))
    assert data["phone"] == "070-174 06 05"


def test_texts_are_kept_exactly() -> None:
    made = parse_command("send_message", {"case": "SE1.c", "text": " Hej \r\n😷 "}, TODAY).unwrap()
    assert isinstance(made, SendMessage)
    assert made.text == " Hej \r\n😷 "
