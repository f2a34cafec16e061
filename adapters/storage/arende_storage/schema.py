"""The tables as data: columns, keys, indexes, from which each engine's DDL is made. No query and no connection.

`shard` stands first in every key (it is the legal boundary of the data, and what a distributed database shards by).
No trigger, no sequence, no type that only one engine has.
"""

from collections.abc import Mapping
from typing import Final, Literal, TypeAlias

from arende.ports.indexes import COLUMNS, INDEXES, Index
from attrs import frozen

Kind: TypeAlias = Literal["text", "int", "bytes"]


@frozen
class Column:
    name: str
    kind: Kind
    nullable: bool = False


@frozen(kw_only=True)
class Reference:
    """A foreign key: these columns name a row of `table` by its whole key."""

    columns: tuple[str, ...]
    table: str


@frozen(kw_only=True)
class Table:
    name: str
    columns: tuple[Column, ...]
    key: tuple[str, ...]
    small: bool = False
    """Rows are short: an engine that can keep them in the key's own tree gains by it (measured; false where bodies
    grow)."""
    renewed: bool = False
    """Rows are written anew at almost every command: an engine that keeps the old ones for a while leaves room."""
    references: tuple[Reference, ...] = ()


@frozen(kw_only=True)
class TableIndex:
    name: str
    table: str
    columns: tuple[str, ...]
    unique: bool = False
    where: str | None = None


@frozen(kw_only=True)
class Dialect:
    """How one engine writes the same table."""

    types: Mapping[Kind, str]
    small: str
    """What stands after a table of short rows, e.g. ` WITHOUT ROWID`."""
    renewed: str = ""
    """What stands after a table of rows that are often renewed."""


def create_table(table: Table, dialect: Dialect, prefix: str) -> str:
    lines = [_column(column, dialect) for column in table.columns]
    lines.append(f"PRIMARY KEY ({', '.join(table.key)})")
    lines += [
        f"FOREIGN KEY ({', '.join(r.columns)}) REFERENCES {prefix}{r.table} ({', '.join(TABLES[r.table].key)})"
        for r in table.references
    ]
    ending = f"{dialect.small if table.small else ''}{dialect.renewed if table.renewed else ''}"
    return f"CREATE TABLE IF NOT EXISTS {prefix}{table.name} ({', '.join(lines)}){ending}"


def create_index(index: TableIndex, prefix: str) -> str:
    unique = "UNIQUE " if index.unique else ""
    where = f" WHERE {index.where}" if index.where else ""
    columns = ", ".join(index.columns)
    return f"CREATE {unique}INDEX IF NOT EXISTS {prefix}{index.name} ON {prefix}{index.table} ({columns}){where}"


def add_column(table: str, column: Column, dialect: Dialect, prefix: str) -> str:
    return f"ALTER TABLE {prefix}{table} ADD COLUMN {_column(column, dialect)}"


def _column(column: Column, dialect: Dialect) -> str:
    return f"{column.name} {dialect.types[column.kind]}{'' if column.nullable else ' NOT NULL'}"


def list_index(index: Index) -> TableIndex:
    """The index that a list is read from. A head stands in it when its order column has a value.

    It ends with the columns of its own condition, so that a count is answered from the index alone.
    """
    tested = ("kind",) if index.where is None or index.where in index.columns else ("kind", index.where)
    return TableIndex(
        name=f"heads_{index.name}",
        table="heads",
        columns=("shard", *index.columns, "stream", *tested),
        where=list_condition(index),
    )


def list_condition(index: Index) -> str:
    """The condition that the index and every query over it share, word for word: so that engines see that it fits."""
    order = index.columns[-1]
    needed = (order,) if index.where in (None, order) else (index.where, order)
    return " AND ".join([f"kind = '{index.kind}'", *(f"{column} IS NOT NULL" for column in needed)])


HEAD_COLUMNS: Final = tuple(Column(name, kind, nullable=True) for name, kind in COLUMNS)
LIST_INDEXES: Final = tuple(list_index(index) for index in INDEXES)

_MARK: Final = (
    Column("command_id", "text", nullable=True),
    Column("digest", "bytes", nullable=True),
    Column("actor", "text", nullable=True),
    Column("mark_assignment", "text", nullable=True),
    Column("mark_purpose", "text", nullable=True),
    Column("events", "int", nullable=True),
)
_SHARD: Final = Column("shard", "text")
_STREAM: Final = Column("stream", "text")
_BODY: Final = Column("body", "bytes")

META: Final = Table(name="meta", columns=(Column("name", "text"), Column("value", "text")), key=("name",), small=True)
"""Which steps the database has taken: the one table without a shard, for it holds nothing of anyone."""

_ALL: Final = (
    META,
    Table(name="shards", columns=(_SHARD,), key=("shard",), small=True),
    Table(
        name="heads",
        columns=(_SHARD, _STREAM, Column("kind", "text"), Column("version", "int"), _BODY, *HEAD_COLUMNS),
        key=("shard", "stream"),
        renewed=True,
    ),
    Table(
        name="records",
        columns=(
            _SHARD,
            _STREAM,
            Column("seq", "int"),
            Column("name", "text"),
            Column("schema", "int"),
            _BODY,
            Column("at", "int"),
            *_MARK,
        ),
        key=("shard", "stream", "seq"),
    ),
    Table(
        name="outbox",
        columns=(
            _SHARD,
            Column("id", "text"),
            Column("part", "int"),
            _STREAM,
            Column("not_before", "int"),
            Column("attempt", "int"),
            Column("kind", "text"),
            _BODY,
            Column("ord", "int"),
            Column("created", "int"),
        ),
        key=("shard", "id"),
        small=True,
    ),
    Table(
        name="leases",
        columns=(
            _SHARD,
            Column("part", "int"),
            Column("epoch", "int"),
            Column("until", "int"),
            Column("worker", "text"),
        ),
        key=("shard", "part"),
        small=True,
    ),
    Table(
        name="tokens",
        columns=(_SHARD, Column("token", "text"), _STREAM),
        key=("shard", "token", "stream"),
        small=True,
    ),
    Table(
        name="plain_rows",
        columns=(
            _SHARD,
            Column("kind", "text"),
            Column("key", "text"),
            Column("sub", "text"),
            _BODY,
            Column("at", "int"),
        ),
        key=("shard", "kind", "key", "sub"),
        small=True,
    ),
    Table(
        name="access",
        columns=(
            _SHARD,
            Column("id", "text"),
            Column("who", "text"),
            Column("assignment", "text", nullable=True),
            Column("unit", "text", nullable=True),
            Column("purpose", "text"),
            Column("action", "text"),
            Column("at", "int"),
            Column("ref", "text"),
            *_MARK,
        ),
        key=("shard", "id"),
        small=True,
    ),
    Table(
        name="access_subjects",
        columns=(_SHARD, Column("entry", "text"), Column("position", "int"), Column("subject", "text")),
        key=("shard", "entry", "position"),
        small=True,
        references=(Reference(columns=("shard", "entry"), table="access"),),
    ),
)
TABLES: Final = {table.name: table for table in _ALL}

INDEXES_OF_TABLES: Final = (
    TableIndex(
        name="records_command",
        table="records",
        columns=("shard", "command_id"),
        unique=True,
        where="command_id IS NOT NULL",
    ),
    TableIndex(
        name="access_command",
        table="access",
        columns=("shard", "command_id"),
        unique=True,
        where="command_id IS NOT NULL",
    ),
    TableIndex(name="outbox_due", table="outbox", columns=("shard", "part", "not_before", "created", "ord", "id")),
    TableIndex(
        name="outbox_tried",
        table="outbox",
        columns=("shard", "stream", "created", "ord", "id"),
        where="attempt > 0",
    ),
    TableIndex(name="tokens_stream", table="tokens", columns=("shard", "stream", "token")),
)

INDEXES_OF_LOG: Final = (
    TableIndex(name="records_time", table="records", columns=("shard", "at", "stream", "seq")),
    TableIndex(name="access_subject", table="access_subjects", columns=("shard", "subject", "entry")),
)
"""What the access log is sealed and reported by."""
