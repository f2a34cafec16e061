"""The application under a path of a host: every link, redirect, cookie and stream has that path before it."""

import html
import re
from collections.abc import Iterator
from contextlib import closing
from typing import Final

import pytest
from arende_web import WebSettings, create_app
from litestar.types import ASGIApp, Receive, Scope, Send
from playwright.sync_api import Browser, expect

from tests.engine.clinic import NURSE

from .serving import Served, Visitor, served
from .states import furnished, states

ROOT: Final = "/vard/arende"
LINKS: Final = re.compile(r'(?:href|src|action|formaction|hx-get|data-(?:events|url|draft))="([^"]*)"')
ABSOLUTE: Final = re.compile(r"#|https?:|bankid:|$")


def host(inner: ASGIApp, *, stripped: bool) -> ASGIApp:
    """A host's own application: ours lies under `ROOT`, with the path as the host's framework hands it on."""

    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        path = scope["path"]
        assert path.startswith(ROOT), f"{path} leads out of the application"
        scope["root_path"] = ROOT
        if stripped:
            scope["path"] = path.removeprefix(ROOT) or "/"
        await inner(scope, receive, send)

    return app


@pytest.fixture(params=[True, False], ids=["path stripped", "path whole"])
def mounted(site: Served, request: pytest.FixtureRequest) -> Iterator[str]:
    with served(host(create_app(site.clinic.engine, WebSettings()), stripped=request.param)) as base:
        yield base


def test_every_link_of_every_page_leads_into_the_application(site: Served, mounted: str) -> None:
    cases = furnished(site)
    for who in (NURSE, site.clinic.rep("anton")):
        visitor = Visitor(f"{mounted}{ROOT}").sign_in(site.clinic, who)
        assert {cookie.path for cookie in visitor.client.cookies.jar} == {ROOT}
        for state in states(site, cases):
            if state.who in (who, None):
                page = visitor.get(state.path)
                out = [link for link in map(html.unescape, LINKS.findall(page.text)) if not within(link)]
                assert page.status_code < 500 and not out, (state.name, out)
        visitor.close()


def within(link: str) -> bool:
    return link == ROOT or link.startswith((f"{ROOT}/", f"{ROOT}?")) or bool(ABSOLUTE.match(link))


@pytest.mark.slow
def test_a_browser_works_there_and_is_told_of_what_is_new(site: Served, mounted: str, browser: Browser) -> None:
    heard: list[str] = []
    with closing(browser.new_context(locale="sv-SE")) as context:
        context.set_default_timeout(10_000)
        page = context.new_page()
        page.on("console", lambda message: heard.append(message.text))
        page.goto(f"{mounted}{ROOT}/")
        page.get_by_role("button", name="Haris").click()
        page.locator(f"button[value='{NURSE.assignment}']").click()
        page.get_by_role("link", name=re.compile("^Inkorg")).first.click()
        expect(page.get_by_role("heading", name="Inkorg › Asynkrona besök")).to_be_visible()
        case = site.clinic.open_case()
        site.clinic.say(case, "Hej")
        site.clinic.say(case, "Hej", site.clinic.rep("anton"))
        expect(page.get_by_text(re.compile("– visa$"))).to_be_visible()
    assert heard == []
