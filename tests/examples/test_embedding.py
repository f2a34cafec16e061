"""Each example of embedding is started as a host would start it, and used."""

import html
import json
import os
import re
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

import httpx
import pytest
from arende.engine import Engine, Settings
from arende.ports.records import Shard

from tests.postgres import Server, database_of

pytestmark = [pytest.mark.spec("B27"), pytest.mark.slow]
EXAMPLES: Final = Path(__file__).parents[2] / "examples" / "embedding"
BUTTON: Final = {"way": "host"}
FIELD: Final = re.compile(r'name="token" value="([^"]+)"')
ONWARD: Final = re.compile(r'class="button primary" href="([^"]+)"')


def run(name: str, *arguments: str) -> list[str]:
    """What the example printed."""
    command = [sys.executable, str(EXAMPLES / name), *arguments]
    done = subprocess.run(command, capture_output=True, text=True, check=True, timeout=120)
    assert done.stderr == ""
    return done.stdout.splitlines()


@contextmanager
def started(name: str, *arguments: str) -> Iterator[str]:
    """Its address, once it answers there."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    base = f"http://127.0.0.1:{port}"
    process = subprocess.Popen([sys.executable, str(EXAMPLES / name), *arguments, str(port)], stderr=subprocess.PIPE)
    try:
        until = time.monotonic() + 60
        while True:
            try:
                socket.create_connection(("127.0.0.1", port)).close()
                break
            except ConnectionRefusedError:
                assert process.poll() is None and time.monotonic() < until, process.stderr and process.stderr.read()
                time.sleep(0.05)
        yield base
    finally:
        process.terminate()
        process.communicate(timeout=30)


def cases(url: str) -> int:
    with Engine.open(Settings(storage=url)) as engine:
        return len([one for one in engine.storage.streams(Shard("SE1"), None, 999) if one.startswith("case/")])


def test_a_plain_script(tmp_path: Path) -> None:
    first = run("script.py", str(tmp_path))
    again = run("script.py", str(tmp_path))
    assert re.fullmatch(r"case SE1\.\S+ new", first[0])
    assert again[0] == first[0].replace("new", "repeated")
    assert {"event case 1 CaseOpened", "event case 2 MessageSent"} <= set(first)
    assert len(list((tmp_path / "outgoing").glob("*.json"))) == 1


def test_two_engines_in_one_process(tmp_path: Path) -> None:
    assert run("two_engines.py", str(tmp_path)) == ["kept 1", "tried 0"]


DRAMATIQ: Final = """
import sys
sys.path.insert(0, sys.argv[1])
import dramatiq
from dramatiq.brokers.stub import StubBroker
dramatiq.set_broker(StubBroker())
import dramatiq_tasks
from clinic import NURSE, new_case, put_up
host = dramatiq_tasks.Engine.open(dramatiq_tasks.Settings(storage=sys.argv[2]))
host.handle(new_case(put_up(host), "Hello"), actor=NURSE).unwrap()
worker = dramatiq.Worker(dramatiq.get_broker(), worker_timeout=100)
worker.start()
dramatiq_tasks.carry_out.send()
dramatiq.get_broker().join(dramatiq_tasks.carry_out.queue_name, timeout=60_000)
worker.join()
worker.stop()
"""


def test_a_dramatiq_task_in_place_of_the_worker(tmp_path: Path) -> None:
    url, spool = f"sqlite:///{tmp_path}/clinic.db", tmp_path / "outgoing"
    subprocess.run(
        [sys.executable, "-c", DRAMATIQ, str(EXAMPLES), url],
        env={**os.environ, "CLINIC_STORAGE": url, "CLINIC_SPOOL": str(spool)},
        check=True,
        timeout=120,
    )
    assert len(list(spool.glob("*.json"))) == 1


def handed_over(browser: httpx.Client, base: str) -> httpx.Response:
    """From the sign-in page to the host: by the page in between, which a browser leaves by itself."""
    between = browser.post(f"{base}/care/sign-in/host", data=BUTTON)
    assert between.status_code == 200
    return browser.get(html.unescape(ONWARD.findall(between.text)[0]))


def test_fastapi_with_the_web_below_a_path_and_its_own_sign_in(tmp_path: Path) -> None:
    with started("fastapi_host.py", str(tmp_path)) as base, httpx.Client(follow_redirects=True) as browser:
        answers = [browser.post(f"{base}/bookings/17") for _ in range(2)]
        assert answers[0].json() == answers[1].json()
        case = answers[0].json()["case"]
        assert browser.get(f"{base}/care/").url.path == "/care/sign-in"
        page = handed_over(browser, base)
        assert page.url.path == "/hand-over"
        token = FIELD.findall(page.text)[0]
        back = dict(page.url.params)["return_to"]
        assert back == f"{base}/care/sign-in/return"
        forged = browser.post(back, data={"token": token[:-4] + "AAAA"})
        assert forged.status_code == 403
        handed_over(browser, base)
        foreign = browser.post(back, data={"token": token})
        assert foreign.status_code == 403, "the token is of another sign-in"
        token = FIELD.findall(handed_over(browser, base).text)[0]
        elsewhere = browser.post(back, data={"token": token}, headers={"sec-fetch-site": "cross-site"})
        assert elsewhere.status_code == 403
        home = browser.post(back, data={"token": token})
        assert (home.status_code, home.url.path) == (200, "/care/")
        shown = browser.get(f"{base}/care/cases/{case}")
        assert shown.status_code == 200 and "Anton Testberg" in shown.text


def test_djangos_row_and_the_case_are_kept_or_undone_together(
    postgres_url: str, postgres_server: Server, tmp_path: Path
) -> None:
    def kept() -> tuple[object, int]:
        rows = postgres_server.sql(database_of(postgres_url), "SELECT count(*) FROM host_booking")
        return rows[0][0], cases(postgres_url)

    with started("django_host.py", postgres_url, str(tmp_path)) as base:
        good = httpx.post(f"{base}/bookings/17", data={"message": "Hello"})
        assert good.status_code == 200 and good.json()["case"].startswith("SE1.")
        assert kept() == (1, 1)
        refused = httpx.post(f"{base}/bookings/18", data={"message": "Hello" * 9_000})
        assert (refused.status_code, json.loads(refused.text)) == (409, {"refused": "text.too_long"})
        assert kept() == (1, 1)
        # The case is opened, and then the booking's number turns out to be taken.
        postgres_server.sql(database_of(postgres_url), "INSERT INTO host_booking (number, \"case\") VALUES (19, 'x')")
        taken = httpx.post(f"{base}/bookings/19", data={"message": "Hello"})
        assert taken.status_code == 500
        assert kept() == (2, 1)
