"""A checked copy of a database while it is used, and back again, by SQLite's own online copying. Reads no row."""

# ruff: noqa: S608 (all that is built in is our own names and the table prefix, which `url.place` has checked)

import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from pathlib import Path

from arende.ports.storage import StorageUnusable

from ..files import readable, whole
from ..migrations import Found, pending
from ..schema import TABLES
from .errors import FAILURES, translated
from .sql import SQLITE


def backup(path: Path, prefix: str, target: Path) -> Mapping[str, int]:
    """Copy the database to a new file; it goes on being read and written meanwhile."""
    if not path.is_file():
        raise StorageUnusable(f"There is no database {path}: correct the storage URL.")
    return _copied(path, target, prefix)


def restore(source: Path, path: Path, prefix: str) -> Mapping[str, int]:
    """Bring a copy to where the storage URL points, and where no file stands."""
    readable(source)
    with _opened(source) as copy:
        _check(copy, source, prefix)
    return _copied(source, path, prefix)


def _copied(source: Path, target: Path, prefix: str) -> Mapping[str, int]:
    with whole(target) as part:
        with _opened(source) as original:
            # Counted and copied in one read transaction: both see the database as it stood when it began.
            original.execute("BEGIN")
            counted = _counts(original, source, prefix)
            try:
                with closing(sqlite3.connect(part, isolation_level=None)) as copy:
                    original.backup(copy)
                    copy.execute("PRAGMA journal_mode = DELETE")  # one file, with nothing beside it
            except FAILURES as failure:
                raise translated(failure, target) from None
        with _opened(part) as copy:
            _check(copy, target, prefix)
            if _counts(copy, target, prefix) != counted:
                raise StorageUnusable(
                    f"The copy {target} does not hold what was copied: see to the disk, and copy anew."
                )
    return counted


@contextmanager
def _opened(path: Path) -> Iterator[sqlite3.Connection]:
    try:
        with closing(sqlite3.connect(f"{path.as_uri()}?mode=rw", uri=True, isolation_level=None)) as connection:
            yield connection
    except FAILURES as failure:
        raise translated(failure, path) from None


def _check(connection: sqlite3.Connection, path: Path, prefix: str) -> None:
    """StorageUnusable where the file is damaged, is not arende's, or is of a newer version than this program."""
    verdict: tuple[str] = connection.execute("PRAGMA integrity_check(1)").fetchone()
    if verdict[0] != "ok":
        raise StorageUnusable(f"{path} is damaged: use another copy.")
    _counts(connection, path, prefix)
    rows: list[tuple[str, str]] = connection.execute(f"SELECT name, value FROM {prefix}meta").fetchall()
    pending(Found(meta=dict(rows), head_columns=frozenset()), SQLITE, prefix)


def _counts(connection: sqlite3.Connection, path: Path, prefix: str) -> dict[str, int]:
    tables: list[tuple[str]] = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
    if not {f"{prefix}{name}" for name in TABLES} <= {name for (name,) in tables}:
        raise StorageUnusable(f"{path} does not hold arende's tables: name another file, or correct the table prefix.")
    counted = {}
    for name in TABLES:
        row: tuple[int] = connection.execute(f"SELECT count(*) FROM {prefix}{name}").fetchone()
        counted[name] = row[0]
    return counted
