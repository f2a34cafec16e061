"""An import file is read whole: commands in working order, and each bad line by number and path."""

import json
from collections.abc import Mapping
from datetime import date

import pytest
from arende.domain.commands import RegisterPerson, RegisterProvider, RegisterReason, RegisterUnit
from arende.domain.person import Identifier, IdSystem
from arende.wire.imports import TYPES, ConsentLine, GuardianshipLine, ImportLine, LineFault, read_lines

TODAY = date(2026, 3, 1)
FILE: Mapping[str, Mapping[str, object]] = {
    "sms_consent": {
        "provider": "SE1",
        "person": "19800107-2381",
        "given": True,
        "source": "Sagt vid besöket",
        "day": "2026-02-28",
    },
    "guardianship": {
        "provider": "SE1",
        "child": "20180717-2398",
        "guardian": "19800107-2381",
        "source": "folkbokföringen",
        "verified": "2026-02-28",
    },
    "person": {"provider": "SE1", "identifier": "800107-2381", "name": "Anton", "phone": "070-174 06 05"},
    "reason": {"id": "SE1.hosta", "title": "Hosta", "unit": "SE1.vc", "days": "3 650"},
    "template": {"id": "SE1.svar", "name": "Provsvar", "text": "Hej! {svar}", "unit": "SE1.vc"},
    "assignment": {"id": "SE1.a1", "staff": "SE1.siv", "role": "SE1.ssk", "unit": "SE1.vc"},
    "staff": {"id": "SE1.siv", "name": "Siv Provsson"},
    "role": {"id": "SE1.ssk", "name": "Sjuksköterska"},
    "unit": {"id": "SE1.vc", "name": "Vårdcentralen"},
    "provider": {"id": "SE1", "name": "Kliniken", "sender": "Kliniken"},
}


def line(type: str, /, **changed: object) -> bytes:
    fields = {"type": type, **FILE.get(type, {}), **changed}
    return json.dumps({key: value for key, value in fields.items() if value is not ...}).encode()


def faults(*lines: bytes) -> list[tuple[int, str]]:
    return [(fault.number, fault.path) for fault in read_lines(lines, TODAY)[1]]


def test_a_file_in_any_order_comes_in_working_order() -> None:
    read, found = read_lines([line(type) for type in FILE], TODAY)
    assert found == []
    assert [type(each.content) for each in read] == [cls for name, (cls, _) in TYPES.items() if name in FILE]
    assert [each.number for each in read] == [10, 9, 8, 7, 6, 5, 4, 3, 2, 1]
    by_number = {each.number: each.content for each in read}
    provider, unit, reason, person, custody, consent = (by_number[n] for n in (10, 9, 4, 3, 2, 1))
    assert isinstance(provider, RegisterProvider)
    assert provider.provider == "SE1"
    assert isinstance(unit, RegisterUnit)
    assert unit.unit == "SE1.vc"
    assert isinstance(reason, RegisterReason)
    assert reason.days == 3650
    assert isinstance(person, RegisterPerson)
    assert person.phone == "+46701740605"
    assert person.identifier == Identifier(IdSystem.PERSONNUMMER, "198001072381")
    assert custody == GuardianshipLine(
        provider=provider.provider,
        child=Identifier(IdSystem.PERSONNUMMER, "201807172398"),
        guardian=person.identifier,
        source="folkbokföringen",
        verified=date(2026, 2, 28),
    )
    assert consent == ConsentLine(
        provider=provider.provider,
        person=person.identifier,
        given=True,
        source="Sagt vid besöket",
        day=date(2026, 2, 28),
    )


def test_blank_lines_and_a_byte_order_mark_are_no_fault() -> None:
    read, found = read_lines([b"\xef\xbb\xbf" + line("provider") + b"\r\n", b"\n", b"  ", line("unit")], TODAY)
    assert found == []
    assert [each.number for each in read] == [1, 4]


@pytest.mark.parametrize("bad", [b"{", b"[]", b"5", b"\xff", b'{"type": "unit"} {}', b"unit;SE1.vc"])
def test_what_is_no_object_is_named(bad: bytes) -> None:
    assert faults(line("provider"), bad) == [(2, "")]


@pytest.mark.parametrize(
    ("type", "changed", "path"),
    [
        ("dog", {}, "type"),
        ("unit", {"type": ...}, "type"),
        ("unit", {"type": 5}, "type"),
        ("unit", {"id": ...}, "id"),
        ("unit", {"id": 5}, "id"),
        ("unit", {"id": "vc"}, "id"),
        ("unit", {"id": "SE1.vård"}, "id"),
        ("unit", {"unit": "SE1.vc"}, "unit"),
        ("provider", {"id": "SE1.x"}, "id"),
        ("unit", {"days": "tre"}, "days"),
        ("unit", {"zon": "x"}, "zon"),
        ("staff", {"name": ["x"]}, "name"),
        ("assignment", {"staff": "siv"}, "staff"),
        ("assignment", {"unit": "SE2.vc"}, "unit"),
        ("reason", {"unit": "SE2.vc"}, "unit"),
        ("template", {"unit": "SE2.vc"}, "unit"),
        ("template", {"assignment": "a1"}, "assignment"),
        ("template", {"text": ...}, "text"),
        ("person", {"identifier": "800107-2382"}, "identifier"),
        ("person", {"identifier": ...}, "identifier"),
        ("person", {"phone": "08-123 456 78"}, "phone"),
        ("person", {"provider": "SE 1"}, "provider"),
        ("person", {"id": "SE1.p"}, "id"),
        ("guardianship", {"child": "x"}, "child"),
        ("guardianship", {"guardian": ...}, "guardian"),
        ("guardianship", {"verified": "igår"}, "verified"),
        ("person", {"phone_source": "grannen"}, "phone_source"),
        ("sms_consent", {"person": "x"}, "person"),
        ("sms_consent", {"given": "ja"}, "given"),
        ("sms_consent", {"day": ...}, "day"),
    ],
)
def test_each_fault_has_number_and_path(type: str, changed: Mapping[str, object], path: str) -> None:
    assert faults(line("provider"), line(type, **changed), line("role")) == [(2, path)]


def test_every_fault_of_a_line_and_of_the_file_is_told() -> None:
    assert faults(line("unit", name=5, zone=None), b"{", line("role", name=...)) == [
        (1, "name"),
        (1, "zone"),
        (2, ""),
        (3, "name"),
    ]


def test_faults_are_in_two_languages_and_repeat_no_value() -> None:
    _, found = read_lines([line("person", identifier="800107-2382", name="Hemlig")], TODAY)
    assert found == [LineFault(1, "identifier", found[0].problem_sv, found[0].problem_en)]
    assert found[0].problem_sv != found[0].problem_en
    assert not any(part in f"{found}" for part in ("800107", "Hemlig"))


@pytest.mark.parametrize(
    ("type", "changed", "path"),
    [
        ("provider", {"name": "Annat"}, "id"),
        ("unit", {"name": "Annat"}, "id"),
        ("assignment", {"sees_unit": True}, "id"),
        ("reason", {"title": "Annat"}, "id"),
        ("template", {"name": "Annat"}, "id"),
        ("person", {"name": "Annan"}, "identifier"),
        ("person", {"identifier": "19800107-2381", "name": "Annan"}, "identifier"),
        ("guardianship", {"until": "2030-01-01"}, "child"),
    ],
)
def test_two_lines_about_one_thing_must_agree(type: str, changed: Mapping[str, object], path: str) -> None:
    assert faults(line(type), line(type)) == []
    assert faults(line(type), line("role", id="SE1.x"), line(type, **changed)) == [(3, path)]


def test_things_of_two_kinds_may_share_an_id() -> None:
    assert faults(line("role", id="SE1.x"), line("staff", id="SE1.x"), line("unit", id="SE1.x")) == []


def test_what_is_not_in_the_file_is_left_to_the_engine() -> None:
    read, found = read_lines([line("assignment")], TODAY)
    assert found == []
    assert read == [ImportLine(1, read[0].content)]
