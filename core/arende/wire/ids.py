"""Ids: fresh ones for commands, derived ones for what a command makes, and parts of the outbox. No id is looked up."""

import re
from hashlib import sha256
from typing import Final
from zlib import crc32

UUID7: Final = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}", re.ASCII | re.I)
VARIANT: Final = "89ab"


def fresh() -> str:
    """A new UUIDv7 as text, for a command whose caller gave no id. The one place in this room that is not pure."""
    from uuid_utils import uuid7

    return str(uuid7())


def derive(command_id: str) -> str:
    """The local part of the id of what a command makes: a UUID (version 8), always the same for the same command.

    The time prefix of a UUIDv7 is kept, for neighbours in time are then neighbours in the index; the rest is SHA-256.
    """
    # A caller may hand in any text; what UTF-8 cannot hold must still have an id, for refusing comes later.
    hexes = sha256(command_id.encode("utf-8", "surrogatepass")).hexdigest()
    head = (command_id[:8] + command_id[9:13]).lower() if UUID7.fullmatch(command_id) else hexes[20:32]
    return f"{head[:8]}-{head[8:]}-8{hexes[:3]}-{VARIANT[int(hexes[3], 16) & 3]}{hexes[4:7]}-{hexes[7:19]}"


def part_of(stream: str, parts: int = 16) -> int:
    """The part of the outbox that a stream's effects wait in, from 0; the same in every process, for ever."""
    return crc32(stream.encode("utf-8", "surrogatepass")) % parts
