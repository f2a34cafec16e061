"""The one place where work on the database is tried again: a function of a cursor, which does no other I/O.

What went wrong decides: a race or a deadlock, the whole again; the connection lost before COMMIT, the whole again on
another; lost at COMMIT, or during a statement that is its own transaction, the outcome is unknown and the caller looks
it up, except where the work may be done twice without harm.
"""

import random
import time
from collections.abc import Callable
from typing import Final, Protocol, TypeVar

import psycopg
from arende.ports.storage import StorageError, StorageUnusable
from psycopg.pq import TransactionStatus
from psycopg_pool import ConnectionPool, PoolClosed, PoolTimeout

from .connections import MOST, Connection, Cursor
from .errors import AGAIN, Raced, crowded, goes_again, is_lost, is_told, translated, unknown_outcome, unreachable

T = TypeVar("T")
Work = Callable[[Cursor], T]

TRIES: Final = 10
_FIRST_WAIT: Final = 0.005
"""Seconds; doubled for each try, and then shortened by chance, so that two who collide do not do so again."""
_LONGEST_WAIT: Final = 1.0


class Runs(Protocol):
    """Who lends connections to work: the pool, or a host with a transaction of its own."""

    def read(self, work: Work[T]) -> T: ...

    def statement(self, work: Work[T], *, harmless: bool) -> T: ...

    def transaction(self, work: Work[T], *, harmless: bool) -> T: ...

    def close(self) -> None: ...


class Runner:
    """Lends connections to work, from any thread."""

    def __init__(self, pool: ConnectionPool[Connection], name: str, prefix: str) -> None:
        self._pool = pool
        self._name = name
        self._prefix = prefix

    def read(self, work: Work[T]) -> T:
        """Work that writes nothing; each statement sees all that was committed before it."""
        return self._run(work, begins=False, harmless=True, codes=AGAIN)

    def statement(self, work: Work[T], *, harmless: bool, codes: frozenset[str] = AGAIN) -> T:
        """Work whose one writing statement is a transaction of its own. `harmless`: done twice is as done once."""
        return self._run(work, begins=False, harmless=harmless, codes=codes)

    def transaction(self, work: Work[T], *, harmless: bool) -> T:
        """Work in one transaction; durable on return."""
        return self._run(work, begins=True, harmless=harmless, codes=AGAIN)

    def close(self) -> None:
        """Close every connection; a second call does nothing."""
        self._pool.close()

    def _run(self, work: Work[T], *, begins: bool, harmless: bool, codes: frozenset[str]) -> T:
        error: StorageError = crowded(self._name)
        for attempt in range(TRIES):
            if attempt:
                time.sleep(random.uniform(0, min(_FIRST_WAIT * 2**attempt, _LONGEST_WAIT)))
            connection = self._lend()
            writes_now = not begins
            try:
                if begins:
                    connection.hot.execute(b"BEGIN")
                result = work(connection.hot)
                if begins:
                    writes_now = True
                    connection.hot.execute(b"COMMIT")
                    if connection.hot.statusmessage != "COMMIT":
                        raise Raced
            except Raced:
                error = crowded(self._name)
                self._take_back(connection)
            except psycopg.Error as failure:
                lost = is_lost(failure, connection.closed)
                if lost:
                    connection.close()
                self._take_back(connection)
                if lost and writes_now and not harmless and not is_told(failure):
                    raise unknown_outcome(self._name) from None
                error = translated(failure, self._name)
                if not lost and not goes_again(failure, codes, self._prefix):
                    raise error from None
            except Exception:
                self._take_back(connection)
                raise
            except BaseException:  # the thread is ended: what the server is at is unknown
                connection.close()
                self._pool.putconn(connection)
                raise
            else:
                self._pool.putconn(connection)
                return result
        raise error

    def _lend(self) -> Connection:
        """A connection that the server has not let go of; after a failover the idle ones all have."""
        try:
            for _ in range(MOST + 1):
                connection = self._pool.getconn()
                if connection.is_quiet():
                    return connection
                connection.close()
                self._pool.putconn(connection)
        except PoolTimeout:
            pass
        except PoolClosed:
            raise StorageUnusable("The storage is closed: open it anew.") from None
        raise unreachable(self._name)

    def _take_back(self, connection: Connection) -> None:
        """Give a connection back with no transaction open on it, or closed where that cannot be had."""
        if not connection.closed and connection.pgconn.transaction_status != TransactionStatus.IDLE:
            try:
                connection.hot.execute(b"ROLLBACK")
            except psycopg.Error:
                connection.close()
        self._pool.putconn(connection)
