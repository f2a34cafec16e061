"""A seal: a record that names what it covers and carries an HMAC over that and the seal before it. Reads nothing."""

import hmac
from collections.abc import Mapping
from hashlib import sha256
from typing import Final

import orjson
from attrs import frozen

from ...ports.records import NEW, Append, Exactly, Head, Record, Shard, StreamWrite
from .content import SEAL_STREAM, Item
from .keys import Keyring

NAME: Final = "audit.sealed"
SCHEMA: Final = 1
KIND: Final = "seal"
START: Final = "0" * 64
"""What stands for the HMAC before the first seal."""


@frozen(kw_only=True)
class Seal:
    """One link of a chain."""

    seq: int
    at: int
    key: str
    prev: str
    items: tuple[tuple[str, str], ...]
    """(key, digest) of each thing it covers."""
    upto: tuple[int, int]
    """How far entries and records had been gone through by then, in µs; it never goes back."""
    hmac: str


class BrokenSeal(Exception):
    """A record of the chain that is no seal of ours."""


def sealed(
    keys: Keyring, shard: Shard, seq: int, at: int, prev: str, items: tuple[Item, ...], upto: tuple[int, int]
) -> Seal:
    """The next link."""
    pairs = tuple((item.key, item.digest) for item in items)
    bare = Seal(seq=seq, at=at, key=keys.current, prev=prev, items=pairs, upto=upto, hmac="")
    return Seal(
        seq=seq,
        at=at,
        key=bare.key,
        prev=prev,
        items=pairs,
        upto=upto,
        hmac=hmac_of(keys.known[keys.current], shard, bare),
    )


def hmac_of(key: bytes, shard: Shard, seal: Seal) -> str:
    """Over the seal before, the number, and all that this one says, for this shard's chain and no other."""
    said = [shard, SEAL_STREAM, seal.prev, seal.seq, seal.at, seal.key, seal.upto, seal.items]
    return hmac.new(key, orjson.dumps(said), sha256).hexdigest()


def right(known: Mapping[str, bytes], shard: Shard, seal: Seal) -> bool:
    """Whether the seal is what its key's holder made. KeyError where the key is not known."""
    return hmac.compare_digest(hmac_of(known[seal.key], shard, seal), seal.hmac)


def append(shard: Shard, seal: Seal) -> Append:
    """Written only where the chain still stands at the seal before: two sealers cannot both extend it."""
    body = orjson.dumps({"key": seal.key, "prev": seal.prev, "items": seal.items, "upto": seal.upto, "hmac": seal.hmac})
    record = Record(
        shard=shard, stream=SEAL_STREAM, seq=seal.seq, name=NAME, schema=SCHEMA, body=body, at=seal.at, first=None
    )
    write = StreamWrite(
        stream=SEAL_STREAM,
        expected=NEW if seal.seq == 1 else Exactly(seal.seq - 1),
        records=(record,),
        head=Head(shard=shard, stream=SEAL_STREAM, kind=KIND, version=seal.seq, body=b"{}", columns={}),
    )
    return Append(shard=shard, writes=(write,))


def read_seal(record: Record) -> Seal:
    """What the record says. Raises BrokenSeal; whether it is true is for `right`."""
    try:
        plain = orjson.loads(record.body)
        items = tuple((text(key), text(digest)) for key, digest in plain["items"])
        entries, records = plain["upto"]
        seal = Seal(
            seq=record.seq,
            at=record.at,
            key=text(plain["key"]),
            prev=text(plain["prev"]),
            items=items,
            upto=(number(entries), number(records)),
            hmac=text(plain["hmac"]),
        )
    except (ValueError, TypeError, KeyError):
        raise BrokenSeal from None
    if (record.name, record.schema, record.first) != (NAME, SCHEMA, None):
        raise BrokenSeal
    return seal


def text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError
    return value


def number(value: object) -> int:
    if not isinstance(value, int):
        raise TypeError
    return value
