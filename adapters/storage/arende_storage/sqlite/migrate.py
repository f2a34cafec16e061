"""Runs the steps that a database lacks, through peewee, each statement in its own transaction. It plans nothing."""

# ruff: noqa: S608 (all that is built in is the table prefix, which `url.place` has checked)

from collections.abc import Sequence

import peewee

from ..migrations import Found, Todo


def found(database: peewee.SqliteDatabase, prefix: str) -> Found:
    """What the database holds of the schema."""
    if not database.table_exists(f"{prefix}meta"):
        return Found(meta={}, head_columns=frozenset())
    rows: list[tuple[str, str]] = database.execute_sql(f"SELECT name, value FROM {prefix}meta").fetchall()
    columns = database.get_columns(f"{prefix}heads") if database.table_exists(f"{prefix}heads") else []
    return Found(meta=dict(rows), head_columns=frozenset(column.name for column in columns))


def run(database: peewee.SqliteDatabase, prefix: str, todo: Sequence[Todo]) -> None:
    """Take the steps, in order; what was cut off before is taken up again."""
    mark = (
        f"INSERT INTO {prefix}meta (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value"
    )
    for migration in todo:
        for statement in migration.statements:
            with database.atomic("IMMEDIATE"):
                database.execute_sql(statement)
        if migration.done is not None:
            with database.atomic("IMMEDIATE"):
                database.execute_sql(mark, migration.done)
