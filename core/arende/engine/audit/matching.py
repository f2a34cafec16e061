"""What the seals say against what there is, both gone through once in order of time. Pure: no storage and no key.

Only what has no counterpart yet is remembered, so a log of any length is matched in little memory.
"""

from collections.abc import Iterable, Iterator
from typing import Final

from attrs import define, field

from .content import Item
from .seals import Seal

FAR: Final = 2**63
"""After every time."""


@define
class Ahead:
    """A source of items, read no further than asked for."""

    source: Iterator[Item]
    held: Item | None = None

    def upto(self, time: int) -> Iterator[Item]:
        while True:
            item = self.held or next(self.source, None)
            self.held = None
            if item is None:
                return
            if item.time > time:
                self.held = item
                return
            yield item


@define
class Matched:
    """What had no counterpart, or another one."""

    sealed: int = 0
    missing: dict[str, str] = field(factory=dict)
    """By key: the digest that was sealed, of what is not there."""
    extra: dict[str, Item] = field(factory=dict)
    """What is there and in no seal."""
    differing: dict[str, tuple[str, Item]] = field(factory=dict)
    """By key: the digest that was sealed, and what is there."""
    last: Seal | None = None

    def seal(self, seal: Seal) -> None:
        self.last = seal
        for key, digest in seal.items:
            self.sealed += 1
            have = self.extra.pop(key, None)
            if have is None:
                # The same thing sealed twice is sealed as it was the first time.
                self.missing.setdefault(key, digest)
            elif have.digest != digest:
                self.differing[key] = (digest, have)

    def there(self, item: Item) -> None:
        digest = self.missing.pop(item.key, None)
        if digest is None:
            self.extra[item.key] = item
        elif digest != item.digest:
            self.differing[item.key] = (digest, item)

    def moved(self) -> frozenset[str]:
        """Keys of differing things that hold what another thing was sealed with: they have changed places."""
        sealed = {digest for digest, _ in self.differing.values()} | set(self.missing.values())
        return frozenset(key for key, (_, item) in self.differing.items() if item.digest in sealed)


def match(seals: Iterable[Seal], entries: Iterator[Item], records: Iterator[Item]) -> Matched:
    """Items in order of time, seals in the order of their chain."""
    found = Matched()
    sources = (Ahead(entries), Ahead(records))
    for seal in seals:
        found.seal(seal)
        for source, upto in zip(sources, seal.upto, strict=True):
            for item in source.upto(upto):
                found.there(item)
    for source in sources:
        for item in source.upto(FAR):
            found.there(item)
    return found
