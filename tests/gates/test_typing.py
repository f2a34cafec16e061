"""Any stands in two files, an error is silenced with code and reason, and mypy itself catches the broken samples."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.gates.reading import CORE, ROOT, SAMPLES, SHIPPED, modules
from tests.gates.typing_rules import FEW, ignores, unreasoned, uses_of_any

TWO = {CORE / "arende" / "engine" / "plugins.py", CORE / "arende" / "wire" / "converter.py"}
ALL = modules(*SHIPPED, ROOT / "tests")
SAMPLE = SAMPLES / "typing"


def test_any_stands_in_two_files_and_nowhere_else() -> None:
    found = {str(path.relative_to(ROOT)): list(uses_of_any(path)) for path in ALL if path not in TWO}
    assert {path: faults for path, faults in found.items() if faults} == {}


def test_what_silences_mypy_has_code_and_reason_and_is_rare() -> None:
    assert {path.name: unreasoned(path) for path in ALL if unreasoned(path)} == {}
    assert sum(len(ignores(path)) for path in ALL) <= FEW


def wrong_lines(path: Path) -> list[int]:
    return [line for line, text in enumerate(path.read_text().splitlines(), 1) if "# wrong" in text]


def test_the_samples_of_any_and_of_silence_are_caught() -> None:
    any_use = SAMPLE / "any_use.py"
    assert sorted(int(fault.split(":")[0]) for fault in uses_of_any(any_use)) == [3, 4, 8]
    silence = SAMPLE / "silence.py"
    assert unreasoned(silence) == [4, 5, 6]
    assert len(ignores(silence)) == 4


@pytest.mark.slow
def test_mypy_finds_each_wrong_line_of_the_samples() -> None:
    files = [SAMPLE / "any_strict.py", SAMPLE / "wrong_provider.py", SAMPLE / "wrong_domain.py"]
    run = subprocess.run(
        [sys.executable, "-m", "mypy", "--config-file", "pyproject.toml", *map(str, files)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 1, run.stdout + run.stderr
    found = {
        (match["name"], int(match["line"]))
        for match in re.finditer(r"^\S*?(?P<name>\w+\.py):(?P<line>\d+): error", run.stdout, re.MULTILINE)
    }
    assert found == {(path.name, line) for path in files for line in wrong_lines(path)}, run.stdout
