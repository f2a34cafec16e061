"""Harnesses of the directories that come with arende: the file, and HTTP against its stand-in."""

import os
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final

from arende.ports.config import AdapterConfig, Option
from arende.ports.directory import Directory
from arende.ports.registry import DirectoryRegistry

from .claims import CAPABILITIES, Capability, claim
from .directory.harness import Configured, Trouble
from .directory.samples import PERSONAL
from .directory.scripted import ScriptedHarness
from .registered import registered
from .standins.register import LINES, PATH, TOKEN, RegisterSide
from .standins.server import Held, Manner, Reply, said

HTML: Final = b"<html><body><h1>All is well, or not</h1></body></html>"
PLAINLY: Final[Mapping[Trouble, Reply]] = {
    Trouble.LOCKED: Reply(status=401),
    Trouble.GARBLED: Reply(status=200, body=HTML, headers={"content-type": LINES}),
    Trouble.QUOTING: said(400, {"error": " ".join((*PERSONAL, TOKEN))}),
}


class FileHarness:
    """A file in the folder, to which lines are appended."""

    claims = claim(
        Capability.HELD,
        Capability.STAFFED,
        Capability.PEOPLED,
        Capability.GUARDED,
        Capability.REPLACED,
        Capability.SEVERABLE,
        Capability.CONFIGURED,
    )

    def __init__(self, folder: Path) -> None:
        self._file = folder / "register.jsonl"
        self._aside = folder / "aside.jsonl"

    def directory(self) -> Directory:
        setup = self.configured()
        return setup.factory.open(setup.config)

    def hold(self, lines: Sequence[bytes]) -> None:
        self._file.unlink(missing_ok=True)
        self.change(lines)

    def change(self, lines: Sequence[bytes]) -> None:
        with self._file.open("ab") as file:
            file.writelines(line + b"\n" for line in lines)
            file.flush()
            os.fsync(file.fileno())

    def replace(self) -> None:
        self._file.write_bytes(b"\n" + self._file.read_bytes())  # the same lines, and yet another file

    def sever(self) -> None:
        self._file.rename(self._aside)

    def mend(self) -> None:
        self._aside.rename(self._file)

    def configured(self) -> Configured:
        config = AdapterConfig(name="jsonl", options={"path": str(self._file)})
        factory = registered("arende_directory", DirectoryRegistry(), "jsonl")
        return Configured(factory=factory, config=config, required=("path",))


class WebHarness(Held):
    """HTTP to a stand-in on this machine, with the register in memory behind it."""

    claims = claim(*CAPABILITIES["directory"])
    timeout = 20.0

    def __init__(self) -> None:
        super().__init__()
        self._inner = ScriptedHarness()
        self._side = RegisterSide(self._inner.register)
        self._stand_in = self.stand(self._side, method="GET")

    def directory(self) -> Directory:
        setup = self.configured()
        return setup.factory.open(setup.config)

    def hold(self, lines: Sequence[bytes]) -> None:
        self._inner.hold(lines)

    def change(self, lines: Sequence[bytes]) -> None:
        self._inner.change(lines)

    def replace(self) -> None:
        self._inner.replace()

    def break_off(self, after: int) -> None:
        self._inner.break_off(after)

    def trouble(self, trouble: Trouble) -> None:
        if trouble is Trouble.SILENT:
            self._stand_in.manner = Manner.SILENT
        elif trouble is Trouble.ELSEWHERE:
            self.lead_astray(self._side, PATH)
        else:
            self._stand_in.always = PLAINLY[trouble]

    def mend(self) -> None:
        self._inner.mend()
        self._stand_in.close()
        self._stand_in = self.stand(self._side, method="GET", port=self._stand_in.port)

    def secrets(self) -> Sequence[str]:
        return [TOKEN]

    def configured(self) -> Configured:
        options: Mapping[str, Option] = {"url": f"{self._stand_in.address}{PATH}", "token": TOKEN, "timeout": 3}
        config = AdapterConfig(name="http", options=options)
        factory = registered("arende_directory", DirectoryRegistry(), "http")
        return Configured(factory=factory, config=config, required=("url", "token"))


def jsonl(folder: Path) -> FileHarness:
    """The factory of `jsonl`."""
    return FileHarness(folder)


def http() -> WebHarness:
    """The factory of `http`."""
    return WebHarness()
