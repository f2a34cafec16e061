"""The command line, from an empty folder: exit codes, reports, one sentence for each mistake."""

import json
from pathlib import Path

import pytest
from arende_conformance.claims import CAPABILITIES
from arende_conformance.clauses import clauses_of
from arende_conformance.contracts import CONTRACTS
from arende_conformance.report import adapter

from .vendor import cli, vendor

STORAGE = """
from arende_conformance.intree import MemoryHarness, memory

def bare():
    return MemoryHarness().open()

def nothing(folder):
    return 7

def raising(folder):
    raise RuntimeError("no server")
"""


def test_run_writes_the_report(tmp_path: Path) -> None:
    vendor(tmp_path)
    done = cli(
        tmp_path, "run", "vendor_sms:make", "--port", "sms", "--json", "report.json", "--seed", "9", "--repeat", "2"
    )
    assert done.returncode == 0, done.stdout + done.stderr
    report = json.loads((tmp_path / "report.json").read_bytes())
    assert report["suite_version"] and report["arende_version"]
    assert report["adapter"] == {"name": "vendor_sms", "version": "unknown", "factory": "vendor_sms:make"}
    assert report["claims"] == {**dict.fromkeys(map(str, CAPABILITIES["sms"]), "cannot"), "observed": "full"}
    assert (report["port"], report["seed"], report["verdict"]) == ("sms", 9, "conforms")
    assert report["counts"] == {"passed": 16, "failed": 0, "not claimed": 32, "excluded": 0, "missing": 0}
    assert len(report["clauses_digest"]) == 64 and report["repeat"] == 2
    assert {"number", "sentence", "level", "since", "source", "chance", "outcome", "message"} == set(
        report["clauses"][0]
    )


def test_run_finds_a_fault(tmp_path: Path) -> None:
    vendor(tmp_path)
    module = tmp_path / "vendor_sms.py"
    module.write_text(module.read_text().replace("return False", "return True"))
    done = cli(tmp_path, "run", "vendor_sms:make", "--port", "sms", "--json", "-")
    assert done.returncode == 1
    report = json.loads(done.stdout)
    failed = {c["number"]: c["message"] for c in report["clauses"] if c["outcome"] == "failed"}
    assert set(failed) == {"SMS-20", "SMS-21"}
    assert failed["SMS-20"].startswith("SMS-20 A request that carries no proof")


def test_run_takes_a_bare_storage_and_a_factory_without_arguments(tmp_path: Path) -> None:
    (tmp_path / "ours.py").write_text(STORAGE)
    done = cli(tmp_path, "run", "ours:bare", "--port", "storage", "--repeat", "2")
    assert done.returncode == 0, done.stdout + done.stderr
    # Counted from the clauses, so that a new one is no fault; ten are about lasting, several processes, joining.
    assert f"conforms -- {len(clauses_of(CONTRACTS['storage'])) - 10} passed, 10 not claimed" in done.stdout


def test_run_takes_a_bare_authenticator(tmp_path: Path) -> None:
    lines = "from arende_conformance.intree_auth import demo\n\ndef bare():\n    return demo().authenticator()\n"
    (tmp_path / "ours.py").write_text(lines)
    done = cli(tmp_path, "run", "ours:bare", "--port", "auth")
    assert done.returncode == 0, done.stdout + done.stderr
    assert "conforms -- 5 passed, 30 not claimed" in done.stdout


def test_the_settings_of_a_vendor_change_nothing(tmp_path: Path) -> None:
    vendor(tmp_path)
    (tmp_path / "pytest.ini").write_text("[pytest]\naddopts = -k nothing --no-such-option\n")
    done = cli(tmp_path, "run", "vendor_sms:make", "--port", "sms")
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["run", "ours", "--port", "sms"], "names no factory"),
        (["run", "no_such:make", "--port", "sms"], "cannot be imported"),
        (["run", "ours:none", "--port", "storage"], "has no callable 'none'"),
        (["run", "ours:nothing", "--port", "storage"], "must return a storage harness"),
        (["run", "ours:nothing", "--port", "sms"], "must return an SMS harness"),
        (["run", "ours:nothing", "--port", "auth"], "must return a sign-in harness"),
        (["run", "ours:nothing", "--port", "directory"], "must return a directory harness"),
        (["run", "ours:raising", "--port", "sms"], "raised RuntimeError: no server"),
        (["run", "ours:memory", "--port", "paper"], "Invalid value for '--port'"),
        (["explain", "STO-99"], "There is no clause STO-99"),
    ],
)
def test_a_mistake_is_one_sentence(tmp_path: Path, arguments: list[str], sentence: str) -> None:
    (tmp_path / "ours.py").write_text(STORAGE)
    done = cli(tmp_path, *arguments)
    assert done.returncode == 2
    assert sentence in done.stderr
    assert "Traceback" not in done.stderr + done.stdout


def test_one_port_of_the_suite_is_put_to_the_test_alone(tmp_path: Path) -> None:
    done = cli(tmp_path, "self-test", "--port", "subscribers", "--json")
    assert done.returncode == 0, done.stdout + done.stderr
    found = json.loads(done.stdout)
    assert found["ports"] == {"subscribers": len(clauses_of(CONTRACTS["subscribers"]))}
    assert {a["port"] for a in found["adapters"]} == {"subscribers"}
    assert found["broken"] == found["caught"] >= found["mandatory"] == found["clauses"]


def test_explain_and_list(tmp_path: Path) -> None:
    told = cli(tmp_path, "explain", "sto-21")
    assert told.returncode == 0
    assert "exactly one wins" in told.stdout and "Source: " in told.stdout
    one = json.loads(cli(tmp_path, "explain", "STO-92", "--json").stdout)
    assert one["id"] == "STO-92" and "durable" in one["due"]
    told = cli(tmp_path, "explain", "dir-31")
    assert "DIR-31 (directory, must, since 0.1)" in told.stdout and "where `peopled` is claimed" in told.stdout
    listed = json.loads(cli(tmp_path, "list", "--port", "sms", "--json").stdout)
    assert {c["port"] for c in listed["items"]} == {"sms"}
    assert listed["next"] is None
    error = cli(tmp_path, "explain", "STO-99", "--json")
    assert error.returncode == 2
    assert json.loads(error.stdout)["error"]["code"] == "clause.unknown"


def test_an_adapter_that_is_being_worked_on_has_its_version_in_the_report(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As `pip install -e` leaves it: the distribution lists none of its packages, and names the module of its hook."""
    info = tmp_path / "arende_vendor-2.3.dist-info"
    info.mkdir()
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: arende-vendor\nVersion: 2.3\n")
    (info / "entry_points.txt").write_text("[arende]\nvendor = a_vendors_package.provider\n")
    monkeypatch.syspath_prepend(tmp_path)
    assert adapter("a_vendors_package.conformance:make") == ("arende-vendor", "2.3")
    assert adapter("another_package.conformance:make") == ("another_package", "unknown")
