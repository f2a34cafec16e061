"""Puts bulk rows into the tables that an adapter has made: by executemany into SQLite, by COPY into PostgreSQL.

Indexes that are not a key are taken away meanwhile and made anew, from the adapter's own definitions.
"""

# ruff: noqa: S608 (names of our own tables only)

import sqlite3
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing, contextmanager
from typing import Final

from arende.engine import Engine, Settings
from arende_storage.schema import INDEXES_OF_TABLES, LIST_INDEXES, TABLES, create_index

from . import bulk
from .bench import Bench
from .bulk import Chunk

PREFIX: Final = "arende_"
INDEXES: Final = [
    index for index in (*INDEXES_OF_TABLES, *LIST_INDEXES) if index.table in ("heads", "records", "tokens")
]
PROGRESS: Final = 5.0
"""Seconds between two lines of progress."""


def large_sqlite(bench: Bench, count: int | None = None) -> str:
    """The URL of the large database on SQLite, or of one with so many cases and patients; each is built once a run."""
    size = bench.large_cases if count is None else count
    return bench.once(f"sqlite {size}", lambda: built(bench, f"sqlite:///{bench.file()}", size))


def large_postgres(bench: Bench) -> str:
    """The same on PostgreSQL. Raises bench.Missing."""
    url = bench.postgres() if "postgres" not in bench.large else ""
    return bench.once("postgres", lambda: built(bench, url, bench.large_cases))


def built(bench: Bench, url: str, count: int) -> str:
    now = bulk.now()
    with Engine.open(Settings(storage=url)) as engine:
        bulk.directory(engine)
    load = into_sqlite if url.startswith("sqlite:") else into_postgres
    load(url, told(bench, "patients", count, bulk.patients(count, now)))
    load(url, told(bench, "cases", count, bulk.cases(count, now)))
    finish(url)
    bench.say(f"{count:,} cases and patients are there")
    return url


def told(bench: Bench, what: str, count: int, chunks: Iterable[Chunk]) -> Iterator[Chunk]:
    """The chunks, with a line of progress now and then."""
    last, done = time.perf_counter(), 0
    for chunk in chunks:
        yield chunk
        done += bulk.AT_A_TIME
        if time.perf_counter() - last > PROGRESS:
            last = time.perf_counter()
            bench.say(f"{min(done, count):,} of {count:,} {what}")


def into_sqlite(url: str, chunks: Iterable[Chunk]) -> None:
    with closing(sqlite3.connect(url.removeprefix("sqlite:///"), isolation_level=None)) as connection:
        connection.execute("PRAGMA synchronous=off")
        connection.execute("PRAGMA cache_size=-200000")
        without_indexes(connection.execute)
        for chunk in chunks:
            connection.execute("BEGIN")
            for table, rows in chunk.items():
                marks = ", ".join("?" * len(TABLES[table].columns))
                connection.executemany(f"INSERT INTO {PREFIX}{table} VALUES ({marks})", rows)
            connection.execute("COMMIT")
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def into_postgres(url: str, chunks: Iterable[Chunk]) -> None:
    import psycopg

    with psycopg.connect(url) as connection, connection.cursor() as cursor:
        without_indexes(lambda text: cursor.execute(text.encode()))
        for chunk in chunks:
            for table, rows in chunk.items():
                columns = ", ".join(column.name for column in TABLES[table].columns)
                with cursor.copy(f"COPY {PREFIX}{table} ({columns}) FROM STDIN".encode()) as copy:
                    for row in rows:
                        copy.write_row(row)


def without_indexes(execute: Callable[[str], object]) -> None:
    for index in INDEXES:
        execute(f"DROP INDEX IF EXISTS {PREFIX}{index.name}")


def finish(url: str) -> None:
    """Indexes again, and what the planner knows of the tables."""
    with statements(url) as execute:
        for index in INDEXES:
            execute(create_index(index, PREFIX))
        if not url.startswith("sqlite:"):
            execute("VACUUM ANALYZE")


@contextmanager
def statements(url: str) -> Iterator[Callable[[str], object]]:
    if url.startswith("sqlite:"):
        with closing(sqlite3.connect(url.removeprefix("sqlite:///"), isolation_level=None)) as connection:
            connection.execute("PRAGMA cache_size=-200000")
            yield connection.execute
        return
    import psycopg

    with psycopg.connect(url, autocommit=True) as server:
        yield lambda text: server.execute(text.encode())
