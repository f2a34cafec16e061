"""The suite as whoever buys it has it: wheels of arende and of the examples, in an empty venv, from an empty folder."""

import json
import os
import re
import shutil
import subprocess
import venv
from pathlib import Path

import pytest
from arende_conformance.claims import Capability
from arende_conformance.clauses import clauses_of
from arende_conformance.intree import ADAPTERS
from arende_conformance.storage import StorageContract

from .test_tutorial import EXAMPLE, TUTORIAL

ROOT = Path(__file__).parents[2]
STORAGE = ROOT / "examples" / "vendor-storage"
EXAMPLES = (EXAMPLE, STORAGE)
NAMED = re.compile(r"^```python (\S+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
SHELL = re.compile(r"^```sh\n(.*?)^```$", re.MULTILINE | re.DOTALL)

pytestmark = pytest.mark.slow


def run(folder: Path, home: Path, *command: str) -> "subprocess.CompletedProcess[str]":
    """A command of the venv in a folder, with nothing of ours in the environment."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("PYTEST_", "PYTHON", "COV"))}
    kept["PATH"] = os.pathsep.join([str(home / "bin"), kept["PATH"]])
    return subprocess.run(command, cwd=folder, env=kept, capture_output=True, text=True, check=False, timeout=900)


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The venv, in which the wheels are and no source is."""
    root = tmp_path_factory.mktemp("wheels")
    home, wheels = root / "venv", root / "dist"
    venv.create(home, with_pip=True)
    built = run(root, home, "pip", "wheel", "-q", "--no-deps", "-w", str(wheels), str(ROOT), *map(str, EXAMPLES))
    assert built.returncode == 0, built.stderr
    (ours,) = wheels.glob("arende-[0-9]*.whl")
    theirs = [str(wheel) for wheel in wheels.glob("arende_*.whl")]
    assert len(theirs) == len(EXAMPLES)
    installed = run(root, home, "pip", "install", "-q", f"{ours}[conformance]", *theirs)
    assert installed.returncode == 0, installed.stderr
    return home


def test_nothing_of_the_source_tree_is_used(home: Path, tmp_path: Path) -> None:
    code = "import arende, kartotek, silvertarna; print(arende.__file__, kartotek.__file__, silvertarna.__file__)"
    done = run(tmp_path, home, "python", "-c", code)
    assert done.returncode == 0, done.stderr
    assert str(ROOT) not in done.stdout and done.stdout.count("site-packages") == 3


def test_what_the_tutorial_runs_conforms(home: Path, tmp_path: Path) -> None:
    shutil.copytree(EXAMPLE / "tests", tmp_path / "tests", ignore=shutil.ignore_patterns("__pycache__"))
    (commands,) = SHELL.findall(TUTORIAL.read_text(encoding="utf-8"))
    done = run(tmp_path, home, "sh", "-e", "-c", commands)
    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stdout.count("silvertarna.conformance:make (sms): conforms") == 2
    report = json.loads((tmp_path / "report.json").read_bytes())
    assert report["adapter"] == {
        "name": "arende-silvertarna",
        "version": "1.0.0",
        "factory": "silvertarna.conformance:make",
    }
    assert "Conformance of arende-silvertarna 1.0.0 (sms)" in (tmp_path / "report.html").read_text(encoding="utf-8")


def test_a_vendors_storage_conforms(home: Path, tmp_path: Path) -> None:
    shutil.copytree(STORAGE / "tests", tmp_path / "tests", ignore=shutil.ignore_patterns("__pycache__"))
    done = run(tmp_path, home, "pytest", "-p", "arende_conformance.plugin", "tests")
    assert done.returncode == 0, done.stdout + done.stderr
    joining = [c for c in clauses_of(StorageContract) if Capability.JOINED in c.needs]
    due = len(clauses_of(StorageContract)) - len(joining)
    told = f"kartotek.conformance:make (storage): conforms -- {due} passed, {len(joining)} not claimed\n"
    assert told in done.stdout


def test_the_register_of_the_page_conforms(home: Path, tmp_path: Path) -> None:
    files = dict(NAMED.findall((ROOT / "docs" / "vendors" / "directory.md").read_text(encoding="utf-8")))
    assert set(files) == {"personal.py", "kit.py"}
    for name, content in files.items():
        (tmp_path / name).write_text(content, encoding="utf-8")
    done = run(tmp_path, home, "arende-conformance", "run", "kit:make", "--port", "directory", "--json", "report.json")
    assert done.returncode == 0, done.stdout + done.stderr
    report = json.loads((tmp_path / "report.json").read_bytes())
    assert report["verdict"] == "conforms" and report["counts"]["passed"] >= 38


@pytest.mark.parametrize("spec", [spec for _, port, spec in ADAPTERS if port == "directory"])
def test_the_registers_that_come_with_arende_conform(home: Path, tmp_path: Path, spec: str) -> None:
    done = run(tmp_path, home, "arende-conformance", "run", spec, "--port", "directory")
    assert done.returncode == 0, done.stdout + done.stderr
    assert f"{spec} (directory): conforms" in done.stdout


def test_the_whole_guide_is_played_on_a_vendors_storage(home: Path, tmp_path: Path) -> None:
    done = run(tmp_path, home, "arende", "demo", "--db", f"kartotek://{tmp_path.as_posix()}/demo.kartotek")
    assert done.returncode == 0, done.stdout + done.stderr
    assert (tmp_path / "demo.kartotek").stat().st_size > 0


def test_a_clinic_is_opened_with_a_vendors_provider(home: Path, tmp_path: Path) -> None:
    assert run(tmp_path, home, "arende", "init", "clinic").returncode == 0
    settings = tmp_path / "clinic" / "arende.toml"
    kept = [line for line in settings.read_text(encoding="utf-8").splitlines() if not line.startswith("sms =")]
    of_ours = '[[sms]]\nprovider = "silvertarna"\napi_key = "k"\nreport_secret = "s"\n'
    settings.write_text("\n".join([*kept, of_ours]), encoding="utf-8")
    done = run(tmp_path / "clinic", home, "arende", "doctor", "--json")
    assert done.returncode == 0, done.stdout + done.stderr
    settings.write_text("\n".join([*kept, of_ours.replace("api_key", "api_kee")]), encoding="utf-8")
    done = run(tmp_path / "clinic", home, "arende", "doctor", "--json")
    assert done.returncode != 0 and "silvertarna" in done.stdout + done.stderr


def test_the_suite_catches_every_wrong_adapter(home: Path, tmp_path: Path) -> None:
    done = run(tmp_path, home, "arende-conformance", "self-test", "--json")
    assert done.returncode == 0, done.stdout + done.stderr
    found = json.loads(done.stdout)
    assert found["uncaught"] == [] and found["unbroken"] == []
    assert found["caught"] == found["broken"] >= found["mandatory"]
    assert {a["name"] for a in found["adapters"] if not a["failed"]} == {name for name, _, _ in ADAPTERS}
