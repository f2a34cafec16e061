"""Loading heads as state, over what has been decided already: the overlay that a group of commands works on."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Final

from attrs import field, frozen

from ..domain.events import Event
from ..domain.ids import Ref, shard_of
from ..domain.model import Nothing, State
from ..domain.text import readable
from ..ports.records import Shard
from ..ports.storage import Storage
from ..wire.heads import decode_state
from ..wire.names import stream_name

NOTHING: Final = Nothing()


@frozen
class Overlay:
    """Streams as they stand for a group or a question: as stored, then as decided. Version 0: it does not exist."""

    states: dict[Ref, State] = field(factory=dict)
    versions: dict[Ref, int] = field(factory=dict)
    fresh: dict[Ref, list[Event]] = field(factory=dict, repr=False)
    """What the group has decided, and no storage holds yet."""

    def put(self, ref: Ref, state: State, version: int) -> None:
        self.states[ref] = state
        self.versions[ref] = version


def load(storage: Storage, shard: Shard, refs: Iterable[Ref], into: Overlay) -> None:
    """Bring what is not there yet, by one call. What no provider of ours can have named does not exist."""
    near: list[Ref] = []
    for ref in {ref: None for ref in refs if ref not in into.states}:  # each once, in order
        if str(shard_of(ref.id)) == shard and readable(ref.id):
            near.append(ref)
        else:
            into.put(ref, NOTHING, 0)
    if not near:
        return
    for ref, head in zip(near, storage.heads(shard, [stream_name(ref) for ref in near]), strict=True):
        if head is None:
            into.put(ref, NOTHING, 0)
        else:
            into.put(ref, decode_state(head), head.version)


def gather(
    storage: Storage, shard: Shard, needs: Callable[[Mapping[Ref, State]], Sequence[Ref]], into: Overlay
) -> Sequence[Ref]:
    """Ask what is needed until nothing new is named (some neighbours are known only through others), and bring it."""
    while True:
        named = needs(into.states)
        missing = [ref for ref in named if ref not in into.states]
        if not missing:
            return named
        load(storage, shard, missing, into)
