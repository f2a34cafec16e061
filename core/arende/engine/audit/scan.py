"""Going through the log in order of time: access entries by id, records of all streams by time. It judges nothing."""

from collections.abc import Iterator
from typing import Final

from ...ports.records import AccessEntry, Record, Shard
from ...ports.storage import Storage
from .content import SEAL_STREAM

AT_A_TIME: Final = 1000
FIRST: Final = -(2**62)
"""Before every time."""


def entries(storage: Storage, shard: Shard, after: str | None = None) -> Iterator[AccessEntry]:
    """Access entries by id, after this one."""
    while found := storage.access(shard, after, AT_A_TIME):
        yield from found
        after = found[-1].id


def records(
    storage: Storage, shard: Shard, low: int = FIRST, after: tuple[int, str, int] | None = None
) -> Iterator[Record]:
    """Records at `low` or later, after a place. Seals are left out: they are what covers the others."""
    while found := storage.written(shard, after, low, AT_A_TIME):
        yield from (record for record in found if record.stream != SEAL_STREAM)
        last = found[-1]
        after = (last.at, last.stream, last.seq)


def stream(storage: Storage, shard: Shard, name: str) -> Iterator[Record]:
    """A whole stream."""
    after = 0
    while found := storage.records(shard, name, after, AT_A_TIME):
        yield from found
        after = found[-1].seq
