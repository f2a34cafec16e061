"""Every query that shows a patient has written who looked at whom before it answers. No log, no answer."""

from collections.abc import Callable

import pytest
from arende.domain import commands as c
from arende.domain.ids import CaseId, VisitId
from arende.domain.refusals import Refusal, Unavailable
from arende.engine.case_orders import CaseList
from arende.ports.records import AccessEntry, Shard
from arende.ports.storage import OutcomeUnknown, StorageError, StorageUnavailable, StorageUnusable
from returns.pipeline import is_successful
from returns.result import Result

from .clinic import CENTRE, FOLLOW_UP, HARIS, HEAD, HERE, NURSE, OPERATOR, Clinic
from .conftest import Opener
from .vendor import Vendor

Query = Callable[[Clinic, CaseId], Result[object, Refusal]]

SHOWN: dict[str, tuple[Query, str, str, tuple[str, ...]]] = {
    "inbox": (lambda k, _: k.engine.queries.inbox(NURSE), "staff", "read:inbox", ("anton", "elsa")),
    "ongoing": (
        lambda k, _: k.engine.queries.cases_of_assignment(NURSE, CaseList.ONGOING),
        "staff",
        "read:inbox",
        ("anton", "elsa"),
    ),
    "unit": (
        lambda k, _: k.engine.queries.cases_of_unit(HEAD, CENTRE),
        "head",
        "read:cases_of_unit",
        ("anton", "elsa"),
    ),
    "of patient": (
        lambda k, _: k.engine.queries.cases_of_patient(NURSE, k.persons["elsa"]),
        "staff",
        "read:cases_of_patient",
        ("elsa",),
    ),
    "of representative": (
        lambda k, _: k.engine.queries.cases_of_patient(k.rep("karin"), k.persons["karin"]),
        "rep",
        "read:cases_of_patient",
        ("karin", "elsa"),
    ),
    "case": (lambda k, case: k.engine.queries.case(NURSE, case), "staff", "read:case", ("elsa",)),
    "thread": (lambda k, case: k.engine.queries.thread(k.rep("karin"), case), "rep", "read:thread", ("elsa",)),
    "entry": (lambda k, case: k.engine.queries.journal_entry(NURSE, case), "staff", "read:case", ("elsa",)),
    "search": (
        lambda k, _: k.engine.queries.search_patients(NURSE, "provd kar"),
        "staff",
        "read:search_patients",
        ("karin",),
    ),
    "nobody found": (lambda k, _: k.engine.queries.search_patients(NURSE, "xyz"), "staff", "read:search_patients", ()),
    "person": (lambda k, _: k.engine.queries.person(NURSE, k.persons["stina"]), "staff", "read:person", ("stina",)),
    "ledger": (lambda k, _: k.engine.queries.ledger(NURSE), "staff", "read:ledger", ("nils",)),
    "visit": (
        lambda k, _: k.engine.queries.visit(NURSE, VisitId(k.engine.queries.ledger(NURSE).unwrap().items[0].id)),
        "staff",
        "read:visit",
        ("nils",),
    ),
    "report": (
        lambda k, _: k.engine.queries.access_log(OPERATOR, k.persons["elsa"]),
        "operator",
        "read:access_log",
        ("elsa",),
    ),
}
"""By name: the query, who asks, what the log calls it, and the patients that it concerns."""

WHO = {"staff": f"staff:{NURSE.assignment}", "head": f"staff:{HEAD.assignment}", "operator": "operator:prov"}


def log(clinic: Clinic) -> list[AccessEntry]:
    return list(clinic.engine.storage.access(Shard(HERE), None, 1000))


def with_cases(clinic: Clinic) -> CaseId:
    clinic.open_case("anton")
    clinic.do(
        c.CreateVisit(
            patient=clinic.persons["nils"],
            reason=FOLLOW_UP,
            representative=clinic.persons["nils"],
            maturity=c.Maturity.MATURE,
        ),
        NURSE,
    )
    return clinic.open_case("elsa", rep="karin")


@pytest.mark.spec("B23")
@pytest.mark.parametrize("name", list(SHOWN))
def test_one_entry_with_the_patients_stands_in_the_log(clinic: Clinic, name: str) -> None:
    query, who, action, patients = SHOWN[name]
    case = with_cases(clinic)
    before = log(clinic)
    assert is_successful(query(clinic, case))
    new = [entry for entry in log(clinic) if entry not in before and entry.action == action]
    assert len(new) == 1
    assert len(log(clinic)) - len(before) == (2 if name == "visit" else 1)
    expected = f"rep:{clinic.persons['karin']}" if who == "rep" else WHO[who]
    assert (new[0].who, sorted(new[0].subjects)) == (expected, sorted(clinic.persons[one] for one in patients))
    assert new[0].assignment == (expected.removeprefix("staff:") if expected.startswith("staff:") else None)


@pytest.mark.spec("B23")
@pytest.mark.parametrize("name", [name for name in SHOWN if name != "visit"])
@pytest.mark.parametrize(
    "error",
    [
        StorageUnavailable("The disk is full: make room."),
        OutcomeUnknown("The connection was lost: try again."),
        StorageUnusable("No permission: see to it."),
    ],
)
def test_without_a_log_there_is_no_answer(opener: Opener, name: str, error: StorageError) -> None:
    vendor = Vendor()
    clinic = opener(plugins=(vendor,), scheme="cut:")
    case = with_cases(clinic)
    vendor.opened[0].broken["commit"] = error
    refusal = SHOWN[name][0](clinic, case).failure()
    assert refusal == Unavailable(str(error))


def test_who_is_refused_is_told_nothing_and_that_is_logged(clinic: Clinic) -> None:
    case = with_cases(clinic)
    before = log(clinic)
    assert not is_successful(clinic.engine.queries.thread(clinic.rep("erik"), case))
    (entry,) = [entry for entry in log(clinic) if entry not in before]
    assert (entry.action, entry.who) == ("refused:thread", f"rep:{clinic.rep('erik').person}")


def test_what_shows_no_patient_writes_no_entry(clinic: Clinic) -> None:
    with_cases(clinic)
    before = log(clinic)
    queries = clinic.engine.queries
    for answer in (queries.counters(NURSE), queries.reasons(NURSE), queries.assignments_of(OPERATOR, HARIS)):
        assert is_successful(answer)
    assert log(clinic) == before


@pytest.mark.parametrize("call", ["heads", "page", "records"])
def test_a_storage_that_cannot_be_read_is_unavailable(opener: Opener, call: str) -> None:
    vendor = Vendor()
    clinic = opener(plugins=(vendor,), scheme="cut:")
    case = with_cases(clinic)
    vendor.opened[0].broken[call] = StorageUnavailable("The server is gone: wait.")
    asked = clinic.engine.queries.inbox(NURSE) if call == "page" else clinic.engine.queries.thread(NURSE, case)
    assert asked.failure() == Unavailable("The server is gone: wait.")


def test_a_storage_that_cannot_write_refuses_commands_and_keeps_nothing(opener: Opener) -> None:
    vendor = Vendor()
    clinic = opener(plugins=(vendor,), scheme="cut:")
    case = with_cases(clinic)
    message = c.SendMessage(case=case, text="Hej")
    vendor.opened[0].broken["commit"] = StorageUnavailable("The disk is full: make room.")
    assert clinic.refused(message, NURSE, "m1") == "unavailable"
    vendor.opened[0].broken.clear()
    assert not clinic.do(message, NURSE, "m1").repeated


def test_a_commit_whose_outcome_is_unknown_is_looked_up(opener: Opener) -> None:
    """The connection broke after the commit was kept: the receipt comes all the same, and nothing is written twice."""
    vendor = Vendor()
    clinic = opener(plugins=(vendor,), scheme="cut:")
    case = with_cases(clinic)
    vendor.opened[0].broken["after commit"] = OutcomeUnknown("The connection was lost: try again.")
    receipt = clinic.do(c.SendMessage(case=case, text="Hej"), NURSE, "m1")
    vendor.opened[0].broken.clear()
    assert receipt.version == 2
    assert clinic.engine.queries.case(NURSE, case).unwrap().messages == 1
