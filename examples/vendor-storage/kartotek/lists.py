"""The order and the bounds of lists of heads, by the table of indexes. Pure: nothing is read here."""

from collections.abc import Iterable

from arende.ports.indexes import INDEXES, Index, IndexRange
from arende.ports.records import Head


def listed(heads: Iterable[Head], r: IndexRange) -> list[Head]:
    """A page of them. ValueError for an index that is none, or a prefix of another length."""
    index = next((index for index in INDEXES if index.name == r.index), None)
    if index is None or len(r.prefix) != len(index.columns) - 1:
        raise ValueError("there is no such index, or its prefix has another length")
    places = [(value, head.stream, head) for head in heads for value in _value(index, r.prefix, head)]
    within = [(value, stream, head) for value, stream, head in places if _within(r, value, stream)]
    within.sort(key=lambda place: place[:2], reverse=r.reverse)
    return [head for *_, head in within[: max(r.limit, 0)]]


def _value(index: Index, prefix: tuple[int | str, ...], head: Head) -> list[int | str]:
    """What it is sorted by, if it stands under the prefix in the index."""
    *equal, order = index.columns
    value = head.columns.get(order)
    whole = index.where is None or head.columns.get(index.where) is not None
    stands = head.kind == index.kind and whole and tuple(head.columns.get(name) for name in equal) == prefix
    return [value] if stands and value is not None else []


def _within(r: IndexRange, value: int | str, stream: str) -> bool:
    if r.after is not None and not ((value, stream) < r.after if r.reverse else (value, stream) > r.after):
        return False
    return not (r.low is not None and _less(value, r.low)) and (r.high is None or _less(value, r.high))


def _less(a: int | str, b: int | str) -> bool:
    if isinstance(a, str) and isinstance(b, str):
        return a < b
    if isinstance(a, int) and isinstance(b, int):
        return a < b
    raise ValueError("a bound has another type than the column")
