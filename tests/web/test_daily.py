"""What staff do beside writing: templates, absence, drafts, another unit, a patient's number and block, tickets."""

import html
import io
import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pypdf
import pytest
from arende.domain import commands as c
from arende.domain.ids import shard_of
from arende.ports.records import Shard

from tests.engine.clinic import AT_CHILDREN, CENTRE, CHILDREN, COLLEAGUE, FOLLOW_UP, HEAD, NURSE, OPERATOR, Clinic

from .serving import Visitor, clinic_with_web, served, web_of


@pytest.fixture
def clinic(tmp_path: Path) -> Iterator[Clinic]:
    made = clinic_with_web(tmp_path)
    with made.engine:
        yield made


@pytest.fixture
def base(clinic: Clinic) -> Iterator[str]:
    with served(web_of(clinic)) as address:
        yield address


@pytest.fixture
def nurse(clinic: Clinic, base: str) -> Iterator[Visitor]:
    visitor = Visitor(base).sign_in(clinic, NURSE)
    yield visitor
    visitor.close()


@pytest.mark.spec("B7")
def test_a_template_is_made_changed_inserted_and_taken_away(clinic: Clinic, nurse: Visitor) -> None:
    nurse.get("/templates/new")
    typed = {"name": "Recept", "text": "Hämta {läkemedel} på apoteket.", "owner": "own", "once": "a"}
    page = nurse.post("/templates/new", typed)
    assert page.url.path == "/templates" and "Hämta {läkemedel} på apoteket." in page.text
    nurse.post("/templates/new", typed)
    (row,) = clinic.engine.queries.templates(NURSE).unwrap().items
    assert row.assignment == NURSE.assignment
    refused = nurse.post(f"/templates/{row.id}", {"name": "Recept", "text": "Hämta {läkemedel", "owner": "own"})
    assert refused.status_code == 422 and "Hämta {läkemedel</textarea>" in refused.text
    nurse.post(f"/templates/{row.id}", {"name": "Recept", "text": "Ta {läkemedel} i dag.", "owner": "own"})
    case = clinic.open_case()
    page = nurse.get(f"/cases/{case}?phrase={row.id}")
    assert "Ta {läkemedel} i dag.</textarea>" in page.text and f'name="template" value="{row.id}"' in page.text
    unfilled = nurse.post(f"/cases/{case}/send", {"text": row.text, "template": row.id, "seen": "0"})
    assert unfilled.status_code == 422 and "{läkemedel}" in unfilled.text
    nurse.get("/templates")
    assert "Inga frastexter än." in nurse.post(f"/templates/{row.id}/retire").text


@pytest.mark.spec("B7")
def test_the_unit_s_templates_are_kept_by_those_who_may(clinic: Clinic, nurse: Visitor, base: str) -> None:
    assert "Alla på enheten" not in nurse.get("/templates/new").text
    assert nurse.post("/templates/new", {"name": "X", "text": "Y", "owner": "unit"}).status_code == 403
    head = Visitor(base).sign_in(clinic, HEAD)
    assert "Alla på enheten" in head.get("/templates/new").text
    head.post("/templates/new", {"name": "Råd", "text": "Vila.", "owner": "unit"})
    head.close()
    (row,) = clinic.engine.queries.templates(NURSE).unwrap().items
    page = nurse.get("/templates").text
    assert row.unit == CENTRE and "Vila." in page and f"/templates/{row.id}" not in page


@pytest.mark.spec("B19")
def test_a_colleague_stands_in_until_a_day_and_no_longer(clinic: Clinic, nurse: Visitor, base: str) -> None:
    assert "Ingen är frånvarande." in nurse.get("/absence").text
    refused = nurse.post("/absence", {"by": COLLEAGUE.assignment, "last_day": "2020-01-01"})
    assert refused.status_code == 422 and 'value="2020-01-01"' in refused.text
    page = nurse.post("/absence", {"by": COLLEAGUE.assignment, "last_day": "2026-11-30"})
    assert "Olle Prov, Sjuksköterska vikarierar till och med måndag 30 november" in page.text
    (row,) = clinic.engine.queries.absences(HEAD, CENTRE).unwrap().items
    assert row.last_day == date(2026, 11, 30)
    colleague = Visitor(base).sign_in(clinic, COLLEAGUE)
    assert "Avsluta frånvaron" not in colleague.get("/absence").text
    assert colleague.post(f"/absence/{NURSE.assignment}/end").status_code == 403
    colleague.close()
    head = Visitor(base).sign_in(clinic, HEAD)
    head.get("/absence")
    assert "Ingen är frånvarande." in head.post(f"/absence/{NURSE.assignment}/end").text
    head.close()


@pytest.mark.spec("B10")
def test_own_drafts_stand_in_a_list_and_can_be_thrown_away(clinic: Clinic, nurse: Visitor) -> None:
    case = clinic.open_case()
    clinic.do(c.SaveDraft(case=case, text="Inte färdigt"), NURSE)
    page = nurse.get("/drafts")
    assert "Inte färdigt" in page.text and f"/cases/{case}" in page.text
    assert "Inga utkast." in nurse.post(f"/drafts/{case}/discard").text
    assert clinic.engine.queries.draft(NURSE, case).unwrap() is None


@pytest.mark.spec("B24")
def test_another_unit_is_read_by_choice_and_what_is_blocked_is_not(clinic: Clinic, nurse: Visitor) -> None:
    anton = clinic.open_case("anton", AT_CHILDREN)
    assert nurse.get(f"/cases/{anton}").status_code == 403
    nurse.get("/elsewhere")
    wrong = nurse.post("/elsewhere", {"unit": CHILDREN, "purpose": "nyfikenhet"})
    assert wrong.status_code == 422
    page = nurse.post("/elsewhere", {"unit": CHILDREN, "purpose": "kvalitetssäkring"})
    assert "Du läser också på Barnmottagningen." in page.text and "Anton Testberg" in page.text
    assert nurse.get(f"/cases/{anton}").status_code == 200
    log = clinic.engine.queries.access_log(OPERATOR, clinic.persons["anton"]).unwrap().items
    assert any(entry.purpose == "kvalitetssäkring" and entry.who.endswith(NURSE.assignment) for entry in log)
    nurse.get(f"/patients/{clinic.persons['anton']}")
    blocked = nurse.post(f"/patients/{clinic.persons['anton']}/block", {"unit": CHILDREN})
    assert "<dt>Spärr</dt><dd>Barnmottagningen</dd>" in blocked.text
    assert nurse.get(f"/cases/{anton}").status_code == 403
    nurse.get(f"/patients/{clinic.persons['anton']}")
    assert "<dt>Spärr</dt>" not in nurse.post(f"/patients/{clinic.persons['anton']}/unblock", {"unit": CHILDREN}).text
    assert "Du läser också" not in nurse.post("/elsewhere/end").text
    assert nurse.get(f"/cases/{anton}").status_code == 403


@pytest.mark.spec("B24")
def test_a_child_s_block_is_not_taken(clinic: Clinic, nurse: Visitor) -> None:
    nurse.get(f"/patients/{clinic.persons['elsa']}")
    assert nurse.post(f"/patients/{clinic.persons['elsa']}/block", {"unit": CHILDREN}).status_code == 422


@pytest.mark.spec("B4")
def test_number_and_consent_are_as_the_patient_says(clinic: Clinic, nurse: Visitor) -> None:
    stina = f"/patients/{clinic.persons['stina']}"
    assert "Ingen SMS-notifiering: mobilnummer saknas" in nurse.get(stina).text
    wrong = nurse.post(f"{stina}/phone", {"phone": "070-x"})
    assert wrong.status_code == 422 and 'value="070-x"' in wrong.text
    assert "SMS-notifieringar går fram" in nurse.post(f"{stina}/phone", {"phone": "070-174 06 10"}).text
    page = nurse.post(f"{stina}/no-sms", {"source": "sagt vid besöket"})
    assert "vill inte ha SMS" in page.text and "sagt vid besöket" in page.text
    assert "SMS-notifieringar går fram" in nurse.post(f"{stina}/consent", {"source": "ringde"}).text


@pytest.mark.spec("B4")
def test_the_patient_says_so_in_the_app(clinic: Clinic, base: str) -> None:
    stina = Visitor(base).sign_in(clinic, clinic.rep("stina"))
    stina.get("/patient/contact-details")
    wrong = stina.post("/patient/contact-details/phone", {"phone": "12"})
    assert wrong.status_code == 422 and 'value="12"' in wrong.text
    assert "+46701740610" in stina.post("/patient/contact-details/phone", {"phone": "070-174 06 10"}).text
    assert "Du får inga SMS." in stina.post("/patient/contact-details/no-sms").text
    assert "Jag vill inte ha SMS" in stina.post("/patient/contact-details/consent").text
    stina.close()


@pytest.mark.spec("B17")
def test_staff_put_a_ticket_into_the_ledger(clinic: Clinic, nurse: Visitor) -> None:
    anton = clinic.persons["anton"]
    assert f"/new-ticket?person={anton}" in nurse.get(f"/patients/{anton}").text
    nurse.get(f"/new-ticket?person={anton}")
    refused = nurse.post("/new-ticket", {"patient": anton, "message": "Ringde om recept"})
    assert refused.status_code == 422 and "Ringde om recept</textarea>" in refused.text
    page = nurse.post("/new-ticket", {"patient": anton, "reason": FOLLOW_UP, "message": "Ringde om recept"})
    assert page.url.path.startswith("/tickets/") and "Ringde om recept" in page.text
    assert "Anton Testberg" in nurse.get("/").text


@pytest.mark.spec("B4")
def test_how_the_sms_stands_is_in_the_thread_and_it_is_sent_again(clinic: Clinic, nurse: Visitor) -> None:
    case = clinic.open_case()
    assert "SMS köat" in nurse.get(f"/cases/{case}").text
    clinic.work()
    clinic.say(case, "Hej")
    assert "SMS skickat" in nurse.get(f"/cases/{case}").text
    stina = clinic.open_case("stina")
    assert "Ingen SMS-notifiering: mobilnummer saknas" in nurse.get(f"/cases/{stina}").text


@pytest.mark.spec("B4")
def test_an_sms_that_did_not_arrive_is_sent_again_from_the_case(clinic: Clinic, nurse: Visitor) -> None:
    case = clinic.open_case()
    clinic.do(c.WithdrawSmsConsent(person=clinic.persons["anton"], source="appen"), clinic.rep("anton"))
    clinic.work()
    (notice,) = clinic.engine.queries.case(NURSE, case).unwrap().sms_troubled
    page = nurse.get(f"/cases/{case}")
    assert "Skicka SMS igen" in page.text and "SMS gick inte fram" in page.text
    assert "vill inte ha SMS" in nurse.post(f"/cases/{case}/retry-sms", {"notice": notice}).text
    clinic.do(c.RecordSmsConsent(person=clinic.persons["anton"], source="Sagt i telefon"), NURSE)
    nurse.get(f"/cases/{case}")
    assert "Skicka SMS igen" not in nurse.post(f"/cases/{case}/retry-sms", {"notice": notice}).text
    clinic.work()
    assert len(clinic.sms()) == 1


@pytest.mark.spec("S17")
def test_what_is_undocumented_is_listed_per_assignment_and_unit(clinic: Clinic, nurse: Visitor, base: str) -> None:
    clinic.say(clinic.open_case("anton"), "Hej")
    assert "Anton Testberg" in nurse.get("/undocumented").text
    assert nurse.get("/undocumented?of=unit").status_code == 403
    head = Visitor(base).sign_in(clinic, HEAD)
    assert "Anton Testberg" not in head.get("/undocumented").text
    assert "Anton Testberg" in head.get("/undocumented?of=unit").text
    assert head.get("/undocumented?of=pool").status_code == 200
    head.close()


@pytest.mark.spec("B8", "S17")
def test_a_file_for_the_record_has_no_note_and_a_disclosure_has(clinic: Clinic, nurse: Visitor) -> None:
    case = clinic.open_case()
    clinic.do(c.AddNote(case=case, text="Bara för oss"), NURSE)
    nurse.get(f"/cases/{case}")
    entry = nurse.client.get(f"/cases/{case}/entry")
    assert entry.headers["content-disposition"].startswith("attachment") and "Bara för oss" not in entry.text
    assert nurse.post(f"/cases/{case}/disclosure", {"ground": "curious"}).status_code == 422
    nurse.get(f"/cases/{case}")
    assert "Bara för oss" in nurse.post(f"/cases/{case}/disclosure", {"ground": "patient"}).text


@pytest.mark.spec("B8", "B22")
def test_both_files_are_had_as_pdf_too_by_staff_alone_and_the_log_says_in_which_form(
    clinic: Clinic, nurse: Visitor, base: str
) -> None:
    case = clinic.open_case("anton")
    clinic.say(case, "Hej")
    clinic.do(c.AddNote(case=case, text="Bara för oss"), NURSE)
    page = nurse.get(f"/cases/{case}")
    assert f"/cases/{case}/entry?form=pdf" in page.text
    assert '<option value="pdf">PDF</option>' in page.text
    entry = nurse.client.get(f"/cases/{case}/entry?form=pdf")
    assert entry.headers["content-type"] == "application/pdf"
    assert entry.headers["content-disposition"] == 'attachment; filename="arende.pdf"'
    assert "Bara för oss" not in told(entry.content)
    asked = {"ground": "court", "form": "pdf"}
    held = told(nurse.post(f"/cases/{case}/disclosure", asked).content)
    assert "Grund: Till domstol." in held and "Bara för oss" in held
    assert nurse.client.get(f"/cases/{case}/entry?form=odt").status_code == 422
    nurse.get(f"/cases/{case}")
    assert nurse.post(f"/cases/{case}/disclosure", {"ground": "court", "form": "odt"}).status_code == 422
    refs = [entry.ref for entry in clinic.engine.storage.access(Shard(shard_of(case)), None, 1000)]
    assert f"export:pdf {case}" in refs and f"court pdf {case}" in refs
    anton = Visitor(base).sign_in(clinic, clinic.rep("anton"))
    assert anton.get(f"/cases/{case}/entry?form=pdf").headers["content-type"] != "application/pdf"
    assert anton.post(f"/cases/{case}/disclosure", asked).headers["content-type"] != "application/pdf"
    assert "form=pdf" not in anton.get(f"/patient/cases/{case}").text
    anton.close()


def told(document: bytes) -> str:
    return "".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(document)).pages)


@pytest.mark.spec("B18")
def test_pages_of_a_list_lead_on_and_back(clinic: Clinic, nurse: Visitor) -> None:
    for _ in range(120):
        clinic.open_case()
    page, seen = nurse.get("/cases?list=ongoing"), [nurse.client.base_url.join("/cases?list=ongoing")]
    for _ in range(2):
        page = nurse.get(address(page.text, "next"))
        seen.append(page.url)
    assert 'rel="next"' not in page.text and len(set(seen)) == 3
    page = nurse.get(address(page.text, "prev"))
    assert page.url == seen[1]
    assert nurse.get(address(page.text, "prev")).url == seen[0]


def address(page: str, rel: str) -> str:
    found = re.search(rf'rel="{rel}" href="([^"]+)"', page)
    assert found is not None
    return html.unescape(found[1])
