"""Runs the steps that a database lacks, each statement in its own transaction, while others work. It plans nothing."""

# ruff: noqa: S608 (all that is built in is the table prefix, which `url.place` has checked)

from collections.abc import Sequence
from functools import partial

from arende.ports.storage import StorageUnusable

from ..migrations import Found, Todo
from .connections import Cursor
from .errors import DDL_AGAIN
from .runner import Runner


def found(runner: Runner, prefix: str) -> Found:
    """What the database holds of the schema."""
    return runner.read(lambda c: _found(c, prefix))


def _found(c: Cursor, prefix: str) -> Found:
    stands: tuple[str | None] | None = c.execute(b"SELECT to_regclass($1)::text", (f"{prefix}meta",)).fetchone()
    if stands is None or stands[0] is None:
        return Found(meta={}, head_columns=frozenset())
    rows: list[tuple[str, str]] = c.execute(f"SELECT name, value FROM {prefix}meta".encode()).fetchall()
    columns: list[tuple[str]] = c.execute(
        b"SELECT attname::text FROM pg_attribute WHERE attrelid = to_regclass($1) AND attnum > 0 AND NOT attisdropped",
        (f"{prefix}heads",),
    ).fetchall()
    return Found(meta=dict(rows), head_columns=frozenset(name for (name,) in columns))


def run(runner: Runner, prefix: str, todo: Sequence[Todo], *, in_use: bool) -> None:
    """Take the steps, in order; what was cut off before is taken up again. `in_use`: there may be rows, and writers."""
    mark = (
        f"INSERT INTO {prefix}meta (name, value) VALUES ($1, $2) "
        "ON CONFLICT (name) DO UPDATE SET value = excluded.value"
    ).encode()
    for migration in todo:
        for statement in migration.statements:
            _step(runner, online(statement) if in_use else statement)
        if migration.done is not None:
            runner.statement(partial(_mark, text=mark, done=migration.done), harmless=True)


def _mark(c: Cursor, *, text: bytes, done: tuple[str, str]) -> None:
    c.execute(text, done)


def online(statement: str) -> str:
    """The same, without stopping those who write meanwhile."""
    for start in ("CREATE INDEX ", "CREATE UNIQUE INDEX ", "DROP INDEX "):
        if statement.startswith(start):
            return f"{start}CONCURRENTLY {statement.removeprefix(start)}"
    return statement


def _step(runner: Runner, statement: str) -> None:
    name = statement.partition("IF NOT EXISTS ")[2].partition(" ")[0]

    def work(c: Cursor) -> None:
        if " INDEX CONCURRENTLY IF NOT EXISTS " in statement:
            # One that was broken off stands there, useless, under its name.
            c.execute(b"SELECT 1 FROM pg_index WHERE indexrelid = to_regclass($1) AND NOT indisvalid", (name,))
            if c.fetchone() is not None:
                c.execute(f"DROP INDEX CONCURRENTLY IF EXISTS {name}".encode())
        c.execute(statement.encode())

    runner.statement(work, harmless=True, codes=DDL_AGAIN)


def bring_up(runner: Runner, prefix: str, holds: Found, todo: Sequence[Todo], *, create: bool, migrate: bool) -> None:
    """Take the steps if that is asked for. StorageUnusable where it is not and something is lacking."""
    if not todo:
        return
    empty = holds.number == 0
    if empty and not (create or migrate):
        raise StorageUnusable("The database holds no tables of arende's with these names: run `arende init`.")
    if not empty and not migrate:
        raise StorageUnusable("The database has an older schema: run `arende migrate`.")
    run(runner, prefix, todo, in_use=not empty)
