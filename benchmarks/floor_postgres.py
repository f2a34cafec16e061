"""The floor on PostgreSQL: the same unit by bare psycopg, a read and one statement that writes all four rows.

The statement (a writable CTE, in a transaction of its own) is the fastest form there is for one caller: a plain
transaction of single statements takes more than twice as long.
"""

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from time import perf_counter
from types import TracebackType
from typing import Final, Self, TypeAlias

import psycopg
from attrs import define, field

from .clinic import PROVIDER
from .floor import AT, DIGEST, Unit

Connection: TypeAlias = psycopg.Connection[tuple[object, ...]]

READ: Final = b"SELECT version, body FROM arende_heads WHERE shard = %s AND stream = %s"
WRITE: Final = """
WITH head AS (
  UPDATE arende_heads SET version = version + 1, body = %(body)s
  WHERE shard = %(shard)s AND stream = %(stream)s AND version = %(version)s RETURNING version
), record AS (
  INSERT INTO arende_records (shard, stream, seq, name, schema, body, at,
                              command_id, digest, actor, mark_assignment, mark_purpose, events)
  SELECT %(shard)s, %(stream)s, version, 'case.message_sent', 1, %(event)s, %(at)s,
         %(command)s, %(digest)s, %(actor)s, %(assignment)s, 'vård och behandling', 1 FROM head
), item AS (
  INSERT INTO arende_outbox (shard, part, id, stream, not_before, attempt, kind, body, ord, created)
  SELECT %(shard)s, %(part)s, %(item)s, %(stream)s, %(at)s, 0, 'sms', %(sms)s, 0, %(at)s FROM head
)
SELECT version FROM head
""".encode()


class Lost(Exception):
    """A unit of the floor wrote nothing: two callers had the same case, so its figure would mean nothing."""


@define(eq=False)
class Floor:
    """Connections to a database that the product has filled, one for each caller."""

    connections: Sequence[Connection] = field(repr=False)

    def each(self, given: Sequence[Unit]) -> None:
        """One caller, one after the other."""
        work(self.connections[0], given)

    def together(self, lots: Sequence[Sequence[Unit]]) -> float:
        """A caller for each lot, all at once: units a second."""
        begin = Barrier(len(lots) + 1)

        def caller(connection: Connection, lot: Sequence[Unit]) -> None:
            begin.wait()
            work(connection, lot)

        with ThreadPoolExecutor(len(lots)) as pool:
            working = [pool.submit(caller, *one) for one in zip(self.connections, lots, strict=False)]
            begin.wait()
            start = perf_counter()
            for one in working:
                one.result()
        return sum(map(len, lots)) / (perf_counter() - start)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for connection in self.connections:
            connection.close()


def opened(url: str, callers: int) -> Floor:
    return Floor([psycopg.connect(url, autocommit=True) for _ in range(callers)])


def work(connection: Connection, given: Sequence[Unit]) -> None:
    for one in given:
        head = connection.execute(READ, (PROVIDER, one.stream), prepare=True).fetchone()
        if head is None:
            raise Lost(one.stream)
        values = {
            "shard": PROVIDER,
            "stream": one.stream,
            "version": head[0],
            "body": head[1],
            "event": one.body,
            "at": AT,
            "command": one.command_id,
            "digest": DIGEST,
            "actor": one.actor,
            "assignment": one.assignment,
            "part": one.part,
            "item": one.outbox_id,
            "sms": one.sms,
        }
        if connection.execute(WRITE, values, prepare=True).fetchone() is None:
            raise Lost(one.stream)
