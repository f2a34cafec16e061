"""What the door finds: storage under `postgresql:` and `postgres:` URLs. No driver is loaded unasked."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from arende.ports.hooks import hookimpl
from arende.ports.registry import StorageRegistry
from arende.ports.storage import Storage, StorageUnusable
from attrs import frozen

from .url import SCHEMES, place

if TYPE_CHECKING:
    from .connections import Connection


@frozen
class PostgresProvider:
    """Opens `postgresql://user:pw@h1,h2,h3/db?target_session_attrs=read-write`; see `url.place` for the options."""

    wait: float = 30
    """Seconds to wait for a connection, as while another server takes over, before it is StorageUnavailable."""
    connection: "type[Connection] | None" = None
    """Another class of connections than the adapter's own."""

    def open(self, url: str, *, create: bool, migrate: bool) -> Storage:
        with _driver():
            from .opening import opened

        return opened(url, self.wait, self.connection, create=create, migrate=migrate)

    def pending(self, url: str) -> Sequence[str]:
        with _driver():
            from .opening import pending

        return pending(url, self.wait)

    def distribute(self, url: str, *, dry_run: bool) -> Sequence[str]:
        with _driver():
            from .distribute import distribute

        return distribute(place(url), dry_run=dry_run)

    def backup(self, url: str, target: Path) -> Mapping[str, int]:
        with _driver():
            from .backup import backup

        return backup(place(url), target.absolute())

    def restore(self, source: Path, url: str) -> Mapping[str, int]:
        with _driver():
            from .backup import restore

        return restore(source.absolute(), place(url), self.wait)


@contextmanager
def _driver() -> Iterator[None]:
    try:
        yield
    except ImportError:
        raise StorageUnusable("Storage in PostgreSQL needs its driver: pip install 'arende[postgres]'.") from None


@hookimpl
def arende_register_storage(registry: StorageRegistry) -> None:
    for scheme in SCHEMES:
        registry.add(scheme, PostgresProvider())
