"""Whether a chain holds: every seal there, right by its key, linked to the one before, and as the anchor was told."""

from collections.abc import Iterable, Iterator, Mapping
from hmac import compare_digest

from attrs import define, field

from ...ports.anchor import ChainHead
from ...ports.records import Record, Shard
from .content import SEAL_STREAM
from .faults import AuditFault, What
from .seals import START, BrokenSeal, Seal, read_seal, right


@define
class ChainCheck:
    """Goes along one chain. What is wrong is in `faults`; the seals go on to be matched all the same."""

    shard: Shard
    keys: Mapping[str, bytes] = field(repr=False)
    anchored: Mapping[int, frozenset[str]]
    """What the anchor was told of this chain: HMACs by number. More than one for a number is a fault by itself."""
    faults: list[AuditFault] = field(factory=list)
    seen: int = 0
    seals: int = 0

    def along(self, records: Iterable[Record]) -> Iterator[Seal]:
        prev: str | None = START
        for record in records:
            for missing in range(self.seen + 1, record.seq):
                self.add(What.SEAL_MISSING, missing)
                prev = None  # what the missing one said is not known: the next is not blamed for it
            self.seen, self.seals = record.seq, self.seals + 1
            try:
                seal = read_seal(record)
            except BrokenSeal:
                self.add(What.SEAL_BROKEN, record.seq)
                prev = None
                continue
            self.look(seal, prev)
            prev = seal.hmac
            yield seal
        for seq in sorted(self.anchored):
            if seq > self.seen:
                self.add(What.TAIL_CUT, seq)

    def look(self, seal: Seal, prev: str | None) -> None:
        told = self.anchored.get(seal.seq)
        if told is not None and told != frozenset((seal.hmac,)):
            self.add(What.NOT_AS_ANCHORED, seal.seq)
        if seal.key not in self.keys:
            self.add(What.KEY_UNKNOWN, seal.seq)
            return
        linked = prev is None or compare_digest(prev, seal.prev)
        if not linked or not right(self.keys, self.shard, seal):
            self.add(What.SEAL_BROKEN, seal.seq)

    def add(self, what: What, seq: int) -> None:
        self.faults.append(AuditFault(shard=self.shard, what=what, name=f"försegling {seq}"))


def by_chain(heads: Iterable[ChainHead]) -> Mapping[Shard, Mapping[int, frozenset[str]]]:
    """What an anchor was told, by shard and number."""
    found: dict[Shard, dict[int, frozenset[str]]] = {}
    for head in heads:
        if head.stream != SEAL_STREAM:
            continue
        of_shard = found.setdefault(head.shard, {})
        of_shard[head.seq] = of_shard.get(head.seq, frozenset()) | {head.hmac}
    return found
