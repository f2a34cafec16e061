"""«Nytt», step by step as a browser without scripts takes it: search, representative, faults with what was typed."""

import html
import re
from collections.abc import Iterator, Mapping
from pathlib import Path

import httpx
import pytest
from arende.domain import commands as c
from arende.domain.ids import TicketId
from arende.engine.case_orders import CaseList

from tests.engine.clinic import COLLEAGUE, FOLLOW_UP, NURSE, OPERATOR, Clinic

from .serving import Visitor, clinic_with_web, served, web_of

INPUT = re.compile(r'<input type="hidden" name="([a-z_]+)" value="([^"]*)">')


@pytest.fixture
def clinic(tmp_path: Path) -> Iterator[Clinic]:
    made = clinic_with_web(tmp_path)
    with made.engine:
        yield made


@pytest.fixture
def nurse(clinic: Clinic) -> Iterator[Visitor]:
    with served(web_of(clinic)) as base:
        visitor = Visitor(base).sign_in(clinic, NURSE)
        yield visitor
        visitor.close()


def carried(page: httpx.Response) -> dict[str, str]:
    """The hidden fields of the form that is shown."""
    main = page.text[page.text.index('<main id="main"') :]
    return {name: html.unescape(value) for name, value in INPUT.findall(main) if name != "_csrf"}


def step(visitor: Visitor, fields: Mapping[str, str], go: str = "next") -> httpx.Response:
    assert visitor.page is not None
    return visitor.post("/new", {**carried(visitor.page), **fields, "go": go})


@pytest.mark.spec("S2", "B23")
def test_hits_can_be_loaded_anew_and_gone_back_to_and_no_number_is_in_an_address(
    clinic: Clinic, nurse: Visitor
) -> None:
    nurse.get("/search")
    first = nurse.post("/search", {"q": "19800107-2381"})
    assert first.url.path == "/search/hits" and "1980" not in str(first.url) and "Anton Testberg" in first.text
    second = nurse.post("/search", {"q": "Provdotter"})
    assert "3 patienter hittades." in second.text
    assert "Anton Testberg" in nurse.get(f"{first.url.path}?{first.url.query.decode()}").text
    log = clinic.engine.queries.access_log(OPERATOR, clinic.persons["anton"]).unwrap().items
    assert [entry.action for entry in log].count("read:search_patients") == 2
    assert nurse.get("/search/hits?of=other").url.path == "/search"


@pytest.mark.spec("S1", "S2", "S3", "S6", "S7", "S8", "S9", "S10", "S14", "S19")
def test_the_guide_from_a_search_to_the_first_message(clinic: Clinic, nurse: Visitor) -> None:
    nurse.get("/search")
    hit = nurse.post("/search", {"q": "19800107-2381"})
    assert "Anton Testberg" in hit.text and "19800107" not in str(hit.url)
    nurse.get(f"/new?person={clinic.persons['anton']}&way=search")
    assert nurse.page is not None and "Skapa nytt besök eller biljett" in nurse.page.text
    assert "Ombud" not in nurse.page.text
    second = step(nurse, {"kind": "async"})
    assert "Skapa nytt besök" in second.text and "Byt uppdrag" in second.text
    assert 'name="days" inputmode="numeric" required autocomplete="off" value="3"' in second.text
    third = step(nurse, {"reason": FOLLOW_UP, "days": "3"})
    assert "visas som 4 dagar kvar" in third.text
    keys = carried(third)
    receipt = step(nurse, {}, "finish")
    assert receipt.url.path.endswith("/created") and "Gå till besök" in receipt.text
    again = nurse.post("/new", {**keys, "go": "finish"})
    assert again.url == receipt.url
    rows = clinic.engine.queries.cases_of_assignment(NURSE, CaseList.ALL).unwrap().items
    assert [row.title for row in rows] == ["Uppföljningsbesök"]
    case = nurse.get(receipt.url.path.removesuffix("/created"))
    assert "4 dagar kvar" in case.text and "saknar innehåll" in case.text


@pytest.mark.spec("S4", "S5", "S9")
def test_for_a_child_a_guardian_is_chosen_and_what_was_typed_is_kept(clinic: Clinic, nurse: Visitor) -> None:
    nurse.get(f"/new?person={clinic.persons['elsa']}")
    assert nurse.page is not None and "Karin Provdotter" in nurse.page.text and "checked" not in nurse.page.text
    missing = step(nurse, {"kind": "async"})
    assert missing.status_code == 422 and "<title>Fel:" in missing.text
    assert 'value="async" checked' in missing.text
    step(nurse, {"kind": "async", "representative": clinic.persons["karin"]})
    wrong = step(nurse, {"reason": FOLLOW_UP, "days": "3651"})
    assert wrong.status_code == 422 and 'value="3651"' in wrong.text and 'aria-invalid="true"' in wrong.text
    step(nurse, {"reason": FOLLOW_UP, "days": "3 650"})
    back = step(nurse, {}, "back")
    assert 'value="3 650"' in back.text
    step(nurse, {"reason": FOLLOW_UP, "days": "10"})
    done = step(nurse, {}, "finish")
    assert "Karin Provdotter" in done.text
    row = clinic.engine.queries.cases_of_assignment(NURSE, CaseList.ALL).unwrap().items[0]
    assert row.representative.id == clinic.persons["karin"]


@pytest.mark.spec("S2")
def test_who_is_not_found_is_added_and_nytt_goes_on_with_them(clinic: Clinic, nurse: Visitor) -> None:
    nurse.get("/search")
    missed = nurse.post("/search", {"q": "19331204-9244"})
    assert "Lägg till patient" in missed.text
    form = nurse.post("/patients/add", {"identifier": "19331204-9244"})
    assert "Namn" in form.text
    bad = nurse.post("/patients/add", {"identifier": "19331204-9244", "name": "Agda Testsson", "phone": "12"})
    assert bad.status_code == 422 and "Agda Testsson" in bad.text
    new = nurse.post("/patients/add", {"identifier": "19331204-9244", "name": "Agda Testsson", "phone": "070-1740612"})
    assert new.url.path == "/new" and "Agda Testsson" in new.text
    there = nurse.post("/patients/add", {"identifier": "19800107-2381"})
    assert there.url.path == f"/patients/{clinic.persons['anton']}"


@pytest.mark.spec("S1", "S3", "S16")
def test_a_free_visit_is_taken_from_the_ledger_and_nytt_stands_in_its_view(clinic: Clinic, nurse: Visitor) -> None:
    nurse.get(f"/new?person={clinic.persons['anton']}")
    step(nurse, {"kind": "free"})
    step(nurse, {"reason": FOLLOW_UP})
    waiting = step(nurse, {}, "finish")
    assert waiting.url.path.startswith("/visits/") and ">Nytt<" not in waiting.text
    ledger = nurse.get("/")
    assert "Ta emot" in ledger.text
    ongoing = nurse.post(f"{waiting.url.path}/start")
    assert "way=ongoing_visit" in ongoing.text
    ended = nurse.post(f"{waiting.url.path}/end")
    assert "way=ended_visit" in ended.text
    nurse.get(f"/new?person={clinic.persons['anton']}")
    step(nurse, {"kind": "scheduled"})
    assert step(nurse, {"reason": FOLLOW_UP, "scheduled": "i morgon"}).status_code == 422
    step(nurse, {"reason": FOLLOW_UP, "scheduled": "2026-11-23T09:15"})
    assert "09:15" in step(nurse, {}, "finish").text


@pytest.mark.spec("B17", "S16")
def test_a_ticket_has_one_taker_and_becomes_a_case(clinic: Clinic, nurse: Visitor) -> None:
    made = clinic.do(
        c.CreateTicket(patient=clinic.persons["anton"], reason=FOLLOW_UP, message="Ringde om sin medicin"), NURSE
    )
    ticket = TicketId(made.ids["ticket"])
    assert "Ringde om sin medicin" in nurse.get(f"/tickets/{ticket}").text
    assert "Asynkron fas" in nurse.post(f"/tickets/{ticket}/take").text
    assert clinic.refused(c.TakeTicket(ticket=ticket), COLLEAGUE) == "ticket.taken"
    case = nurse.post(f"/tickets/{ticket}/into-case", {"days": "5"})
    assert case.url.path.startswith("/cases/") and "6 dagar kvar" in case.text


@pytest.mark.spec("B4", "B17")
def test_who_wants_no_sms_is_told_of_before_a_ticket_becomes_a_case_all_the_same(
    clinic: Clinic, nurse: Visitor
) -> None:
    anton = clinic.persons["anton"]
    made = clinic.do(c.CreateTicket(patient=anton, reason=FOLLOW_UP, message="Ringde om sin medicin"), NURSE)
    page = f"/tickets/{made.ids['ticket']}"
    clinic.do(c.WithdrawSmsConsent(person=anton, source="appen"), clinic.rep("anton"))
    assert "despite_no_sms" not in nurse.post(f"{page}/take").text
    asked = nurse.post(f"{page}/into-case", {"days": "5", "message": "Hej Anton!"})
    assert "despite_no_sms" in asked.text and "Ingen SMS-notifiering" in asked.text and "Hej Anton!" in asked.text
    case = nurse.post(f"{page}/into-case", {"days": "5", "message": "Hej Anton!", "despite_no_sms": "on"})
    assert case.url.path.startswith("/cases/") and "Hej Anton!" in case.text


@pytest.mark.spec("S1", "B24")
def test_the_profile_has_nytt_and_emergency_access_asks_for_a_reason(clinic: Clinic, nurse: Visitor) -> None:
    page = nurse.get(f"/patients/{clinic.persons['anton']}")
    assert "way=profile" in page.text
    refused = nurse.post(f"{page.url.path}/emergency", {"reason": ""})
    assert refused.status_code == 422
    assert nurse.post(f"{page.url.path}/emergency", {"reason": "Medvetslös"}).status_code == 200
