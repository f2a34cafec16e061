"""The connections of one open database: one that writes, behind a lock, and readers beside it. No statement of ours.

Work comes as a function of a connection. A write is one transaction: it is kept whole, or rolled back and its error
told on as one of the port's. Readers are lent out, one to each read under way, so threads that end leave none behind.
What a command reads before it writes is read where it is written, if that is free.
"""

import sqlite3
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from threading import Lock
from typing import Final, TypeVar

import peewee
from arende.ports.storage import StorageUnusable

from .errors import FAILURES, at_commit, gone, translated

T = TypeVar("T")

_STATEMENTS: Final = 512
"""Prepared statements kept for each connection: more than there are, so that none is ever prepared twice."""
_KIB: Final = 1024


def opened(
    path: Path, busy_ms: int, *, writes: bool, driver: type[sqlite3.Connection] = sqlite3.Connection
) -> peewee.SqliteDatabase:
    """A connection of its own, any thread's. WAL: readers see what is committed and never wait for the writer.

    One that was closed is made anew, in the same way, when it is next asked for.
    """
    pragmas: list[tuple[str, str | int]] = [("foreign_keys", "on"), ("temp_store", "memory")]
    if writes:
        pragmas += [
            ("journal_mode", "wal"),
            ("synchronous", "full"),
            ("cache_size", -16 * _KIB),
            ("wal_autocheckpoint", 4000),  # pages, 16 MB: fewer and longer pauses than SQLite's 1000
            ("journal_size_limit", 64 * _KIB * _KIB),
        ]
    else:
        pragmas += [("query_only", "on"), ("cache_size", -4 * _KIB)]
    database = peewee.SqliteDatabase(
        str(path),
        pragmas=pragmas,
        timeout=busy_ms / 1000,
        thread_safe=False,
        check_same_thread=False,
        cached_statements=_STATEMENTS,
        factory=driver,
    )
    database.connect()
    return database


class Connections:
    """Lends connections to work, and closes all of them in the end."""

    def __init__(
        self,
        writer: peewee.SqliteDatabase,
        path: Path,
        busy_ms: int,
        driver: type[sqlite3.Connection] = sqlite3.Connection,
    ) -> None:
        self._writer = writer
        self._path = path
        self._busy_ms = busy_ms
        self._driver = driver
        self._lock = Lock()
        self._readers: list[peewee.SqliteDatabase] = []
        self._closed = False

    def write(self, work: Callable[[sqlite3.Connection], T]) -> T:
        """Do the work in one transaction of the writer's; durable on return."""
        with self._lock:
            self._check_open()
            connection = self._writing()
            try:
                connection.execute("BEGIN IMMEDIATE")
                result = work(connection)
            except FAILURES as failure:
                raise translated(failure, self._path, lost=self._roll_back(connection)) from None
            except BaseException:
                self._roll_back(connection)
                raise
            try:
                connection.execute("COMMIT")
            except FAILURES as failure:
                raise at_commit(failure, self._path, lost=self._roll_back(connection)) from None
            except BaseException:
                self._roll_back(connection)
                raise
            return result

    def read(self, work: Callable[[sqlite3.Connection], T]) -> T:
        """Do the work on a reader; it sees everything that was committed before."""
        self._check_open()
        try:
            reader = self._readers.pop()
        except IndexError:
            reader = self._new_reader()
        lost = False
        try:
            connection: sqlite3.Connection = reader.connection()
            try:
                return work(connection)
            except FAILURES:
                lost = gone(connection)
                with suppress(*FAILURES):
                    reader.close()  # whatever it stumbled over, the next read begins on one that is made anew
                raise
        except FAILURES as failure:
            raise translated(failure, self._path, lost=lost) from None
        finally:
            self._readers.append(reader)
            if self._closed:  # by another thread, meanwhile
                self._close_readers()

    def read_near(self, work: Callable[[sqlite3.Connection], T]) -> T:
        """The same, on the writer's connection where nobody writes just now: for short reads that a write follows.

        A reader forgets the pages that it has kept as soon as another connection commits, so it would read them from
        the file anew for every command; the writer keeps its own.
        """
        # Looked at and then taken, for a lock that is tried without waiting is lost with a thread killed just then.
        if self._lock.locked():
            return self.read(work)
        with self._lock:
            self._check_open()
            connection = self._writing()
            try:
                return work(connection)
            except FAILURES as failure:
                raise translated(failure, self._path, lost=self._roll_back(connection)) from None

    def close(self) -> None:
        """Close every connection; a second call does nothing. The writer goes last, and folds the log into the file."""
        with self._lock:
            if self._closed:
                return
            self._closed = True
            self._close_readers()
            with suppress(*FAILURES):
                self._writer.close()

    def _writing(self) -> sqlite3.Connection:
        try:
            connection: sqlite3.Connection = self._writer.connection()
        except FAILURES as failure:
            raise translated(failure, self._path) from None
        return connection

    def _new_reader(self) -> peewee.SqliteDatabase:
        try:
            return opened(self._path, self._busy_ms, writes=False, driver=self._driver)
        except FAILURES as failure:
            raise translated(failure, self._path) from None

    def _close_readers(self) -> None:
        while self._readers:
            with suppress(IndexError, *FAILURES):
                self._readers.pop().close()

    def _roll_back(self, connection: sqlite3.Connection) -> bool:
        """Leave no transaction behind; whether the connection was lost."""
        lost = gone(connection)
        try:
            if not lost and connection.in_transaction:
                connection.execute("ROLLBACK")
            stands = not lost
        except FAILURES:
            stands = False  # a transaction that cannot be ended would keep every other writer out: it goes with this
        if not stands:
            with suppress(*FAILURES):
                self._writer.close()
        return lost

    def _check_open(self) -> None:
        if self._closed:
            raise StorageUnusable("The storage is closed: open it anew.")
