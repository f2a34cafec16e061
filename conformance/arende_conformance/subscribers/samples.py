"""Invented records that the subscriber clauses tell of: of a case, with a text that nobody else may see."""

from collections.abc import Sequence
from typing import Final

from arende.ports.records import Record, Shard

from ..samples import mark

PROVIDER: Final = Shard("SE2321000016-1001")
STREAM: Final = "case/7f3a"
OTHER: Final = "case/81bc"
T0: Final = 1_795_352_700_000_000
TEXT: Final = "Hur mår Elsa Provdotter? 🙂"
NUMBER: Final = "201802142396"
PERSONAL: Final = (TEXT, "Elsa", "Provdotter", NUMBER)
"""Of this nothing may be shown."""
NAMES: Final = ("case.opened", "case.message_sent")
SOME_DAY: Final = "case.seen_by_the_moon"
"""A name that a later version may have."""


def record(
    seq: int, *, stream: str = STREAM, name: str = "case.message_sent", body: bytes | None = None, schema: int = 1
) -> Record:
    """A record by a command of its own."""
    told = f'{{"text": "{TEXT}", "identifier": "{NUMBER}"}}'.encode() if body is None else body
    first = mark(f"command-{stream}-{seq}")
    return Record(shard=PROVIDER, stream=stream, seq=seq, name=name, schema=schema, at=T0 + seq, first=first, body=told)


SENT: Final = tuple(record(seq, name=NAMES[min(seq, 2) - 1]) for seq in (1, 2, 3))
"""Three records of one command and stream."""
AFTER: Final = (record(4),)
ELSEWHERE: Final = (record(1, stream=OTHER), record(2, stream=OTHER))


def places(records: Sequence[Record]) -> list[tuple[str, int]]:
    """Stream and number of each."""
    return [(one.stream, one.seq) for one in records]
