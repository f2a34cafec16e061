"""What the door finds: storage under `memory:`. Nothing is kept here; each opening is an empty storage of its own."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from arende.ports.hooks import hookimpl
from arende.ports.registry import StorageRegistry
from arende.ports.storage import Storage, StorageUnusable
from attrs import frozen

from .storage import MemoryStorage


@frozen
class MemoryProvider:
    """Opens `memory:`. Always empty and always up to date, so `create` and `migrate` have nothing to decide."""

    def open(self, url: str, *, create: bool, migrate: bool) -> Storage:  # noqa: ARG002 the port's signature
        _check(url)
        return MemoryStorage()

    def pending(self, url: str) -> tuple[str, ...]:
        _check(url)
        return ()

    def distribute(self, url: str, *, dry_run: bool) -> Sequence[str]:  # noqa: ARG002 the port's signature
        _check(url)
        raise StorageUnusable("Storage in memory cannot be spread over machines: use PostgreSQL with Citus for that.")

    def backup(self, url: str, target: Path) -> Mapping[str, int]:  # noqa: ARG002 the port's signature
        _check(url)
        raise _no_copies()

    def restore(self, source: Path, url: str) -> Mapping[str, int]:  # noqa: ARG002 the port's signature
        _check(url)
        raise _no_copies()


def _check(url: str) -> None:
    if url != "memory:":
        raise StorageUnusable("Storage in memory has the URL «memory:» and nothing after it: correct the setting.")


def _no_copies() -> StorageUnusable:
    return StorageUnusable("Storage in memory is gone with its process: there is nothing to copy, and nowhere to.")


@hookimpl
def arende_register_storage(registry: StorageRegistry) -> None:
    registry.add("memory", MemoryProvider())
