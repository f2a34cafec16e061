"""A checked copy of all tables in one file, as they stood at one moment, and back into an empty database.

The file is a zip: for each table its rows as COPY writes them, in the order of its key, and a manifest with columns,
number of rows and SHA-256 of each. What is brought back is read once more and compared with that.
"""

# ruff: noqa: S608 (all that is built in is our own names and the table prefix, which `url.place` has checked)

import hashlib
import json
import zipfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import IO, Final

import psycopg
from arende.ports.storage import StorageUnusable
from attrs import asdict, frozen

from ..files import readable, whole
from ..migrations import LATEST, SCHEMA, pending
from ..schema import META, TABLES, Table
from . import migrate as steps
from .connections import probe
from .errors import translated
from .opening import runner_on
from .sql import POSTGRES
from .url import Place

MANIFEST: Final = "manifest.json"
FORMAT: Final = "arende tables 1"
_BLOCK: Final = 1 << 20


@frozen(kw_only=True)
class Copied:
    """One table in a copy."""

    name: str
    columns: tuple[str, ...]
    rows: int
    sha256: str


Connection = psycopg.Connection[tuple[object, ...]]


def backup(where: Place, target: Path) -> Mapping[str, int]:
    """Copy every table to a new file; the database goes on being read and written meanwhile."""
    with whole(target) as part, probe(where) as connection:
        try:
            connection.execute(b"BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")
            schema = _schema(connection, where)
            with zipfile.ZipFile(part, "w", zipfile.ZIP_DEFLATED, allowZip64=True) as into:
                copied = [_copy_out(connection, where, table, into) for table in _tables()]
                manifest = {"format": FORMAT, "schema": schema, "tables": [asdict(one) for one in copied]}
                into.writestr(MANIFEST, json.dumps(manifest, indent=1))
            connection.execute(b"COMMIT")
        except psycopg.Error as failure:
            raise translated(failure, where.name) from None
        if _checked(part, target)[1] != copied:
            raise StorageUnusable(f"The copy {target} does not hold what was copied: see to the disk, and copy anew.")
    return {one.name: one.rows for one in copied}


def restore(source: Path, where: Place, wait: float) -> Mapping[str, int]:
    """Make the tables, and bring every row of a copy into them in one transaction."""
    readable(source)
    schema, copied = _checked(source, source)
    if schema > LATEST:
        raise StorageUnusable(f"{source} is of a newer version of arende: install that version to restore it.")
    runner = runner_on(where, wait)
    try:
        holds = steps.found(runner, where.prefix)
        todo = pending(holds, POSTGRES, where.prefix)
        steps.run(runner, where.prefix, todo, in_use=False)
    finally:
        runner.close()
    with probe(where) as connection, zipfile.ZipFile(source) as out:
        try:
            connection.execute(b"BEGIN")
            _must_be_empty(connection, where)
            for one in copied:
                _copy_in(connection, where, one, out)
            connection.execute(b"COMMIT")
        except psycopg.Error as failure:
            raise translated(failure, where.name) from None
    return {one.name: one.rows for one in copied}


def _tables() -> Iterator[Table]:
    """In an order in which what is referred to comes first. What the database has gone through is not copied."""
    return (table for table in TABLES.values() if table is not META)


def _schema(connection: Connection, where: Place) -> int:
    stands = connection.execute(b"SELECT to_regclass(%s)::text", (f"{where.prefix}meta",)).fetchone()
    if stands is None or stands[0] is None:
        raise StorageUnusable(f"The database {where.name} holds no tables of arende's: correct the storage URL.")
    text = f"SELECT value FROM {where.prefix}meta WHERE name = %s"
    row = connection.execute(text.encode(), (SCHEMA,)).fetchone()
    return int(str(row[0])) if row else 0


def _blocks(connection: Connection, where: Place, name: str, columns: tuple[str, ...]) -> Iterator[bytes]:
    """All rows of a table as COPY writes them, in the order of its key."""
    order = ", ".join(_quoted(TABLES[name].key))
    text = f"COPY (SELECT {', '.join(_quoted(columns))} FROM {where.prefix}{name} ORDER BY {order}) TO STDOUT"
    with connection.cursor() as cursor, cursor.copy(text.encode()) as copy:
        for block in copy:
            yield bytes(block)


def _count(connection: Connection, where: Place, name: str) -> int:
    row = connection.execute(f"SELECT count(*) FROM {where.prefix}{name}".encode()).fetchone()
    return int(str(row[0])) if row else 0


def _copy_out(connection: Connection, where: Place, table: Table, into: zipfile.ZipFile) -> Copied:
    columns = tuple(column.name for column in table.columns)
    digest = hashlib.sha256()
    with into.open(_member(table.name), "w", force_zip64=True) as member:
        for block in _blocks(connection, where, table.name, columns):
            digest.update(block)
            member.write(block)
    rows = _count(connection, where, table.name)
    return Copied(name=table.name, columns=columns, rows=rows, sha256=digest.hexdigest())


def _copy_in(connection: Connection, where: Place, one: Copied, out: zipfile.ZipFile) -> None:
    text = f"COPY {where.prefix}{one.name} ({', '.join(_quoted(one.columns))}) FROM STDIN"
    with connection.cursor() as cursor, cursor.copy(text.encode()) as copy, out.open(_member(one.name)) as member:
        for block in _read(member):
            copy.write(block)
    digest = hashlib.sha256()
    for block in _blocks(connection, where, one.name, one.columns):
        digest.update(block)
    if digest.hexdigest() != one.sha256 or _count(connection, where, one.name) != one.rows:
        raise StorageUnusable(f"The table {one.name} did not come back as it was copied: nothing was kept.")


def _checked(path: Path, name: Path) -> tuple[int, list[Copied]]:
    """Schema number and tables of a copy, each file of it read and compared; `name` is what it is called for people."""
    try:
        with zipfile.ZipFile(path) as out:
            schema, tables = _manifest(out)
            for one in tables:
                with out.open(_member(one.name)) as member:
                    digest, lines = hashlib.sha256(), 0
                    for block in _read(member):
                        digest.update(block)
                        lines += block.count(b"\n")
                if (digest.hexdigest(), lines) != (one.sha256, one.rows):
                    raise StorageUnusable(f"{name} is damaged in the table {one.name}: use another copy.")
            return schema, tables
    except (zipfile.BadZipFile, zipfile.LargeZipFile, KeyError, TypeError, ValueError, EOFError, OSError):
        raise StorageUnusable(f"{name} is no copy of arende's tables, or is damaged: use another copy.") from None


def _manifest(out: zipfile.ZipFile) -> tuple[int, list[Copied]]:
    """Raises KeyError, TypeError or ValueError for anything but a manifest of ours."""
    read: dict[str, object] = json.loads(out.read(MANIFEST))
    listed = read["tables"]
    if read["format"] != FORMAT or not isinstance(listed, list):
        raise ValueError
    tables = [_table(dict(one)) for one in listed]
    if [one.name for one in tables] != [table.name for table in _tables()]:
        raise ValueError
    return int(str(read["schema"])), tables


def _table(read: dict[str, object]) -> Copied:
    name, columns = str(read["name"]), read["columns"]
    known = {column.name for column in TABLES[name].columns}
    if not isinstance(columns, list) or not known.issuperset(columns):
        raise ValueError
    return Copied(name=name, columns=tuple(map(str, columns)), rows=int(str(read["rows"])), sha256=str(read["sha256"]))


def _must_be_empty(connection: Connection, where: Place) -> None:
    for table in _tables():
        if connection.execute(f"SELECT 1 FROM {where.prefix}{table.name} LIMIT 1".encode()).fetchone() is not None:
            raise StorageUnusable(
                f"The database {where.name} already holds something: restore into an empty one, or with another prefix."
            )


def _member(name: str) -> str:
    return f"tables/{name}"


def _quoted(names: tuple[str, ...]) -> list[str]:
    return [f'"{name}"' for name in names]


def _read(member: IO[bytes]) -> Iterator[bytes]:
    while block := member.read(_BLOCK):
        yield block
