"""Search, profile, ledger, visits, reasons, assignments and the report of who has looked."""

from datetime import UTC, date, datetime, timedelta

import pytest
from arende.domain import commands as c
from arende.domain.actor import Operator, StaffActor
from arende.domain.ids import AssignmentId, ReasonId, RoleId, StaffId, VisitId
from arende.domain.person import Identifier, parse
from arende.domain.visit.model import VisitStatus
from arende.views.names import MASKED
from arende.views.person_rows import PersonRow

from .clinic import (
    AS_DOCTOR,
    AT_CHILDREN,
    CENTRE,
    CHILDREN,
    COLLEAGUE,
    ECZEMA,
    FOLLOW_UP,
    HARIS,
    HERE,
    NOW,
    NURSE,
    OPERATOR,
    PEOPLE,
    STRANGER,
    Clinic,
)

NUMBERS = ("19290078-2398", "19310090-2398", "19311231-6710", "19330128-9264", "19331204-9244")


def add(clinic: Clinic, number: str, name: str) -> None:
    identifier = parse(number, NOW.date())
    assert isinstance(identifier, Identifier), number
    clinic.do(c.RegisterPerson(provider=HERE, identifier=identifier, name=name))


def found(clinic: Clinic, text: str) -> list[str]:
    return [row.name for row in clinic.engine.queries.search_patients(NURSE, text).unwrap().items]


@pytest.mark.spec("S2")
@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("åsa öst-èk", ["Åsa Öst-Ek"]),
        ("asa ost", ["Åsa Öst-Ek"]),
        ("ÅSA", ["Åsa Öst-Ek"]),
        ("  ek   ås ", ["Åsa Öst-Ek"]),
        ("Ek Åsa", ["Åsa Öst-Ek"]),
        ("provd", ["Elsa Provdotter", "Karin Provdotter", "Nils Provdotter"]),
        ("nils provdotter", ["Nils Provdotter"]),
        ("sa", []),
        ("dotter", []),
        ("", []),
        ("   ", []),
        ("%", []),
        ("_nton", []),
        ("anton testberg nilsson", []),
    ],
)
def test_by_name_in_any_case_accent_and_order_each_word_by_its_beginning(
    clinic: Clinic, text: str, names: list[str]
) -> None:
    add(clinic, "19350714-7498", "Åsa Öst-Ek")
    assert sorted(found(clinic, text)) == names


@pytest.mark.spec("S2")
@pytest.mark.parametrize("text", ["19800107-2381", "198001072381", "800107-2381", "8001072381", " 800107 2381 "])
def test_by_full_identifier_in_every_form(clinic: Clinic, text: str) -> None:
    assert found(clinic, text) == ["Anton Testberg"]


@pytest.mark.spec("S2")
@pytest.mark.parametrize(
    "text", ["1980", "19800107", "2381", "800107-238", "19800107-2382", "anton 1980", "1980 anton"]
)
def test_a_part_of_an_identifier_finds_nobody(clinic: Clinic, text: str) -> None:
    add(clinic, "19350714-7498", "Anton 19800107 2381")  # someone wrote the number where the name goes
    assert found(clinic, text) == []


@pytest.mark.spec("B25")
def test_a_protected_person_is_found_by_full_identifier_only_and_masked(clinic: Clinic) -> None:
    clinic.tell_person("anton", protected=True)
    assert found(clinic, "anton") == []
    (row,) = clinic.engine.queries.search_patients(NURSE, PEOPLE["anton"][0]).unwrap().items
    assert (row.name, row.phone, row.protected) == (MASKED, None, True)
    assert PEOPLE["anton"][0] not in row.identifier
    case = clinic.open_case()
    shown = clinic.engine.queries.case(NURSE, case).unwrap()
    assert (shown.patient.name, shown.patient.identifier) == (MASKED, None)
    clinic.tell_person("anton", protected=False)
    assert found(clinic, "anton") == ["Anton Testberg"]


def test_hits_are_paged_without_gap_or_repeat(clinic: Clinic) -> None:
    for number in NUMBERS:
        add(clinic, number, f"Person {number[4:8]}")
    pages: list[PersonRow] = []
    after: str | None = None
    while True:
        page = clinic.engine.queries.search_patients(NURSE, "pers", after=after, limit=2).unwrap()
        pages += page.items
        after = page.next
        if after is None:
            break
    assert len(pages) == len({row.id for row in pages}) == len(NUMBERS)


def test_search_is_for_staff_within_their_provider(clinic: Clinic) -> None:
    queries = clinic.engine.queries
    assert found(clinic, "anton") == ["Anton Testberg"]
    assert queries.search_patients(STRANGER, "anton").unwrap().items == ()
    assert queries.search_patients(STRANGER, "anton", provider=HERE).failure().code == "access.denied"
    assert queries.search_patients(clinic.rep("anton"), "anton", provider=HERE).failure().code == "access.denied"
    assert len(queries.search_patients(OPERATOR, "anton", provider=HERE).unwrap().items) == 1
    assert queries.search_patients(OPERATOR, "anton").failure().code == "input.invalid"


def test_a_profile_shows_age_number_and_guardians_in_force(clinic: Clinic) -> None:
    elsa = clinic.persons["elsa"]
    row = clinic.engine.queries.person(NURSE, elsa).unwrap()
    assert (row.name, row.age, row.identifier) == ("Elsa Provdotter", 8, "20180214-2396")
    assert [one.name for one in row.guardians] == ["Karin Provdotter", "Erik Exempelsson"]
    clinic.end_custody("elsa", "erik")
    assert [one.name for one in clinic.engine.queries.person(NURSE, elsa).unwrap().guardians] == ["Karin Provdotter"]
    assert clinic.engine.queries.person(STRANGER, elsa).failure().code == "access.denied"
    assert clinic.engine.queries.person(clinic.rep("karin"), elsa).failure().code == "access.denied"
    assert clinic.engine.queries.person(clinic.rep("elsa"), elsa).unwrap().name == "Elsa Provdotter"


@pytest.mark.spec("S3", "S16")
def test_the_ledger_has_the_longest_wait_first_and_pages(clinic: Clinic) -> None:
    queries, tickets = clinic.engine.queries, []
    for n in range(5):
        tickets.append(clinic.open_visit())
        if n % 2:
            clinic.clock.advance(timedelta(minutes=1))
    whole = [VisitId(row.id) for row in queries.ledger(NURSE).unwrap().items]
    assert sorted(whole) == sorted(tickets)
    assert set(whole[:2]) == set(tickets[:2])
    seen: list[VisitId] = []
    after: str | None = None
    while True:
        page = queries.ledger(COLLEAGUE, CENTRE, after=after, limit=2).unwrap()
        seen += [VisitId(row.id) for row in page.items]
        after = page.next
        if after is None:
            break
    assert seen == whole
    clinic.do(c.StartVisit(visit=whole[0]), COLLEAGUE)
    assert [row.id for row in queries.ledger(NURSE).unwrap().items] == whole[1:]
    for who in (AT_CHILDREN, STRANGER):
        assert queries.ledger(who, CENTRE).failure().code == "access.denied"
    assert queries.ledger(AT_CHILDREN).unwrap().items == ()
    assert queries.ledger(clinic.rep("anton"), CENTRE).failure().code == "access.denied"


@pytest.mark.parametrize("cursor", ["x", "AAAA", "WyJ0ZXh0IiwiY2FzZS94Il0"])
def test_a_cursor_that_is_not_ours_is_refused(clinic: Clinic, cursor: str) -> None:
    clinic.open_visit()
    refusal = clinic.engine.queries.ledger(NURSE, after=cursor).failure()
    assert (refusal.code, refusal.field) == ("input.invalid", "after")


@pytest.mark.spec("S3")
def test_a_visit_is_shown_to_its_unit_as_it_stands(clinic: Clinic) -> None:
    at = datetime(2026, 11, 24, 8, 30, tzinfo=UTC)
    command = c.CreateVisit(patient=clinic.persons["anton"], reason=FOLLOW_UP, scheduled=at)
    visit = VisitId(clinic.do(command, NURSE).ids["visit"])
    row = clinic.engine.queries.visit(COLLEAGUE, visit).unwrap()
    assert (row.scheduled, row.in_ledger, row.status) == (at, False, VisitStatus.WAITING)
    clinic.do(c.StartVisit(visit=visit), NURSE)
    clinic.do(c.EndVisit(visit=visit), NURSE)
    row = clinic.engine.queries.visit(NURSE, visit).unwrap()
    assert (row.status, row.assignment, row.patient.name) == (VisitStatus.ENDED, NURSE.assignment, "Anton Testberg")
    for who in (AT_CHILDREN, STRANGER, clinic.rep("anton")):
        assert clinic.engine.queries.visit(who, visit).failure().code == "access.denied"


@pytest.mark.spec("S7")
def test_preset_reasons_come_first_then_by_title_and_another_units_not_at_all(clinic: Clinic) -> None:
    for local, title, preset in (
        ("oro", "Öroninflammation", False),
        ("astma", "Astma", False),
        ("vac", "Vaccin", True),
    ):
        clinic.do(c.RegisterReason(reason=ReasonId(f"SE1.{local}"), title=title, preset=preset))
    clinic.do(c.RegisterReason(reason=ReasonId("SE1.blod"), title="Blodtryck", unit=CENTRE, preset=True, days=14))
    rows = clinic.engine.queries.reasons(NURSE).unwrap().items
    assert [row.title for row in rows] == ["Blodtryck", "Vaccin", "Astma", "Öroninflammation", "Uppföljningsbesök"]
    assert [row.days for row in rows] == [14, None, None, None, None]
    assert [row.id for row in clinic.engine.queries.reasons(NURSE, CHILDREN).unwrap().items if row.id == ECZEMA]
    assert clinic.engine.queries.reasons(STRANGER, CENTRE).failure().code == "access.denied"
    assert clinic.engine.queries.reasons(clinic.rep("anton"), CENTRE).failure().code == "access.denied"


@pytest.mark.spec("S6")
def test_the_choice_of_assignment_shows_how_much_waits_in_each(clinic: Clinic) -> None:
    clinic.open_case()
    clinic.open_case()
    clinic.open_case("elsa", by=AT_CHILDREN, rep="karin")
    ended = AssignmentId("SE1.haris-gammalt")
    clinic.do(c.RegisterAssignment(assignment=ended, staff=HARIS, role=RoleId("SE1.lak"), unit=CHILDREN))
    clinic.do(c.EndAssignment(assignment=ended))
    rows = clinic.engine.queries.assignments_of(Operator("inloggning"), HARIS).unwrap().items
    assert {row.id: row.waiting for row in rows} == {
        NURSE.assignment: 2,
        AS_DOCTOR.assignment: 0,
        AT_CHILDREN.assignment: 1,
    }
    shown = next(row.staff for row in rows if row.id == AT_CHILDREN.assignment)
    assert (shown.name, shown.role, shown.unit) == ("Haris Testgren", "Sjuksköterska", "Barnmottagningen")
    assert clinic.engine.queries.assignments_of(OPERATOR, StaffId("SE1.ingen")).unwrap().items == ()
    assert clinic.engine.queries.assignments_of(StaffActor(AssignmentId("SE1.ingen")), HARIS).failure().code == (
        "access.denied"
    )


@pytest.mark.spec("B23")
def test_the_report_tells_who_has_looked_at_a_person(clinic: Clinic) -> None:
    case = clinic.open_case("elsa", rep="karin")
    elsa, queries = clinic.persons["elsa"], clinic.engine.queries
    queries.person(COLLEAGUE, elsa).unwrap()
    queries.thread(clinic.rep("karin"), case).unwrap()
    queries.person(COLLEAGUE, clinic.persons["anton"]).unwrap()
    entries = queries.access_log(OPERATOR, elsa).unwrap().items
    assert [(entry.who, entry.action, entry.purpose) for entry in entries] == [
        (f"staff:{COLLEAGUE.assignment}", "read:person", "vård och behandling"),
        (f"rep:{clinic.persons['karin']}", "read:thread", "egen åtkomst"),
    ]
    assert len(queries.access_log(OPERATOR, elsa).unwrap().items) == 3
    assert len(queries.access_log(OPERATOR, elsa, limit=1).unwrap().items) == 1
    for who in (NURSE, clinic.rep("elsa")):
        assert queries.access_log(who, elsa).failure().code == "access.denied"
    assert date(2026, 11, 22) == NOW.date()
