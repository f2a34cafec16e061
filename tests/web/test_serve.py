"""`arende serve` and `arende demo --serve` as processes: they answer, stop cleanly, and say what is wrong before."""

import json
import os
import re
import signal
import subprocess
import threading
import time
from pathlib import Path

import httpx
import pytest

from tests.engine.clinic import NURSE

from .processes import ARENDE, Running, clean, serving, settings_of
from .serving import Visitor, clinic_with_web


@pytest.mark.parametrize("number", [signal.SIGTERM, pytest.param(signal.SIGINT, marks=pytest.mark.slow)])
def test_it_serves_and_stops_cleanly_also_with_a_stream_open(tmp_path: Path, number: signal.Signals) -> None:
    settings_of(tmp_path)
    clinic = clinic_with_web(tmp_path / "names")  # the same persons, to sign in as
    with serving(tmp_path, "serve", "--port", "0") as running:
        visitor = Visitor(running.base).sign_in(clinic, NURSE)
        assert visitor.get("/").status_code == 200
        ended = threading.Event()
        with visitor.client.stream("GET", "/events") as stream:
            chunks = stream.iter_text()
            assert next(chunks).startswith("retry:")

            def rest() -> None:
                assert list(chunks) == []
                ended.set()

            reader = threading.Thread(target=rest)
            reader.start()
            assert running.stop(number) == 0
            reader.join(5)
        assert ended.is_set(), "the stream ends whole, and is not cut"
        visitor.close()
    clinic.engine.close()
    assert running.err == "Webben har stannat.\n"


def test_what_is_wrong_is_told_before_anything_is_served(tmp_path: Path) -> None:
    settings_of(tmp_path, '[web]\npublic_url = "http://vard.example"\n')
    told = subprocess.run([ARENDE, "serve"], cwd=tmp_path, env=clean(), capture_output=True, text=True, check=False)
    assert (told.returncode, told.stdout) == (1, "")
    assert "public_url ska vara en adress som börjar med https://" in told.stderr
    assert "vard.example" not in told.stderr


@pytest.mark.slow
def test_several_processes_answer_and_stop_and_one_that_dies_is_replaced(tmp_path: Path) -> None:
    settings_of(tmp_path)
    with serving(tmp_path, "serve", "--port", "0", "--workers", "2", "--worker", soon=0) as running:
        assert httpx.get(f"{running.base}/sign-in", trust_env=False, timeout=60).status_code == 200
        before = both(running)
        os.kill(before[0], signal.SIGKILL)
        after = before
        while before[0] in after or len(after) < 2:
            assert running.process.poll() is None
            time.sleep(0.05)
            after = children(running.process.pid)
        assert before[1] in after
        assert httpx.get(f"{running.base}/sign-in", trust_env=False, timeout=60).status_code == 200
        assert running.stop() == 0
    assert running.err == "Webben har stannat.\n"


@pytest.mark.slow
def test_a_process_that_dies_at_once_ends_the_whole_and_is_told_of(tmp_path: Path) -> None:
    settings_of(tmp_path)
    with serving(tmp_path, "serve", "--port", "0", "--workers", "2", soon=1e9) as running:
        os.kill(both(running)[1], signal.SIGKILL)
        _, err = running.process.communicate(timeout=60)
    assert running.process.returncode == 1 and "avslutades genast" in err


@pytest.mark.slow
def test_who_stops_it_as_soon_as_it_tells_where_it_is_stops_it_cleanly(tmp_path: Path) -> None:
    settings_of(tmp_path)
    with serving(tmp_path, "serve", "--port", "0") as running:
        assert running.stop() == 0
    assert running.err == "Webben har stannat.\n"


def both(running: Running) -> list[int]:
    """Its two processes, once they are there."""
    found: list[int] = []
    while len(found) < 2:
        assert running.process.poll() is None
        time.sleep(0.05)
        found = children(running.process.pid)
    return found


def children(pid: int) -> list[int]:
    """Its processes that serve: the first child of a spawning process only tracks resources."""
    found = Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="ascii").split()
    return [int(one) for one in found if b"spawn_main" in command_of(one)]


def command_of(pid: str) -> bytes:
    """Empty for one that has ended."""
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes()
    except OSError:
        return b""


@pytest.mark.slow
def test_the_demo_is_served_with_whom_to_sign_in_as_and_the_phones(tmp_path: Path) -> None:
    with serving(tmp_path, "demo", "--serve", "--port", "0") as running:
        page = httpx.get(f"{running.base}/sign-in", trust_env=False, timeout=60).text
        assert "Välj vem du vill vara" in page and "Haris" in page and "/demo/sms" in page
        assert "nytt meddelande" in httpx.get(f"{running.base}/demo/sms", trust_env=False, timeout=60).text
        assert running.stop() == 0


@pytest.mark.slow
def test_the_demo_s_one_document_has_the_address(tmp_path: Path) -> None:
    line = [ARENDE, "demo", "--serve", "--port", "0", "--json"]
    with subprocess.Popen(line, cwd=tmp_path, env=clean(), stdout=subprocess.PIPE, text=True) as process:
        try:
            assert process.stdout is not None
            text = ""
            while not re.search(r"^}", text, re.MULTILINE):
                text += process.stdout.readline()
            told = json.loads(text)
            assert (
                told["cases"]
                and httpx.get(f"{told['address']}/sign-in", trust_env=False, timeout=60).status_code == 200
            )
            process.terminate()
            assert process.communicate(timeout=30)[0] == ""
        finally:
            process.kill()
    assert process.returncode == 0
