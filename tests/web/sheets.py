"""Every page and state in three ways on one picture — light, dark, on a phone: `python -m tests.web.sheets [NAME…]`.

Writes docs/screens/sheets/*.webp, for whoever wants to see all of it. Needs chromium.
"""

import base64
import re
import sys
import tempfile
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path
from shutil import which
from typing import Final

from playwright.sync_api import Browser, Page, ViewportSize, sync_playwright

from .conftest import FLAGS
from .screens import FOLDER
from .serving import Served, clinic_with_web, served, web_of
from .states import State, furnished, signed_in, states

SHEETS: Final = FOLDER / "sheets"
WIDE: Final[ViewportSize] = {"width": 1280, "height": 800}
NARROW: Final[ViewportSize] = {"width": 390, "height": 800}
SIDE_BY_SIDE: Final = """async (pngs) => {
  const images = await Promise.all(pngs.map(async (png) => {
    const image = new Image();
    image.src = "data:image/png;base64," + png;
    await image.decode();
    return image;
  }));
  const height = 480, gap = 8;
  const widths = images.map((one) => Math.round(one.width * height / one.height));
  const canvas = document.createElement("canvas");
  canvas.width = widths.reduce((sum, one) => sum + one + gap, -gap);
  canvas.height = height;
  const at = canvas.getContext("2d");
  let x = 0;
  images.forEach((one, n) => { at.drawImage(one, x, 0, widths[n], height); x += widths[n] + gap; });
  return canvas.toDataURL("image/webp", 0.7).split(",")[1];
}"""


def file_name(state: State) -> str:
    return re.sub(r"[^a-z0-9]+", "-", state.name.lower()) + ".webp"


def sheet(browser: Browser, site: Served, state: State) -> bytes:
    """The page once, seen in three ways: what a state does to it is done only once."""
    context = browser.new_context(base_url=site.base, viewport=WIDE, locale="sv-SE")
    page = context.new_page()
    if state.who is not None:
        signed_in(page, site, state.who)
    page.goto(state.path)
    state.does(page)
    pngs = list(seen(page))
    blank = browser.new_page()
    made = base64.b64decode(blank.evaluate(SIDE_BY_SIDE, pngs))
    blank.close()
    context.close()
    return made


def seen(page: Page) -> Iterator[str]:
    for scheme, viewport in (("light", WIDE), ("dark", WIDE), ("light", NARROW)):
        page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
        page.set_viewport_size(viewport)
        page.wait_for_timeout(200)
        yield base64.b64encode(page.screenshot()).decode()


def made(browser: Browser, folder: Path, names: Sequence[str]) -> Iterator[Path]:
    """The sheets of the states of these names, or of all, written to the folder."""
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as temporary:
        clinic = clinic_with_web(Path(temporary))
        clinic.clock.set(datetime(2026, 11, 27, 8, 5, tzinfo=UTC))
        with served(web_of(clinic)) as base:
            site = Served(clinic, base)
            for state in states(site, furnished(site)):
                if not names or state.name in names:
                    file = folder / file_name(state)
                    file.write_bytes(sheet(browser, site, state))
                    yield file
        clinic.engine.close()


def main(names: Sequence[str]) -> None:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=which("chromium"), args=list(FLAGS))
        for one in made(browser, SHEETS, names):
            print(one.name, one.stat().st_size)
        browser.close()


if __name__ == "__main__":
    main(sys.argv[1:])
