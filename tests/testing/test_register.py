"""Lines of a register, read for tests: what each is about, however it is written, and nothing of its content shown."""

import json
from datetime import date

import pytest
from arende.testing.register import RegisterLine, Unreadable, read_line

TODAY = date(2026, 11, 29)


def read(**fields: object) -> RegisterLine:
    found = read_line(json.dumps(fields).encode(), TODAY)
    assert isinstance(found, RegisterLine)
    return found


def test_a_person_is_the_same_however_the_identifier_is_written() -> None:
    one = read(type="person", provider="SE1", identifier="19800107-2381", name="Anton")
    other = read(type="person", provider="SE1", identifier="800107-2381", name="Anton", protected=False)
    assert one.thing == other.thing == ("person", "SE1", "personnummer:198001072381")
    assert one.content["identifier"] == other.content["identifier"] and one.refers == (("provider", "SE1"),)
    assert "protected" in other.stated and "protected" not in one.stated
    assert "Anton" not in repr(one) and "1980" not in repr(one)


def test_what_a_line_refers_to() -> None:
    named = {"id": "SE1.a", "staff": "SE1.s", "role": "SE1.r", "unit": "SE1.u"}
    assert set(read(type="assignment", **named).refers) == {
        ("provider", "SE1"),
        ("staff", "SE1.s"),
        ("role", "SE1.r"),
        ("unit", "SE1.u"),
    }
    assert read(type="provider", id="SE1", name="K", sender="Kliniken").refers == ()
    consent = {"person": "19800107-2381", "given": True, "source": "telefon", "day": "2026-01-31"}
    assert [kind for kind, *_ in read(type="sms_consent", provider="SE1", **consent).refers] == ["person"]


def test_an_end_is_about_what_it_ends_and_needs_nothing() -> None:
    between = {"provider": "SE1", "child": "20160412-2380", "guardian": "19800107-2381"}
    begins = read(type="guardianship", source="S", verified="2026-01-31", **between)
    ends = read(type="guardianship_end", ended="2026-11-20", **between)
    assert (begins.thing, begins.ends, len(begins.refers)) == (ends.thing, False, 2)
    assert (ends.ends, ends.refers) == (True, ())
    assert read(type="assignment_end", id="SE1.a").thing == ("assignment", "SE1.a")


@pytest.mark.parametrize(
    ("line", "path"),
    [(b"{", ""), (b'{"type": "shoe"}', "type"), (b'{"type": "role", "id": "SE1.r", "name": "R", "x": 1}', "x")],
)
def test_what_import_refuses_is_told_by_its_path(line: bytes, path: str) -> None:
    found = read_line(line, TODAY)
    assert isinstance(found, Unreadable)
    assert found.path == path and found.problem
