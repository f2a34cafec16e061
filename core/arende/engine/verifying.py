"""Replay against what is kept: heads, columns and tokens must be what the records say, or are made so again."""

from collections.abc import Callable, Iterator, Sequence
from typing import Final

from attrs import frozen

from ..domain.evolve import evolve
from ..domain.model import State, initial
from ..ports.records import Head, Shard
from ..ports.storage import Storage
from ..views.fold import tokens
from ..wire.records import BrokenRecord, UnknownRecord, decode_event
from .appends import head
from .audit.lines import APART
from .shards import providers

AT_A_TIME: Final = 500


@frozen(kw_only=True)
class Fault:
    """A stream whose cache is not what its records say, or whose records are broken."""

    shard: str
    stream: str
    what: str


@frozen(kw_only=True)
class Verified:
    streams: int
    records: int
    faults: tuple[Fault, ...]


def verify(storage: Storage, progress: Callable[[int], None] = lambda _: None) -> Verified:
    """Look at every stream of every provider. Raises StorageError."""
    count = records = 0
    faults: list[Fault] = []
    for shard, stream in every_stream(storage):
        count += 1
        kept = storage.heads(shard, [stream])[0]
        try:
            state, version = replay(storage, shard, stream)
            made = head(shard, stream, state, version)
        except (ValueError, UnknownRecord, BrokenRecord) as error:
            faults.append(Fault(shard=shard, stream=stream, what=f"records: {type(error).__name__}"))
            continue
        records += version
        found = differences(kept, made, storage.tokens(shard, stream), tokens(state) or ())
        faults += [Fault(shard=shard, stream=stream, what=what) for what in found]
        progress(count)
    return Verified(streams=count, records=records, faults=tuple(faults))


def rebuild(storage: Storage, progress: Callable[[int], None] = lambda _: None) -> int:
    """Make every head, its columns and its tokens anew from the records; how many. A stream in use is taken again."""
    count = 0
    for shard, stream in every_stream(storage):
        while True:
            state, version = replay(storage, shard, stream)
            made = head(shard, stream, state, version)
            if storage.rebuild(shard, version, made, tokens(state) or ()):
                break
        count += 1
        progress(count)
    return count


def every_stream(storage: Storage) -> Iterator[tuple[Shard, str]]:
    for shard in providers(storage):
        after: str | None = None
        while names := storage.streams(shard, after, AT_A_TIME):
            yield from ((shard, name) for name in names if name.partition("/")[0] not in APART)
            after = names[-1]


def replay(storage: Storage, shard: Shard, stream: str) -> tuple[State, int]:
    """The state that the records give, and its version. Gaps in their numbers are a ValueError."""
    state: State = initial()
    version = 0
    while records := storage.records(shard, stream, version, AT_A_TIME):
        for record in records:
            if record.seq != version + 1:
                raise ValueError("a gap between records")
            state, version = evolve(state, decode_event(record)), record.seq
    return state, version


def differences(
    kept: Head | None, wanted: Head, kept_tokens: Sequence[str], wanted_tokens: Sequence[str]
) -> Iterator[str]:
    """How what is kept differs from what the records say."""
    if kept is None:
        yield "the head is missing"
        return
    if kept.version != wanted.version:
        yield "the head's version"
    if kept.body != wanted.body:
        yield "the head's state"
    if present(kept) != present(wanted) or kept.kind != wanted.kind:
        yield "the indexed columns"
    if sorted(kept_tokens) != sorted(wanted_tokens):
        yield "the search tokens"


def present(head: Head) -> dict[str, int | str]:
    return {name: value for name, value in head.columns.items() if value is not None}
