"""Starts the operator of the tests (npm's `smpp`, `smsc.mjs`) as a process of its own, orders it about, and listens."""

import json
import queue
import shutil
import subprocess
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Final, TypeVar

from arende.ports.config import AdapterConfig, Option
from arende_sms.smpp.plugin import SmppFactory
from arende_sms.smpp.provider import SmppSms

from tests.node import NODE, free_port, npm_install

PACKAGE: Final = "smpp@0.5"
PATIENCE: Final = 20.0
"""Seconds that a test waits for something that will come; it fails if it does not."""
ACCOUNT: Final[Mapping[str, Option]] = {"system_id": "arende", "password": "s3cret-1"}

Event = Mapping[str, object]
T = TypeVar("T")


def install(folder: Path) -> str:
    """Install the server there; what stands in the way, or an empty text."""
    shutil.copy(Path(__file__).with_name("smsc.mjs"), folder)
    return npm_install(folder, PACKAGE)


class Smsc:
    """The process. It starts anew on the same port after `stop`."""

    def __init__(self, folder: Path, *, certificate: Mapping[str, str] | None = None) -> None:
        self._folder = folder
        self._certificate = dict(certificate or {})
        self.port = free_port()
        self.events: list[Event] = []
        self._lines: queue.Queue[Event | None] = queue.Queue()
        self._process: subprocess.Popen[bytes] | None = None
        self.opened: list[SmppSms] = []
        self.start()

    def start(self) -> None:
        settings = json.dumps({"port": self.port, **self._certificate})
        with (self._folder / "log.txt").open("ab") as log:
            self._process = subprocess.Popen(
                [NODE, "smsc.mjs", settings],
                cwd=self._folder,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=log,
            )
        threading.Thread(target=self._listen, args=(self._process, self._lines), daemon=True).start()
        self.wait("listening")

    def stop(self) -> None:
        """End the process, as a machine that loses its power does."""
        process, self._process = self._process, None
        if process is not None and process.stdin is not None and process.stdout is not None:
            process.kill()
            process.wait()
            process.stdin.close()

    def order(self, do: str, **rest: object) -> None:
        """Have it do something; returns when it has heard."""
        assert self._process is not None
        assert self._process.stdin is not None
        self._process.stdin.write(json.dumps({"do": do, **rest}).encode() + b"\n")
        self._process.stdin.flush()
        self.wait("done")

    def next(self, *does: Mapping[str, object]) -> None:
        """What becomes of the next `submit_sm`, one each; any after them is accepted."""
        self.order("next", does=does)

    def deliver(self, key: str, **pdu: object) -> None:
        """Send a `deliver_sm`; how it is answered comes as an event with this key."""
        self.order("deliver", key=key, pdu=pdu)

    def wait(self, event: str, **like: object) -> Event:
        """The first such event that no earlier `wait` has had. Others that come meanwhile are kept."""
        for place, one in enumerate(self.events):
            if matches(one, event, like):
                return self.events.pop(place)
        while True:
            came = self._lines.get(timeout=PATIENCE)
            assert came is not None, (self._folder / "log.txt").read_text()
            if matches(came, event, like):
                return came
            self.events.append(came)

    def seen(self, event: str) -> Sequence[Event]:
        """Such events that have come so far and that no `wait` has had."""
        self.order("next", does=[])  # an answer to this means that all before it has been told
        return [one for one in self.events if one["event"] == event]

    def open(self, **options: Option) -> SmppSms:
        """The provider, with this process as its operator; in clear unless it is said otherwise."""
        given = {**ACCOUNT, "tls": False, "timeout": 2, **options}
        provider = SmppFactory().open(AdapterConfig(name="smpp", location=f"127.0.0.1:{self.port}", options=given))
        self.opened.append(provider)
        return provider

    def reset(self) -> None:
        """As new, for the next test."""
        while self.opened:
            self.opened.pop().close()
        if self._process is None:
            self.start()
        self.order("reset")
        self.events.clear()

    @staticmethod
    def _listen(process: "subprocess.Popen[bytes]", lines: "queue.Queue[Event | None]") -> None:
        assert process.stdout is not None
        with process.stdout:
            for line in process.stdout:
                event: Event = json.loads(line)
                lines.put(event)


def until(found: Callable[[], T | None]) -> T:
    """What it finds, when it finds something."""
    patience = time.monotonic() + PATIENCE
    while not (what := found()):
        assert time.monotonic() < patience, "it never came"
        time.sleep(0.01)
    return what


def matches(one: Event, event: str, like: Mapping[str, object]) -> bool:
    return one["event"] == event and all(one.get(name) == value for name, value in like.items())
