"""Importing a register: the whole file or nothing, in any order, and again without change."""

import json
import random
from collections.abc import Sequence
from datetime import date

import pytest
from arende.domain.actor import RepresentativeActor
from arende.domain.directory.model import SmsConsent
from arende.domain.ids import PersonId
from arende.engine.importing import Imported, import_lines
from arende.engine.verifying import verify

from .clinic import HERE, OPERATOR, Clinic
from .conftest import Opener
from .snapshot import everything

Line = dict[str, object]

FILE: tuple[Line, ...] = (
    {"type": "provider", "id": "SE1", "name": "Kliniken", "sender": "Kliniken"},
    {"type": "unit", "id": "SE1.vc", "name": "Vårdcentralen"},
    {"type": "role", "id": "SE1.ssk", "name": "Sjuksköterska"},
    {"type": "staff", "id": "SE1.siv", "name": "Siv Provsson", "display_name": "Siv"},
    {"type": "assignment", "id": "SE1.a1", "staff": "SE1.siv", "role": "SE1.ssk", "unit": "SE1.vc"},
    {"type": "reason", "id": "SE1.hosta", "title": "Hosta", "unit": "SE1.vc", "days": "14"},
    {"type": "person", "provider": "SE1", "identifier": "20180214-2396", "name": "Elsa Provdotter"},
    {
        "type": "person",
        "provider": "SE1",
        "identifier": "851224-2390",
        "name": "Karin Provdotter",
        "phone": "070-174 06 06",
    },
    {
        "type": "guardianship",
        "provider": "SE1",
        "child": "180214-2396",
        "guardian": "19851224-2390",
        "source": "folkbokföring",
        "verified": "2026-01-31",
    },
)


@pytest.fixture
def empty(opener: Opener) -> Clinic:
    return opener(empty=True)


def imported(clinic: Clinic, lines: Sequence[Line | bytes]) -> Imported:
    raw = [line if isinstance(line, bytes) else json.dumps(line, ensure_ascii=False).encode() for line in lines]
    return import_lines(clinic.engine.handler, raw, OPERATOR)


def guardians(clinic: Clinic) -> list[str]:
    queries = clinic.engine.queries
    (elsa,) = queries.search_patients(OPERATOR, "20180214-2396", provider=HERE).unwrap().items
    return [one.name for one in elsa.guardians]


def test_a_good_file_is_there_afterwards_and_again_changes_nothing(empty: Clinic) -> None:
    first = imported(empty, FILE)
    assert (first.lines, first.changed, first.faults) == (9, 9, ())
    assert guardians(empty) == ["Karin Provdotter"]
    records = everything(empty.engine.storage).records
    again = imported(empty, FILE)
    assert (again.lines, again.changed, again.faults) == (9, 0, ())
    assert everything(empty.engine.storage).records == records
    assert verify(empty.engine.storage).faults == ()


def test_a_changed_line_changes_that_alone(empty: Clinic) -> None:
    imported(empty, FILE)
    before = len(everything(empty.engine.storage).records)
    again = imported(empty, [*FILE[:1], {**FILE[1], "name": "Vårdcentralen Eken"}, *FILE[2:]])
    assert (again.changed, len(everything(empty.engine.storage).records) - before) == (1, 1)


@pytest.mark.parametrize("seed", range(5))
def test_lines_may_stand_in_any_order(empty: Clinic, seed: int) -> None:
    lines = list(FILE)
    random.Random(seed).shuffle(lines)
    assert imported(empty, lines).changed == 9
    assert guardians(empty) == ["Karin Provdotter"]


def test_what_a_line_needs_may_stand_in_the_register_already(empty: Clinic) -> None:
    imported(empty, FILE[:8])
    assert guardians(empty) == []
    assert imported(empty, FILE[8:]).changed == 1
    assert guardians(empty) == ["Karin Provdotter"]


def test_a_file_of_several_providers_is_imported(empty: Clinic) -> None:
    moved = [json.loads(json.dumps(line).replace("SE1", "SE2")) for line in FILE]
    both = [line for pair in zip(FILE, moved, strict=True) for line in pair]
    assert imported(empty, both).changed == 18
    assert sorted(empty.engine.storage.shards()) == ["SE1", "SE2"]


def test_more_lines_than_one_transaction_holds(empty: Clinic) -> None:
    reasons: list[Line] = [{"type": "reason", "id": f"SE1.r{n}", "title": f"Orsak {n}"} for n in range(450)]
    told: list[tuple[int, int]] = []
    raw = [json.dumps(line).encode() for line in (*FILE[:1], *reasons)]
    done = import_lines(empty.engine.handler, raw, OPERATOR, lambda done, of: told.append((done, of)))
    assert (done.changed, done.faults) == (451, ())
    assert told == [(200, 451), (400, 451), (451, 451)]


BAD: dict[str, tuple[Line | bytes, str]] = {
    "not json": (b"{", ""),
    "not an object": (b"[]", ""),
    "not utf-8": (b'{"type": "unit", "id": "SE1.x", "name": "\xff"}', ""),
    "no type": ({"id": "SE1.x"}, "type"),
    "unknown type": ({"type": "sak", "id": "SE1.x"}, "type"),
    "missing field": ({"type": "unit", "id": "SE1.x"}, "name"),
    "unknown field": ({"type": "unit", "id": "SE1.x", "name": "X", "nam": "X"}, "nam"),
    "wrong kind of value": ({"type": "unit", "id": "SE1.x", "name": 7}, "name"),
    "no id": ({"type": "unit", "id": "Vårdcentralen", "name": "X"}, "id"),
    "another provider's": (
        {"type": "assignment", "id": "SE1.x", "staff": "SE2.siv", "role": "SE1.ssk", "unit": "SE1.vc"},
        "staff",
    ),
    "bad identifier": ({"type": "person", "provider": "SE1", "identifier": "20180214-2397", "name": "X"}, "identifier"),
    "bad phone": (
        {"type": "person", "provider": "SE1", "identifier": "19840105-2397", "name": "X", "phone": "08-123"},
        "phone",
    ),
    "bad days": ({"type": "reason", "id": "SE1.x", "title": "X", "days": "3651"}, "days"),
    "bad date": ({**FILE[8], "verified": "2026-13-01"}, "verified"),
    "said twice": ({**FILE[1], "name": "Annat namn"}, "id"),
    # Only the rehearsal finds these.
    "unknown unit": (
        {"type": "assignment", "id": "SE1.x", "staff": "SE1.siv", "role": "SE1.ssk", "unit": "SE1.finns-inte"},
        "unit",
    ),
    "unknown provider": ({"type": "unit", "id": "SE9.x", "name": "X"}, "provider"),
    "empty name": ({"type": "unit", "id": "SE1.x", "name": "   "}, "name"),
    "unknown zone": ({"type": "unit", "id": "SE1.x", "name": "X", "zone": "Europa/Stockholm"}, "zone"),
    "bad sender": ({"type": "provider", "id": "SE3", "name": "X", "sender": "Våra"}, "sender"),
    "unknown guardian": ({**FILE[8], "guardian": "19840105-2397"}, "guardian"),
    "own guardian": ({**FILE[8], "guardian": "20180214-2396"}, "guardian"),
}
"""By name: the line, and the path of its fault."""


@pytest.mark.parametrize("name", list(BAD))
def test_a_bad_line_is_named_by_number_and_path_and_nothing_is_written(empty: Clinic, name: str) -> None:
    line, path = BAD[name]
    found = imported(empty, [*FILE, line])
    assert [(fault.number, fault.path) for fault in found.faults] == [(10, path)]
    assert found.changed == 0
    assert all(fault.problem_sv and fault.problem_en for fault in found.faults)
    assert empty.engine.storage.shards() == []


def test_every_bad_line_is_named(empty: Clinic) -> None:
    parsed = [BAD[name][0] for name in ("not json", "missing field", "bad identifier")]
    found = imported(empty, [*parsed, *FILE])
    assert [fault.number for fault in found.faults] == [1, 2, 3]
    rehearsed = [BAD[name][0] for name in ("unknown unit", "unknown zone", "unknown guardian")]
    found = imported(empty, [*FILE, *rehearsed])
    assert sorted(fault.number for fault in found.faults) == [10, 11, 12]
    assert empty.engine.storage.shards() == []


def test_blank_lines_a_bom_and_the_same_line_twice_do_no_harm(empty: Clinic) -> None:
    first = b"\xef\xbb\xbf" + json.dumps(FILE[0]).encode()
    assert imported(empty, [first, b"", b"  \r\n", *FILE[1:], FILE[1]]).changed == 9


def test_who_may_not_register_imports_nothing(empty: Clinic) -> None:
    raw = [json.dumps(line).encode() for line in FILE]
    found = import_lines(empty.engine.handler, raw, RepresentativeActor(PersonId("SE1.x")))
    assert found.changed == 0 and len(found.faults) >= 7
    assert empty.engine.storage.shards() == []


def consent(**said: object) -> Line:
    told = {"person": "19851224-2390", "given": True, "source": "Blankett", "day": "2026-01-31"}
    return {"type": "sms_consent", "provider": "SE1", **told, **said}


@pytest.mark.spec("B4")
def test_consent_comes_by_file_and_does_not_undo_a_later_no(empty: Clinic) -> None:
    assert imported(empty, [*FILE, consent()]).faults == ()
    (karin,) = empty.engine.queries.search_patients(OPERATOR, "19851224-2390", provider=HERE).unwrap().items
    assert karin.sms_consent == SmsConsent(given=True, source="Blankett", day=date(2026, 1, 31))
    assert imported(empty, [consent()]).changed == 0
    later = consent(given=False, source="Sagt i telefon", day="2026-02-01")
    assert imported(empty, [later]).changed == 1
    assert imported(empty, [consent()]).changed == 0
    row = empty.engine.queries.person(OPERATOR, karin.id).unwrap()
    assert row.sms_consent is not None and not row.sms_consent.given
    (fault,) = imported(empty, [consent(person="19790105-2382")]).faults
    assert fault.path == "person"
