"""Pictures of the pages, for the README: `python -m tests.web.screens` writes docs/screens/*.webp. Needs chromium."""

import base64
import sys
import tempfile
from collections.abc import Callable, Sequence
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
BESIDE: Final = {"patient-app": ("patient-cases", "patient-case")}
"""Made of other pictures."""
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
    height: int = 800
    """Pixels, where there is no phone: less for a page with little on it."""
    does: Callable[[Page], None] = lambda page: None


def screens(site: Served, cases: dict[str, CaseId]) -> list[Screen]:
    anton, karin = site.clinic.rep("anton"), site.clinic.rep("karin")
    case = f"/cases/{cases['anton']}"
    new = f"/new?person={site.clinic.persons['elsa']}&way=search"
    child = f"/patient/cases/{cases['elsa']}"
    return [
        Screen(name="sign-in", path="/sign-in", who=None),
        Screen(name="start", path="/"),
        Screen(name="search", path="/search", height=480, does=lambda page: search(page, "Provdotter")),
        Screen(name="search-none", path="/search", height=400, does=lambda page: search(page, "19930226-2390")),
        Screen(name="assignments", path="/sign-in/assignment", height=420),
        Screen(name="journal-note", path=f"{case}/journal-note"),
        Screen(name="new", path=new, height=700),
        Screen(name="new-details", path=new, height=700, does=lambda page: wizard(page, 2)),
        Screen(name="new-confirm", path=new, height=560, does=lambda page: wizard(page, 3)),
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
        Screen(name="created", path=new, does=created, height=440),
        Screen(name="case-empty", path=new, does=entered),
        Screen(name="visit", path=f"/visits/{things(site)[0]}", does=started, height=480),
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
        viewport={"width": 390, "height": 844} if screen.mobile else {"width": 1280, "height": screen.height},
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
    found = small(browser, page.screenshot())
    context.close()
    return found


def beside(browser: Browser, names: Sequence[str]) -> bytes:
    """Pictures of phones beside each other, for pages that cannot place them."""
    page = browser.new_page(viewport={"width": 1280, "height": 860})
    shown = (base64.b64encode((FOLDER / f"{name}.webp").read_bytes()).decode() for name in names)
    images = "".join(f'<img height="820" src="data:image/webp;base64,{one}">' for one in shown)
    page.set_content(f'<body style="display:flex;gap:40px;justify-content:center;background:#dfe4e8">{images}')
    page.wait_for_timeout(300)
    found = small(browser, page.screenshot())
    page.close()
    return found


def small(browser: Browser, shot: bytes) -> bytes:
    """A PNG as WebP, of the best quality that is not too large."""
    png = base64.b64encode(shot).decode()
    blank = browser.new_page()
    found = b""
    for quality in (0.9, 0.75, 0.6, 0.4):
        found = base64.b64decode(blank.evaluate(SMALLER, [png, quality]))
        if len(found) <= LARGEST:
            break
    blank.close()
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
        for name, of in BESIDE.items():
            if not names or name in names:
                (FOLDER / f"{name}.webp").write_bytes(beside(browser, of))
        browser.close()
        clinic.engine.close()


if __name__ == "__main__":
    main(sys.argv[1:])
