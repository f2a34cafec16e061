"""Pictures of the pages, for the README: `python -m tests.web.screens` writes docs/screens/*.webp. Needs chromium."""

import base64
import sys
import tempfile
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from shutil import which
from typing import Final

from arende.domain.actor import RepresentativeActor, StaffActor
from arende.domain.ids import CaseId
from attrs import frozen
from playwright.sync_api import Browser, Page, sync_playwright

from tests.engine.clinic import NURSE

from .conftest import FLAGS
from .serving import Served, clinic_with_web, served, web_of
from .states import furnished, search, signed_in, things, wizard

FOLDER: Final = Path(__file__).parents[2] / "docs" / "screens"
LARGEST: Final = 60_000
"""Bytes of a picture."""
SMALLER: Final = """async ([png, quality]) => {
  const image = new Image();
  image.src = "data:image/png;base64," + png;
  await image.decode();
  const canvas = document.createElement("canvas");
  [canvas.width, canvas.height] = [image.width, image.height];
  canvas.getContext("2d").drawImage(image, 0, 0);
  return canvas.toDataURL("image/webp", quality).split(",")[1];
}"""


@frozen(kw_only=True)
class Screen:
    """A picture: of which page, seen by whom, on what."""

    name: str
    path: str
    who: StaffActor | RepresentativeActor | None = NURSE
    mobile: bool = False
    dark: bool = False
    does: Callable[[Page], None] = lambda page: None


def screens(site: Served, cases: dict[str, CaseId]) -> list[Screen]:
    anton, karin = site.clinic.rep("anton"), site.clinic.rep("karin")
    case = f"/cases/{cases['anton']}"
    new = f"/new?person={site.clinic.persons['elsa']}&way=search"
    child = f"/patient/cases/{cases['elsa']}"
    return [
        Screen(name="sign-in", path="/sign-in", who=None),
        Screen(name="start", path="/"),
        Screen(name="search", path="/search", does=lambda page: search(page, "Provdotter")),
        Screen(name="search-none", path="/search", does=lambda page: search(page, "19930226-2390")),
        Screen(name="add", path="/patients/add"),
        Screen(name="assignments", path="/sign-in/assignment"),
        Screen(name="journal-note", path=f"{case}/journal-note"),
        Screen(name="new", path=new),
        Screen(name="new-details", path=new, does=lambda page: wizard(page, 2)),
        Screen(name="new-confirm", path=new, does=lambda page: wizard(page, 3)),
        Screen(name="new-mobile", path=new, mobile=True, does=lambda page: wizard(page, 2)),
        Screen(name="profile", path=f"/patients/{site.clinic.persons['elsa']}"),
        Screen(name="ticket", path=f"/tickets/{things(site)[1]}"),
        Screen(name="templates", path="/templates"),
        Screen(name="absence", path="/absence"),
        Screen(name="drafts-mobile", path="/drafts", mobile=True),
        Screen(name="inbox", path="/inbox"),
        Screen(name="inbox-dark", path="/inbox", dark=True),
        Screen(name="inbox-mobile", path="/inbox", mobile=True),
        Screen(name="case", path=case),
        Screen(name="case-dark", path=case, dark=True),
        Screen(name="case-mobile", path=case, mobile=True),
        Screen(name="patient-cases", path="/patient", who=karin, mobile=True),
        Screen(name="patient-case", path=child, who=karin, mobile=True),
        Screen(name="patient-case-dark", path=child, who=karin, mobile=True, dark=True),
        Screen(name="patient-contact", path="/patient/contact", who=karin, mobile=True),
        Screen(name="patient-access", path="/patient/access", who=anton, mobile=True),
        # Last, for they change what other pages show.
        Screen(name="created", path=new, does=created),
        Screen(name="case-empty", path=new, does=entered),
        Screen(name="phones", path="/demo/sms"),
        Screen(name="visit", path=f"/visits/{things(site)[0]}", does=started),
    ]


def created(page: Page) -> None:
    wizard(page, 3)
    page.get_by_role("button", name="Slutför").click()
    page.get_by_role("heading", name="Ärendet är skapat").wait_for()


def entered(page: Page) -> None:
    created(page)
    page.get_by_role("link", name="Gå till besök").click()
    page.get_by_role("heading", name="Uppföljningsbesök").wait_for()


def started(page: Page) -> None:
    page.get_by_role("button", name="Starta besöket").click()
    page.get_by_role("link", name="Nytt").first.wait_for()


def picture(browser: Browser, site: Served, screen: Screen) -> bytes:
    context = browser.new_context(
        base_url=site.base,
        viewport={"width": 390, "height": 844} if screen.mobile else {"width": 1280, "height": 800},
        device_scale_factor=2 if screen.mobile else 1,
        locale="sv-SE",
        color_scheme="dark" if screen.dark else "light",
    )
    page = context.new_page()
    if screen.who is not None:
        signed_in(page, site, screen.who)
    page.goto(screen.path)
    screen.does(page)
    page.wait_for_timeout(300)
    png = base64.b64encode(page.screenshot()).decode()
    blank = browser.new_page()
    found = b""
    for quality in (0.9, 0.75, 0.6, 0.4):
        found = base64.b64decode(blank.evaluate(SMALLER, [png, quality]))
        if len(found) <= LARGEST:
            break
    blank.close()
    context.close()
    return found


def main(names: list[str]) -> None:
    FOLDER.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        clinic = clinic_with_web(Path(folder))
        clinic.clock.set(datetime(2026, 11, 27, 8, 5, tzinfo=UTC))
        browser = playwright.chromium.launch(executable_path=which("chromium"), args=list(FLAGS))
        with served(web_of(clinic)) as base:
            site = Served(clinic, base)
            for screen in screens(site, furnished(site)):
                if not names or screen.name in names:
                    (FOLDER / f"{screen.name}.webp").write_bytes(picture(browser, site, screen))
                    print(screen.name, (FOLDER / f"{screen.name}.webp").stat().st_size)
        browser.close()
        clinic.engine.close()


if __name__ == "__main__":
    main(sys.argv[1:])
