"""Our own scripts in a real browser: drafts, sending, shortcuts, the box for reasons, the end of a session; types."""

import json
import re
import subprocess
from pathlib import Path
from typing import Final

import pytest
from arende.views.thread import MessageLine
from playwright.sync_api import Page, Route, expect

from tests.engine.clinic import COLLEAGUE, NURSE
from tests.node import NODE, npm_install

from .conftest import NewPage
from .serving import Served
from .states import WASH, furnished, later, signed_in
from .test_texts import STATIC

pytestmark = pytest.mark.slow

TYPESCRIPT: Final = "typescript@5.9.3"
COMPILER: Final = {
    "allowJs": True,
    "checkJs": True,
    "noEmit": True,
    "strict": True,
    "target": "es2022",
    "module": "es2022",
    "moduleDetection": "force",
    "lib": ["es2022", "dom", "dom.iterable"],
    "types": [],
}
REASONS: Final = ("Allergi", "Astma", "Ångest", "Ätstörning", "Öroninflammation", "Idé om träning")


def test_the_types_of_our_scripts_are_right(tmp_path: Path) -> None:
    if missing := npm_install(tmp_path, TYPESCRIPT):
        pytest.skip(missing)
    (tmp_path / "tsconfig.json").write_text(
        json.dumps({"compilerOptions": COMPILER, "include": [str(STATIC / "js" / "*.js")]})
    )
    compiler = tmp_path / "node_modules" / "typescript" / "bin" / "tsc"
    done = subprocess.run([NODE, compiler, "-p", tmp_path], capture_output=True, text=True, timeout=120, check=False)
    assert (done.returncode, done.stdout) == (0, "")


def test_a_draft_is_kept_while_it_is_typed_and_when_the_page_is_left(site: Served, new_page: NewPage) -> None:
    case = site.clinic.open_case()
    page = signed_in(new_page(), site, NURSE)
    page.goto(f"/cases/{case}")
    box = page.get_by_label(re.compile("Skriv till Anton"))
    expect(box).to_be_focused()
    box.press_sequentially("Hej Anton")
    expect(page.get_by_text("Utkast sparat")).to_be_visible()
    box.press_sequentially(", hur är det?")
    page.goto("/inbox")
    page.goto(f"/cases/{case}")
    expect(box).to_have_value("Hej Anton, hur är det?")
    box.press("Control+Enter")
    expect(page.get_by_role("log")).to_contain_text("Hej Anton, hur är det?")
    expect(page.get_by_text(re.compile("Skickat .*"))).to_be_visible()
    expect(box).to_be_focused()
    expect(box).to_have_value("")
    page.reload()
    expect(box).to_have_value("")


def test_nothing_is_said_to_be_sent_before_it_is_and_it_is_sent_once(site: Served, new_page: NewPage) -> None:
    case = site.clinic.open_case()
    page = signed_in(new_page(), site, NURSE)
    page.goto(f"/cases/{case}")
    page.route("**/send", lambda route: route.fulfill(status=503))
    page.get_by_label(re.compile("Skriv till Anton")).fill("Ring mig.")
    send = page.get_by_role("button", name="Skicka", exact=True)
    send.click()
    expect(page.get_by_text("Kunde inte skickas – försök igen.")).to_be_visible()
    expect(page.get_by_label(re.compile("Skriv till Anton"))).to_have_value("Ring mig.")
    page.unroute("**/send")
    held: list[Route] = []
    page.route("**/send", lambda route: held.append(route))
    send.click()
    expect(page.get_by_text("Skickas …")).to_be_visible()
    send.click()
    page.wait_for_timeout(200)
    assert len(held) == 1
    held[0].continue_()
    expect(page.locator("#thread").get_by_text("Ring mig.")).to_have_count(1)
    lines = site.clinic.engine.queries.thread(NURSE, case, after=0, limit=50).unwrap().items
    assert [line.text for line in lines if isinstance(line, MessageLine)] == ["Ring mig."]


def test_a_refused_message_comes_back_with_its_reason(site: Served, new_page: NewPage) -> None:
    """A colleague has written since: what was typed is still there."""
    case = site.clinic.open_case()
    site.clinic.say(case, "Hej.")
    page = signed_in(new_page(), site, NURSE)
    page.context.route("**/events?*", lambda route: route.fulfill(status=503))
    page.goto(f"/cases/{case}")
    later(site)
    site.clinic.say(case, "Det svider.", site.clinic.rep("anton"))
    page.get_by_label(re.compile("Skriv till Anton")).fill("Vi hörs i morgon.")
    page.get_by_role("button", name="Skicka", exact=True).click()
    expect(page.get_by_text("Nytt meddelande – skicka ändå?")).to_be_visible()
    expect(page.get_by_label(re.compile("Skriv till Anton"))).to_have_value("Vi hörs i morgon.")
    page.get_by_role("button", name="Skicka ändå").click()
    expect(page.get_by_role("log")).to_contain_text("Vi hörs i morgon.")


def test_shortcuts_do_what_the_help_says_and_can_be_turned_off(site: Served, new_page: NewPage) -> None:
    furnished(site)
    page = signed_in(new_page(), site, NURSE)
    page.keyboard.press("g")
    page.keyboard.press("i")
    page.wait_for_url("**/inbox")
    page.keyboard.press("j")
    first = page.evaluate("document.activeElement.textContent")
    page.keyboard.press("j")
    assert page.evaluate("document.activeElement.textContent") != first
    page.keyboard.press("k")
    assert page.evaluate("document.activeElement.textContent") == first
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("/cases/"))
    page.keyboard.press("r")
    page.keyboard.type("/j?")
    expect(page.locator("#text")).to_have_value(re.compile(r"/j\?$"))
    page.goto("/inbox")
    page.keyboard.press("?")
    page.get_by_role("dialog").get_by_role("button", name="Stäng av").click()
    page.keyboard.press("j")
    assert page.evaluate("document.activeElement === document.body")
    other = signed_in(page.context.new_page(), site, COLLEAGUE)
    other.keyboard.press("/")
    expect(other.locator("#find")).to_be_focused()


@pytest.mark.spec("S2")
def test_hits_are_there_when_one_goes_back(site: Served, new_page: NewPage) -> None:
    page = signed_in(new_page(), site, NURSE)
    page.locator("#find").fill("Provdotter")
    page.keyboard.press("Enter")
    hit = page.get_by_role("link", name="Elsa Provdotter", exact=True)
    hit.click()
    page.wait_for_url(re.compile("/patients/"))
    page.go_back()
    expect(hit).to_be_visible()
    page.reload()
    expect(hit).to_be_visible()


@pytest.mark.spec("B18")
def test_rows_go_on_over_pages_of_a_list(site: Served, new_page: NewPage) -> None:
    for _ in range(52):
        site.clinic.open_case()
    page = signed_in(new_page(), site, NURSE)
    page.goto("/cases?list=ongoing")
    page.keyboard.press("k")
    expect(page.locator("[data-row]").last).to_be_focused()
    page.keyboard.press("j")
    page.wait_for_url(re.compile("after="))
    page.keyboard.press("j")
    expect(page.locator("[data-row]").first).to_be_focused()
    page.keyboard.press("k")
    page.wait_for_url(re.compile("list=ongoing$"))


@pytest.mark.spec("B7")
@pytest.mark.parametrize("scripts", [True, False])
def test_a_template_is_put_into_the_message_and_its_places_are_asked_for(
    site: Served, new_page: NewPage, scripts: bool
) -> None:
    case = furnished(site)["anton"]
    page = signed_in(new_page(scripts=scripts), site, NURSE)
    page.goto(f"/cases/{case}")
    page.get_by_text("Frastexter", exact=True).last.click()
    page.get_by_role("link", name="Infoga Sårvård").click()
    box = page.get_by_label(re.compile("Skriv till Anton"))
    expect(box).to_have_value(WASH)
    page.get_by_role("button", name="Skicka", exact=True).click()
    expect(page.get_by_role("alert")).to_contain_text("{dagar}")
    expect(box).to_have_value(WASH)
    box.fill(WASH.replace("{dagar}", "tredje"))
    page.get_by_role("button", name="Skicka", exact=True).click()
    expect(page.get_by_role("log")).to_contain_text("byt förband var tredje dag")


def with_reasons(page: Page, site: Served) -> Page:
    """A page with the select alone, as a form has it."""
    options = "".join(f"<option value={n}>{text}" for n, text in enumerate(REASONS, 1))
    body = (
        "<!doctype html><form><label for=reason>Sökorsak</label><select id=reason name=reason required data-combobox "
        f"data-one='1 förslag' data-many='{{}} förslag' data-none='Inga förslag'><option value=''>{options}</select>"
        f"<button>Nästa</button></form><script type=module src='{site.base}/static/js/combobox.js'></script>"
    )
    page.route("**/reasons*", lambda route: route.fulfill(body=body, content_type="text/html; charset=utf-8"))
    page.goto("/reasons")
    return page


def test_a_reason_is_found_by_writing_and_nothing_else_is_accepted(site: Served, new_page: NewPage) -> None:
    page = with_reasons(new_page(), site)
    box = page.get_by_role("combobox", name="Sökorsak")
    box.press_sequentially("a")
    expect(page.get_by_role("option")).to_have_text(["Allergi", "Astma", "Öroninflammation"])
    expect(page.get_by_role("status")).to_have_text("3 förslag")
    box.fill("å")
    expect(page.get_by_role("option")).to_have_text(["Ångest"])
    box.fill("ide")
    expect(page.get_by_role("option", selected=True)).to_have_text("Idé om träning")
    box.press("Enter")
    expect(box).to_have_value("Idé om träning")
    assert page.locator("select").input_value() == "6"
    box.fill("Huvudvärk")
    expect(page.get_by_role("status")).to_have_text("Inga förslag")
    box.press("Tab")
    expect(box).to_have_value("Idé om träning")
    box.press("ArrowDown")
    box.press("ArrowDown")
    expect(page.get_by_role("option", selected=True)).to_have_text("Allergi")
    assert page.evaluate("document.getElementById(document.activeElement.getAttribute('aria-activedescendant')).role")
    box.press("Escape")
    expect(page.get_by_role("listbox")).to_be_hidden()
    expect(box).to_have_value("Idé om träning")
    box.click()
    page.get_by_role("option", name="Ätstörning").click()
    assert page.locator("select").input_value() == "4"


def test_a_required_reason_cannot_be_left_out(site: Served, new_page: NewPage) -> None:
    page = with_reasons(new_page(), site)
    page.get_by_role("button", name="Nästa").click()
    assert page.url.endswith("/reasons")
    page.get_by_role("combobox").fill("astma")
    page.get_by_role("combobox").press("Enter")
    page.get_by_role("button", name="Nästa").click()
    page.wait_for_url("**/reasons?reason=2")


def test_it_is_said_before_a_session_ends_and_it_can_be_kept(site: Served, new_page: NewPage) -> None:
    page = new_page()
    page.clock.install()
    signed_in(page, site, NURSE).goto("/inbox")
    site.clinic.clock.advance(site.clinic.engine.sessions.limits.idle)
    later(site, -1)
    page.clock.run_for(61_000)
    dialog = page.get_by_role("dialog", name="Du loggas snart ut")
    expect(dialog).to_be_visible()
    dialog.get_by_role("button", name="Fortsätt vara inloggad").click()
    expect(dialog).to_be_hidden()
    site.clinic.clock.advance(site.clinic.engine.sessions.limits.idle)
    page.clock.run_for(3_600_000)
    expect(page.get_by_role("heading", name="Logga in")).to_be_visible()
