"""A worker's own figures: what it has sent, told to Prometheus, without anyone in them."""

import json
import re
import signal
import subprocess
from pathlib import Path

import httpx
import pytest
from arende.cli.figures import shown
from arende.ports.storage import StorageUnavailable

from tests.engine.clinic import open_clinic, put_up

from .conftest import ANTON, NURSE
from .test_process import ARENDE, arende, clinic


def ask(port: str | int, path: str = "/metrics") -> httpx.Response:
    with httpx.Client(trust_env=False, timeout=20) as client:
        return client.get(f"http://127.0.0.1:{port}{path}")


def test_what_this_process_has_sent_and_what_waits(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made = put_up(open_clinic("memory:", tmp_path))
    case = made.open_case()
    with made.engine, shown(made.engine.metrics, "127.0.0.1", 0) as port:
        assert "arende_sms_due 1.0" in ask(port).text
        made.work()
        told = ask(port)
        assert told.headers["content-type"].startswith("text/plain")
        assert 'arende_sms_calls_total{outcome="sent",provider="spool"} 1.0' in told.text
        assert "arende_sms_due 0.0" in told.text
        assert case not in told.text and "SE1" not in told.text
        assert ask(port, "/other").status_code == 404

        def gone(*_: object) -> None:
            raise StorageUnavailable("gone")

        monkeypatch.setattr(type(made.engine.storage), "shards", gone)
        assert ask(port).status_code == 503


def test_the_worker_tells_where_its_figures_are(tmp_path: Path) -> None:
    made = clinic(tmp_path)
    arende("case", "create", "--as", NURSE, "--patient", "-", cwd=made, stdin=ANTON)
    line = [ARENDE, "worker", "--metrics", "0", "--lang", "en"]
    with subprocess.Popen(line, cwd=made, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True) as worker:
        try:
            assert worker.stdout is not None
            found = re.search(r"http://127\.0\.0\.1:(\d+)/metrics", worker.stdout.readline())
            assert found is not None
            looks = 400
            while 'outcome="sent",provider="spool"} 1.0' not in ask(found[1]).text and looks:
                signal.sigtimedwait([], 0.05)
                looks -= 1
            assert looks, "it never sent"
            worker.send_signal(signal.SIGTERM)
            assert worker.wait(20) == 0
        finally:
            worker.kill()
    told_once = json.loads(arende("worker", "--once", "--json", cwd=made).stdout)
    assert told_once["settled"] == 0
