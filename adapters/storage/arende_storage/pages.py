"""The statements by which lists are read: one for each index and each pair of bounds, made once. Runs nothing.

Parameters are written `?`; an engine that marks them otherwise says how.
"""

# ruff: noqa: S608 (all that is built in is our own names and the table prefix, which the adapters' `url` has checked)

from collections.abc import Callable, Mapping
from typing import Final, Literal, TypeAlias

from arende.ports.indexes import INDEXES, Index, IndexRange
from attrs import frozen

from .rows import HEAD
from .schema import list_condition, list_index
from .shapes import narrowed

Bound: TypeAlias = Literal["none", "value", "row"]
"""How a page is bounded at one end: not at all, by a value of the order column, or by a row of the page before."""

Parameter: TypeAlias = int | str
Key: TypeAlias = tuple[str, Bound, Bound, bool]
CountKey: TypeAlias = tuple[str, Bound, Bound]


@frozen
class Pages:
    """Statements of the pages, by index, bounds and direction; and of the capped counts, by index and bounds."""

    texts: Mapping[Key, str]
    counts: Mapping[CountKey, str]

    def statement(self, r: IndexRange) -> tuple[str, tuple[Parameter, ...]]:
        """The statement of a page, and the parameters between the shard and the limit."""
        n = narrowed(r)
        low: Bound = "none" if n.low is None else "value"
        high: Bound = "none" if n.high is None else "value"
        lower: tuple[Parameter, ...] = () if n.low is None else (n.low,)
        upper: tuple[Parameter, ...] = () if n.high is None else (n.high,)
        if n.after is not None and n.reverse:
            high, upper = "row", n.after
        elif n.after is not None:
            low, lower = "row", n.after
        return self.texts[n.index, low, high, n.reverse], (*n.prefix, *lower, *upper)

    def count(self, r: IndexRange) -> tuple[str, tuple[Parameter, ...]]:
        """The statement of a count within the bounds of a range, and the parameters between the shard and the cap."""
        text = self.counts[r.index, "none" if r.low is None else "value", "none" if r.high is None else "value"]
        return text, (*r.prefix, *(bound for bound in (r.low, r.high) if bound is not None))


def pages(prefix: str, hint: str = "", marked: Callable[[str], str] = str) -> Pages:
    """All of them, for tables whose names begin with `prefix`.

    `hint` stands before the index's name, where the engine can be told by which index to go; `marked` turns `?` into
    the engine's own marks.
    """
    texts: dict[Key, str] = {}
    counts: dict[CountKey, str] = {}
    for index in INDEXES:
        for low, high, reverse in _FORMS:
            texts[index.name, low, high, reverse] = marked(_page(index, prefix, hint, low, high, reverse))
            if not reverse and low != "row":
                counts[index.name, low, high] = marked(_count(index, prefix, hint, low, high))
    return Pages(texts, counts)


_FORMS: Final[tuple[tuple[Bound, Bound, bool], ...]] = (
    ("none", "none", False),
    ("none", "value", False),
    ("value", "none", False),
    ("value", "value", False),
    ("row", "none", False),
    ("row", "value", False),
    ("none", "none", True),
    ("none", "value", True),
    ("value", "none", True),
    ("value", "value", True),
    ("none", "row", True),
    ("value", "row", True),
)


def _source(index: Index, prefix: str, hint: str) -> str:
    equal = "".join(f" AND {column} = ?" for column in index.columns[:-1])
    by = f" {hint} {prefix}{list_index(index).name}" if hint else ""
    return f"FROM {prefix}heads{by} WHERE shard = ? AND {list_condition(index)}{equal}"


def _page(index: Index, prefix: str, hint: str, low: Bound, high: Bound, reverse: bool) -> str:
    order, way = index.columns[-1], " DESC" if reverse else ""
    within = _bounds(order, low, high)
    return f"SELECT {HEAD} {_source(index, prefix, hint)}{within} ORDER BY {order}{way}, stream{way} LIMIT ?"


def _bounds(order: str, low: Bound, high: Bound) -> str:
    lower = {"none": "", "value": f" AND {order} >= ?", "row": f" AND ({order}, stream) > (?, ?)"}[low]
    upper = {"none": "", "value": f" AND {order} < ?", "row": f" AND ({order}, stream) < (?, ?)"}[high]
    return lower + upper


def _count(index: Index, prefix: str, hint: str, low: Bound, high: Bound) -> str:
    # In order, though it is only counted: so that an engine goes by the index that gives this order.
    order = index.columns[-1]
    counted = f"SELECT 1 {_source(index, prefix, hint)}{_bounds(order, low, high)} ORDER BY {order}, stream LIMIT ?"
    return f"SELECT count(*) FROM ({counted}) counted"
