"""Typed registries: where a plugin puts its factory, once, at start-up. Which one is used is decided by the settings.

mypy rejects a wrong factory where its author writes it; `add` compares signatures at start-up and keeps every fault,
so that all of them can be listed at once.
"""

import inspect
from collections.abc import Mapping
from typing import Generic, TypeVar

from .auth import AuthFactory
from .blobs import BlobsFactory
from .directory import DirectoryFactory
from .export import ExportFactory, JournalForm
from .scan import ScanFactory
from .sms import SmsFactory
from .storage import StorageProvider
from .subscribers import SubscriberFactory

F = TypeVar("F")


class Registry(Generic[F]):
    """Names and factories of one port. `faults` holds a sentence for each that was refused."""

    def __init__(self, port: str, protocol: type) -> None:
        self.port = port
        self.source = ""
        """Which plugin is registering at the moment; set by the loader."""
        self.faults: list[str] = []
        self._protocol = protocol
        self._entries: dict[str, tuple[F, str]] = {}

    def add(self, name: str, factory: F) -> None:
        """Register a factory under the name that settings use. A fault is kept, not raised."""
        found = list(missing(factory, self._protocol))
        if name in self._entries:
            found.append(f"the name is taken by {self._entries[name][1]}")
        if found:
            self.faults += [f"{self.source}: {self.port} «{name}»: {fault}" for fault in found]
            return
        self._entries[name] = (factory, self.source)

    def get(self, name: str) -> F | None:
        """The factory of that name."""
        entry = self._entries.get(name)
        return entry[0] if entry else None

    def names(self) -> Mapping[str, str]:
        """Each registered name and the plugin it came from."""
        return {name: source for name, (_, source) in sorted(self._entries.items())}


def missing(instance: object, protocol: type) -> list[str]:
    """What an object lacks to serve as the protocol: methods, and parameters by name."""
    faults = []
    for name, wanted in vars(protocol).items():
        if name.startswith("_") or not inspect.isfunction(wanted):
            continue
        method = getattr(instance, name, None)
        if not callable(method):
            faults.append(f"method {name} is missing")
            continue
        try:
            have = inspect.signature(method).parameters
        except (TypeError, ValueError):
            continue  # written in C: its signature cannot be read
        if any(p.kind is p.VAR_KEYWORD for p in have.values()):
            continue
        faults += [
            f"method {name} lacks the parameter {p}"
            for p in list(inspect.signature(wanted).parameters)[1:]
            if p not in have and not any(q.kind is q.VAR_POSITIONAL for q in have.values())
        ]
    return faults


class StorageRegistry(Registry[StorageProvider]):
    def __init__(self) -> None:
        super().__init__("storage", StorageProvider)


class SmsRegistry(Registry[SmsFactory]):
    def __init__(self) -> None:
        super().__init__("sms", SmsFactory)


class AuthRegistry(Registry[AuthFactory]):
    def __init__(self) -> None:
        super().__init__("auth", AuthFactory)


class FormRegistry(Registry[JournalForm]):
    def __init__(self) -> None:
        super().__init__("form", JournalForm)


class ExportRegistry(Registry[ExportFactory]):
    """Exporters, and the forms of documents that an entry can be given, by the name that `--format` has."""

    def __init__(self) -> None:
        super().__init__("export", ExportFactory)
        self.forms = FormRegistry()


class DirectoryRegistry(Registry[DirectoryFactory]):
    def __init__(self) -> None:
        super().__init__("directory", DirectoryFactory)


class BlobsRegistry(Registry[BlobsFactory]):
    def __init__(self) -> None:
        super().__init__("blobs", BlobsFactory)


class ScanRegistry(Registry[ScanFactory]):
    def __init__(self) -> None:
        super().__init__("scan", ScanFactory)


class SubscriberRegistry(Registry[SubscriberFactory]):
    def __init__(self) -> None:
        super().__init__("subscribers", SubscriberFactory)
