"""What the door finds: storage under `sqlite:` URLs. It opens, checks the schema and hands over; it reads no data."""

import os
import sqlite3
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Final

import peewee
from arende.ports.hooks import hookimpl
from arende.ports.registry import StorageRegistry
from arende.ports.storage import Storage, StorageUnusable
from attrs import frozen

from ..migrations import Found, pending
from ..pages import pages
from . import copies
from .connections import Connections, opened
from .errors import FAILURES, translated
from .migrate import found, run
from .sql import INDEXED_BY, SQLITE, statements
from .storage import SqliteStorage
from .url import place

_OWNER_ONLY: Final = 0o600


@frozen
class SqliteProvider:
    """Opens `sqlite:///relative.db` and `sqlite:////absolute.db`, with `?prefix=xx_` for other table names."""

    busy_ms: int = 5000
    """How long a write waits for another process's, in milliseconds, before it is StorageUnavailable."""
    driver: type[sqlite3.Connection] = sqlite3.Connection
    """What its connections are made of."""

    def open(self, url: str, *, create: bool, migrate: bool) -> Storage:
        where = place(url)
        path = where.path.absolute()  # the process may change its working directory later
        _check_file(path, create)
        database: peewee.SqliteDatabase | None = None
        try:
            database = opened(path, self.busy_ms, writes=True, driver=self.driver)
            _bring_up(database, where.prefix, path, create=create, migrate=migrate)
            connections = Connections(database, path, self.busy_ms, self.driver)
        except BaseException as failure:
            if database is not None:
                with suppress(*FAILURES):
                    database.close()
            if isinstance(failure, FAILURES):
                raise translated(failure, path) from None
            raise
        return SqliteStorage(connections, statements(where.prefix), pages(where.prefix, hint=INDEXED_BY), where.prefix)

    def pending(self, url: str) -> Sequence[str]:
        where = place(url)
        path = where.path.absolute()
        nothing = Found(meta={}, head_columns=frozenset())
        if not path.exists():
            return _names(nothing, where.prefix)
        _check_file(path, create=False)
        try:
            database = opened(path, self.busy_ms, writes=False)
            try:
                return _names(found(database, where.prefix), where.prefix)
            finally:
                database.close()
        except FAILURES as failure:
            raise translated(failure, path) from None

    def distribute(self, url: str, *, dry_run: bool) -> Sequence[str]:  # noqa: ARG002 the port's signature
        place(url)
        raise StorageUnusable("SQLite is one file and stays on one machine: use PostgreSQL with Citus for several.")

    def backup(self, url: str, target: Path) -> Mapping[str, int]:
        where = place(url)
        return copies.backup(where.path.absolute(), where.prefix, target.absolute())

    def restore(self, source: Path, url: str) -> Mapping[str, int]:
        where = place(url)
        return copies.restore(source.absolute(), where.path.absolute(), where.prefix)


def _names(holds: Found, prefix: str) -> Sequence[str]:
    return [todo.name for todo in pending(holds, SQLITE, prefix)]


def _bring_up(database: peewee.SqliteDatabase, prefix: str, path: Path, *, create: bool, migrate: bool) -> None:
    holds = found(database, prefix)
    todo = pending(holds, SQLITE, prefix)
    if not todo:
        return
    empty = holds.number == 0
    if empty and not (create or migrate):
        raise StorageUnusable(f"{path} holds no database of arende's with these table names: run `arende init`.")
    if not empty and not migrate:
        raise StorageUnusable(f"{path} has an older schema: run `arende migrate`.")
    run(database, prefix, todo)


def _check_file(path: Path, create: bool) -> None:
    """Say what is wrong with the place, before SQLite says it badly; make the file, for its owner's eyes only."""
    try:
        if path.is_dir():
            raise StorageUnusable(f"{path} is a folder: let the storage URL name a file.")
        if path.exists():
            return
        if not path.parent.is_dir():
            raise StorageUnusable(f"There is no folder {path.parent}: make it, or correct the storage URL.")
        if not create:
            raise StorageUnusable(f"There is no database {path}: run `arende init`, or correct the storage URL.")
        os.close(os.open(path, os.O_CREAT | os.O_RDWR | os.O_CLOEXEC, _OWNER_ONLY))
    except OSError:
        raise StorageUnusable(
            f"{path} cannot be opened: give this user the right to read and write the file and its folder."
        ) from None


@hookimpl
def arende_register_storage(registry: StorageRegistry) -> None:
    registry.add("sqlite", SqliteProvider())
