"""Two ways of one provider, told apart by their names: in a browser, at a certified OpenID provider."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from arende.domain import commands as c
from arende.domain.ids import AssignmentId, RoleId, StaffId
from arende.engine import Settings
from arende.ports.config import AdapterConfig, Option
from arende.testing.clock import FakeClock
from playwright.sync_api import Browser, expect

from tests.auth.real_provider import CLIENT, OTHER, PERSON, RealProvider, install
from tests.engine.clinic import CENTRE, Clinic, open_clinic, put_up

from .serving import served, web_of

LOA3 = "http://id.sambi.se/loa/loa3"


@pytest.fixture
def provider(tmp_path: Path) -> Iterator[RealProvider]:
    folder = tmp_path / "provider"
    folder.mkdir()
    obstacle = install(folder)
    if obstacle:
        pytest.skip(obstacle)
    process = RealProvider(folder, ())
    yield process
    process.stop()


@pytest.fixture
def base(tmp_path: Path, provider: RealProvider) -> Iterator[str]:
    usual: dict[str, Option] = {"issuer": provider.issuer, "client_secret": provider.secret}
    citizen: dict[str, Option] = {"kind": "citizen", "system": "personnummer", "claim": "personalNumber", "acr": LOA3}
    ways = [
        {**usual, "name": "siths", "client_id": CLIENT, "profile": "siths"},
        {**usual, "name": "freja", "client_id": OTHER, **citizen, "userinfo": True, "scope": "employee"},
    ]
    auth = [AdapterConfig(name="oidc", options=options) for options in ways]
    settings = Settings(storage="memory:", auth=auth)
    clinic = put_up(open_clinic("memory:", tmp_path, clock=FakeClock(datetime.now(UTC)), settings=settings))
    known_to_the_provider(clinic)
    with clinic.engine, served(web_of(clinic)) as address:
        provider.redirects = [f"{address}/sign-in/return", f"{address}/patient/sign-in/return"]
        provider.start()
        yield address


def known_to_the_provider(clinic: Clinic) -> None:
    staff = StaffId(f"SE1.{PERSON['employeeHsaId']}")
    clinic.do(c.RegisterStaff(staff=staff, name="Åsa Öberg"))
    assignment = AssignmentId("SE1.asa-ssk-vc")
    clinic.do(c.RegisterAssignment(assignment=assignment, staff=staff, role=RoleId("SE1.ssk"), unit=CENTRE))


@pytest.mark.slow
def test_staff_by_one_and_a_patient_by_the_other(base: str, browser: Browser) -> None:
    for path, way, heading in (("/sign-in", "SITHS", "Startsida"), ("/patient/sign-in", "Freja+", "Mina ärenden")):
        page = browser.new_page(base_url=base, locale="sv-SE")
        page.goto(path)
        expect(page.get_by_role("main").get_by_role("button")).to_have_text(["SITHS", "Freja+"])
        page.get_by_role("button", name=way).click()
        expect(page.get_by_role("heading", level=1, name=heading)).to_be_visible()
        page.close()
    page = browser.new_page(base_url=base, locale="sv-SE")
    page.goto("/sign-in")
    page.get_by_role("button", name="Freja+").click()
    expect(page.get_by_role("alert")).to_contain_text("Vårdpersonal loggar in i vårdgivargränssnittet")
    page.close()
