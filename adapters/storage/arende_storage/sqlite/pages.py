"""The statements by which lists are read: one for each index and each pair of bounds, made once. Runs nothing.

Each names its index, so no statistics and no planner's guess can turn a page into a search through the table.
"""

# ruff: noqa: S608 (all that is built in is our own names and the table prefix, which `url.place` has checked)

from collections.abc import Mapping
from typing import Final, Literal, TypeAlias

from arende.ports.indexes import INDEXES, Index, IndexRange
from attrs import frozen

from ..schema import list_condition, list_index
from ..shapes import narrowed
from .sql import HEAD

Bound: TypeAlias = Literal["none", "value", "row"]
"""How a page is bounded at one end: not at all, by a value of the order column, or by a row of the page before."""

Parameter: TypeAlias = int | str
Key: TypeAlias = tuple[str, Bound, Bound, bool]


@frozen
class Pages:
    """Statements of the pages, by index, bounds and direction; and of the capped counts, by index."""

    texts: Mapping[Key, str]
    counts: Mapping[str, str]

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


def pages(prefix: str) -> Pages:
    """All of them, for tables whose names begin with `prefix`."""
    texts: dict[Key, str] = {}
    for index in INDEXES:
        for low, high, reverse in _FORMS:
            texts[index.name, low, high, reverse] = _page(index, prefix, low, high, reverse)
    return Pages(texts, {index.name: _count(index, prefix) for index in INDEXES})


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


def _source(index: Index, prefix: str) -> str:
    equal = "".join(f" AND {column} = ?" for column in index.columns[:-1])
    name = f"{prefix}{list_index(index).name}"
    return f"FROM {prefix}heads INDEXED BY {name} WHERE shard = ? AND {list_condition(index)}{equal}"


def _page(index: Index, prefix: str, low: Bound, high: Bound, reverse: bool) -> str:
    order = index.columns[-1]
    lower = {"none": "", "value": f" AND {order} >= ?", "row": f" AND ({order}, stream) > (?, ?)"}[low]
    upper = {"none": "", "value": f" AND {order} < ?", "row": f" AND ({order}, stream) < (?, ?)"}[high]
    way = " DESC" if reverse else ""
    return f"SELECT {HEAD} {_source(index, prefix)}{lower}{upper} ORDER BY {order}{way}, stream{way} LIMIT ?"


def _count(index: Index, prefix: str) -> str:
    return f"SELECT count(*) FROM (SELECT 1 {_source(index, prefix)} LIMIT ?)"
