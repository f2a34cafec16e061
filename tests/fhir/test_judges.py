"""Two validators that we did not write judge every kind of case; each is seen to find faults that were put there."""

import json
from collections.abc import Callable, Iterator
from copy import deepcopy
from pathlib import Path
from typing import Final

import pytest
from arende_fhir.bundle import bundle
from arende_fhir.systems import Systems
from pyfhircheck import Validator

from . import medplum
from .cases import CASES, entry

pytestmark = [pytest.mark.slow, pytest.mark.spec("B22")]

Plain = dict[str, object]

KNOWN: Final = "Unknown element Composition.section[0].text"
"""pyfhircheck 0.2 takes `text` for the resource's own wherever it stands, and refuses it in a section, where R4 has it
(and cmp-1 asks for it). The other judge knows it."""


def plain(seed: int) -> Plain:
    made: Plain = json.loads(json.dumps(bundle(entry(seed), Systems(contact_code="3" if seed % 2 else ""))))
    return made


def resource(made: Plain, kind: str) -> Plain:
    """The first of its kind."""
    entries = made["entry"]
    assert isinstance(entries, list)
    found: Plain = next(one["resource"] for one in entries if one["resource"]["resourceType"] == kind)
    return found


def drop(kind: str, name: str) -> Callable[[Plain], object]:
    return lambda made: resource(made, kind).pop(name)


def put(kind: str, name: str, value: object) -> Callable[[Plain], object]:
    return lambda made: resource(made, kind).update({name: value})


FAULTS: Final[dict[str, Callable[[Plain], object]]] = {
    "a message without a status": drop("Communication", "status"),
    "a status that there is not": put("Communication", "status", "sent"),
    "a contact without a class": drop("Encounter", "class"),
    "a field of another release": put("Encounter", "subjectStatus", {"text": "x"}),
    "a time without a zone": put("Communication", "sent", "2026-11-22T13:05:00"),
    "a note without content": drop("DocumentReference", "content"),
    "provenance of nothing": drop("Provenance", "target"),
    "a text where a list is meant": put("Patient", "name", "Åsa"),
}

BLIND: Final = {"a contact without a class", "a note without content", "provenance of nothing"}
"""pyfhircheck 0.2 does not miss what is required there; the other judge does."""
NO_WORDS: Final = {"a status that there is not", "a time without a zone"}
"""Medplum's validator knows no value sets, and takes any time; the other judge does not."""


def rich() -> Plain:
    """A case that has one of everything."""
    return next(made for made in map(plain, range(CASES)) if {"Communication", "DocumentReference"} <= kinds(made))


def kinds(made: Plain) -> set[str]:
    entries = made["entry"]
    assert isinstance(entries, list)
    return {one["resource"]["resourceType"] for one in entries}


@pytest.fixture(scope="module")
def validator() -> Validator:
    return Validator()


def errors(validator: Validator, made: Plain) -> list[str]:
    issues = validator.validate_resource(made).issues
    return [issue.message for issue in issues if issue.severity.value in ("error", "fatal") and issue.message != KNOWN]


@pytest.mark.parametrize("part", range(4))
def test_pyfhircheck_finds_no_error(validator: Validator, part: int) -> None:
    found = {seed: errors(validator, plain(seed)) for seed in range(part, CASES, 4)}
    assert {seed: said for seed, said in found.items() if said} == {}


@pytest.mark.parametrize("fault", sorted(set(FAULTS) - BLIND))
def test_pyfhircheck_finds_what_was_put_there(validator: Validator, fault: str) -> None:
    made = rich()
    assert errors(validator, made) == []
    FAULTS[fault](made)
    assert errors(validator, made) != []


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    made = tmp_path_factory.mktemp("medplum")
    obstacle = medplum.install(made)
    if obstacle:
        pytest.skip(obstacle)
    yield made


def test_medplum_finds_no_error_and_warns_of_nothing(folder: Path) -> None:
    made = [plain(seed) for seed in range(CASES)]
    assert medplum.judged(folder, made) == []
    assert set().union(*map(kinds, made)) == set(medplum.KINDS)


def test_medplum_finds_what_was_put_there(folder: Path) -> None:
    made = [deepcopy(rich()) for _ in FAULTS]
    for one, fault in zip(made, FAULTS.values(), strict=True):
        fault(one)
    wrong = deepcopy(rich())  # the contact of an organization instead of a patient
    resource(wrong, "Encounter")["subject"] = resource(wrong, "Encounter")["serviceProvider"]
    found = {number for number, _, _ in medplum.judged(folder, [*made, wrong, rich()])}
    assert found == {number for number, fault in enumerate(FAULTS) if fault not in NO_WORDS} | {len(FAULTS)}


def test_each_fault_is_found_by_one_of_them() -> None:
    assert set(FAULTS) >= BLIND | NO_WORDS
    assert not BLIND & NO_WORDS
