"""The statements that make arende's tables distributed ones on Citus, by shard and side by side. Run one at a time.

Every table but one is distributed by its shard and lies beside the others of that shard, so that what is done in a
shard is done on one machine. The table that holds nothing of anyone is copied to every machine.
"""

from collections.abc import Callable, Sequence
from types import TracebackType
from typing import Final, Protocol, Self

import psycopg
from arende.ports.storage import StorageUnusable

from ..schema import TABLES
from .connections import Asks, is_citus, probe
from .errors import translated
from .url import Place

SHARD: Final = "shard"
_FIRST: Final = "shards"
"""The table that the others lie beside."""


class Runs(Asks, Protocol):
    """A connection, closed at the end of a `with`: so much of it as is needed here."""

    def __enter__(self) -> Self: ...

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None, /
    ) -> None: ...


Connect = Callable[[Place], Runs]


def statements(prefix: str) -> dict[str, str]:
    """By table: the statement that distributes it, in the order to be run."""
    order = [_FIRST, *(name for name in TABLES if name != _FIRST)]
    return {f"{prefix}{name}": _statement(prefix, name) for name in order}


def _statement(prefix: str, name: str) -> str:
    if SHARD not in TABLES[name].key:
        return f"SELECT create_reference_table('{prefix}{name}')"
    beside = "none" if name == _FIRST else f"{prefix}{_FIRST}"
    return f"SELECT create_distributed_table('{prefix}{name}', '{SHARD}', colocate_with => '{beside}')"


def distribute(where: Place, *, dry_run: bool, connect: Connect = probe) -> Sequence[str]:
    """Those of the tables that are not distributed yet; taken up again where it was broken off."""
    wanted = statements(where.prefix)
    with connect(where) as connection:
        try:
            if not is_citus(connection):
                raise StorageUnusable(
                    f"The database {where.name} lacks the extension citus: install it on every machine and run "
                    "CREATE EXTENSION citus, then try again."
                )
            if connection.execute(b"SELECT to_regclass(%s)::text", (f"{where.prefix}meta",)).fetchone() in (
                None,
                (None,),
            ):
                raise StorageUnusable(
                    f"The database {where.name} holds no tables of arende's: run `arende migrate` first."
                )
            done = {
                row[0] for row in connection.execute(b"SELECT logicalrelid::text FROM pg_dist_partition").fetchall()
            }
            todo = [statement for table, statement in wanted.items() if table not in done]
            if not dry_run:
                for statement in todo:
                    connection.execute(statement.encode())
        except psycopg.Error as failure:
            raise translated(failure, where.name) from None
    return todo
