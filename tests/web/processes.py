"""`arende serve` as a process of its own, on a clinic in a file."""

import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from json import dumps
from pathlib import Path
from typing import IO, Final

from attrs import define

from .serving import clinic_with_web

ARENDE: Final = str(Path(sys.executable).parent / "arende")
WITH_SOON: Final = """
import sys
from arende.cli.main import main
from arende_web import supervisor
supervisor.SOON = float(sys.argv.pop(1))
main()
"""
"""The same command, but what counts as soon is told: how long a process takes to begin is the machine's business."""
ADDRESS: Final = re.compile(r"http://[0-9.:]+")


def clean() -> dict[str, str]:
    return {name: value for name, value in os.environ.items() if not name.startswith("ARENDE_")}


def settings_of(folder: Path, more: str = "") -> Path:
    """A clinic in the folder, and the settings that serve it."""
    url = f"sqlite:///{folder / 'clinic.db'}"
    clinic_with_web(folder, url).engine.close()
    file = folder / "arende.toml"
    sms = dumps(f"spool:{folder / 'outgoing'}")
    file.write_text(f'storage = {dumps(url)}\nsms = [{sms}]\nauth = ["demo"]\ndemo = true\n{more}', encoding="utf-8")
    return file


@define
class Running:
    """A process that serves."""

    process: "subprocess.Popen[str]"
    base: str
    out: str = ""
    err: str = ""

    def stop(self, number: signal.Signals = signal.SIGTERM) -> int:
        """Its exit code, and what it said meanwhile."""
        self.process.send_signal(number)
        self.out, self.err = self.process.communicate(timeout=60)
        return self.process.returncode


@contextmanager
def serving(folder: Path, *args: str, soon: float | None = None) -> Iterator[Running]:
    """Started, and ready for calls. `soon`: how long a process must live in order to be replaced."""
    line = [ARENDE, *args] if soon is None else [sys.executable, "-c", WITH_SOON, str(soon), *args]
    with subprocess.Popen(
        line, cwd=folder, env=clean(), stdout=subprocess.PIPE, stderr=subprocess.PIPE, encoding="utf-8"
    ) as process:
        try:
            assert process.stdout is not None
            yield Running(process, told(process.stdout, process))
        finally:
            process.kill()  # one that does not stop must not outlive its test


def told(stream: IO[str], process: "subprocess.Popen[str]") -> str:
    """The address that it prints."""
    for line in stream:
        if found := ADDRESS.search(line):
            return found[0]
    raise AssertionError(process.communicate()[1])
