"""The entry point as a process of its own: exit codes, one JSON document, signals, broken pipes, disks and locks."""

import json
import os
import pty
import signal
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import closing, suppress
from pathlib import Path

import pytest

from .conftest import ANTON, NURSE, REGISTER

ARENDE = str(Path(sys.executable).parent / "arende")
NOBODY = 65534


def arende(*args: str, cwd: Path, stdin: str = "", **env: str) -> subprocess.CompletedProcess[str]:
    clean = {name: value for name, value in os.environ.items() if not name.startswith("ARENDE_")}
    return subprocess.run(
        [ARENDE, *args],
        cwd=cwd,
        input=stdin,
        capture_output=True,
        encoding="utf-8",
        errors="replace",
        env={**clean, **env},
        timeout=60,
        check=False,
    )


def one_sentence(done: subprocess.CompletedProcess[str]) -> str:
    """A refusal as a person reads it."""
    assert (done.returncode, done.stdout) == (1, ""), done
    assert done.stderr.startswith("Fel: ") and done.stderr.count("\n") == 1, done.stderr
    assert "Traceback" not in done.stderr and "Error" not in done.stderr
    return done.stderr


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return clinic(tmp_path_factory.mktemp("clinic"))


def clinic(folder: Path) -> Path:
    assert arende("init", cwd=folder).returncode == 0
    assert arende("import", "-", cwd=folder, stdin=REGISTER).returncode == 0
    return folder


def test_exit_codes_and_json_purity(made: Path) -> None:
    done = arende("case", "create", "--as", NURSE, "--patient", "-", "--json", cwd=made, stdin=ANTON)
    assert (done.returncode, done.stderr) == (0, "")
    case = json.loads(done.stdout)["id"]
    done = arende("case", "show", case, "--json", cwd=made, LC_ALL="C", PYTHONIOENCODING="latin-1")
    assert json.loads(done.stdout)["staff"]["role"] == "Sjuksköterska"
    refused = arende("case", "show", "SE1.nope", "--json", cwd=made)
    assert (refused.returncode, refused.stderr) == (1, "") and json.loads(refused.stdout)["error"][
        "code"
    ] == "not_found"
    wrong = arende("--json", "case", "shw", cwd=made)
    assert (wrong.returncode, wrong.stderr) == (2, "") and json.loads(wrong.stdout)["error"]["code"] == "usage"


@pytest.mark.parametrize("encoding", ["ascii", "latin-1"])
def test_a_terminal_that_cannot_show_everything(made: Path, encoding: str) -> None:
    done = arende("doctor", cwd=made, PYTHONIOENCODING=encoding, PYTHONUTF8="0")
    assert done.returncode == 0 and done.stderr == ""


@pytest.mark.parametrize("number", [signal.SIGTERM, pytest.param(signal.SIGINT, marks=pytest.mark.slow)])
def test_the_worker_sends_and_stops_cleanly(tmp_path: Path, number: signal.Signals) -> None:
    made = clinic(tmp_path)
    arende("case", "create", "--as", NURSE, "--patient", "-", cwd=made, stdin=ANTON)
    before = len(list((made / "outgoing").glob("*.json")))
    with subprocess.Popen(
        [ARENDE, "worker", "--json"], cwd=made, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as worker:
        deadline = 400
        while len(list((made / "outgoing").glob("*.json"))) == before and deadline:
            signal.sigtimedwait([], 0.05)
            deadline -= 1
        worker.send_signal(number)
        try:
            out, err = worker.communicate(timeout=20)
        finally:
            worker.kill()  # one that does not stop must not outlive its test
    assert (worker.returncode, err) == (0, b"")
    assert json.loads(out)["stopped"] is True
    assert len(list((made / "outgoing").glob("*.json"))) == before + 1


def test_the_worker_once(tmp_path: Path) -> None:
    made = clinic(tmp_path)
    arende("case", "create", "--as", NURSE, "--patient", "-", cwd=made, stdin=ANTON)
    assert json.loads(arende("outbox", "list", "--json", cwd=made).stdout)["items"]
    assert json.loads(arende("worker", "--once", "--json", cwd=made).stdout)["settled"] >= 1
    assert json.loads(arende("worker", "--once", "--json", cwd=made).stdout)["settled"] == 0


@pytest.mark.parametrize("more", [(), ("--json",)], ids=["people", "json"])
def test_a_reader_that_goes_away(made: Path, more: tuple[str, ...]) -> None:
    reads, writes = os.pipe()
    os.close(reads)
    line = [ARENDE, "plugins", *more]
    env = {name: value for name, value in os.environ.items() if name != "PYTHONUNBUFFERED"}
    done = subprocess.run(line, cwd=made, env=env, stdout=writes, stderr=subprocess.PIPE, timeout=60, check=False)
    os.close(writes)
    assert done.returncode == 1 and done.stderr == b""


@pytest.mark.slow
def test_a_locked_database_is_one_sentence(made: Path) -> None:
    with closing(sqlite3.connect(made / "arende.db", isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        done = arende("patient", "search", "anton", cwd=made)
        other.execute("ROLLBACK")
    assert "locked" in one_sentence(done)


def test_a_full_disk_is_one_sentence_and_nothing_is_changed(made: Path) -> None:
    before = json.loads(arende("verify", "--json", cwd=made).stdout)
    reasons = "".join(f'{{"type": "reason", "id": "SE1.f{n}", "title": "{"x" * 100}"}}\n' for n in range(1500))
    (made / "many.jsonl").write_text(reasons)
    blocks = (made / "arende.db").stat().st_size // 1024 + 8
    done = subprocess.run(
        ["bash", "-c", f"ulimit -f {blocks}; exec {ARENDE} import many.jsonl"],
        cwd=made,
        capture_output=True,
        encoding="utf-8",
        timeout=60,
        check=False,
    )
    assert done.returncode == 1 and done.stdout == "" and "Traceback" not in done.stderr
    assert done.stderr.startswith("Fel: ") and done.stderr.count("\n") <= 2, "one cause is told once, not for each line"
    after = json.loads(arende("verify", "--json", cwd=made).stdout)
    assert after["faults"] == [] and after["streams"] >= before["streams"]


def test_standard_output_that_is_full(made: Path) -> None:
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(
            [ARENDE, "plugins"], cwd=made, stdout=full, stderr=subprocess.PIPE, timeout=60, check=False
        )
    assert done.returncode == 1
    assert done.stderr.decode().startswith("Fel: ") and b"Traceback" not in done.stderr


def test_progress_and_questions_are_for_a_terminal_and_leave_stdout_alone(made: Path) -> None:
    ours, theirs = pty.openpty()
    with subprocess.Popen(
        [ARENDE, "patient", "search", "--json"], cwd=made, stdin=theirs, stdout=subprocess.PIPE, stderr=theirs
    ) as asked:
        os.write(ours, b"anton\n")
        out, _ = asked.communicate(timeout=60)
    assert json.loads(out)["items"][0]["name"] == "Anton Testberg"
    with subprocess.Popen([ARENDE, "verify"], cwd=made, stdout=subprocess.PIPE, stderr=theirs) as watched:
        out, _ = watched.communicate(timeout=60)
    os.close(theirs)
    shown = b""
    with suppress(OSError):  # EIO: nobody holds the other end any more
        while more := os.read(ours, 65536):
            shown += more
    os.close(ours)
    assert out.decode().startswith("Allt stämmer: ")
    assert "Personnummer eller namn" in shown.decode() and "Kontrollerar" in shown.decode()


def test_a_file_that_is_no_database(tmp_path: Path) -> None:
    (tmp_path / "x.db").write_bytes(b"not a database at all " * 100)
    for line in (("verify",), ("migrate",), ("inbox",)):
        assert "not an SQLite database" in one_sentence(
            arende(*line, cwd=tmp_path, ARENDE_STORAGE=f"sqlite:///{tmp_path}/x.db")
        )


@pytest.fixture
def readonly() -> Iterator[Path]:
    """A folder that whoever runs `as_nobody` may read and not write."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        folder.chmod(0o555)
        yield folder
        folder.chmod(0o755)


def as_nobody(line: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    """As someone for whom the rules for files hold, unlike root. All is loaded first: that user may not read us."""
    code = (
        "import os, sys, tempfile, sqlite3, rich.table\n"
        "import arende.engine, arende.cli.commands.init\n"
        "from arende.cli.main import run\n"
        "from arende.engine.plugins import load\n"
        "load()\n"
        f"if os.geteuid() == 0: os.setgroups([]); os.setgid({NOBODY}); os.setuid({NOBODY})\n"
        f"sys.exit(run({line.split()!r}))"
    )
    return subprocess.run(
        [sys.executable, "-c", code], cwd=cwd, capture_output=True, encoding="utf-8", timeout=60, check=False
    )


def test_a_read_only_folder_is_one_sentence(readonly: Path) -> None:
    said = one_sentence(as_nobody(f"init {readonly}", readonly))
    assert "får inte läsas eller skrivas" in said
    assert "får inte läsas eller skrivas" in one_sentence(as_nobody(f"init {readonly}/new", readonly))
    assert list(readonly.iterdir()) == []
