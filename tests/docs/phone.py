"""Opens every page of a built site on a phone: `python -m tests.docs.phone FOLDER`. A line for each thing amiss.

A process of its own: a browser that the tests of the web hold open would be in the way.
"""

import shutil
import sys
from pathlib import Path
from typing import Final

from playwright.sync_api import Request, sync_playwright

WIDTH: Final = 390
PAGE: Final = "document.documentElement.scrollWidth"


def main(folder: str) -> int:
    chromium = shutil.which("chromium")
    if chromium is None:
        print("there is no chromium")
        return 1
    found: list[str] = []

    def asked(request: Request) -> None:
        if not request.url.startswith(("file:", "data:")):
            found.append(f"asks for {request.url}")

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": WIDTH, "height": 800})
        page.on("request", asked)
        page.on("pageerror", lambda error: found.append(f"{page.url}: {error}"))
        for path in sorted(Path(folder).rglob("*.html")):
            if path != Path(folder, "index.html"):  # which leads away at once
                page.goto(path.as_uri())
                wide = page.evaluate(PAGE)
                if wide > WIDTH:
                    found.append(f"{path.relative_to(folder)} is {wide} wide")
        browser.close()
    print("\n".join(found))
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
