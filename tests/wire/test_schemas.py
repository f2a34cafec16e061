"""The published schemas are those of the types, and every document that leaves is valid by them, by another's judge."""

import json
from collections.abc import Callable

import jsonschema_rs
import pytest
from arende.domain.disclosure import Ground
from arende.ports.disclosure import Disclosure
from arende.wire.disclosure import disclosure_json
from arende.wire.journal import entry_json
from attrs import evolve

from tests.fhir.cases import entry
from tests.transcript.entries import DISCLOSED

from .schemas import FOLDER, documents

CASES = 300


def judge(name: str) -> jsonschema_rs.Draft202012Validator:
    return jsonschema_rs.Draft202012Validator(json.loads((FOLDER / name).read_bytes()), validate_formats=True)


def disclosed(seed: int) -> Disclosure:
    return evolve(DISCLOSED, entry=entry(seed), ground=list(Ground)[seed % len(Ground)])


@pytest.mark.spec("B22")
def test_what_is_published_is_made_from_the_types() -> None:
    """`python -m tests.wire.schemas` writes them anew; a changed document has a new number."""
    assert {path.name: path.read_bytes() for path in FOLDER.iterdir()} == documents()


@pytest.mark.spec("B22")
@pytest.mark.parametrize("name", sorted(documents()))
def test_they_are_schemas(name: str) -> None:
    jsonschema_rs.meta.validate(json.loads((FOLDER / name).read_bytes()))


@pytest.mark.spec("B22")
def test_every_entry_is_valid() -> None:
    of = judge("arende.journal-2.json")
    faults = [
        (seed, fault.message) for seed in range(CASES) for fault in of.iter_errors(json.loads(entry_json(entry(seed))))
    ]
    assert faults == []


@pytest.mark.spec("B22", "B8")
def test_every_disclosure_is_valid() -> None:
    of = judge("arende.disclosure-1.json")
    for seed in range(CASES):
        document = json.loads(disclosure_json(disclosed(seed)))
        assert [fault.message for fault in of.iter_errors(document)] == []


FAULTS: dict[str, Callable[[dict[str, object]], object]] = {
    "a field that is gone": lambda of: of.pop("zone"),
    "a field that nobody knows": lambda of: of.update(internal="x"),
    "another format": lambda of: of.update(format="arende.journal/1"),
    "a time that is a number": lambda of: of.update(opened=1),
    "a time of another zone": lambda of: of.update(opened="2026-03-02T11:00:00.000000+01:00"),
    "a day that is none": lambda of: of.update(opened="2026-13-02T11:00:00.000000Z"),
    "a status that is none": lambda of: of.update(status="paused"),
    "a version that is none": lambda of: of.update(version=0),
    "a patient without a name": lambda of: of.update(patient={"id": "x"}),
    "no messages": lambda of: of.update(messages=None),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_what_is_not_one_is_caught(fault: str) -> None:
    document = json.loads(entry_json(entry(1)))
    whole = {"valid": judge("arende.journal-2.json").is_valid(document)}
    FAULTS[fault](document)
    assert (whole["valid"], judge("arende.journal-2.json").is_valid(document)) == (True, False)


def test_a_ground_that_is_none_is_caught() -> None:
    document = json.loads(disclosure_json(evolve(DISCLOSED, ground="curious")))
    assert not judge("arende.disclosure-1.json").is_valid(document)
