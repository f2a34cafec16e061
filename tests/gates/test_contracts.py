"""Who may import whom: import-linter's contracts hold over the tree, and each is seen to break over a broken one."""

import os
import re
import subprocess
import sys
import tomllib
from collections.abc import Sequence
from pathlib import Path

import pytest

from tests.gates.reading import CORE, ROOT, SAMPLES

ROOTS = (
    CORE,
    *(ROOT / "adapters" / port for port in ("sms", "storage", "auth")),
    ROOT / "plugins",
    ROOT / "conformance",
)
ROOMS = SAMPLES / "rooms"


def lint(roots: Sequence[Path]) -> subprocess.CompletedProcess[str]:
    """The project's own contracts, over the packages below these roots."""
    return subprocess.run(
        [
            sys.executable,
            "-c",
            "from importlinter.cli import lint_imports_command as run; run()",
            "--no-cache",
            "--config",
            str(ROOT / "pyproject.toml"),
        ],
        env={**os.environ, "PYTHONPATH": os.pathsep.join(map(str, roots)), "COLUMNS": "200"},
        cwd=roots[0],
        capture_output=True,
        text=True,
        check=False,
    )


def contracts() -> list[str]:
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    return [contract["name"] for contract in settings["tool"]["importlinter"]["contracts"]]


@pytest.mark.slow
def test_the_contracts_hold() -> None:
    run = lint(ROOTS)
    assert run.returncode == 0, run.stdout + run.stderr
    assert f"{len(contracts())} kept, 0 broken" in run.stdout


BREACHES = [
    "arende.domain.upwards -> arende.engine.shell",
    "arende.domain.meets -> arende.ports.records",
    "arende.ports.meets -> arende.wire.codec",
    "arende.wire.sideways -> arende.views.rows",
    "arende.engine.reaches -> arende_sms",
    "arende_storage -> arende_auth",
    "arende_auth -> arende_conformance",
    "arende.domain.outside -> cattrs",
    "arende.domain.outside -> logging",
    "arende.domain.outside -> random",
    "arende_sms -> arende.domain.outside",
    "arende_directory -> arende.domain.outside",
    "arende_fhir -> arende.domain.outside",
    "arende_journal_spool -> arende.engine.shell",
    "arende_webhooks -> arende.domain.outside",
    "arende_transcript -> arende.domain.outside",
    "arende_conformance -> arende.wire.codec",
    "arende_web -> arende.testing",
]


@pytest.mark.slow
def test_each_contract_breaks_over_the_broken_rooms() -> None:
    run = lint([ROOMS])
    assert run.returncode == 1, run.stdout + run.stderr
    assert re.findall(r"^(.+) BROKEN$", run.stdout, re.MULTILINE) == contracts()
    assert [breach for breach in BREACHES if breach not in run.stdout] == []
    imports = sum(
        path.read_text().count("\nfrom ") + path.read_text().count("\nimport ") for path in ROOMS.rglob("*.py")
    )
    assert imports == len(BREACHES)
