"""A person's hand on the outbox, as the body of an outbox item of its own: it waits for whoever holds the part."""

from typing import Final

import orjson
from attrs import field, frozen

from .converter import WireError, structure, unstructure
from .outbox import UnknownEffect

HAND: Final = "hand"


@frozen(kw_only=True)
class Hand:
    """What is to become of another item of the same part: tried now, or dropped, with the reason."""

    item: str
    drop: bool
    reason: str = field(default="", repr=False)


def hand_bytes(hand: Hand) -> bytes:
    return orjson.dumps(unstructure(hand))


def hand_from(body: bytes) -> Hand:
    """Raises UnknownEffect."""
    try:
        return structure(orjson.loads(body), Hand)
    except (ValueError, WireError):
        raise UnknownEffect("A hand on the outbox cannot be read: install the version that wrote it.") from None
