"""The table of the specification: what it counts, what it refuses, and that a full run fails where it should."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.gates.reading import ROOT
from tests.spec_table import COVERAGE, LINES, faults_in, statuses, table

GOOD = (ROOT / COVERAGE).read_text(encoding="utf-8")
ALL = dict.fromkeys(LINES, 1)


def test_every_line_of_the_specification_has_a_row() -> None:
    assert len(LINES) == 50
    assert faults_in(GOOD, ALL) == []
    assert {line for line, _ in statuses(GOOD)} == set(LINES)


def test_done_without_a_test_is_a_fault() -> None:
    done = [line for line, status in statuses(GOOD) if status == "done"]
    assert "S14" in done
    assert faults_in(GOOD, {**ALL, "S14": 0}) == ["S14 is called done, and no test of it passed"]
    assert len(faults_in(GOOD, {})) == len(done)


def test_what_else_is_wrong_with_the_rows() -> None:
    assert faults_in(GOOD.replace("| S16 |", "| S99 |"), {**ALL, "S99": 1}) == [
        "S16 has no row",
        "S99 is no line of the specification",
    ]
    assert faults_in(GOOD.replace("| S17 |", "| S16 |"), ALL) == ["S17 has no row", "S16 has 2 rows"]
    assert faults_in(GOOD.replace("| B31 | later", "| B31 | nearly"), ALL)[0].startswith("B31 is called «nearly»")


def test_the_table_shows_every_line_once() -> None:
    shown = "\n".join(table({"S14": 7}, dict(statuses(GOOD))))
    assert all(shown.split().count(line) == 1 for line in LINES)
    assert "S14     7  done" in shown


SUITE = """
import pytest

@pytest.mark.spec("S1", "S2")
def test_two(): pass

@pytest.mark.spec("S1")
@pytest.mark.parametrize("n", [1, 2])
def test_more(n): pass

@pytest.mark.spec("B1")
@pytest.mark.xfail
def test_expected(): raise ValueError

@pytest.mark.spec("B3")
@pytest.mark.skip
def test_skipped(): pass
"""


def run(folder: Path, rows: dict[str, str], suite: str = SUITE, *args: str) -> subprocess.CompletedProcess[str]:
    (folder / "docs").mkdir(exist_ok=True)
    all_rows = {**dict.fromkeys(LINES, "later"), **rows}
    (folder / COVERAGE).write_text("".join(f"| {line} | {status} | |\n" for line, status in all_rows.items()))
    (folder / "test_sample.py").write_text(suite)
    (folder / "pytest.ini").write_text("[pytest]\n")
    return subprocess.run(
        [sys.executable, "-m", "pytest", "-p", "tests.spec_table", "-p", "no:cacheprovider", "--strict-markers", *args],
        env={**os.environ, "PYTHONPATH": str(ROOT), "CI": ""},
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.slow
def test_a_full_run_counts_what_passed_and_holds_done_to_it(tmp_path: Path) -> None:
    good = run(tmp_path, {"S1": "done", "S2": "done"})
    assert good.returncode == 0, good.stdout
    assert " S1     3  done" in good.stdout
    assert " S2     1  done" in good.stdout
    assert " B1     0  later" in good.stdout
    assert " B3     0  later" in good.stdout
    for line in ("S3", "B1", "B3"):
        bad = run(tmp_path, {line: "done"})
        assert bad.returncode == 1, bad.stdout
        assert f"{line} is called done, and no test of it passed" in bad.stdout


@pytest.mark.slow
def test_what_workers_passed_is_counted_once(tmp_path: Path) -> None:
    workers = ("-n", "2", "--dist", "load")
    good = run(tmp_path, {"S1": "done", "S2": "done"}, SUITE, *workers)
    assert good.returncode == 0, good.stdout
    assert " S1     3  done" in good.stdout
    bad = run(tmp_path, {"S1": "done", "B3": "done"}, SUITE, *workers)
    assert bad.returncode == 1, bad.stdout
    assert "B3 is called done, and no test of it passed" in bad.stdout
    assert "S1 is called" not in bad.stdout
    wrong = run(tmp_path, {}, SUITE.replace('"B3"', '"B32"'), *workers)
    assert wrong.returncode == pytest.ExitCode.USAGE_ERROR, wrong.stdout
    assert "write S1 to S19 or B1 to B31" in wrong.stdout + wrong.stderr


@pytest.mark.slow
@pytest.mark.parametrize("args", [("test_sample.py",), ("-k", "two"), ("-m", "spec"), ("--collect-only",)])
def test_a_part_of_the_tests_is_not_held_to_all_lines(tmp_path: Path, args: tuple[str, ...]) -> None:
    assert run(tmp_path, {"S3": "done"}, SUITE, *args).returncode == 0


@pytest.mark.slow
@pytest.mark.parametrize("mark", ['"S20"', '"B32"', '"s1"', '"S1, S2"', "14", ""])
def test_an_unknown_line_is_an_error(tmp_path: Path, mark: str) -> None:
    wrong = run(tmp_path, {}, f"import pytest\n@pytest.mark.spec({mark})\ndef test_it(): pass\n")
    assert wrong.returncode == pytest.ExitCode.USAGE_ERROR, wrong.stdout
    assert "write S1 to S19 or B1 to B31" in wrong.stdout + wrong.stderr
