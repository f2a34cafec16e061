"""Verifying the log of a database: its chains, what they cover, and the anchor. It names every fault and mends none."""

from collections.abc import Callable, Iterator, Mapping
from hashlib import sha256

from attrs import define, field

from ...ports.anchor import Anchor, AnchorError
from ...ports.records import AccessEntry, Record, Shard
from ...ports.storage import Storage
from ...wire.records import redacted
from ..shards import providers
from .chains import ChainCheck, by_chain
from .content import (
    ENTRY,
    RECORD,
    REDACTED,
    SEAL_STREAM,
    Item,
    entry_item,
    name_of_key,
    record_digest,
    record_item,
)
from .faults import AuditFault, AuditVerified, Blind, CannotSee, What
from .keys import Keyring
from .matching import Matched, match
from .scan import entries, records, stream
from .sealer import OVERLAP

AGE: int = 60_000_000
"""By when, in µs, what comes before the last seal's things should have been sealed."""


@define
class Verifier:
    """One verification."""

    storage: Storage
    keys: Keyring
    now: int
    """µs UTC."""
    faults: list[AuditFault] = field(factory=list)
    blind: list[CannotSee] = field(factory=list)
    seals: int = 0
    sealed: int = 0
    waiting: int = 0

    def verify(self, anchor: Anchor | None, progress: Callable[[int], None]) -> AuditVerified:
        """Raises StorageError."""
        told = self.heads_of(anchor)
        shards: set[Shard] = {*providers(self.storage), *(told or {})}
        for shard in sorted(shards):
            self.shard(shard, told)
            progress(self.sealed)
        if anchor is None:
            self.blind.append(CannotSee(blind=Blind.NO_ANCHOR))
        if self.waiting:
            self.blind.append(CannotSee(blind=Blind.NOT_YET_SEALED, count=self.waiting))
        self.blind.append(CannotSee(blind=Blind.LAST_MINUTES))
        return AuditVerified(
            seals=self.seals,
            sealed=self.sealed,
            waiting=self.waiting,
            faults=tuple(self.faults),
            cannot_see=tuple(self.blind),
        )

    def heads_of(self, anchor: Anchor | None) -> Mapping[Shard, Mapping[int, frozenset[str]]] | None:
        """What the anchor was told; an anchor that cannot be read is a fault, for it may have been made so."""
        if anchor is None:
            return None
        try:
            return by_chain(anchor.told())
        except AnchorError:
            self.faults.append(AuditFault(shard="", what=What.ANCHOR_BROKEN, name="ankaret"))
            return {}

    def shard(self, shard: Shard, told: Mapping[Shard, Mapping[int, frozenset[str]]] | None) -> None:
        anchored = (told or {}).get(shard, {})
        check = ChainCheck(shard=shard, keys=self.keys.known, anchored=anchored)
        redactions: dict[str, str] = {}
        found = match(
            check.along(stream(self.storage, shard, SEAL_STREAM)),
            self.entry_items(shard, redactions),
            map(record_item, records(self.storage, shard)),
        )
        self.faults += check.faults
        self.seals += check.seals
        self.sealed += found.sealed
        if found.last is None and found.extra:
            self.blind.append(CannotSee(blind=Blind.NEVER_SEALED, shard=shard))
        newest = max(anchored, default=0)
        if told is not None and check.seen > newest:
            self.blind.append(CannotSee(blind=Blind.BEYOND_ANCHOR, count=check.seen - newest))
        self.judge(shard, found, redactions)

    def entry_items(self, shard: Shard, redactions: dict[str, str]) -> Iterator[Item]:
        """The entries, remembering what the log says of redactions."""
        for entry in entries(self.storage, shard):
            if entry.action == REDACTED:
                place, _, digests = entry.ref.partition(":")
                redactions[RECORD + place] = digests
            yield entry_item(entry)

    def judge(self, shard: Shard, found: Matched, redactions: Mapping[str, str]) -> None:
        for key, digest in list(found.missing.items()):
            # Written behind where reading had come, while it was being read: looked for once more.
            there = self.look_up(shard, key)
            if there is not None:
                del found.missing[key]
                if there.digest != digest:
                    found.differing[key] = (digest, there)
        moved = found.moved()
        for key, (digest, _) in found.differing.items():
            if not self.redacted(shard, key, digest, redactions):
                self.add(shard, What.REORDERED if key in moved else What.CHANGED, key)
        for key in found.missing:
            self.add(shard, What.REMOVED, key)
        self.judge_unsealed(shard, found)

    def judge_unsealed(self, shard: Shard, found: Matched) -> None:
        """What no seal holds is new; or it has come where everything had been sealed already."""
        new: list[Item] = []
        for key, item in found.extra.items():
            upto = None if found.last is None else found.last.upto[0 if key.startswith(ENTRY) else 1]
            behind = upto is not None and item.time <= upto
            if behind and (item.time < self.now - AGE or (upto is not None and item.time < upto - OVERLAP)):
                self.add(shard, What.INSERTED, key)
            else:
                new.append(item)
        self.waiting += len(new)
        oldest = min(new, key=lambda item: item.time, default=None)
        if oldest is not None and oldest.time < self.now - OVERLAP:
            self.add(shard, What.UNSEALED, oldest.key)

    def redacted(self, shard: Shard, key: str, sealed: str, redactions: Mapping[str, str]) -> bool:
        """Whether the difference is a redaction that the log tells of: only the body, and this body (B26)."""
        record = self.record_at(shard, key)
        before, _, after = redactions.get(key, "").partition(":")
        return (
            record is not None
            and sha256(record.body).hexdigest() == after
            and redacted(record.body)
            and record_digest(record, before) == sealed
        )

    def look_up(self, shard: Shard, key: str) -> Item | None:
        record = self.record_at(shard, key)
        if record is not None:
            return record_item(record)
        entry = self.entry_at(shard, key) if key.startswith(ENTRY) else None
        return None if entry is None else entry_item(entry)

    def record_at(self, shard: Shard, key: str) -> Record | None:
        name, _, seq = key.removeprefix(RECORD).rpartition("#")
        if not key.startswith(RECORD) or not seq.isdecimal():
            return None
        found = self.storage.records(shard, name, int(seq) - 1, 1)
        return found[0] if found and found[0].seq == int(seq) else None

    def entry_at(self, shard: Shard, key: str) -> AccessEntry | None:
        """Read after the id without its last sign, which few ids lie between."""
        id = key.removeprefix(ENTRY)
        near = self.storage.access(shard, id[:-1], 64)
        return next((entry for entry in near if entry.id == id), None)

    def add(self, shard: Shard, what: What, key: str) -> None:
        self.faults.append(AuditFault(shard=shard, what=what, name=name_of_key(key)))
