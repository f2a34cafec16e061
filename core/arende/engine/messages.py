"""Finding the messages that a command refers to, in what its group has decided or in the stored thread.

Only commands that refer to a message come here (`messages_needed`); sending one does not.
"""

from collections.abc import Iterable, Mapping
from typing import Final

from ..domain.case.message import Message, message_among
from ..domain.events import MessageSent
from ..domain.ids import Ref
from ..ports.records import Shard
from ..ports.storage import Storage
from ..wire.names import EVENTS, stream_name
from ..wire.records import decode_event
from .load import Overlay

AT_A_TIME: Final = 200


def messages(storage: Storage, shard: Shard, ref: Ref, numbers: Iterable[int], seen: Overlay) -> Mapping[int, Message]:
    """Those of these numbers that are in the case's stream. Raises StorageError."""
    found = {number: message(storage, shard, ref, number, seen) for number in numbers}
    return {number: one for number, one in found.items() if one is not None}


def message(storage: Storage, shard: Shard, ref: Ref, number: int, seen: Overlay) -> Message | None:
    """The message of that number in the case's stream. Raises StorageError.

    Message n is no earlier than record n + 1, for the opening comes first: so much of the thread is never read.
    """
    found = message_among(seen.fresh.get(ref, ()), number)
    after, sent = number, EVENTS[MessageSent][0]
    while found is None and (records := storage.records(shard, stream_name(ref), after, AT_A_TIME)):
        found = message_among((decode_event(one) for one in records if one.name == sent), number)
        after = records[-1].seq
    return found
