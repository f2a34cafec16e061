"""The sealer: takes what is not sealed yet into the next link of each chain. What a link is, `seals` knows.

What is not sealed yet is found by going through the log from ten minutes before what has been sealed, less what the
seals of that time hold: an entry may be made in one process, and be written after a later one of another.
"""

import threading
from collections.abc import Callable, Iterator
from itertools import chain, islice
from typing import Final

from attrs import define, field

from ...ports.anchor import Anchor, AnchorError, ChainHead
from ...ports.records import Committed, Shard
from ...ports.storage import Storage
from ...ports.times import to_micros
from ..shards import providers
from ..system import Clock
from .content import ENTRY, SEAL_STREAM, Item, entries_from, entry_item, record_item
from .keys import Keyring
from .scan import FIRST, entries, records
from .seals import START, BrokenSeal, append, read_seal, sealed

OVERLAP: Final = 10 * 60 * 1_000_000
"""How late something may be written, in µs, and still be sealed. What comes later is named by `verify`."""
MOST: Final = 1000
"""Things in one seal."""
BACK: Final = 20
"""Seals that are read at a time where the end of a chain is looked for."""


@define
class Chain:
    """The end of a chain, as this sealer last saw it."""

    seq: int = 0
    hmac: str = START
    upto: tuple[int, int] = (FIRST, FIRST)
    recent: dict[str, None] = field(factory=dict)
    """Keys of what the last seals hold, as far back as is gone through again."""
    told: int = 0
    """The last seal that the anchor was told of."""


@define(eq=False)
class Sealer:
    """Safe for use from several threads, and beside other sealers of the same database: each link has one winner."""

    storage: Storage
    clock: Clock
    keys: Callable[[], Keyring]
    anchor: Anchor | None = None
    lock: threading.Lock = field(factory=threading.Lock, repr=False)
    chains: dict[Shard, Chain] = field(factory=dict, repr=False)

    def seal_once(self) -> int:
        """Seal what is there now; how many things. Raises StorageError, AuditKeyMissing, AnchorError.

        An anchor that fails stops no sealing: it is told the next time, and every later head covers the earlier ones.
        """
        keys = self.keys()
        count = 0
        failed: AnchorError | None = None
        with self.lock:
            for shard in providers(self.storage):
                count += self.seal_shard(shard, keys)
                try:
                    self.tell(shard)
                except AnchorError as error:
                    failed = error
        if failed is not None:
            raise failed
        return count

    def seal_shard(self, shard: Shard, keys: Keyring) -> int:
        end = self.caught_up(shard)
        left = self.unsealed(shard, end)
        count = 0
        while items := tuple(islice(left, MOST)):
            now = to_micros(self.clock.now())
            upto = further(end.upto, items, now)
            seal = sealed(keys, shard, end.seq + 1, now, end.hmac, items, upto)
            (outcome,) = self.storage.commit([append(shard, seal)])
            if not isinstance(outcome, Committed):
                del self.chains[shard]  # another sealer was first: what it left is for the next time
                break
            end.seq, end.hmac, end.upto = seal.seq, seal.hmac, upto
            end.recent |= dict.fromkeys(item.key for item in items)
            count += len(items)
        return count

    def unsealed(self, shard: Shard, end: Chain) -> Iterator[Item]:
        """What no seal holds. What has been gone past is forgotten, so that `recent` stays as short as it can be."""
        low = lows(end.upto, to_micros(self.clock.now()))
        seen: dict[str, None] = {}
        all_items = chain(
            map(entry_item, entries(self.storage, shard, entries_from(low[0]))),
            map(record_item, records(self.storage, shard, low[1])),
        )
        for item in all_items:
            if item.key.startswith(ENTRY) and (item.time == 0 or item.time < low[0]):
                continue  # an id that is not ours: the engine has not written it, and `verify` names it
            if item.key not in end.recent:
                yield item
            seen[item.key] = None
        end.recent = seen

    def caught_up(self, shard: Shard) -> Chain:
        """The end of the chain, with what other sealers have added."""
        end = self.chains.get(shard)
        if end is None:
            end = self.chains[shard] = self.found_end(shard)
        while found := self.storage.records(shard, SEAL_STREAM, end.seq, BACK):
            for record in found:
                try:
                    seal = read_seal(record)
                except BrokenSeal:  # `verify` names it; the chain goes on from the last one that can be read
                    end.seq = record.seq
                    continue
                end.seq, end.hmac, end.upto = seal.seq, seal.hmac, seal.upto
                end.recent |= dict.fromkeys(key for key, _ in seal.items)
        return end

    def found_end(self, shard: Shard) -> Chain:
        """A chain to be read from where its seals begin to matter: from the first whose things may come again."""
        (head,) = self.storage.heads(shard, [SEAL_STREAM])
        version = 0 if head is None else head.version
        start = version
        low: tuple[int, int] | None = None
        while start > 0:
            start = max(0, start - BACK)
            for record in reversed(self.storage.records(shard, SEAL_STREAM, start, BACK)):
                try:
                    upto = read_seal(record).upto
                except BrokenSeal:
                    continue
                low = low or lows(upto, to_micros(self.clock.now()))
                if upto[0] < low[0] and upto[1] < low[1]:
                    return Chain(seq=start)
        return Chain()

    def tell(self, shard: Shard) -> None:
        """The anchor is told of the chain's head, once."""
        end = self.chains.get(shard)
        if self.anchor is None or end is None or end.seq == 0 or end.told == end.seq:
            return
        now = to_micros(self.clock.now())
        self.anchor.tell(ChainHead(at=now, shard=shard, stream=SEAL_STREAM, seq=end.seq, hmac=end.hmac))
        end.told = end.seq


def further(upto: tuple[int, int], items: tuple[Item, ...], now: int) -> tuple[int, int]:
    """How far the log has been gone through with these. What claims to be of the future does not count."""
    times = ([upto[0]], [upto[1]])
    for item in items:
        if item.time <= now:
            times[0 if item.key.startswith(ENTRY) else 1].append(item.time)
    return max(times[0]), max(times[1])


def lows(upto: tuple[int, int], now: int) -> tuple[int, int]:
    """From where entries and records are gone through again."""
    return min(upto[0], now) - OVERLAP, min(upto[1], now) - OVERLAP
