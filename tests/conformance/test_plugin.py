"""The pytest plugin on a vendor's module in an empty folder: what makes a run fail, and when it keeps silent."""

import json
import textwrap
from pathlib import Path

import pytest
from arende_conformance.clauses import clauses_of
from arende_conformance.contracts import CONTRACTS
from arende_conformance.storage import StorageContract

from .vendor import TEN_LINES, pytest_run, vendor

SECTION = "arende conformance"


def test_ten_lines_are_enough(tmp_path: Path) -> None:
    vendor(tmp_path)
    done = pytest_run(tmp_path)
    assert done.returncode == 0, done.stdout
    assert "vendor_sms:make (sms): conforms -- 16 passed, 32 not claimed" in done.stdout


@pytest.mark.parametrize(
    "hidden",
    [
        "    test_accepts = None\n",
        pytest.param("    def test_once(self): pass\n    def test_accepts(self): pass\n", marks=pytest.mark.slow),
        pytest.param(
            "    @__import__('pytest').mark.skip\n    def test_accepts(self, bench): pass\n", marks=pytest.mark.slow
        ),
    ],
)
def test_a_clause_that_is_taken_away_is_missing(tmp_path: Path, hidden: str) -> None:
    vendor(tmp_path, tests=TEN_LINES + hidden)
    done = pytest_run(tmp_path)
    assert done.returncode == 1
    assert "SMS-01 missing: the clause is due and was not run" in done.stdout
    assert "DOES NOT CONFORM" in done.stdout


@pytest.mark.slow
def test_a_clause_that_is_deselected_or_skipped_is_missing(tmp_path: Path) -> None:
    vendor(tmp_path)
    done = pytest_run(tmp_path, "-k", "not test_forged")
    assert done.returncode == 1
    assert "SMS-20 missing" in done.stdout
    mark = "next(i for i in items if i.name == 'test_accepts').add_marker(pytest.mark.skip)"
    skip = f"import pytest\ndef pytest_collection_modifyitems(items):\n    {mark}\n"
    (tmp_path / "conftest.py").write_text(skip)
    done = pytest_run(tmp_path)
    assert done.returncode == 1
    assert "1 missing" in done.stdout


@pytest.mark.slow
def test_an_expected_failure_without_an_exclusion_does_not_count(tmp_path: Path) -> None:
    vendor(tmp_path)
    mark = "next(i for i in items if i.name == 'test_accepts').add_marker(pytest.mark.xfail)"
    (tmp_path / "conftest.py").write_text(f"import pytest\ndef pytest_collection_modifyitems(items):\n    {mark}\n")
    (tmp_path / "vendor_sms.py").write_text(
        (tmp_path / "vendor_sms.py").read_text().replace("return Accepted(", "return None and Accepted(")
    )
    done = pytest_run(tmp_path)
    assert done.returncode == 1
    assert "SMS-01 missing" in done.stdout


def test_an_exclusion_is_expected_to_fail(tmp_path: Path) -> None:
    text = "sms.text}"
    vendor(tmp_path, exclusions='(Exclusion("SMS-03", "our gateway has no euro sign"),)')
    module = tmp_path / "vendor_sms.py"
    module.write_text(module.read_text().replace(text, 'sms.text.replace("€", "E")}'))
    done = pytest_run(tmp_path)
    assert done.returncode == 0, done.stdout
    assert "15 passed, 32 not claimed, 1 excluded" in done.stdout


def test_a_should_may_be_excluded_too(tmp_path: Path) -> None:
    vendor(tmp_path, exclusions='(Exclusion("SMS-15", "our gateway gives no id"),)', provider_id="None")
    done = pytest_run(tmp_path)
    assert done.returncode == 0, done.stdout
    assert "15 passed, 32 not claimed, 1 excluded" in done.stdout


@pytest.mark.slow
def test_an_exclusion_that_passes_is_an_error(tmp_path: Path) -> None:
    vendor(tmp_path, exclusions='(Exclusion("SMS-03", "we thought so"),)')
    done = pytest_run(tmp_path)
    assert done.returncode == 1
    assert "XPASS(strict)" in done.stdout
    assert "SMS-03 failed" in done.stdout


@pytest.mark.slow
@pytest.mark.parametrize("number", ["SMS-99", "SMS-12"])
def test_an_exclusion_that_matches_nothing_due_is_an_error(tmp_path: Path, number: str) -> None:
    vendor(tmp_path, exclusions=f'(Exclusion("{number}", "left over"),)')
    done = pytest_run(tmp_path)
    assert done.returncode == 1
    assert f"{number} is excluded and matches no clause that is due" in done.stdout


@pytest.mark.slow
def test_a_should_is_told_and_does_not_count(tmp_path: Path) -> None:
    vendor(tmp_path, provider_id="None")
    done = pytest_run(tmp_path, "--arende-json", "report.json")
    assert done.returncode == 0, done.stdout
    report = json.loads((tmp_path / "report.json").read_bytes())
    assert report["verdict"] == "conforms"
    (should,) = [c for c in report["clauses"] if c["number"] == "SMS-15"]
    assert (should["outcome"], should["level"]) == ("failed", "should")


def test_a_run_without_contracts_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "test_other.py").write_text("def test_it(): pass\n")
    done = pytest_run(tmp_path, "--arende-json", "report.json")
    assert done.returncode == 0
    assert SECTION not in done.stdout
    assert not (tmp_path / "report.json").exists()


@pytest.mark.slow
def test_importing_a_contract_collects_nothing(tmp_path: Path) -> None:
    lines = "from arende_conformance.sms import SmsContract\ndef test_it(): assert SmsContract.port == 'sms'\n"
    (tmp_path / "test_other.py").write_text(lines)
    done = pytest_run(tmp_path)
    assert "1 passed" in done.stdout
    assert SECTION not in done.stdout


@pytest.mark.slow
def test_collecting_only_judges_nothing(tmp_path: Path) -> None:
    vendor(tmp_path)
    done = pytest_run(tmp_path, "--collect-only", "-q")
    assert done.returncode == 0
    assert SECTION not in done.stdout


@pytest.mark.slow
def test_what_is_about_chance_is_repeated_with_seeds_of_its_own_and_nothing_else(tmp_path: Path) -> None:
    lines = """
    from arende_conformance.storage import StorageContract
    from arende_conformance.contract import Contract

    SEEDS = set()

    class TestOurs(StorageContract):
        factory = "arende_conformance.intree:memory"

        @classmethod
        def make_bench(cls, factory, folder, *, spec, seed):
            SEEDS.add(seed)
            return super().make_bench(factory, folder, spec=spec, seed=seed)

    def test_seeds():
        assert SEEDS == {7, 8, 9}
    """
    (tmp_path / "test_ours.py").write_text(textwrap.dedent(lines))
    done = pytest_run(tmp_path, "--arende-repeat", "3", "--arende-seed", "7")
    assert done.returncode == 0, done.stdout
    chancy = [c for c in clauses_of(StorageContract) if c.chance]
    due = [c for c in clauses_of(StorageContract) if not c.needs]
    repeated = [c for c in due if c.chance]
    assert {c.number for c in chancy} == {"STO-21", "STO-22", "STO-36", "STO-62", "STO-92", "STO-93", "STO-94"}
    assert f"{len(due) + 2 * len(repeated) + 1} passed" in done.stdout
    assert f"conforms -- {len(due)} passed" in done.stdout


OF_EVERY_PORT = (
    ("storage", "StorageContract", "arende_conformance.intree:memory", "STO-01"),
    ("sms", "SmsContract", "arende_conformance.intree:spool", "SMS-01"),
    ("auth", "AuthContract", "arende_conformance.intree_auth:demo", "AUT-01"),
    ("export", "ExportContract", "arende_conformance.intree_export:spool", "EXP-01"),
    ("directory", "DirectoryContract", "arende_conformance.intree_directory:jsonl", "DIR-01"),
    ("subscribers", "SubscriberContract", "arende_conformance.subscribers.scripted:ScriptedHarness", "SUB-01"),
)


def test_every_port_is_tried_below() -> None:
    assert [port for port, *_ in OF_EVERY_PORT] == list(CONTRACTS)


@pytest.mark.slow
@pytest.mark.parametrize(("port", "contract", "factory", "number"), OF_EVERY_PORT)
def test_of_every_port_a_clause_that_is_taken_away_is_missing(
    tmp_path: Path, port: str, contract: str, factory: str, number: str
) -> None:
    (method,) = [c.method for c in clauses_of(CONTRACTS[port]) if c.number == number]
    lines = f"""
    from arende_conformance.{port} import {contract}

    class TestOurs({contract}):
        factory = "{factory}"
        {method} = None
    """
    (tmp_path / "test_ours.py").write_text(textwrap.dedent(lines))
    done = pytest_run(tmp_path)
    assert done.returncode == 1, done.stdout
    assert f"{number} missing: the clause is due and was not run" in done.stdout
    assert "1 missing" in done.stdout


WORKERS = ("-n", "2", "--dist", "load")


@pytest.mark.slow
def test_what_workers_saw_is_judged_together(tmp_path: Path) -> None:
    vendor(tmp_path)
    done = pytest_run(tmp_path, *WORKERS, "--arende-json", "report.json")
    assert done.returncode == 0, done.stdout
    assert "vendor_sms:make (sms): conforms -- 16 passed, 32 not claimed" in done.stdout
    report = json.loads((tmp_path / "report.json").read_bytes())
    assert (report["claims"]["observed"], report["claims"]["once"]) == ("full", "cannot")


@pytest.mark.slow
def test_a_clause_that_no_worker_ran_is_missing(tmp_path: Path) -> None:
    vendor(tmp_path, tests=TEN_LINES + "    test_accepts = None\n", exclusions='(Exclusion("SMS-99", "left over"),)')
    done = pytest_run(tmp_path, *WORKERS)
    assert done.returncode == 1
    assert "SMS-01 missing: the clause is due and was not run" in done.stdout
    assert "SMS-99 is excluded and matches no clause that is due" in done.stdout
