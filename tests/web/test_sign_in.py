"""Signing in: to an assignment, to the patient app, and out again; who is not signed in sees nothing."""

import pytest
from playwright.sync_api import Page, expect

from tests.engine.clinic import AT_CHILDREN, NURSE

from .conftest import NewPage
from .serving import Served, identity


def test_nobody_sees_a_page_without_signing_in(site: Served) -> None:
    visitor = site.visitor()
    for path, to in (("/", "/sign-in"), ("/patient", "/patient/sign-in")):
        answer = visitor.client.get(path, follow_redirects=False)
        assert (answer.status_code, answer.headers["location"]) == (303, to)


@pytest.mark.spec("S6")
def test_staff_choose_an_assignment_and_can_change_it(site: Served) -> None:
    visitor = site.visitor().sign_in(site.clinic, NURSE)
    page = visitor.get("/")
    assert page.status_code == 200
    assert "Patientliggare" in page.text
    visitor.sign_in(site.clinic, AT_CHILDREN)
    assert "Barnmottagningen" in visitor.get("/").text


def test_a_session_ends_for_good_when_it_is_signed_out(site: Served) -> None:
    visitor = site.visitor().sign_in(site.clinic, NURSE)
    visitor.get("/")
    kept = dict(visitor.client.cookies)
    visitor.post("/sign-out")
    visitor.client.cookies.update(kept)
    assert visitor.client.get("/", follow_redirects=False).status_code == 303


def test_a_post_without_the_session_s_token_is_refused(site: Served) -> None:
    visitor = site.visitor().sign_in(site.clinic, NURSE)
    visitor.get("/")
    for token in ("", "0" * 64, "å"):
        assert visitor.post("/sign-out", token=token).status_code == 403
    assert visitor.get("/").status_code == 200


def test_every_answer_has_the_headers(site: Served) -> None:
    visitor = site.visitor()
    for path in ("/sign-in", "/nowhere", "/static/arende.css"):
        headers = visitor.client.get(path).headers
        assert "script-src 'self'" in headers["content-security-policy"]
        assert headers["x-content-type-options"] == "nosniff"
    assert visitor.client.get("/sign-in").headers["cache-control"] == "no-store"


def test_a_patient_cannot_enter_the_caregiver_interface(site: Served) -> None:
    visitor = site.visitor()
    answer = visitor.post("/sign-in/demo", {"identity": identity(site.clinic, site.clinic.rep("anton"))})
    assert answer.status_code == 403
    assert visitor.client.get("/", follow_redirects=False).status_code == 303


@pytest.mark.slow
def test_a_real_browser_signs_in(site: Served, new_page: NewPage) -> None:
    page: Page = new_page()
    page.goto("/sign-in")
    page.get_by_role("button", name="Haris").click()
    page.get_by_role("button", name="Sjuksköterska").first.click()
    expect(page.get_by_role("heading", name="Startsida")).to_be_visible()
