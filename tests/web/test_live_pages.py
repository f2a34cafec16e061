"""Pages that follow what happens, in real browsers: both sides of a case, a list, a connection that is lost."""

import re

import pytest
from arende.domain import commands as c
from playwright.sync_api import expect

from tests.engine.clinic import NURSE

from .conftest import NewPage
from .serving import Served
from .states import later, signed_in

pytestmark = pytest.mark.slow


@pytest.mark.spec("S12", "B5")
def test_both_sides_follow_a_case_and_the_other_guardian_sees_nothing(site: Served, new_page: NewPage) -> None:
    clinic = site.clinic
    case = clinic.open_case("elsa", rep="karin")
    nurse = signed_in(new_page(), site, NURSE)
    karin = signed_in(new_page(width=390, height=800), site, clinic.rep("karin"))
    erik = signed_in(new_page(width=390, height=800), site, clinic.rep("erik"))
    nurse.goto(f"/cases/{case}")
    karin.goto(f"/patient/cases/{case}")
    erik.goto("/patient")
    asked: list[str] = []
    erik.on("request", lambda request: asked.append(request.url))
    later(site)
    nurse.get_by_label(re.compile("Skriv till Karin")).fill("Hur kliar det?")
    nurse.get_by_role("button", name="Skicka", exact=True).click()
    expect(karin.get_by_role("log")).to_contain_text("Hur kliar det?")
    expect(nurse.get_by_role("log")).to_contain_text("Läst av ombudet")
    later(site)
    karin.get_by_label("Skriv till vården").fill("Mest på natten.")
    karin.get_by_role("button", name="Skicka", exact=True).click()
    expect(nurse.get_by_role("log")).to_contain_text("Mest på natten.")
    assert nurse.locator("#seen").input_value() == "2"
    expect(erik.get_by_text("Du har inga pågående ärenden.")).to_be_visible()
    assert [url for url in asked if "/events" not in url and "/static/" not in url] == []
    for path in (
        f"/patient/cases/{case}",
        f"/patient/cases/{case}/thread",
        f"/patient/access/{clinic.persons['elsa']}",
    ):
        answer = erik.request.get(path)
        assert "kliar" not in answer.text() and "natten" not in answer.text()
    assert erik.request.get(f"/patient/cases/{case}").status in (403, 404)


@pytest.mark.spec("B16")
def test_who_may_no_longer_read_is_not_left_with_the_page(site: Served, new_page: NewPage) -> None:
    clinic = site.clinic
    case = clinic.open_case("elsa", rep="karin")
    clinic.say(case, "Hur kliar det?")
    karin = signed_in(new_page(width=390, height=800), site, clinic.rep("karin"))
    karin.goto(f"/patient/cases/{case}")
    expect(karin.get_by_text("Hur kliar det?")).to_be_visible()
    karin.wait_for_timeout(300)
    later(site)
    clinic.end_custody("elsa", "karin")
    clinic.do(c.AddNote(case=case, text="Vårdnaden har ändrats."), NURSE)
    expect(karin.get_by_role("heading", level=1)).to_have_text("Du har inte behörighet")
    expect(karin.get_by_text("Hur kliar det?")).to_have_count(0)


def test_rows_do_not_move_and_a_line_says_what_has_come(site: Served, new_page: NewPage) -> None:
    clinic = site.clinic
    first, second = clinic.open_case("anton"), clinic.open_case("stina")
    later(site)
    clinic.say(first, "Hej Anton.")
    clinic.say(second, "Hej Stina.")
    later(site)
    clinic.say(first, "Det gör ont.", clinic.rep("anton"))
    page = signed_in(new_page(), site, NURSE)
    page.goto("/inbox")
    inbox = page.get_by_role("navigation", name="Huvudmeny").get_by_role("link", name="Inkorg")
    had = int(inbox.locator(".count").inner_text())
    page.wait_for_timeout(300)
    later(site)
    clinic.say(second, "Det svider.", clinic.rep("stina"))
    expect(inbox.locator(".count")).to_have_text(str(had + 1))
    news = page.get_by_role("link", name="1 nytt ärende – visa")
    expect(news).to_be_visible()
    expect(page.get_by_role("row")).to_have_count(1 + had)
    news.click()
    expect(page.get_by_role("row")).to_have_count(2 + had)
    expect(page.get_by_text("1 nytt ärende")).to_have_count(0)


def test_a_lost_connection_is_told_and_the_page_still_follows(site: Served, new_page: NewPage) -> None:
    page = new_page()
    case = site.clinic.open_case()
    signed_in(page, site, NURSE)
    page.context.route("**/events?*", lambda route: route.fulfill(status=503))
    page.goto(f"/cases/{case}")
    later(site)
    site.clinic.say(case, "Hej Anton.", NURSE)
    expect(page.get_by_text("Ingen anslutning – försöker igen")).to_be_visible()
    expect(page.get_by_role("log")).to_contain_text("Hej Anton.")


def test_a_session_that_has_ended_leaves_nothing_on_the_screen(site: Served, new_page: NewPage) -> None:
    page = new_page()
    case = site.clinic.open_case()
    site.clinic.say(case, "Hej Anton.")
    signed_in(page, site, NURSE).goto(f"/cases/{case}")
    page.wait_for_timeout(300)
    site.clinic.engine.sessions.revoke_all("SE1.haris")
    later(site)
    site.clinic.say(case, "Är du där?")
    expect(page.get_by_role("heading", name="Logga in")).to_be_visible()


def test_a_tab_that_is_not_seen_has_no_stream_and_looks_again_when_it_is(site: Served, new_page: NewPage) -> None:
    page = new_page()
    page.add_init_script("Object.defineProperty(document, 'hidden', {get: () => !!globalThis.away})")
    case = site.clinic.open_case()
    signed_in(page, site, NURSE).goto(f"/cases/{case}")
    page.wait_for_timeout(300)
    page.evaluate("globalThis.away = true; document.dispatchEvent(new Event('visibilitychange'))")
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    later(site)
    site.clinic.say(case, "Hej Anton.")
    page.wait_for_timeout(1500)
    assert asked == []
    page.evaluate("globalThis.away = false; document.dispatchEvent(new Event('visibilitychange'))")
    expect(page.get_by_role("log")).to_contain_text("Hej Anton.")


def test_without_scripts_both_sides_write_and_read(site: Served, new_page: NewPage) -> None:
    case = site.clinic.open_case()
    nurse = new_page(scripts=False)
    nurse.goto("/sign-in")
    nurse.get_by_role("button", name="Haris").click()
    nurse.get_by_role("button", name="Sjuksköterska").filter(has_text="Vårdcentralen").click()
    nurse.get_by_role("link", name="Inkorg").click()
    nurse.get_by_role("link", name="Anton Testberg").click()
    expect(nurse.get_by_text("4 dagar kvar")).to_be_visible()
    nurse.get_by_label("Skriv till Anton Testberg").fill("Hur är det med såret?")
    nurse.get_by_role("button", name="Spara utkast").click()
    expect(nurse.get_by_text("Utkast sparat")).to_be_visible()
    nurse.get_by_role("button", name="Skicka", exact=True).click()
    expect(nurse.get_by_role("log")).to_contain_text("Hur är det med såret?")
    anton = signed_in(new_page(scripts=False, width=390, height=800), site, site.clinic.rep("anton"))
    anton.goto(f"/patient/cases/{case}")
    anton.get_by_label("Skriv till vården").fill("Det är bra nu.")
    anton.get_by_role("button", name="Skicka", exact=True).click()
    nurse.reload()
    expect(nurse.get_by_role("log")).to_contain_text("Det är bra nu.")
    for page in (nurse, anton):
        assert page.get_by_role("dialog").count() == 0
        assert page.get_by_role("button", name="Kortkommandon").count() == 0
