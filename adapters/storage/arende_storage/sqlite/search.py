"""The search by tokens: streams that have, for every word, a token that begins with it. Reads only.

The rarest word leads: its tokens are read by range and each stream is looked up for the other words. Where even the
rarest is common, streams are gone through in their order instead, for a page of them is then soon full.
"""

# ruff: noqa: S608 (all that is built in is our own names and the table prefix, which `url.place` has checked)

import sqlite3
from collections.abc import Sequence
from typing import Final, TypeAlias

from arende.ports.records import Shard

from ..shapes import after_prefix, following

_COMMON: Final = 3000
"""Tokens from which a word is common. At 250,000 streams of four tokens both ways cost the same few ms around here."""

_NEVER: Final = 2**62

Range: TypeAlias = tuple[str, str | None]
"""From a token, inclusive, to another, exclusive; None for no end."""


def page_tokens(
    c: sqlite3.Connection, prefix: str, shard: Shard, words: Sequence[str], after: str | None, limit: int
) -> list[str]:
    ranges: list[Range] = [(word, after_prefix(word)) for word in dict.fromkeys(words) if word]
    if not ranges or limit <= 0:
        return []
    sizes = [_size(c, prefix, shard, r) for r in ranges]
    leading = sizes.index(min(sizes))
    common = sizes[leading] >= _COMMON
    ranges.insert(0, ranges.pop(leading))
    parameters: list[str | int] = [shard, *_bounds(ranges[0]), following(after)]
    for r in ranges[1:]:
        parameters += _bounds(r)
    found: list[tuple[str]] = c.execute(statement(prefix, ranges, common), (*parameters, limit)).fetchall()
    return [stream for (stream,) in found]


def statement(prefix: str, ranges: Sequence[Range], common: bool) -> str:
    """The search for ranges of tokens, the leading one first; its bounds, `after`, the others' bounds, the limit."""
    first = _between(ranges[0])
    if common:
        source = f"{prefix}tokens t INDEXED BY {prefix}tokens_stream WHERE t.shard = ? AND {first} AND t.stream >= ?"
    else:
        # The limit, which none reaches, keeps the planner from merging the inner query and reading by stream after all.
        inner = f"SELECT t.shard, t.stream FROM {prefix}tokens t WHERE t.shard = ? AND {first} LIMIT {_NEVER}"
        source = f"({inner}) t WHERE t.stream >= ?"
    others = "".join(
        f" AND EXISTS (SELECT 1 FROM {prefix}tokens o INDEXED BY {prefix}tokens_stream "
        f"WHERE o.shard = t.shard AND o.stream = t.stream AND {_between(r)})"
        for r in ranges[1:]
    )
    return f"SELECT DISTINCT t.stream FROM {source}{others} ORDER BY t.stream LIMIT ?"


def _size(c: sqlite3.Connection, prefix: str, shard: Shard, r: Range) -> int:
    tokens = f"SELECT 1 FROM {prefix}tokens WHERE shard = ? AND {_between(r)} LIMIT ?"
    row: tuple[int] = c.execute(f"SELECT count(*) FROM ({tokens})", (shard, *_bounds(r), _COMMON)).fetchone()
    return row[0]


def _between(r: Range) -> str:
    """The innermost table's tokens within the range."""
    return "token >= ?" if r[1] is None else "token >= ? AND token < ?"


def _bounds(r: Range) -> list[str]:
    return [r[0]] if r[1] is None else [r[0], r[1]]
