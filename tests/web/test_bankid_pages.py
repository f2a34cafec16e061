"""Signing in by BankID on pages: the animated QR code, the app's own button, the hints, and how it ends."""

import re
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Final

import pytest
from arende.engine import Settings
from arende.ports.config import AdapterConfig
from arende.testing.clock import FakeClock
from playwright.sync_api import Browser, expect

from tests.auth.bankid_stand_in import BankId
from tests.engine.clinic import NOW, Clinic, open_clinic, put_up

from .axe import found_by
from .serving import Visitor, served, web_of

DRAWN: Final = re.compile(r"<svg.*?</svg>", re.DOTALL)


@pytest.fixture
def bankid(tmp_path: Path) -> Iterator[BankId]:
    made = BankId(tmp_path)
    yield made
    made.close()


@pytest.fixture
def clinic(tmp_path: Path, bankid: BankId) -> Iterator[Clinic]:
    auth = [AdapterConfig(name="bankid", options=bankid.options())]
    settings = Settings(storage="memory:", sms=[f"spool:{tmp_path}/outgoing"], auth=auth)
    made = put_up(open_clinic("memory:", tmp_path, clock=FakeClock(NOW), settings=settings))
    with made.engine:
        yield made


@pytest.fixture
def base(clinic: Clinic) -> Iterator[str]:
    with served(web_of(clinic)) as address:
        yield address


def test_the_code_is_another_each_second_and_the_page_loads_anew_without_scripts(
    base: str, clinic: Clinic, bankid: BankId
) -> None:
    visitor = Visitor(base)
    page = visitor.post("/patient/sign-in/bankid")
    assert page.url.path == "/patient/sign-in/return" and 'http-equiv="refresh"' in page.text
    assert "bankid:///?autostarttoken=7c40b5c9%20fa74" in page.text
    first = DRAWN.findall(page.text)
    clinic.clock.advance(timedelta(seconds=1.5))
    second = DRAWN.findall(visitor.get("/patient/sign-in/return").text)
    assert len(first) == len(second) == 1 and first != second
    bankid.complete()
    clinic.clock.advance(timedelta(seconds=3))
    page = visitor.get("/patient/sign-in/return")
    assert page.url.path == "/patient" and "Mina ärenden" in page.text
    visitor.close()


def test_who_gives_up_is_back_where_they_began(base: str, clinic: Clinic, bankid: BankId) -> None:
    visitor = Visitor(base)
    visitor.post("/patient/sign-in/bankid")
    assert visitor.post("/patient/sign-in/cancel").url.path == "/patient/sign-in"
    visitor.post("/patient/sign-in/bankid")
    bankid.outcome = {"status": "failed", "hintCode": "userCancel"}
    clinic.clock.advance(timedelta(seconds=3))
    assert "Inloggningen avbröts." in visitor.get("/patient/sign-in/return").text
    visitor.close()


@pytest.mark.slow
@pytest.mark.parametrize("ends", ["complete", "failed"])
def test_a_browser_follows_by_itself(
    base: str, clinic: Clinic, bankid: BankId, browser: Browser, axe: str, ends: str
) -> None:
    heard: list[str] = []
    context = browser.new_context(base_url=base, locale="sv-SE")
    page = context.new_page()
    page.on("console", lambda message: heard.append(message.text))
    page.goto("/patient/sign-in")
    page.get_by_role("button", name="BankID").click()
    code = page.get_by_role("img", name="QR-kod att läsa av i appen")
    expect(code).to_be_visible()
    assert found_by(page, axe) == []
    drawn = code.inner_html()
    bankid.outcome = {"status": "pending", "hintCode": "userSign"}
    clinic.clock.advance(timedelta(seconds=3))
    expect(page.get_by_role("status")).to_have_text("Skriv din kod i appen och godkänn.")
    assert code.inner_html() != drawn
    if ends == "complete":
        bankid.complete()
    else:
        bankid.outcome = {"status": "failed", "hintCode": "userCancel"}
    clinic.clock.advance(timedelta(seconds=3))
    if ends == "complete":
        expect(page.get_by_role("heading", name="Mina ärenden")).to_be_visible()
    else:
        expect(page.get_by_role("alert")).to_have_text("Inloggningen avbröts.")
    assert [text for text in heard if "404" not in text] == []
    context.close()
