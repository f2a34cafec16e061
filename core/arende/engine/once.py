"""What has been used, remembered for all processes of one installation: an answer of a sign-in counts once.

Keys are kept as hashes, one small stream each, whose head is compared and set: the first one wins, wherever it runs.
"""

import orjson
from attrs import frozen

from ..ports.records import NEW, Append, Committed, Exactly, Head, Record, StreamWrite
from ..ports.storage import Storage, StorageError
from .shards import hashed, own_shard


@frozen
class OnceInStorage:
    """The `Once` that authenticators are handed (`arende.ports.auth`)."""

    storage: Storage

    def first_time(self, key: str, now: int, until: int) -> bool:
        """True for the first call with this key, False for every later one until `until` (microseconds UTC). Atomic.

        False, too, where storage cannot remember it: what may have been used is not used again.
        """
        try:
            return self.remember(hashed(key), now, until)
        except StorageError:
            return False

    def remember(self, digest: str, now: int, until: int) -> bool:
        shard, stream = own_shard(digest), f"once/{digest[:40]}"
        known = self.storage.heads(shard, [stream])[0]
        if known is not None and used_until(known) > now:
            return False
        version, body = 0 if known is None else known.version, orjson.dumps({"until": until})
        seq = version + 1
        record = Record(shard=shard, stream=stream, seq=seq, name="once.used", schema=1, body=body, at=now, first=None)
        write = StreamWrite(
            stream=stream,
            expected=Exactly(version) if version else NEW,
            records=(record,),
            head=Head(shard=shard, stream=stream, kind="once", version=seq, body=body, columns={}),
        )
        return isinstance(self.storage.commit([Append(shard=shard, writes=(write,))])[0], Committed)


def used_until(head: Head) -> int:
    """Until when it counts as used; what cannot be read counts as used for ever."""
    try:
        until = orjson.loads(head.body)["until"]
    except (KeyError, TypeError, ValueError):
        return 2**62
    return until if type(until) is int else 2**62
