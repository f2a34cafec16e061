"""From what SQLite says to an error of the port: one sentence that says what to do. No statement or value is told."""

import sqlite3
from collections.abc import Mapping
from pathlib import Path
from typing import Final

import peewee
from arende.ports.storage import OutcomeUnknown, StorageError, StorageUnavailable, StorageUnusable
from attrs import frozen

FAILURES: Final = (sqlite3.Error, sqlite3.Warning, peewee.PeeweeException)

_PRIMARY: Final = 0xFF
"""SQLite keeps the family of an error in the lowest byte of its code."""


@frozen
class _Kind:
    error: type[StorageError]
    text: str


_KINDS: Final[Mapping[int, _Kind]] = {
    sqlite3.SQLITE_BUSY: _Kind(
        StorageUnavailable, "{path} is locked by another program: try again, or end the program that holds it."
    ),
    sqlite3.SQLITE_LOCKED: _Kind(
        StorageUnavailable, "{path} is locked by another program: try again, or end the program that holds it."
    ),
    sqlite3.SQLITE_FULL: _Kind(
        StorageUnavailable, "There is no room left for {path}: make room on the disk and try again."
    ),
    sqlite3.SQLITE_IOERR: _Kind(
        StorageUnavailable, "The disk failed while {path} was in use: see to the disk, then try again."
    ),
    sqlite3.SQLITE_NOMEM: _Kind(StorageUnavailable, "Memory ran out while {path} was in use: free some and try again."),
    sqlite3.SQLITE_READONLY: _Kind(
        StorageUnusable, "{path} may not be written: give this user the right to write the file and its folder."
    ),
    sqlite3.SQLITE_PERM: _Kind(
        StorageUnusable, "{path} may not be opened: give this user the right to read and write the file and its folder."
    ),
    sqlite3.SQLITE_CANTOPEN: _Kind(
        StorageUnusable, "{path} cannot be opened: give this user the right to read and write the file and its folder."
    ),
    sqlite3.SQLITE_NOTADB: _Kind(
        StorageUnusable, "{path} is not an SQLite database: correct the storage URL, or restore the file from a copy."
    ),
    sqlite3.SQLITE_CORRUPT: _Kind(StorageUnusable, "{path} is damaged: stop using it and restore the last good copy."),
    sqlite3.SQLITE_CONSTRAINT: _Kind(
        StorageUnusable,
        "An id that is already in use was written again to {path}: nothing was kept; report this fault.",
    ),
}
_OTHER: Final = _Kind(StorageUnusable, "{path} does not hold the tables it should: run `arende doctor`.")


def translated(failure: BaseException, path: Path, *, lost: bool = False) -> StorageError:
    """The error of the port that stands for a failure of SQLite's or peewee's; `lost`: the connection went with it."""
    code = _code(failure)
    if lost:
        return StorageUnavailable(f"The connection to {path} was lost: try again.")
    if code is None:
        return StorageUnusable(f"{path} could not be used as asked: run `arende doctor`.")
    kind = _KINDS.get(code & _PRIMARY, _OTHER)
    return kind.error(kind.text.format(path=path))


def at_commit(failure: BaseException, path: Path, *, lost: bool = False) -> StorageError:
    """The same, where it was COMMIT that failed: after a failing disk nobody knows what is on it."""
    code = _code(failure)
    if lost or (code is not None and code & _PRIMARY == sqlite3.SQLITE_IOERR):
        broke = "connection was lost" if lost else "disk failed"
        return OutcomeUnknown(
            f"The {broke} while {path} was being written, and it is unknown what was kept: see to the disk, then "
            "look up the command."
        )
    return translated(failure, path)


def gone(connection: sqlite3.Connection) -> bool:
    """Whether it is closed: what it was doing was rolled back with it, unless its COMMIT had been carried out."""
    try:
        return connection.total_changes < 0
    except sqlite3.ProgrammingError:
        return True


def _code(failure: BaseException) -> int | None:
    """SQLite's code; peewee's errors carry the driver's as `orig`."""
    code = getattr(getattr(failure, "orig", failure), "sqlite_errorcode", None)
    return code if isinstance(code, int) else None
