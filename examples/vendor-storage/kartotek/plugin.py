"""The door: storage under `kartotek:///PATH`. Files are made, looked at, copied and brought back here."""

import sqlite3
from collections.abc import Mapping, Sequence
from contextlib import closing
from pathlib import Path
from urllib.parse import unquote, urlsplit

from arende.ports.hooks import hookimpl
from arende.ports.registry import StorageRegistry
from arende.ports.storage import Storage, StorageError, StorageUnusable

from .storage import KartotekStorage
from .table import SCHEMA, VERSION, Table, translated


class KartotekProvider:
    """Opens files. There has been one version of the table so far, so `migrate` has nothing to do."""

    def open(self, url: str, *, create: bool, migrate: bool) -> Storage:  # noqa: ARG002 the port's signature
        path = path_of(url)
        if not create and not path.exists():
            raise StorageUnusable("There is no kartotek at that path: correct the setting, or run `arende init`.")
        table = Table(path)
        try:
            _begin(table, create=create)
        except BaseException:
            table.close()
            raise
        return KartotekStorage(table)

    def pending(self, url: str) -> Sequence[str]:
        path_of(url)
        return ()

    def distribute(self, url: str, *, dry_run: bool) -> Sequence[str]:  # noqa: ARG002 the port's signature
        path_of(url)
        raise StorageUnusable("A kartotek is one file and cannot be spread over machines.")

    def backup(self, url: str, target: Path) -> Mapping[str, int]:
        if target.exists():
            raise StorageUnusable("The file to copy to exists: name another one.")
        return _copied(_existing(path_of(url)), target)

    def restore(self, source: Path, url: str) -> Mapping[str, int]:
        target = path_of(url)
        if target.exists() and _counts(target):
            raise StorageUnusable("The kartotek holds something already: bring the copy into an empty one.")
        return _copied(_existing(source), target)


def path_of(url: str) -> Path:
    """The path of the file that a URL names. StorageUnusable for any other URL."""
    parts = urlsplit(url)
    if parts.scheme != "kartotek" or parts.netloc or not parts.path.strip("/"):
        raise StorageUnusable("A kartotek has the URL kartotek:///PATH: correct the setting.")
    return Path(unquote(parts.path))


def _begin(table: Table, *, create: bool) -> None:
    """The table is there and of this version; it is made in an empty file where that was asked for."""
    with table.transaction(write=create):
        (version,) = table.connection.execute("PRAGMA user_version").fetchone()
        if version == VERSION:
            return
        (tables,) = table.connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()
        if version or tables or not create:
            raise StorageUnusable(
                "The file is no kartotek of this version: correct the setting, or use a newer program."
            )
        table.connection.execute(SCHEMA)
        table.connection.execute(f"PRAGMA user_version = {VERSION}")


def _existing(path: Path) -> Path:
    if not path.is_file():
        raise StorageUnusable("There is no such file: look at the path.")
    return path


def _copied(source: Path, target: Path) -> Mapping[str, int]:
    """Copy as the file stands at one moment, and look at the copy."""
    try:
        with translated(), closing(sqlite3.connect(source)) as old, closing(sqlite3.connect(target)) as new:
            (version,) = old.execute("PRAGMA user_version").fetchone()
            if version != VERSION:
                raise StorageUnusable("The file is no kartotek of this version: nothing was copied.")
            old.backup(new)
            if new.execute("PRAGMA integrity_check").fetchone() != ("ok",):
                raise StorageUnusable("The file is damaged: nothing was copied.")
    except StorageError:
        target.unlink(missing_ok=True)  # nobody is to take it for a copy
        raise
    return _counts(target)


def _counts(path: Path) -> Mapping[str, int]:
    """How many cards of each kind there are; none in an empty file."""
    with translated(), closing(sqlite3.connect(path)) as file:
        if not file.execute("SELECT count(*) FROM sqlite_schema WHERE name = 'card'").fetchone()[0]:
            return {}
        found = file.execute("SELECT kind, count(*) FROM card GROUP BY kind ORDER BY kind")
        return {str(kind): int(number) for kind, number in found}


@hookimpl
def arende_register_storage(registry: StorageRegistry) -> None:
    """The door: registers `kartotek`."""
    registry.add("kartotek", KartotekProvider())
