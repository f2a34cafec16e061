"""Wrong storages whose lists, counts and searches are off. All of them wrap `relay.Relay`."""

from collections.abc import Sequence
from typing import ClassVar, TypeAlias

from arende.ports.indexes import INDEXES, IndexRange
from arende.ports.records import Append, Head, Outcome, Shard, TokenSet
from arende.ports.storage import Storage
from attrs import evolve

from .relay import Relay


def order_of(index: str) -> str:
    """The column that gives an index its order."""
    return next(i.columns[-1] for i in INDEXES if i.name == index)


class OrdersByStream(Relay):
    """The first page comes in the order of the streams."""

    BREAKS: ClassVar = {"STO-40", "STO-41", "STO-49"}

    def page(self, shard: Shard, r: IndexRange) -> Sequence[Head]:
        found = super().page(shard, r)
        return found if r.after or r.reverse else sorted(found, key=lambda h: h.stream)


class SkipsTies(Relay):
    """The next page begins after all that share the last value."""

    BREAKS: ClassVar = {"STO-41"}

    def page(self, shard: Shard, r: IndexRange) -> Sequence[Head]:
        if r.after and not r.reverse:
            return super().page(shard, evolve(r, after=(r.after[0], "\U0010ffff")))
        return super().page(shard, r)


class ReverseForgetsItsPlace(Relay):
    """Reading from the end always begins at the end."""

    BREAKS: ClassVar = {"STO-42"}

    def page(self, shard: Shard, r: IndexRange) -> Sequence[Head]:
        return super().page(shard, evolve(r, after=None) if r.reverse else r)


class HighInclusive(Relay):
    """`high` belongs to the range."""

    BREAKS: ClassVar = {"STO-43"}

    def page(self, shard: Shard, r: IndexRange) -> Sequence[Head]:
        return super().page(shard, evolve(r, high=r.high + 1) if isinstance(r.high, int) else r)


class PagesByOffset(Relay):
    """A page begins after as many rows as the pages before it held."""

    BREAKS: ClassVar = {"STO-44"}

    def __init__(self, inner: Storage) -> None:
        super().__init__(inner)
        self._place: dict[tuple[bool, str], int] = {}

    def page(self, shard: Shard, r: IndexRange) -> Sequence[Head]:
        offset = self._place.get((r.reverse, r.after[1]), 0) if r.after else 0
        found = super().page(shard, evolve(r, after=None, limit=offset + r.limit))[offset:]
        for number, head in enumerate(found):
            self._place[(r.reverse, head.stream)] = offset + number + 1
        return found


class NeverLeavesTheInbox(Relay):
    """What once stood in a partial index stays there."""

    BREAKS: ClassVar = {"STO-45"}

    def __init__(self, inner: Storage) -> None:
        super().__init__(inner)
        self._seen: dict[str, Head] = {}

    def page(self, shard: Shard, r: IndexRange) -> Sequence[Head]:
        found = super().page(shard, r)
        if r.index != "case_inbox":
            return found
        self._seen |= {h.stream: h for h in found}
        return list(self._seen.values())


class PrefixWithoutCase(Relay):
    """A prefix is compared without regard to capital letters."""

    BREAKS: ClassVar = {"STO-46"}

    def page(self, shard: Shard, r: IndexRange) -> Sequence[Head]:
        upper = tuple(p.upper() if isinstance(p, str) else p for p in r.prefix)
        found = super().page(shard, r)
        return found if upper == r.prefix else [*found, *super().page(shard, evolve(r, prefix=upper))]


Bound: TypeAlias = int | str | None


class Counts(Relay):
    """It counts up to another cap, or between other bounds."""

    def count(
        self, shard: Shard, index: str, prefix: tuple[int | str, ...], cap: int, low: Bound = None, high: Bound = None
    ) -> int:
        return super().count(shard, index, prefix, *self.counted(cap, low, high))

    def counted(self, cap: int, low: Bound, high: Bound) -> tuple[int, Bound, Bound]:
        """Up to where, and between what."""
        return cap, low, high


class CountsOn(Counts):
    """A count knows no cap."""

    BREAKS: ClassVar = {"STO-47", "STO-56"}

    def counted(self, cap: int, low: Bound, high: Bound) -> tuple[int, Bound, Bound]:
        return 10_000, low, high


class CountsBeyondBounds(Counts):
    """A count knows no bounds."""

    BREAKS: ClassVar = {"STO-56"}

    def counted(self, cap: int, low: Bound, high: Bound) -> tuple[int, Bound, Bound]:
        return cap, None, None


class CountsTheHighest(Counts):
    """A count holds what stands at its upper bound too."""

    BREAKS: ClassVar = {"STO-56"}

    def counted(self, cap: int, low: Bound, high: Bound) -> tuple[int, Bound, Bound]:
        return cap, low, high + 1 if isinstance(high, int) else high


class UnknownIsEmpty(Relay):
    """An index that does not exist is an empty one."""

    BREAKS: ClassVar = {"STO-48"}

    def page(self, shard: Shard, r: IndexRange) -> Sequence[Head]:
        try:
            return super().page(shard, r)
        except ValueError:
            return []


class OrdersAsPeopleDo(Relay):
    """Text is ordered without regard to capital letters."""

    BREAKS: ClassVar = {"STO-49"}

    def page(self, shard: Shard, r: IndexRange) -> Sequence[Head]:
        found = super().page(shard, r)
        column = order_of(r.index)
        if all(isinstance(h.columns.get(column), str) for h in found):
            return sorted(found, key=lambda h: str(h.columns.get(column)).casefold())
        return found


class ForgetsAnIndex(Relay):
    """One index was never made."""

    BREAKS: ClassVar = {"STO-55"}

    def page(self, shard: Shard, r: IndexRange) -> Sequence[Head]:
        return [] if r.index == INDEXES[-1].name else super().page(shard, r)


class AnyWord(Relay):
    """A search looks at its first word only."""

    BREAKS: ClassVar = {"STO-50"}

    def page_tokens(self, shard: Shard, words: Sequence[str], after: str | None, limit: int) -> Sequence[str]:
        return super().page_tokens(shard, words[:1], after, limit)


class AddsTokens(Relay):
    """A new token set is added to the old one."""

    BREAKS: ClassVar = {"STO-51"}

    def commit(self, group: Sequence[Append]) -> Sequence[Outcome]:
        return super().commit([evolve(a, tokens=tuple(self._both(a.shard, t) for t in a.tokens)) for a in group])

    def _both(self, shard: Shard, new: TokenSet) -> TokenSet:
        return evolve(new, tokens=tuple(sorted({*new.tokens, *self.inner.tokens(shard, new.stream)})))


class SearchForgetsItsPlace(Relay):
    """Every page of a search is the first."""

    BREAKS: ClassVar = {"STO-52"}

    def page_tokens(self, shard: Shard, words: Sequence[str], after: str | None, limit: int) -> Sequence[str]:
        return super().page_tokens(shard, words, None, limit)


class TakesWildcards(Relay):
    """A percent sign stands for anything."""

    BREAKS: ClassVar = {"STO-53"}

    def page_tokens(self, shard: Shard, words: Sequence[str], after: str | None, limit: int) -> Sequence[str]:
        return super().page_tokens(shard, [word.split("%")[0] for word in words], after, limit)


class ListsTokensBackwards(Relay):
    """The tokens of a stream come in the wrong order."""

    BREAKS: ClassVar = {"STO-54"}

    def tokens(self, shard: Shard, stream: str) -> Sequence[str]:
        return super().tokens(shard, stream)[::-1]


WRONG: tuple[type[Relay], ...] = (
    OrdersByStream,
    SkipsTies,
    ReverseForgetsItsPlace,
    HighInclusive,
    PagesByOffset,
    NeverLeavesTheInbox,
    PrefixWithoutCase,
    CountsOn,
    CountsBeyondBounds,
    CountsTheHighest,
    UnknownIsEmpty,
    OrdersAsPeopleDo,
    ForgetsAnIndex,
    AnyWord,
    AddsTokens,
    SearchForgetsItsPlace,
    TakesWildcards,
    ListsTokensBackwards,
)
