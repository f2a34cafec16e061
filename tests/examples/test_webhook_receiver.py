"""The example that receives webhooks, over real HTTP: told by a worker, and deaf to whoever has not the secret."""

import subprocess
import sys
from collections.abc import Iterator
from http.client import HTTPConnection
from pathlib import Path
from time import time
from urllib.parse import urlsplit

import pytest
from arende.engine import Settings
from arende.ports.config import AdapterConfig
from arende_webhooks.signature import key_of, signed

from tests.engine.clinic import open_clinic, put_up
from tests.webhooks.receiving import OLD, SECRET

RECEIVER = Path(__file__).parents[2] / "examples" / "webhook-receiver" / "receiver.py"
BODY = b'{"provider":"SE1","kind":"case","id":"SE1.x","events":[{"name":"case.opened","number":1,"at":""}]}'


@pytest.fixture
def running(tmp_path: Path) -> Iterator[tuple[str, subprocess.Popen[str]]]:
    """Its address and its process, which prints what it is told."""
    secret = tmp_path / "hook.key"
    secret.write_text(SECRET)
    command = [sys.executable, str(RECEIVER), "--secret-file", str(secret), "--port", "0"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        yield process.stdout.readline().strip(), process
        process.kill()


def post(url: str, headers: dict[str, str], body: bytes = BODY) -> int:
    connection = HTTPConnection(urlsplit(url).netloc, timeout=30)
    connection.request("POST", "/", body, headers)
    status = connection.getresponse().status
    connection.close()
    return status


def headers(secret: str = SECRET, *, age: int = 0) -> dict[str, str]:
    key = key_of(secret)
    assert key is not None
    return dict(signed("msg_1", int(time()) - age, BODY, [key]))


@pytest.mark.spec("B27")
def test_a_worker_tells_it_of_a_case(running: tuple[str, subprocess.Popen[str]], tmp_path: Path) -> None:
    url, process = running
    options = {"url": url, "events": "case.opened case.handled", "secret": SECRET}
    made = Settings(
        storage="memory:",
        sms=[f"spool:{tmp_path}/outgoing"],
        subscribers={"example": AdapterConfig(name="webhooks", options=options)},
        demo=True,
    )
    clinic = put_up(open_clinic("", tmp_path, settings=made))
    with clinic.engine:
        case = clinic.open_case()
        clinic.work()
    assert process.stdout is not None
    assert process.stdout.readline() == f"1 case.opened {case}\n"


@pytest.mark.spec("B27")
def test_it_takes_a_genuine_call_once_and_no_other(running: tuple[str, subprocess.Popen[str]]) -> None:
    url, process = running
    genuine = headers()
    refused = [
        post(url, headers(OLD)),
        post(url, headers(age=301)),
        post(url, headers(age=-400)),
        post(url, genuine, BODY.replace(b"SE1.x", b"SE1.y")),
        post(url, {**genuine, "webhook-timestamp": str(int(time()) + 9)}),
        post(url, {**genuine, "webhook-id": "msg_2"}),
        post(url, {}),
    ]
    assert refused == [401] * len(refused)
    assert [post(url, genuine), post(url, genuine)] == [204, 204]
    process.kill()
    assert process.stdout is not None
    assert process.stdout.read() == "1 case.opened SE1.x\n"
