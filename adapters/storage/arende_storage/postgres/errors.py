"""From what PostgreSQL says to an error of the port: one sentence that says what to do. No value, no secret is told.

Nothing of the server's own text is passed on, for it may hold values, names of users, or parts of statements.
"""

from collections.abc import Mapping
from typing import Final

import psycopg
from arende.ports.storage import OutcomeUnknown, StorageError, StorageUnavailable, StorageUnusable
from attrs import frozen

AGAIN: Final = frozenset({"40001", "40P01", "26000"})
"""Serialization failure, deadlock, a prepared statement that a proxy lost: the work is run again whole."""
DDL_AGAIN: Final = AGAIN | {"55P03", "23505", "42P07", "42710", "XX000"}
"""What two programs that migrate at once make each other meet; a lock that is held by one that works."""
_STANDBY: Final = "25006"
GONE: Final = frozenset({"57P01", "57P02", "57P03", _STANDBY})
"""The server goes down or comes up, or has become a standby: another connection is needed."""
_NO_CONNECTION: Final = "08"


class Raced(Exception):
    """Another writer came between a look and a write: nothing is kept, and the work is run again whole."""


@frozen
class _Kind:
    error: type[StorageError]
    text: str


_REFUSED: Final = _Kind(
    StorageUnusable, "PostgreSQL refuses the sign-in to {name}: correct user and password in the storage URL."
)
_UNREACHABLE: Final = _Kind(
    StorageUnavailable,
    "There is no connection to the database {name}: see that the server runs and that the storage URL names it.",
)
_NO_DATABASE: Final = _Kind(
    StorageUnusable, "The server has no database as in {name}: create it, or correct the storage URL."
)
_FULL: Final = _Kind(StorageUnavailable, "The server of {name} is out of room: make some and try again.")
_BUSY: Final = _Kind(StorageUnavailable, "The server of {name} has too much to do: try again in a while.")
_TABLES: Final = _Kind(StorageUnusable, "The database {name} does not hold the tables it should: run `arende doctor`.")

_BY_STATE: Final[Mapping[str, _Kind]] = {
    "23505": _Kind(
        StorageUnusable,
        "An id that is already in use was written again to {name}: nothing was kept; report this fault.",
    ),
    _STANDBY: _Kind(
        StorageUnavailable,
        "The server of {name} takes no writes: name all its hosts in the storage URL, with "
        "target_session_attrs=read-write.",
    ),
    "28000": _REFUSED,
    "28P01": _REFUSED,
    "3D000": _NO_DATABASE,
    "40001": _BUSY,
    "40P01": _BUSY,
    "42501": _Kind(
        StorageUnusable,
        "The user of the storage URL may not do this in {name}: give it the right to read and write arende's tables, "
        "and to create them where arende is to migrate.",
    ),
    "53100": _FULL,
    "53200": _FULL,
    "53300": _BUSY,
    "55P03": _Kind(StorageUnavailable, "{name} is locked by another program: try again, or end what holds it."),
    "57014": _Kind(StorageUnavailable, "The server of {name} broke off the work: try again."),
}
_TEXT: Final = _Kind(
    StorageUnusable, "A text holds NUL, which {name} cannot keep: nothing was kept; report this fault."
)
_WORDS: Final = (
    ("does not exist", _NO_DATABASE),
    ("password", _REFUSED),
    ("authentication", _REFUSED),
    ("pg_hba.conf", _REFUSED),
    ("too many", _BUSY),
)
"""libpq gives no code for a connection that was refused, only words; in another language it is called unreachable."""


def translated(failure: psycopg.Error, name: str) -> StorageError:
    """The error of the port that stands for a failure on a connection."""
    state = failure.sqlstate
    if state is None and isinstance(failure, psycopg.DataError):
        kind = _TEXT
    elif state is None:
        kind = _UNREACHABLE if isinstance(failure, psycopg.OperationalError) else _TABLES
    elif state in _BY_STATE:
        kind = _BY_STATE[state]
    else:
        kind = _UNREACHABLE if state in GONE or state.startswith(_NO_CONNECTION) else _TABLES
    return kind.error(kind.text.format(name=name))


def not_connected(failure: psycopg.Error, name: str) -> StorageError:
    """The same for a connection that did not come about."""
    said = str(failure)
    kind = next((kind for word, kind in _WORDS if word in said), _UNREACHABLE)
    return kind.error(kind.text.format(name=name))


def unreachable(name: str) -> StorageUnavailable:
    return StorageUnavailable(_UNREACHABLE.text.format(name=name))


def unknown_outcome(name: str) -> OutcomeUnknown:
    return OutcomeUnknown(
        f"The connection to {name} broke while it was writing, and it is unknown what was kept: look up the command."
    )


def crowded(name: str) -> StorageUnavailable:
    return StorageUnavailable(_BUSY.text.format(name=name))


def goes_again(failure: psycopg.Error, codes: frozenset[str], prefix: str) -> bool:
    """Whether the work may simply be run again whole on the same server.

    The unique index of command ids is met by two who carry out one command at once: the second then finds the first.
    """
    if failure.sqlstate in codes:
        return True
    constraint = failure.diag.constraint_name or ""
    return failure.sqlstate == "23505" and constraint.startswith(f"{prefix}records_command")


def is_lost(failure: psycopg.Error, closed: bool) -> bool:
    """Whether another connection is needed."""
    state = failure.sqlstate or ""
    return closed or state in GONE or state.startswith(_NO_CONNECTION)


def is_told(failure: psycopg.Error) -> bool:
    """Whether the server itself said that it did nothing: then the outcome is known, though the connection is lost."""
    return failure.sqlstate == _STANDBY
