"""The search by tokens: streams that have, for every word, a token that begins with it. Reads only.

The rarest word leads: its tokens are read by range and each stream is looked up for the other words. Where even the
rarest is common, streams are gone through in their order instead, for a page of them is then soon full.
"""

# ruff: noqa: S608 (all that is built in is our own names and the table prefix, which `url.place` has checked)

from collections.abc import Sequence
from typing import Final, TypeAlias

from arende.ports.records import Shard

from ..shapes import after_prefix, following
from .connections import Cursor

_COMMON: Final = 5000
"""Tokens above which a word is common."""

_Range: TypeAlias = tuple[str, str | None]


def page_tokens(c: Cursor, prefix: str, shard: Shard, words: Sequence[str], after: str | None, limit: int) -> list[str]:
    ranges: list[_Range] = [(word, after_prefix(word)) for word in dict.fromkeys(words) if word]
    if not ranges or limit <= 0:
        return []
    sizes = [_size(c, prefix, shard, r) for r in ranges] if len(ranges) > 1 else [0]
    ranges.insert(0, ranges.pop(sizes.index(min(sizes))))
    given: list[str | int] = [shard, following(after), limit]
    first = _between("t", ranges[0], given)
    # A common word's streams are walked in their order; a rare one's few tokens are collected, then sorted.
    common = min(sizes) >= _COMMON if len(ranges) > 1 else _size(c, prefix, shard, ranges[0]) >= _COMMON
    others = "".join(
        f" AND EXISTS (SELECT 1 FROM {prefix}tokens o WHERE o.shard = $1 AND o.stream = t.stream "
        f"AND {_between('o', r, given)})"
        for r in ranges[1:]
    )
    text = (
        f"WITH t AS {'NOT ' if common else ''}MATERIALIZED (SELECT stream FROM {prefix}tokens t WHERE t.shard = $1 "
        f"AND {first} AND t.stream >= $2) SELECT DISTINCT t.stream FROM t WHERE true{others} ORDER BY t.stream LIMIT $3"
    )
    found: list[tuple[str]] = c.execute(text.encode(), given).fetchall()
    return [stream for (stream,) in found]


def _size(c: Cursor, prefix: str, shard: Shard, r: _Range) -> int:
    given: list[str | int] = [shard, _COMMON]
    within = _between("t", r, given)
    text = f"SELECT count(*) FROM (SELECT 1 FROM {prefix}tokens t WHERE t.shard = $1 AND {within} LIMIT $2) counted"
    row: tuple[int] | None = c.execute(text.encode(), given).fetchone()
    return 0 if row is None else row[0]


def _between(table: str, r: _Range, given: list[str | int]) -> str:
    """The condition on a token; its bounds are added to what is given."""
    given.append(r[0])
    low = f"{table}.token >= ${len(given)}"
    if r[1] is None:
        return low
    given.append(r[1])
    return f"{low} AND {table}.token < ${len(given)}"
