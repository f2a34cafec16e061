"""Whether it lives and can work, and figures: told to who may know, without anyone in them."""

from collections.abc import Iterator

import httpx
import pytest
from arende.ports.storage import StorageUnavailable
from arende_web import WebSettings, create_app

from tests.engine.clinic import NURSE

from .serving import Served, served

SECRET = "a-secret-of-the-scraper"


@pytest.fixture
def http(site: Served) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=site.base, trust_env=False, timeout=30) as client:
        yield client


def test_it_lives_and_is_ready(http: httpx.Client, site: Served, monkeypatch: pytest.MonkeyPatch) -> None:
    assert http.get("/health/live").json() == {"status": "ok"}
    assert http.get("/health/ready").json()["storage"] == "ok"
    visitor = site.visitor().sign_in(site.clinic, NURSE)

    def gone(*_: object) -> None:
        raise StorageUnavailable("gone")

    storage = type(site.clinic.engine.storage)
    monkeypatch.setattr(storage, "shards", gone)
    monkeypatch.setattr(storage, "rows", gone)
    ready = http.get("/health/ready")
    assert (ready.status_code, ready.json()["status"]) == (503, "unavailable")
    assert http.get("/health/live").status_code == 200
    # Who asks cannot be found out: nobody is sent to sign in anew.
    page = visitor.client.get("/inbox", follow_redirects=False)
    assert page.status_code == 503 and "Försök igen" in page.text
    assert visitor.client.get("/api/v1/inbox").json()["code"] == "unavailable"


def test_figures_name_nobody(http: httpx.Client, site: Served) -> None:
    case = site.clinic.open_case("anton")
    told = http.get("/metrics")
    assert told.status_code == 200 and told.headers["content-type"].startswith("text/plain")
    assert "arende_sms_due 1.0" in told.text and "arende_event_streams 0.0" in told.text
    assert 'arende_sms_available{provider="spool"} 1.0' in told.text
    assert case not in told.text and "Anton" not in told.text and "SE1" not in told.text


def test_figures_are_for_who_brings_the_token(site: Served) -> None:
    with (
        served(create_app(site.clinic.engine, WebSettings(metrics_token=SECRET))) as base,
        httpx.Client(base_url=base, trust_env=False, timeout=30) as http,
    ):
        for given in (b"", b"Bearer no", "Bearer å".encode()):
            assert http.get("/metrics", headers={b"authorization": given}).status_code == 404
        assert http.get("/metrics", headers={"authorization": f"Bearer {SECRET}"}).status_code == 200
