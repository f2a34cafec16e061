"""Work on a host's own connection, inside the transaction that the host has begun. Nothing is committed or tried again.

Each piece of work has a savepoint, so what goes wrong in it leaves the host's transaction as it was.
"""

from contextlib import suppress
from typing import TypeVar

import psycopg
from arende.ports.storage import StorageUnusable
from psycopg.pq import TransactionStatus
from psycopg.rows import tuple_row
from psycopg.types.array import ListBinaryDumper
from psycopg.types.numeric import Int8BinaryDumper, Int8Dumper

from .connections import Cursor
from .errors import Raced, crowded, translated
from .runner import Work

T = TypeVar("T")


class Joined:
    """Lends the host's connection to work, on the host's thread."""

    def __init__(self, connection: object, name: str) -> None:
        """Raises StorageUnusable for what is no connection of psycopg, or has no transaction."""
        if not isinstance(connection, psycopg.Connection):
            raise StorageUnusable("To join a transaction, give the connection of psycopg 3 that it is open on.")
        if connection.autocommit and connection.info.transaction_status != TransactionStatus.INTRANS:
            raise StorageUnusable("The connection has no transaction open: begin one, then join it.")
        self._cursor: Cursor = psycopg.RawCursor(connection, row_factory=tuple_row)
        for dumper in (Int8Dumper, Int8BinaryDumper):  # of this cursor alone: the host's own stay as they are
            self._cursor.adapters.register_dumper(int, dumper)
        self._cursor.adapters.register_dumper(list, ListBinaryDumper)
        self._name = name

    def read(self, work: Work[T]) -> T:
        return self._within(work)

    def statement(self, work: Work[T], *, harmless: bool) -> T:  # noqa: ARG002 - nothing is done twice here
        return self._within(work)

    def transaction(self, work: Work[T], *, harmless: bool) -> T:  # noqa: ARG002 - as above
        return self._within(work)

    def close(self) -> None:
        """The connection stays the host's."""
        self._cursor.close()

    def _within(self, work: Work[T]) -> T:
        if self._cursor.closed:
            raise StorageUnusable("The transaction that was joined has ended: join the next one.")
        try:
            self._cursor.execute(b"SAVEPOINT arende")
            try:
                result = work(self._cursor)
            except BaseException:
                with suppress(psycopg.Error):  # the connection is gone, and the transaction with it
                    self._cursor.execute(b"ROLLBACK TO SAVEPOINT arende")
                    self._cursor.execute(b"RELEASE SAVEPOINT arende")
                raise
            self._cursor.execute(b"RELEASE SAVEPOINT arende")
        except Raced:
            raise crowded(self._name) from None
        except psycopg.Error as failure:
            raise translated(failure, self._name) from None
        return result
