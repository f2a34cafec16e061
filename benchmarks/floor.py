"""The floor: the rows of one command written by bare sqlite3 into the product's tables. No rule, codec or check.

One unit: read the head, append one record with its command's id, digest and actor, one outbox row, write the head, in
one durable transaction. Connection settings, statements and rows are the product's; bodies are made beforehand.
"""

import sqlite3
from collections.abc import Sequence
from pathlib import Path
from types import TracebackType
from typing import Final, Self

from arende.domain.ids import Kind, Ref
from arende.wire.ids import fresh, part_of
from arende.wire.names import stream_name
from arende_storage.sqlite.sql import statements
from attrs import define, field, frozen

from .clinic import PROVIDER, TEXT, Clinic

SQL: Final = statements("arende_")
DIGEST: Final = b"\x5a" * 32
AT: Final = 1_795_356_300_000_000


@frozen(kw_only=True)
class Unit:
    """What one unit writes, with ids made beforehand."""

    stream: str
    part: int
    command_id: str
    outbox_id: str
    actor: str
    assignment: str
    body: bytes
    sms: bytes


def units(clinic: Clinic, count: int) -> list[Unit]:
    """So many messages, each to the next case: the same cases in the same order as the product gets."""
    made: list[Unit] = []
    for case, actor in clinic.following(count):
        stream, command = stream_name(Ref(Kind.CASE, case)), fresh()
        made.append(
            Unit(
                stream=stream,
                part=part_of(stream),
                command_id=command,
                outbox_id=f"{fresh()}-0",
                actor=f"staff:{actor.assignment}",
                assignment=actor.assignment,
                body=b'{"number":100,"staff":"%b","representative":null,"text":"%b"}'
                % (actor.assignment.encode(), TEXT.encode()),
                sms=b'{"notice":"%b.%b","case":"%b","recipient":"%b","key":"new_message"}'
                % (PROVIDER.encode(), command.encode(), case.encode(), case.encode()),
            )
        )
    return made


@define(eq=False)
class Floor:
    """One connection to a database that the product has filled; see `opened`."""

    connection: sqlite3.Connection = field(repr=False)

    def each(self, given: Sequence[Unit]) -> None:
        """A transaction for each."""
        self.groups(given, 1)

    def groups(self, given: Sequence[Unit], size: int) -> None:
        """A transaction for each `size` of them."""
        execute, write = self.connection.execute, self.write
        for start in range(0, len(given), size):
            execute("BEGIN IMMEDIATE")
            for one in given[start : start + size]:
                write(one)
            execute("COMMIT")

    def write(self, one: Unit) -> None:
        execute = self.connection.execute
        head: tuple[str, str, int, bytes] = execute(SQL.heads[0], (PROVIDER, one.stream)).fetchone()
        version, body = head[2] + 1, head[3]
        mark = (one.command_id, DIGEST, one.actor, one.assignment, "vård och behandling", 1)
        record = (PROVIDER, one.stream, version, "case.message_sent", 1, one.body, AT, *mark)
        execute(SQL.add_record, record)
        item = (PROVIDER, one.part, one.outbox_id, one.stream, AT, 0, "sms", one.sms, 0, AT)
        execute(SQL.add_item, item)
        # As the product does: the listed columns are named only when they change, which this message does not do.
        execute(SQL.put_body, (version, body, PROVIDER, one.stream))

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.connection.close()


def opened(path: Path) -> Floor:
    """With the settings of the product's own writer."""
    connection = sqlite3.connect(path, isolation_level=None, cached_statements=512, check_same_thread=False)
    for pragma in (
        "foreign_keys=on",
        "temp_store=memory",
        "journal_mode=wal",
        "synchronous=full",
        "cache_size=-16384",
        "wal_autocheckpoint=4000",
        "journal_size_limit=67108864",
    ):
        connection.execute(f"PRAGMA {pragma}")
    return Floor(connection)
