"""Which shards are care providers, and which are the shell's own: what is signed in and what has been used. No I/O.

A sign-in belongs to no provider until someone has chosen an assignment, so sign-ins are sharded by the hash of their
token. The sign «~» stands in no provider's id, so the two can never meet; whoever goes through all data asks here.
"""

from collections.abc import Sequence
from hashlib import sha256
from typing import Final

from ..ports.records import Shard
from ..ports.storage import Storage

OWN: Final = "~s"
ALL: Final = tuple(Shard(f"{OWN}{digit}") for digit in "0123456789abcdef")
"""The shell's own shards."""


def is_provider(shard: Shard) -> bool:
    """Whether it is a care provider's."""
    return not shard.startswith("~")


def providers(storage: Storage) -> Sequence[Shard]:
    """Every care provider that holds anything, in order. Raises StorageError."""
    return [shard for shard in storage.shards() if is_provider(shard)]


def hashed(text: str) -> str:
    """SHA-256 in hexadecimal. What is hashed is random or an id, so it needs no salt."""
    return sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def own_shard(digest: str) -> Shard:
    """The shard of what has that hash."""
    return Shard(f"{OWN}{digest[0]}")
