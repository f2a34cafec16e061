"""Clinics behind the web, and a real browser: in CI one that is missing is a failure, elsewhere the test skips."""

import shutil
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Final, Protocol

import pytest
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, sync_playwright

from .axe import source
from .serving import Served, clinic_with_web, served, web_of

FLAGS: Final = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Served]:
    """A clinic that is served."""
    clinic = clinic_with_web(tmp_path)
    with served(web_of(clinic)) as base:
        found = Served(clinic, base)
        with found.closing:
            yield found
    clinic.engine.close()


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Debian's Chromium."""
    chromium = shutil.which("chromium")
    if chromium is None:
        pytest.skip("needs Debian's chromium: apt install chromium")
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=chromium, args=list(FLAGS))
        yield opened
        opened.close()


class NewPage(Protocol):
    """A page of a browser of its own."""

    def __call__(self, *, width: int = 1440, height: int = 900, scripts: bool = True, dark: bool = False) -> Page: ...


@pytest.fixture
def new_page(browser: Browser, site: Served) -> Iterator[NewPage]:
    """Pages of browsers of their own (cookies are not shared). What the console says against a page is a failure."""
    heard: list[str] = []

    def hear(message: ConsoleMessage) -> None:
        if message.type in ("error", "warning") and "status of" not in message.text:
            heard.append(message.text)

    with ExitStack() as stack:

        def new(*, width: int = 1440, height: int = 900, scripts: bool = True, dark: bool = False) -> Page:
            context: BrowserContext = browser.new_context(
                base_url=site.base,
                viewport={"width": width, "height": height},
                java_script_enabled=scripts,
                locale="sv-SE",
                color_scheme="dark" if dark else "light",
            )
            context.set_default_timeout(10_000)
            stack.callback(context.close)
            page = context.new_page()
            page.on("console", hear)
            page.on("pageerror", lambda error: heard.append(error.message))
            return page

        yield new
    assert heard == []


@pytest.fixture(scope="session")
def axe(tmp_path_factory: pytest.TempPathFactory) -> str:
    return source(tmp_path_factory.mktemp("axe"))
