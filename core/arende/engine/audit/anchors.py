"""An anchor in a file: a line for each head of a chain, only ever added to. It belongs on another machine's disk."""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from attrs import frozen

from ...ports.anchor import AnchorError, ChainHead
from ...ports.records import Shard

FIELDS: Final = 5


@frozen
class FileAnchor:
    """Lines of time (µs UTC), shard, stream, number and HMAC, with tabs between them."""

    path: Path

    def tell(self, head: ChainHead) -> None:
        line = f"{head.at}\t{head.shard}\t{head.stream}\t{head.seq}\t{head.hmac}\n"
        try:
            handle = os.open(self.path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
            with os.fdopen(handle, "wb") as file:
                file.write(line.encode("utf-8"))
                file.flush()
                os.fsync(file.fileno())
        except OSError:
            raise AnchorError(
                f"Ankarfilen {self.path} går inte att skriva: kontrollera plats och rättigheter."
            ) from None

    def told(self) -> Iterator[ChainHead]:
        try:
            with self.path.open(encoding="utf-8") as file:
                for number, line in enumerate(file, start=1):
                    yield self.read(line.rstrip("\n").split("\t"), number)
        except FileNotFoundError:
            raise AnchorError(f"Ankarfilen {self.path} finns inte: ange var den ligger.") from None
        except (OSError, UnicodeDecodeError):
            raise AnchorError(f"Ankarfilen {self.path} går inte att läsa: kontrollera den.") from None

    def read(self, parts: list[str], number: int) -> ChainHead:
        whole = len(parts) == FIELDS and parts[0].isdecimal() and parts[3].isdecimal()
        if not whole:
            raise AnchorError(f"Rad {number} i ankarfilen {self.path} är inte en rad av vår form: filen är ändrad.")
        at, shard, stream, seq, hmac = parts
        return ChainHead(at=int(at), shard=Shard(shard), stream=stream, seq=int(seq), hmac=hmac)
