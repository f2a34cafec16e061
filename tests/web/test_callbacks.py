"""What SMS providers send to us: handed on as it came, answered by a status and nothing more, told in no log."""

import logging
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from arende.engine import Settings
from arende.ports.config import AdapterConfig
from arende.testing.clock import FakeClock
from arende_web import create_app

from tests.engine.clinic import NOW, open_clinic, put_up

from .serving import served

SECRET = "wHl3bS0vY2hh-Jk9pQz7xR2n"
OF_A_REPORT = {"id": "s70df59406a1b4643b96f3f91e0bfb7b0", "status": "delivered", "delivered": "2026-11-22T13:05:01"}


@pytest.fixture
def http(tmp_path: Path) -> Iterator[httpx.Client]:
    """A clinic that sends by 46elks, with a secret address for what comes back."""
    options = {
        "username": "u",
        "password": "p",
        "callback_url": "https://vard.example/callbacks/sms/elks46",
        "callback_secret": SECRET,
    }
    settings = Settings(storage="memory:", sms=[AdapterConfig(name="elks46", options=options)], demo=True)
    clinic = put_up(open_clinic("memory:", tmp_path, clock=FakeClock(NOW), settings=settings))
    with (
        served(create_app(clinic.engine)) as base,
        httpx.Client(base_url=base, trust_env=False, timeout=30) as client,
    ):
        yield client
    clinic.engine.close()


def test_a_report_at_the_secret_address_is_taken(http: httpx.Client, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG, logger="arende"):
        answer = http.post(f"/callbacks/sms/elks46/{SECRET}", params={"sms": "SE1.n1"}, data=OF_A_REPORT)
        assert (answer.status_code, answer.content) == (204, b"")
        assert http.post("/callbacks/sms/elks46/guessed", data=OF_A_REPORT).status_code == 403
    assert SECRET not in caplog.text and OF_A_REPORT["id"] not in caplog.text
    told = http.get("/metrics").text
    assert 'arende_sms_received_total{provider="elks46",what="waiting"} 1.0' in told
    assert 'arende_sms_received_total{provider="elks46",what="forged"} 1.0' in told


def test_what_is_turned_away_is_told_by_a_status_alone(http: httpx.Client) -> None:
    at = f"/callbacks/sms/elks46/{SECRET}"
    for path, method, body, status in (
        (at, "POST", b"id=%ff", 400),
        (at, "POST", b"x" * 70_000, 413),
        ("/callbacks/sms/nobody", "POST", b"", 404),
        ("/callbacks/sms/elks46", "GET", b"", 403),
        ("/callbacks/sms/elks46", "DELETE", b"", 403),
    ):
        answer = http.request(method, path, content=body)
        assert (answer.status_code, answer.content) == (status, b""), (path, method)
