"""Starting, watching, stopping and killing the processes of `child`. Nothing of what they do is judged here."""

import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Final

from attrs import frozen

from .child import READY

ROOT: Final = Path(__file__).parents[2]
PATIENCE: Final = 60.0
"""Seconds that anything may take before the test gives up."""


@frozen(kw_only=True)
class Running:
    """A process and the files it writes to."""

    name: str
    process: subprocess.Popen[bytes]
    out: Path
    err: Path

    def said(self) -> list[list[str]]:
        """What it has said in whole lines, word by word, after its greeting."""
        return [line.split() for line in self.out.read_text().splitlines(keepends=True)[1:] if line.endswith("\n")]

    def is_ready(self) -> bool:
        assert self.process.poll() is None, f"{self.name} has ended: {self.err.read_text()}"
        return self.out.read_text().startswith(READY)

    def close_stdin(self) -> None:
        if self.process.stdin is not None:
            self.process.stdin.close()

    def stop(self) -> None:
        """Let it end what it is at; it must have had nothing to complain about."""
        self.close_stdin()
        assert self.process.wait(PATIENCE) == 0, self.err.read_text()
        assert self.err.read_text() == ""

    def kill(self) -> None:
        """kill -9, in the middle of what it is at."""
        assert self.process.poll() is None, f"{self.name} has ended before it was killed: {self.err.read_text()}"
        self.process.kill()
        assert self.process.wait(PATIENCE) == -9
        self.close_stdin()

    def end(self) -> None:
        """Whatever happened, it is gone."""
        self.close_stdin()
        if self.process.poll() is None:
            self.process.kill()
            self.process.wait(PATIENCE)


def start(folder: Path, name: str, role: str, *arguments: str) -> Running:
    out, err = folder / f"{name}.out", folder / f"{name}.err"
    with out.open("xb") as to_out, err.open("xb") as to_err:
        process = subprocess.Popen(
            [sys.executable, "-m", "tests.processes.child", role, *arguments],
            stdin=subprocess.PIPE,
            stdout=to_out,
            stderr=to_err,
            cwd=ROOT,
        )
    return Running(name=name, process=process, out=out, err=err)


def wait_until(what: str, holds: Callable[[], bool]) -> None:
    until = time.monotonic() + PATIENCE
    while not holds():
        assert time.monotonic() < until, f"waited in vain: {what}"
        time.sleep(0.02)
