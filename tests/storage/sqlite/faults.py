"""A driver that fails as SQLite would: at the statement that is asked for, by each way in which it can.

The statements are real and go to a real file; only the failure is ours.
"""

import sqlite3
from collections.abc import Iterable
from typing import TYPE_CHECKING, Literal, TypeAlias

from arende.ports.hooks import hookimpl
from arende.ports.registry import StorageRegistry
from arende.ports.storage import Storage
from arende_storage.sqlite.plugin import SqliteProvider
from attrs import define, frozen

if TYPE_CHECKING:
    from sqlite3 import _Parameters

Way: TypeAlias = Literal["busy", "disk before", "disk after", "lost before", "lost after"]
WAYS: tuple[Way, ...] = ("busy", "disk before", "disk after", "lost before", "lost after")


@define
class Faults:
    """Fails at the statement of this number from when it was set, counted from 1; 0: never."""

    way: Way = "busy"
    at: int = 0
    seen: int = 0
    failed: str = ""
    """The statement that failed."""

    always: bool = False
    """At that one and at all that follow."""

    def set(self, way: Way, at: int, *, always: bool = False) -> None:
        self.way, self.at, self.seen, self.failed, self.always = way, at, 0, "", always

    def mend(self) -> str:
        """No more failures; the statement that was the first to fail, if one was."""
        self.at, self.always = 0, False
        return self.failed

    def due(self, statement: str) -> bool:
        self.seen += 1
        due = self.seen == self.at or (self.always and self.seen > self.at)
        if due and not self.failed:
            self.failed = statement
        return due

    def before(self, connection: sqlite3.Connection) -> None:
        if self.way == "busy":
            raise said("database is locked", sqlite3.SQLITE_BUSY)
        if self.way == "disk before":
            raise said("disk I/O error", sqlite3.SQLITE_IOERR_WRITE)
        if self.way == "lost before":
            connection.close()

    def after(self, connection: sqlite3.Connection) -> None:
        if self.way == "disk after":
            raise said("disk I/O error", sqlite3.SQLITE_IOERR_FSYNC)
        if self.way == "lost after":
            connection.close()
            raise sqlite3.ProgrammingError("Cannot operate on a closed database.")


def said(text: str, code: int) -> sqlite3.OperationalError:
    """As the driver says it."""
    error = sqlite3.OperationalError(text)
    error.sqlite_errorcode = code
    return error


def provider(faults: Faults) -> SqliteProvider:
    """Storage whose statements fail as `faults` says; what a new connection is set up with does not."""

    class FailingConnection(sqlite3.Connection):
        def execute(self, sql: str, parameters: "_Parameters" = (), /) -> sqlite3.Cursor:
            due = faults.due(sql)
            if due:
                faults.before(self)
            cursor = super().execute(sql, parameters)
            if due:
                faults.after(self)
            return cursor

        def executemany(self, sql: str, parameters: Iterable["_Parameters"], /) -> sqlite3.Cursor:
            due = faults.due(sql)
            if due:
                faults.before(self)
            cursor = super().executemany(sql, parameters)
            if due:
                faults.after(self)
            return cursor

    return SqliteProvider(busy_ms=50, driver=FailingConnection)


@frozen
class Door:
    """The same through the engine's door, for URLs with `failing:` before them."""

    provider: SqliteProvider

    @hookimpl
    def arende_register_storage(self, registry: StorageRegistry) -> None:
        registry.add("failing", Failing(busy_ms=self.provider.busy_ms, driver=self.provider.driver))


@frozen
class Failing(SqliteProvider):
    def open(self, url: str, *, create: bool, migrate: bool) -> Storage:
        return super().open(url.removeprefix("failing:"), create=create, migrate=migrate)
