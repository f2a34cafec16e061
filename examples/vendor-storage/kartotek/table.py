"""One table of cards in one SQLite file: a card is a plain record as JSON, by shard, kind and up to three keys.

What SQLite raises becomes one of the port's two errors here, and its text goes no further.
"""

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from threading import RLock
from typing import Final, TypeVar

from arende.ports.records import Shard
from arende.ports.storage import StorageUnavailable, StorageUnusable
from cattrs.preconf.json import make_converter

T = TypeVar("T")
Key = int | str
VERSION: Final = 1
SCHEMA: Final = """
CREATE TABLE card (
    shard TEXT NOT NULL, kind TEXT NOT NULL, a NOT NULL, b NOT NULL, c NOT NULL, body TEXT NOT NULL,
    PRIMARY KEY (shard, kind, a, b, c)
) WITHOUT ROWID
"""
CONVERTER: Final = make_converter()


class Table:
    """The cards of one file. Safe from several threads, one after the other; other processes wait for their turn."""

    def __init__(self, path: Path) -> None:
        self._lock = RLock()
        with translated():
            self.connection = sqlite3.connect(path, timeout=30, isolation_level=None, check_same_thread=False)
            self.connection.execute("PRAGMA journal_mode = WAL")
            self.connection.execute("PRAGMA synchronous = FULL")

    @contextmanager
    def transaction(self, *, write: bool) -> Iterator[None]:
        """All that is done meanwhile, or nothing; durable at the end."""
        with self._lock, translated():
            self.connection.execute("BEGIN IMMEDIATE" if write else "BEGIN")
            try:
                yield
                self.connection.execute("COMMIT")
            except BaseException:
                if self.connection.in_transaction:
                    self.connection.execute("ROLLBACK")
                raise

    def add(self, shard: Shard, key: Sequence[Key], card: object) -> None:
        """A card that is not there yet."""
        self._write("INSERT", shard, key, card)

    def put(self, shard: Shard, key: Sequence[Key], card: object) -> None:
        """A card in the place of the one that may be there."""
        self._write("INSERT OR REPLACE", shard, key, card)

    def drop(self, kind: type, shard: Shard, key: Sequence[Key]) -> None:
        """Take a card away, if it is there."""
        where = "shard = ? AND kind = ? AND a = ? AND b = ? AND c = ?"
        self.connection.execute(f"DELETE FROM card WHERE {where}", (shard, kind.__name__, *_three(key)))  # noqa: S608

    def get(self, kind: type[T], shard: Shard, key: Sequence[Key]) -> T | None:
        """One card."""
        found = self.all(kind, shard, _three(key))
        return found[0] if found else None

    def all(self, kind: type[T], shard: Shard, key: Sequence[Key] = ()) -> list[T]:
        """The cards of a kind whose first keys are these, in the order of their keys."""
        where = "".join(f" AND {column} = ?" for column, _ in zip("abc", key, strict=False))
        sql = f"SELECT body FROM card WHERE shard = ? AND kind = ?{where} ORDER BY a, b, c"  # noqa: S608
        found = self.connection.execute(sql, (shard, kind.__name__, *key))
        return [CONVERTER.loads(body, kind) for (body,) in found]

    def shards(self, *kinds: type) -> list[Shard]:
        """Every shard that has a card of one of these kinds, in order."""
        marks = ", ".join("?" for _ in kinds)
        sql = f"SELECT DISTINCT shard FROM card WHERE kind IN ({marks}) ORDER BY shard"  # noqa: S608
        return [Shard(shard) for (shard,) in self.connection.execute(sql, [kind.__name__ for kind in kinds])]

    def close(self) -> None:
        with self._lock, translated():
            self.connection.close()

    def _write(self, verb: str, shard: Shard, key: Sequence[Key], card: object) -> None:
        given = (shard, type(card).__name__, *_three(key), CONVERTER.dumps(card))
        self.connection.execute(f"{verb} INTO card VALUES (?, ?, ?, ?, ?, ?)", given)


@contextmanager
def translated() -> Iterator[None]:
    """SQLite's errors as the port's."""
    try:
        yield
    except sqlite3.OperationalError:
        raise StorageUnavailable("Kartotek cannot be read or written just now: look at disk and permissions.") from None
    except sqlite3.Error:
        raise StorageUnusable("Kartotek refused what was asked, and nothing was kept: report this fault.") from None


def _three(key: Sequence[Key]) -> tuple[Key, ...]:
    return (*key, "", "", "")[:3]
