"""The statements that make arende's tables distributed ones on Citus, by shard and side by side. Run one at a time.

Every table but one is distributed by its shard and lies beside the others of that shard, so that what is done in a
shard is done on one machine. The table that holds nothing of anyone is copied to every machine.
"""

from collections.abc import Callable, Sequence
from typing import Final

import psycopg
from arende.ports.storage import StorageUnusable
from psycopg.rows import TupleRow

from ..schema import TABLES
from .connections import is_citus, probe
from .errors import translated
from .url import Place

SHARD: Final = "shard"
_FIRST: Final = "shards"
"""The table that the others lie beside."""

Connect = Callable[[Place], psycopg.Connection[TupleRow]]


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
