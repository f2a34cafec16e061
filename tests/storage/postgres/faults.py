"""A driver that fails as a server would: at the statement that is asked for, by each way in which work is tried again.

The statements are real and go to a real server; only the failure is ours.
"""

from collections.abc import Iterable
from typing import Literal, Self, TypeAlias

import psycopg
from arende.ports.hooks import hookimpl
from arende.ports.registry import StorageRegistry
from arende.ports.storage import Storage
from arende_storage.postgres.connections import Connection
from arende_storage.postgres.plugin import PostgresProvider
from attrs import define, frozen
from psycopg.abc import Params, Query
from psycopg.rows import TupleRow

Way: TypeAlias = Literal["serialization", "deadlock", "standby", "lost before", "ended before", "lost after"]
WAYS: tuple[Way, ...] = ("serialization", "standby", "lost before", "ended before", "lost after")
"""A deadlock goes the way of a failed serialization."""
_SAID: dict[Way, type[psycopg.Error]] = {
    "serialization": psycopg.errors.SerializationFailure,
    "deadlock": psycopg.errors.DeadlockDetected,
    "standby": psycopg.errors.ReadOnlySqlTransaction,
}


@define
class Faults:
    """Fails at the statement of this number from when it was set, counted from 1; 0: never."""

    way: Way = "serialization"
    at: int = 0
    seen: int = 0
    failed: str = ""
    """The statement that failed."""

    always: bool = False
    """At that one and at all that follow."""

    def set(self, way: Way, at: int) -> None:
        self.way, self.at, self.seen, self.failed, self.always = way, at, 0, "", False

    def due(self) -> bool:
        self.seen += 1
        return self.seen == self.at or (self.always and self.seen > self.at)

    def before(self, cursor: "psycopg.RawCursor[TupleRow]") -> None:
        if self.way in _SAID:
            raise _SAID[self.way]
        if self.way == "lost before":
            cursor.connection.close()
        elif self.way == "ended before":
            with psycopg.connect(cursor.connection.info.dsn, autocommit=True) as other:
                other.execute("SELECT pg_terminate_backend(%s, 5000)", (cursor.connection.info.backend_pid,))

    def after(self, cursor: "psycopg.RawCursor[TupleRow]") -> None:
        if self.way == "lost after":
            cursor.connection.close()
            raise psycopg.OperationalError("the answer was lost")


def provider(faults: Faults) -> PostgresProvider:
    """Storage whose statements fail as `faults` says."""

    class FailingCursor(psycopg.RawCursor[TupleRow]):
        def execute(
            self, query: Query, params: Params | None = None, *, prepare: bool | None = None, binary: bool | None = None
        ) -> Self:
            assert isinstance(query, bytes)
            due = b"set_config" not in query and faults.due()  # a new session's settings are not the work's
            if due:
                faults.failed = query.decode()
                faults.before(self)
            super().execute(query, params, prepare=prepare, binary=binary)
            if due:
                faults.after(self)
            return self

        def executemany(self, query: Query, params_seq: Iterable[Params], *, returning: bool = False) -> None:
            due = faults.due()
            if due:
                faults.failed = str(query)
                faults.before(self)
            super().executemany(query, params_seq, returning=returning)
            if due:
                faults.after(self)

    class FailingConnection(Connection):
        made = FailingCursor

    return PostgresProvider(wait=5, connection=FailingConnection)


@frozen
class Door:
    """The same through the engine's door, for URLs with `failing:` before them."""

    provider: PostgresProvider

    @hookimpl
    def arende_register_storage(self, registry: StorageRegistry) -> None:
        registry.add("failing", Failing(wait=self.provider.wait, connection=self.provider.connection))


@frozen
class Failing(PostgresProvider):
    def open(self, url: str, *, create: bool, migrate: bool) -> Storage:
        return super().open(url.removeprefix("failing:"), create=create, migrate=migrate)
