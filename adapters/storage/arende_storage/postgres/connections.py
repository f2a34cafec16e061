"""The pool of connections: what each session is set to, and what the server is. No statement on arende's tables.

A connection carries one cursor for its whole life: making one for each statement costs as much as the statement.
"""

import logging
import select
from collections.abc import Sequence
from typing import Final, Protocol

import psycopg
from arende.ports.storage import StorageUnusable
from psycopg.rows import TupleRow
from psycopg.types.array import ListBinaryDumper
from psycopg.types.numeric import Int8BinaryDumper, Int8Dumper
from psycopg_pool import ConnectionPool, PoolTimeout

from .errors import not_connected, translated, unreachable
from .url import Form, Place

Cursor = psycopg.RawCursor[TupleRow]

MOST: Final = 16
"""Connections of one open storage, at most: writes go by groups, so more would only wait on the server."""
_PREPARE_AFTER: Final = 2
_PREPARED: Final = 300

_SETTINGS: Final = b"""
SELECT set_config('synchronous_commit',
    CASE current_setting('synchronous_commit') WHEN 'remote_apply' THEN 'remote_apply' ELSE 'on' END, false),
set_config('default_transaction_isolation', 'read committed', false),
set_config('enable_seqscan', 'off', false),
set_config('enable_bitmapscan', 'off', false),
set_config('enable_hashjoin', 'off', false),
set_config('enable_mergejoin', 'off', false),
set_config('enable_material', 'off', false),
set_config('enable_sort', 'off', false),
set_config('jit', 'off', false),
set_config('lock_timeout', '10s', false),
set_config('idle_in_transaction_session_timeout', '60s', false)
"""
"""Every statement has an index that gives its rows, in their order: the planner's guess about tables that it knows
nothing of yet (all rows of a shard were taken for a few) must not lead it elsewhere. None of the ways is forbidden by
this, each is only a last resort. What waits for a lock, or sits in a transaction, gives up and does not stop others."""


class Connection(psycopg.Connection[TupleRow]):
    """One session with its cursor."""

    made: type[Cursor] = psycopg.RawCursor
    hot: Cursor
    ears: "select.poll"

    def is_quiet(self) -> bool:
        """False where the server has said something unasked, as it does when it goes: nothing was sent in vain then."""
        return not self.closed and not self.ears.poll(0)


def settled(connection: Connection) -> None:
    """Set up a new session. StorageUnusable where it will not be durable."""
    for dumper in (Int8Dumper, Int8BinaryDumper):  # one type for every int, so one prepared statement
        connection.adapters.register_dumper(int, dumper)
    connection.adapters.register_dumper(list, ListBinaryDumper)
    connection.prepare_threshold = _PREPARE_AFTER
    connection.prepared_max = _PREPARED
    connection.hot = connection.made(connection)
    connection.ears = select.poll()
    connection.ears.register(connection.fileno(), select.POLLIN)
    row = connection.hot.execute(_SETTINGS).fetchone()
    if row is None or row[0] not in ("on", "remote_apply"):
        raise StorageUnusable("PostgreSQL does not let synchronous_commit be on: give the user the right to set it.")


def opened(where: Place, wait: float, made: type[Connection] = Connection) -> ConnectionPool[Connection]:
    """A pool whose first connection stands. StorageError where none can be had; `wait` is in seconds."""
    probe(where).close()
    logging.getLogger("psycopg.pool").addHandler(logging.NullHandler())  # its texts name users and hosts
    pool = ConnectionPool(
        where.conninfo,
        connection_class=made,
        kwargs={"autocommit": True, "client_encoding": "utf8"},
        configure=settled,
        min_size=1,
        max_size=MOST,
        timeout=wait,
        num_workers=1,
        open=False,
        name="arende",
    )
    try:
        pool.open(wait=True, timeout=wait)
    except PoolTimeout:
        raise unreachable(where.name) from None
    return pool


def probe(where: Place) -> psycopg.Connection[TupleRow]:
    """One connection, outside any pool: so that what is wrong is told at once. The server must keep text as UTF-8."""
    try:
        connection = psycopg.connect(where.conninfo, autocommit=True, client_encoding="utf8")
    except psycopg.ProgrammingError:
        raise StorageUnusable(
            "The storage URL has an option that PostgreSQL does not know: use libpq's, prefix= or form=."
        ) from None
    except psycopg.Error as failure:
        raise not_connected(failure, where.name) from None
    if connection.info.parameter_status("server_encoding") != "UTF8":
        connection.close()
        raise StorageUnusable(f"The database {where.name} does not keep text as UTF-8: create one that does.")
    return connection


def form_of(where: Place) -> Form:
    """What the URL asks for, else by what the server is: writable CTEs are not for Citus."""
    if where.form is not None:
        return where.form
    with probe(where) as connection:
        try:
            return "plain" if is_citus(connection) else "cte"
        except psycopg.Error as failure:
            raise translated(failure, where.name) from None


class Rows(Protocol):
    def fetchone(self) -> tuple[object, ...] | None: ...

    def fetchall(self) -> Sequence[tuple[object, ...]]: ...


class Asks(Protocol):
    """Something that statements can be run on."""

    def execute(self, query: bytes, params: Sequence[object] = ..., /) -> Rows: ...


def is_citus(connection: Asks) -> bool:
    return connection.execute(b"SELECT extname FROM pg_extension WHERE extname = 'citus'").fetchone() is not None
