"""Factories of the adapters that come with arende, found by name when called. Nothing is imported before that."""

import json
import shutil
from collections.abc import Sequence
from itertools import count
from pathlib import Path
from typing import Final

from arende.ports.config import AdapterConfig
from arende.ports.registry import SmsRegistry, StorageRegistry
from arende.ports.sms import SmsProvider, SmsRequest
from arende.ports.storage import Storage

from .claims import Capability, claim
from .harness import Unsupported
from .registered import registered

ADAPTERS: Final = (
    ("memory", "storage", "arende_conformance.intree:memory"),
    ("sqlite", "storage", "arende_conformance.intree:sqlite"),
    ("joining memory", "storage", "arende_conformance.joining_memory:joining"),
    ("spool", "sms", "arende_conformance.intree:spool"),
    ("scripted", "sms", "arende_conformance.sms.scripted:ScriptedHarness"),
    ("elks46", "sms", "arende_conformance.intree_sms:elks46"),
    ("kannel", "sms", "arende_conformance.intree_sms:kannel"),
    ("twilio", "sms", "arende_conformance.intree_sms:twilio"),
    ("sinch", "sms", "arende_conformance.intree_sms:sinch"),
    ("journal spool", "export", "arende_conformance.intree_export:spool"),
    ("fhir", "export", "arende_conformance.intree_export:fhir"),
    ("scripted exporter", "export", "arende_conformance.export.scripted:ScriptedHarness"),
    ("jsonl", "directory", "arende_conformance.intree_directory:jsonl"),
    ("http", "directory", "arende_conformance.intree_directory:http"),
    ("scripted directory", "directory", "arende_conformance.directory.scripted:ScriptedHarness"),
    ("webhooks", "subscribers", "arende_conformance.intree_subscribers:webhooks"),
    ("scripted subscriber", "subscribers", "arende_conformance.subscribers.scripted:ScriptedHarness"),
    ("demo", "auth", "arende_conformance.intree_auth:demo"),
    ("oidc", "auth", "arende_conformance.intree_auth:oidc"),
    ("host", "auth", "arende_conformance.intree_auth:host"),
)
"""(name, port, factory) of every adapter in the tree that has clauses."""


class MemoryHarness:
    """The storage in memory: it keeps nothing beyond its own object."""

    claims = claim()

    def open(self) -> Storage:
        provider = registered("arende_storage.memory.plugin", StorageRegistry(), "memory")
        return provider.open("memory:", create=True, migrate=True)

    def reopen(self) -> Storage:
        raise Unsupported("Storage in memory is gone when it is closed.")


class SqliteHarness:
    """SQLite files in the folder; the last one is the one that is reopened."""

    claims = claim(Capability.DURABLE, Capability.SHARED)

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def open(self) -> Storage:
        number = next(n for n in count() if not self._file(n).exists())
        return self._open(number)

    def reopen(self) -> Storage:
        number = next(n for n in count() if not self._file(n + 1).exists())
        return self._open(number)

    def _file(self, number: int) -> Path:
        return self._folder / f"{number}.db"

    def _open(self, number: int) -> Storage:
        provider = registered("arende_storage.sqlite.plugin", StorageRegistry(), "sqlite")
        return provider.open(f"sqlite:///{self._file(number).absolute()}", create=True, migrate=True)


class SpoolHarness:
    """The SMS spool in the folder: what left is what stands there."""

    claims = claim(Capability.OBSERVED, Capability.ONCE, Capability.SEVERABLE)

    def __init__(self, folder: Path) -> None:
        self._out = folder / "outgoing"

    def provider(self) -> SmsProvider:
        shutil.rmtree(self._out, ignore_errors=True)
        factory = registered("arende_sms.spool", SmsRegistry(), "spool")
        return factory.open(AdapterConfig(name="spool", location=str(self._out)))

    def delivered(self) -> Sequence[SmsRequest]:
        contents = [json.loads(file.read_bytes()) for file in sorted(self._out.glob("*.json"))]
        return [SmsRequest(id=c["id"], to=c["to"], sender=c["sender"], text=c["text"]) for c in contents]

    def sever(self) -> None:
        shutil.rmtree(self._out)
        self._out.write_text("a file where the folder should be")


def memory(folder: Path) -> MemoryHarness:
    """The factory of `memory`."""
    del folder
    return MemoryHarness()


def sqlite(folder: Path) -> SqliteHarness:
    """The factory of `sqlite`."""
    return SqliteHarness(folder)


def spool(folder: Path) -> SpoolHarness:
    """The factory of `spool`."""
    return SpoolHarness(folder)
