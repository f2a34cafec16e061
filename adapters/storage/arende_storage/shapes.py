"""What is well-formed, before anything is written or read: appends, ranges, prefixes. No SQL and no I/O.

A malformed append is a mistake of the caller's code, so it is a ValueError and never an outcome.
"""

from collections.abc import Sequence
from typing import Final

from arende.ports.indexes import COLUMNS, INDEXES, Index, IndexRange
from arende.ports.records import Append, Exactly, Shard, StreamWrite

COLUMN_NAMES: Final = tuple(name for name, _ in COLUMNS)
_KNOWN_COLUMNS: Final = frozenset(COLUMN_NAMES)
_BY_NAME: Final = {index.name: index for index in INDEXES}
_LAST_CODE_POINT: Final = 0x10FFFF
_SURROGATES: Final = range(0xD800, 0xE000)


def command_ids(group: Sequence[Append]) -> list[str | None]:
    """The command id of each append; ValueError where the group is not what `Storage.commit` may be given."""
    shard = group[0].shard
    return [_command_id(append, shard) for append in group]


def _command_id(append: Append, shard: Shard) -> str | None:
    if append.shard != shard:
        raise ValueError("a group holds appends of one shard only")
    carried = [entry.command.command_id for entry in append.access if entry.command is not None]
    for write in append.writes:
        _check_write(write, shard)
        carried += [record.first.command_id for record in write.records if record.first is not None]
    if len(append.writes) > 1 and len({write.stream for write in append.writes}) != len(append.writes):
        raise ValueError("an append writes each stream once")
    for item in append.outbox:
        if item.shard != shard:
            raise ValueError("an outbox item belongs to the shard of its append")
    if len(carried) > 1:
        raise ValueError("one record or one access entry carries the command, and no other")
    if append.mark is None:
        return carried[0] if carried else None
    if carried and carried[0] != append.mark.command_id:
        raise ValueError("what carries the command has another id than the append's mark")
    return append.mark.command_id


def _check_write(write: StreamWrite, shard: Shard) -> None:
    stream, head, seq = write.stream, write.head, base(write)
    for record in write.records:
        seq += 1
        if record.seq != seq or record.stream != stream or record.shard != shard:
            raise ValueError("records follow the expected version without gaps, in the stream of their write")
    if seq < 1:
        raise ValueError("a stream begins with a record")
    if head.version != seq or head.stream != stream or head.shard != shard:
        raise ValueError("the head stands at the last record of its own stream")
    if not head.columns.keys() <= _KNOWN_COLUMNS:
        raise ValueError("a head carries only the columns of arende.ports.indexes.COLUMNS")


def base(write: StreamWrite) -> int:
    """The version a write expects; 0 stands for a stream that does not exist."""
    return write.expected.version if isinstance(write.expected, Exactly) else 0


def index_named(name: str, prefix: tuple[int | str, ...]) -> Index:
    """The index of that name; ValueError where there is none or the prefix has another length."""
    index = _BY_NAME.get(name)
    if index is None:
        raise ValueError(f"there is no index «{name}»")
    if len(prefix) != len(index.columns) - 1:
        raise ValueError(f"the index «{name}» takes a prefix of {len(index.columns) - 1} values, not {len(prefix)}")
    return index


def narrowed(r: IndexRange) -> IndexRange:
    """The same page with one bound at each end: `after` or `low` (reversed: `high`), whichever is the tighter.

    Two bounds at one end would let a query planner start at the looser one and read past all earlier pages.
    """
    if r.after is None:
        return r
    value, stream = r.after
    low, high = r.low, r.high
    if r.reverse:
        if high is not None and not less(value, high):
            return IndexRange(index=r.index, prefix=r.prefix, limit=r.limit, low=low, high=high, reverse=True)
        high = None
    else:
        if low is not None and less(value, low):
            return IndexRange(index=r.index, prefix=r.prefix, limit=r.limit, low=low, high=high)
        low = None
    return IndexRange(
        index=r.index, prefix=r.prefix, limit=r.limit, after=(value, stream), low=low, high=high, reverse=r.reverse
    )


def less(a: int | str, b: int | str) -> bool:
    """Whether a value of a column comes before another of the same."""
    if isinstance(a, str) and isinstance(b, str):
        return a < b
    if isinstance(a, int) and isinstance(b, int):
        return a < b
    raise ValueError("the bounds of a range are of one type: that of the index's last column")


def after_prefix(word: str) -> str | None:
    """The least text that is greater than every text beginning with `word`; None where there is no such text."""
    while word:
        last = ord(word[-1]) + 1
        word = word[:-1]
        if last in _SURROGATES:
            last = _SURROGATES.stop
        if last <= _LAST_CODE_POINT:
            return word + chr(last)
    return None


def following(after: str | None) -> str:
    """The least text that comes after `after` (text holds no NUL), so that one `>=` serves first and later pages."""
    return "" if after is None else f"{after}\x01"
