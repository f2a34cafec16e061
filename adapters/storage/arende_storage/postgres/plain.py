"""Writing a batch in several statements, a row each, inside a given transaction: the form that any server takes.

Heads are compared and set first; one that cannot be means that the whole is run again.
"""

from collections.abc import Mapping, Sequence

from arende.ports.records import Shard

from ..batch import Batch
from ..rows import Row
from .connections import Cursor
from .errors import Raced
from .sql import Statements
from .statement import rows_of


def write(c: Cursor, sql: Statements, shard: Shard, batch: Batch, before: Mapping[str, int]) -> None:
    """`before`: the version each stream stands at in the database. Raises Raced where a head has moved since."""
    rows = rows_of(batch, before)
    _set(c, sql.move_head, shard, rows.moved)
    _set(c, sql.make_head, shard, rows.made)
    _each(c, sql.add_record, shard, rows.records)
    _each(c, sql.add_record, shard, [claim_row(batch_id) for batch_id in batch.claims])
    _each(c, sql.add_item, shard, rows.items)
    _each(c, sql.add_entry, shard, rows.entries)
    _each(c, sql.add_subject, shard, rows.subjects)
    _each(c, sql.drop_tokens, shard, [(stream,) for stream in rows.token_streams])
    _each(c, sql.add_token, shard, [(token, stream) for stream, token in rows.tokens])
    _each(c, sql.drop_row, shard, rows.gone)
    _each(c, sql.put_row, shard, rows.put)


def claim_row(command: str) -> Row:
    """A row of `records` that stands for no event: seq 0, in a stream of the command's own name."""
    return (command, 0, "", 0, b"", 0, command, None, None, None, None, None)


def _set(c: Cursor, text: bytes, shard: Shard, rows: Sequence[Row]) -> None:
    _each(c, text, shard, rows)
    if rows and c.rowcount != len(rows):
        raise Raced


def _each(c: Cursor, text: bytes, shard: Shard, rows: Sequence[Row]) -> None:
    if len(rows) == 1:
        c.execute(text, (shard, *rows[0]))
    elif rows:
        c.executemany(text, [(shard, *row) for row in rows])
