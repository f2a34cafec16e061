"""How many processes share a run: folders are shared, single files are not."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests import temporary
from tests.gates.reading import ROOT
from tests.temporary import fit
from tests.workers import AT_MOST, workers


@pytest.mark.parametrize(
    ("arguments", "cores", "expected"),
    [
        (["tests"], 2, 2),
        (["tests"], 1, 0),
        (["tests"], 64, AT_MOST),
        (["tests/gates", "tests/workers.py"], 2, 2),
        (["tests/workers.py"], 2, 0),
        (["tests/workers.py::test_it[tests]", "tests/skips.py"], 2, 0),
        (["nowhere"], 2, 0),
        ([], 2, 0),
    ],
)
def test_folders_are_shared_and_files_are_not(arguments: list[str], cores: int, expected: int) -> None:
    assert workers(arguments, ROOT, cores) == expected


def test_files_are_in_memory_only_where_there_is_room(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(temporary, "ROOM", 1)
    assert fit(tmp_path) and not fit(tmp_path / "nowhere")
    monkeypatch.setattr(temporary, "ROOM", 2**80)
    assert not fit(tmp_path)


@pytest.mark.slow
@pytest.mark.parametrize(("args", "shared"), [((), True), (("-s",), False), (("test_it.py",), False)])
def test_each_worker_and_no_other_runs_a_part(tmp_path: Path, args: tuple[str, ...], shared: bool) -> None:
    test = "import os\ndef test_it(): print('ran in', os.environ.get('PYTEST_XDIST_WORKER', 'none'))\n"
    (tmp_path / "test_it.py").write_text(test)
    (tmp_path / "pytest.ini").write_text("[pytest]\n")
    patched = "import tests.workers; tests.workers.cores = lambda: 2; import pytest; raise SystemExit(pytest.main())"
    command = [sys.executable, "-c", patched, "-p", "tests.workers", "-p", "no:cacheprovider", "-n", "auto", "-rP"]
    kept = {name: value for name, value in os.environ.items() if not name.startswith("PYTEST_")}
    done = subprocess.run(
        [*command, *args],
        env={**kept, "PYTHONPATH": str(ROOT)},
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert ("ran in gw" in done.stdout) == shared
    assert ("ran in none" in done.stdout) == (not shared)
