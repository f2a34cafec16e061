"""The converter takes nothing for something else, and names each fault without what it saw."""

from datetime import UTC, datetime

import pytest
from arende.domain.commands import CreateCase, CreateVisit, RegisterAssignment, RegisterPerson, SendMessage
from arende.domain.directory.model import Person
from arende.wire.converter import PROBLEMS, Flaw, WireError, said, structure, unstructure
from attrs import frozen

CASE = {"patient": "SE1.p", "reason": "SE1.r"}
VISIT = {"patient": "SE1.p", "reason": "SE1.r"}


def flaws(data: object, cls: type[object]) -> set[tuple[str, str]]:
    with pytest.raises(WireError) as found:
        structure(data, cls)
    assert found.value.__cause__ is None
    return {(flaw.path, flaw.problem) for flaw in found.value.faults}


@pytest.mark.parametrize(
    ("field", "value", "problem"),
    [
        ("patient", 5, "text"),
        ("patient", None, "text"),
        ("patient", ["SE1.p"], "text"),
        ("days", "3", "number"),
        ("days", 3.0, "number"),
        ("days", True, "number"),
        ("entry", "window", "choice"),
        ("entry", 1, "text"),
        ("maturity", "very", "choice"),
        ("message", 5, "text"),
        ("hat", "x", "unknown"),
    ],
)
def test_nothing_is_coerced(field: str, value: object, problem: str) -> None:
    assert flaws({**CASE, field: value}, CreateCase) == {(field, problem)}


@pytest.mark.parametrize(
    "value",
    [
        "2026-03-02",
        "2026-03-02T08:00:00",
        "2026-03-02 08:00:00Z",
        "20260302T080000Z",
        "2026-02-30T08:00:00Z",
        "0001-01-01T00:00:00+10:00",
        "2026-03-02T08:00:00+99:00",
        1_772_665_200,
        datetime(2026, 3, 2, 8, tzinfo=UTC),
    ],
)
def test_times_are_iso_with_zone(value: object) -> None:
    assert flaws({**VISIT, "scheduled": value}, CreateVisit) == {("scheduled", "time")}


@pytest.mark.parametrize(
    "text",
    [
        "2026-03-02T08:00:00Z",
        "2026-03-02t08:00:00z",
        "2026-03-02T09:00+01:00",
        "2026-03-02T08:00:00.000000+00:00",
        "2026-03-02T08:00:00.0000009-00:00",
        "2026-03-03T07:59:00.0+23:59",
    ],
)
def test_times_come_out_in_utc(text: str) -> None:
    made = structure({**VISIT, "scheduled": text}, CreateVisit)
    assert made.scheduled is not None
    assert made.scheduled.isoformat() == "2026-03-02T08:00:00+00:00"
    assert unstructure(made)["scheduled"] == "2026-03-02T08:00:00+00:00"


def test_a_time_without_zone_does_not_go_out() -> None:
    made = structure(VISIT, CreateVisit)
    with pytest.raises(ValueError, match="no zone"):
        unstructure(type(made)(patient=made.patient, reason=made.reason, scheduled=datetime(2026, 3, 2)))  # noqa: DTZ001


@pytest.mark.parametrize("value", ["2026-02-30", "20260228", "2026-W01-1", "2026-02-28T00:00:00Z", 20260228])
def test_days_are_iso(value: object) -> None:
    data = {"provider": "SE1", "identifier": {"system": "local", "value": "ABC123"}, "name": "A", "born": value}
    assert flaws(data, RegisterPerson) == {("born", "date")}


def test_truth_is_truth() -> None:
    data = {"assignment": "SE1.a", "staff": "SE1.s", "role": "SE1.r", "unit": "SE1.u", "sees_unit": "no"}
    assert flaws(data, RegisterAssignment) == {("sees_unit", "truth")}


@frozen(kw_only=True)
class Numbers:
    some: tuple[int, ...]


@pytest.mark.parametrize("value", ["123", {"1": 2}, (1, 2), None])
def test_tuples_come_from_lists_only(value: object) -> None:
    assert flaws({"some": value}, Numbers) == {("some", "list")}
    assert flaws({"some": [1, "2", True]}, Numbers) == {("some.1", "number"), ("some.2", "number")}


@pytest.mark.parametrize("data", [None, [], "text", 5, {5: "x"}])
def test_objects_come_from_objects_only(data: object) -> None:
    assert flaws(data, SendMessage) == {("", "object")}


def test_every_fault_is_named_by_path_at_once() -> None:
    person = {
        "id": 5,
        "identifier": {"system": "pass", "value": "x", "land": "NO"},
        "name": "A",
        "phone": None,
        "language": "sv",
        "protected": False,
        "deceased": None,
        "guardians": [{"guardian": "SE1.g", "source": "x", "verified": "igår", "until": None}],
        "blocked": [],
    }
    assert flaws(person, Person) == {
        ("id", "text"),
        ("identifier.system", "choice"),
        ("identifier.land", "unknown"),
        ("born", "missing"),
        ("guardians.0.verified", "date"),
    }


def test_no_value_is_repeated() -> None:
    data = {"case": 198001072381, "text": ["hemligt"], "19800107-2381 Anton Å": 1, "entry\n": 2}
    with pytest.raises(WireError) as found:
        structure(data, SendMessage)
    assert {Flaw("case", "text"), Flaw("text", "text"), Flaw("?", "unknown")} == set(found.value.faults)
    assert not any(secret in str(found.value) for secret in ("1980", "hemligt", "Anton"))


def test_every_problem_has_its_words() -> None:
    for problem in PROBLEMS:
        assert said(problem) != said(problem, "en")
        assert not said(problem).endswith(".")
