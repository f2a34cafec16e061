"""What pages are, whoever asks: their weight, their language, what they ask by themselves, and who is writing."""

import re
from datetime import timedelta
from typing import Final

import pytest
from arende.domain import commands as c
from arende_web import WebSettings, create_app

from tests.engine.clinic import CENTRE, COLLEAGUE, HEAD, NURSE

from .serving import Served, Visitor, served

LOADED: Final = re.compile(r'(?:src|href)="(/static/[^"]+)"')
BY_ITSELF: Final = {"hx-request": "true"}


def test_a_full_inbox_weighs_less_than_a_tenth_of_a_megabyte(site: Served) -> None:
    for _ in range(30):
        site.clinic.open_case()
    visitor = site.visitor().sign_in(site.clinic, NURSE)
    page = visitor.get("/inbox")
    assert page.text.count("Anton Testberg") == 30
    files = {path: len(visitor.client.get(path).content) for path in LOADED.findall(page.text)}
    assert len(files) >= 7
    assert len(page.content) + sum(files.values()) <= 100_000, files


def test_what_a_page_asks_by_itself_keeps_nobody_signed_in(site: Served) -> None:
    visitor = site.visitor().sign_in(site.clinic, NURSE)
    idle = site.clinic.engine.sessions.limits.idle
    site.clinic.clock.advance(idle / 2)
    assert visitor.client.get("/counts", headers=BY_ITSELF).status_code == 200
    assert visitor.client.get("/session", headers=BY_ITSELF).text == str(int((idle / 2).total_seconds()))
    site.clinic.clock.advance(idle / 2)
    answer = visitor.client.get("/counts", headers=BY_ITSELF, follow_redirects=False)
    assert (answer.status_code, answer.headers["hx-refresh"], answer.text) == (401, "true", "")
    assert visitor.client.get("/session", headers=BY_ITSELF).status_code == 401


def test_asking_by_hand_keeps_the_session(site: Served) -> None:
    visitor = site.visitor().sign_in(site.clinic, NURSE)
    idle = site.clinic.engine.sessions.limits.idle
    site.clinic.clock.advance(idle - timedelta(minutes=1))
    visitor.get("/session")
    assert visitor.client.get("/session", headers=BY_ITSELF).text == str(int(idle.total_seconds()))


def test_every_text_of_the_frame_is_english_where_that_is_chosen(site: Served) -> None:
    visitor = site.visitor().sign_in(site.clinic, NURSE)
    visitor.post("/language", {"lang": "en", "next": "/inbox"})
    page = visitor.get("/inbox").text
    assert '<html lang="en">' in page
    assert "Find patient" in page and "To deal with" in page
    assert not re.search(r"Startsida|Inkorg|Väntetid|Logga ut", page)


def test_shortcuts_are_off_for_who_turned_them_off_alone(site: Served) -> None:
    visitor = site.visitor().sign_in(site.clinic, NURSE)
    visitor.get("/inbox")
    page = visitor.post("/keys", {"next": "/inbox"})
    assert 'id="keys" aria-labelledby="keys-title" data-off' in page.text
    visitor.sign_in(site.clinic, COLLEAGUE)
    assert "data-off" not in visitor.get("/inbox").text
    visitor.sign_in(site.clinic, NURSE)
    visitor.get("/inbox")
    assert "data-off" not in visitor.post("/keys", {"on": "1"}).text


def test_the_provider_completes_the_accessibility_statement(site: Served) -> None:
    assert "Kontakta din vårdenhet" in site.visitor().get("/accessibility").text
    told = WebSettings(
        provider="Region Provlän", accessibility_contact="0470-12345", accessibility_reviewed="1 november"
    )
    with served(create_app(site.clinic.engine, told)) as base:
        visitor = Visitor(base)
        page = visitor.get("/patient/accessibility").text
        visitor.close()
    assert all(text in page for text in ("Region Provlän", "0470-12345", "1 november"))


def test_a_wrong_cursor_is_told_in_the_language_of_the_page(site: Served) -> None:
    visitor = site.visitor().sign_in(site.clinic, NURSE)
    assert "markören är inte en av våra" in visitor.get("/inbox?after=x").text
    visitor.post("/language", {"lang": "en", "next": "/inbox"})
    assert "the cursor is not one of ours" in visitor.get("/inbox?after=x").text


@pytest.mark.spec("S14")
def test_times_are_on_the_clock_of_the_unit(site: Served) -> None:
    """14:05 in Stockholm is 15:05 in Helsinki; both sides and the scripts are told so."""
    site.clinic.do(c.RegisterUnit(unit=CENTRE, name="Vårdcentralen Eken", zone="Europe/Helsinki"))
    case = site.clinic.open_case()
    site.clinic.say(case, "Hej")
    nurse = site.visitor().sign_in(site.clinic, NURSE).get(f"/cases/{case}").text
    patient = site.visitor().sign_in(site.clinic, site.clinic.rep("anton")).get(f"/patient/cases/{case}").text
    for page in (nurse, patient):
        assert ">15:05</time>" in page and 'data-zone="Europe/Helsinki"' in page and "14:05" not in page


@pytest.mark.spec("S6")
def test_nothing_is_counted_beyond_a_hundred(site: Served) -> None:
    for _ in range(101):
        site.clinic.open_case()
    visitor = site.visitor().sign_in(site.clinic, NURSE)
    assert "99+ väntar" in visitor.get("/sign-in/assignment").text


@pytest.mark.spec("B20")
def test_a_colleague_sees_who_is_writing_and_a_draft_is_no_message(site: Served) -> None:
    case = site.clinic.open_case()
    nurse = site.visitor().sign_in(site.clinic, NURSE)
    nurse.get(f"/cases/{case}")
    nurse.post(f"/cases/{case}/draft", {"text": "Hej"})
    colleague = site.visitor().sign_in(site.clinic, HEAD)
    assert "Haris Testgren skriver i ärendet" in colleague.get(f"/cases/{case}/thread").text
    nurse.post(f"/cases/{case}/send", {"text": "Hej", "seen": "0"})
    page = colleague.get(f"/cases/{case}").text
    assert "skriver i ärendet" not in page
    assert page.count('<article class="message') == 1
