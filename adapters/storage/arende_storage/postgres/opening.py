"""Opening a database: pool, schema, form, put together. It reads no data."""

from collections.abc import Sequence

from ..migrations import pending as pending_steps
from ..pages import pages
from . import migrate as steps
from .connections import Connection, form_of
from .connections import opened as opened_pool
from .runner import Runner
from .sql import POSTGRES, numbered, statements
from .statement import Writer
from .storage import PostgresStorage
from .url import Place, place


def runner_on(where: Place, wait: float, made: type[Connection] | None = None) -> Runner:
    return Runner(opened_pool(where, wait, made or Connection), where.name, where.prefix)


def opened(url: str, wait: float, made: type[Connection] | None, *, create: bool, migrate: bool) -> PostgresStorage:
    """A storage ready for use; else a StorageError, and nothing is left open."""
    where = place(url)
    form = form_of(where)
    runner = runner_on(where, wait, made)
    try:
        holds = steps.found(runner, where.prefix)
        todo = pending_steps(holds, POSTGRES, where.prefix)
        steps.bring_up(runner, where.prefix, holds, todo, create=create, migrate=migrate)
        return PostgresStorage(
            runner=runner,
            name=where.name,
            sql=statements(where.prefix, form),
            pages=pages(where.prefix, marked=numbered),
            writer=Writer(where.prefix),
            form=form,
        )
    except BaseException:
        runner.close()
        raise


def pending(url: str, wait: float) -> Sequence[str]:
    """Names of the migrations that the database still lacks."""
    where = place(url)
    runner = runner_on(where, wait)
    try:
        return [todo.name for todo in pending_steps(steps.found(runner, where.prefix), POSTGRES, where.prefix)]
    finally:
        runner.close()
