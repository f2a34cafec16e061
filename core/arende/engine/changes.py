"""What has changed since a moment, as hints for live pages: which case, whose list. No content, and no right to it.

There is no table of changes: records are read by time, over a window that overlaps the one before, for transactions
become visible in another order than that of their times. Who is hinted at asks again, and access is judged then.
"""

from collections.abc import Iterator, Sequence
from typing import Final

from attrs import field, frozen

from ..domain.ids import Kind
from ..ports.records import Record, Shard
from ..ports.storage import Storage
from ..wire.names import ref_of
from .shards import providers

OVERLAP: Final = 5_000_000
"""Microseconds: longer than a transaction is under way."""
AT_A_TIME: Final = 500
SHOWN: Final = tuple(f"{kind.value}/" for kind in (Kind.CASE, Kind.VISIT, Kind.TICKET))
"""Streams of what stands in lists that people look at. An SMS that troubles a case writes in the case too. By how they
begin: among what has been written are the seals of the access log as well, which are no kind of thing."""
NAMED: Final = ("owner", "unit", "representative")
"""Columns that say whose list it stands in."""


@frozen
class Change:
    """Something that stands in lists has changed: when, and every topic that it concerns."""

    at: int
    """Microseconds UTC."""
    topics: frozenset[str]
    """Ids of the thing itself, and of its owner (a pool too), unit and representative."""


@frozen(kw_only=True)
class Changes:
    """Reads what has changed, each time from where it was; for one reader on one thread. Raises StorageError."""

    storage: Storage = field(repr=False)
    newest: dict[Shard, int] = field(factory=dict, init=False, repr=False)
    seen: dict[Shard, set[tuple[str, int]]] = field(factory=dict, init=False, repr=False)
    """Records of the window that have been told."""

    def since_last(self, begin: int) -> Sequence[Change]:
        """What has come since the last call; the first call begins at that time."""
        return [change for shard in providers(self.storage) for change in self.of_shard(shard, begin)]

    def of_shard(self, shard: Shard, begin: int) -> Iterator[Change]:
        low = self.newest.get(shard, begin + OVERLAP) - OVERLAP
        before = self.seen.get(shard, set())
        window = {(one.stream, one.seq): one for one in self.window(shard, low)}
        self.seen[shard] = set(window)
        self.newest[shard] = max([low + OVERLAP, *(one.at for one in window.values())])
        new = [one for key, one in window.items() if key not in before]
        latest = {one.stream: one.at for one in new if one.stream.startswith(SHOWN)}
        for head in self.storage.heads(shard, list(latest)) if latest else ():
            if head is not None:
                named = {str(head.columns.get(name)) for name in NAMED if head.columns.get(name)}
                yield Change(latest[head.stream], frozenset({ref_of(shard, head.stream).id, *named}))

    def window(self, shard: Shard, low: int) -> Iterator[Record]:
        after: tuple[int, str, int] | None = None
        while page := self.storage.written(shard, after, low, AT_A_TIME):
            yield from page
            after = (page[-1].at, page[-1].stream, page[-1].seq)
