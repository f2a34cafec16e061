"""What a clause is given: the harness of one adapter in one folder, and other processes on it. No clause here."""

import os
import random
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from threading import Barrier, Thread
from typing import Final, TypeVar

from arende.ports.sms import SmsProvider
from arende.ports.storage import Storage

from . import harness as harnesses
from .claims import Claims

T = TypeVar("T")
DEFAULT_SEED: Final = 1
LIMIT: Final = 60.0
"""Seconds that a clause waits for another thread or process."""


class StorageBench:
    """One storage harness. Storages opened through it are closed by `close`, unless a clause `shut` them."""

    def __init__(self, factory: harnesses.Factory, folder: Path, *, spec: str, seed: int = DEFAULT_SEED) -> None:
        self.harness = harnesses.storage_harness(factory, folder)
        self.random = random.Random(seed)
        self._folder = folder
        self._spec = spec
        self._opened: list[Storage] = []
        self._children: list[subprocess.Popen[str]] = []

    @property
    def claims(self) -> Claims:
        return harnesses.claims_of(self.harness)

    def open(self) -> Storage:
        """A fresh, empty storage."""
        return self._kept(self.harness.open())

    def reopen(self) -> Storage:
        """The data of the last `open`, opened once more."""
        return self._kept(self.harness.reopen())

    def shut(self, storage: Storage) -> None:
        """Close a storage now."""
        self._opened = [s for s in self._opened if s is not storage]
        storage.close()

    def child(self, role: str, *arguments: str) -> "subprocess.Popen[str]":
        """Another Python process that reaches the same data by the factory and plays a role of `child`."""
        command = [sys.executable, "-m", "arende_conformance.child", role, self._spec, str(self._folder), *arguments]
        environment = os.environ | {"PYTHONPATH": os.pathsep.join(path for path in sys.path if path)}
        process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=environment
        )
        self._children.append(process)
        return process

    def close(self) -> None:
        """End the children, close the storages, let the harness put away what it made."""
        for process in self._children:
            process.kill()
            process.communicate()
        harnesses.cleanup(self.harness, self._opened)

    def _kept(self, storage: Storage) -> Storage:
        self._opened.append(storage)
        return storage


class SmsBench:
    """One SMS harness."""

    def __init__(self, factory: harnesses.Factory, folder: Path, *, spec: str, seed: int = DEFAULT_SEED) -> None:
        del spec, seed  # the same shape for each port
        self.harness = harnesses.sms_harness(factory, folder)
        self._opened: list[SmsProvider] = []

    @property
    def claims(self) -> Claims:
        return harnesses.claims_of(self.harness)

    @property
    def timeout(self) -> float:
        """Seconds that a send may take; 30 where the harness says nothing."""
        return float(getattr(self.harness, "timeout", 30.0))

    @property
    def last(self) -> SmsProvider:
        """The last provider that was opened."""
        return self._opened[-1]

    def provider(self) -> SmsProvider:
        """A provider with an empty way out."""
        provider = self.harness.provider()
        self._opened.append(provider)
        return provider

    def close(self) -> None:
        """Close the providers, let the harness put away what it made."""
        harnesses.cleanup(self.harness, self._opened)


def together(*jobs: Callable[[], T], limit: float = LIMIT) -> list[T]:
    """Run the jobs at the same moment, a thread each; their results in order. The first exception is raised here."""
    barrier = Barrier(len(jobs))
    results: dict[int, T] = {}
    errors: list[BaseException] = []

    def run(number: int, job: Callable[[], T]) -> None:
        try:
            barrier.wait(LIMIT)
            results[number] = job()
        except BaseException as error:  # noqa: BLE001 -- handed to the caller's thread
            errors.append(error)

    threads = [Thread(target=run, args=(number, job), daemon=True) for number, job in enumerate(jobs)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(limit)
    if errors:
        raise errors[0]
    if len(results) != len(jobs):
        raise TimeoutError(f"a thread did not come back within {limit:g} seconds")
    return [results[number] for number in range(len(jobs))]
