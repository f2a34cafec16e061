"""The numbered migrations as data, and the plan of what a database still lacks. It runs nothing: each engine does.

A step is one statement, run in a transaction of its own, and may be run again: a migration that was cut off is taken
up where it stopped. Steps only add, so that the version before can go on serving meanwhile. A published migration is
never changed. The columns and indexes that lists are read from need no number: they are compared with
`arende.ports.indexes`, so a new list there is a pending step here.
"""

from collections.abc import Mapping, Sequence
from typing import Final, TypeAlias

from arende.ports.storage import StorageUnusable
from attrs import frozen

from .schema import (
    HEAD_COLUMNS,
    INDEXES_OF_LOG,
    INDEXES_OF_TABLES,
    LIST_INDEXES,
    TABLES,
    Dialect,
    Table,
    TableIndex,
    add_column,
    create_index,
    create_table,
)

SCHEMA: Final = "schema"
"""The name in the meta table under which the number of the last migration stands."""

Change: TypeAlias = Table | TableIndex


@frozen(kw_only=True)
class Migration:
    number: int
    name: str
    changes: tuple[Change, ...]


MIGRATIONS: Final = (
    Migration(number=1, name="first_tables", changes=(*TABLES.values(), *INDEXES_OF_TABLES)),
    Migration(number=2, name="indexes_of_the_log", changes=INDEXES_OF_LOG),
)
LATEST: Final = MIGRATIONS[-1].number


@frozen(kw_only=True)
class Found:
    """What a database holds of the schema: its meta rows (empty where there is none) and the columns of its heads."""

    meta: Mapping[str, str]
    head_columns: frozenset[str]

    @property
    def number(self) -> int:
        """The last migration it has gone through; 0 for none."""
        return int(self.meta.get(SCHEMA, "0"))


@frozen(kw_only=True)
class Todo:
    """One pending migration: its statements in order, and the meta row that says that it is done."""

    name: str
    statements: tuple[str, ...]
    done: tuple[str, str] | None


def pending(
    found: Found, dialect: Dialect, prefix: str, migrations: Sequence[Migration] = MIGRATIONS
) -> Sequence[Todo]:
    """What `found` lacks, in the order to be run. StorageUnusable where it is of a newer version than this program."""
    if found.number > migrations[-1].number:
        raise StorageUnusable(
            f"The database has schema {found.number} and this program knows {migrations[-1].number}: "
            "install the newer version of arende that it was migrated with."
        )
    todo = [
        Todo(
            name=f"{m.number:04} {m.name}",
            statements=tuple(_statement(change, dialect, prefix) for change in m.changes),
            done=(SCHEMA, str(m.number)),
        )
        for m in migrations
        if m.number > found.number
    ]
    if found.head_columns:  # else the table is yet to be made, with all of them
        todo += [
            Todo(
                name=f"column {column.name}",
                statements=(add_column("heads", column, dialect, prefix),),
                done=None,
            )
            for column in HEAD_COLUMNS
            if column.name not in found.head_columns
        ]
    todo += [_list_todo(index, found, prefix) for index in LIST_INDEXES if _unlike(index, found)]
    return todo


def _unlike(index: TableIndex, found: Found) -> bool:
    return found.meta.get(f"index {index.name}") != _definition(index)


def _list_todo(index: TableIndex, found: Found, prefix: str) -> Todo:
    """Make a list's index; where one of another definition stands under its name, it gives way."""
    make = create_index(index, prefix)
    stands = f"index {index.name}" in found.meta
    return Todo(
        name=f"index {index.name}",
        statements=(f"DROP INDEX IF EXISTS {prefix}{index.name}", make) if stands else (make,),
        done=(f"index {index.name}", _definition(index)),
    )


def _definition(index: TableIndex) -> str:
    return f"{', '.join(index.columns)} where {index.where}"


def _statement(change: Change, dialect: Dialect, prefix: str) -> str:
    match change:
        case Table():
            return create_table(change, dialect, prefix)
        case TableIndex():
            return create_index(change, prefix)
