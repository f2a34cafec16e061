"""Exporters that are paused (B22): what is to go to them waits, and nothing is lost. Durable, for every process.

A pause is a plain row of each care provider, by the exporter's name, and in its access log as an act of whoever set it.
"""

from datetime import datetime, timedelta
from typing import Final

from attrs import frozen
from returns.result import Failure, Result, Success

from ..domain.actor import Operator, name_of, purpose_of
from ..domain.refusals import ExporterUnknown, Refusal, Unavailable
from ..ports.records import AccessEntry, Append, PlainRow, Shard
from ..ports.storage import Storage, StorageError
from ..ports.times import to_micros
from ..wire.ids import fresh
from .shards import providers
from .system import Clock

PAUSED: Final = "export_paused"  # key: empty; sub: the exporter
AT_A_TIME: Final = 100
LOOK_AGAIN: Final = timedelta(minutes=1)
"""How often what waits for a paused exporter asks whether it may go: so long after the pause it may still wait."""


@frozen(kw_only=True)
class Pausing:
    """`engine.pausing`."""

    storage: Storage
    clock: Clock
    exporters: frozenset[str]
    """Those of the settings."""

    def pause(self, exporter: str, by: Operator) -> Result[int, Refusal]:
        """Let nothing go to it, for any care provider that there is; for how many."""
        if exporter not in self.exporters:
            return Failure(ExporterUnknown())
        return self.written(exporter, by, paused=True)

    def resume(self, exporter: str, by: Operator) -> Result[int, Refusal]:
        """Let it go again. Also for one that is no longer in the settings."""
        return self.written(exporter, by, paused=False)

    def written(self, exporter: str, by: Operator, *, paused: bool) -> Result[int, Refusal]:
        count = 0
        try:
            for shard in providers(self.storage):
                if self.is_paused(shard, exporter) is not paused:
                    self.storage.commit([self.append(shard, exporter, by, paused=paused)])
                    count += 1
        except StorageError as error:
            return Failure(Unavailable(str(error)))
        return Success(count)

    def append(self, shard: Shard, exporter: str, by: Operator, *, paused: bool) -> Append:
        now = to_micros(self.clock.now())
        entry = AccessEntry(
            id=fresh(),
            who=name_of(by),
            assignment=None,
            unit=None,
            purpose=purpose_of(by),
            action="outbox.paused" if paused else "outbox.resumed",
            subjects=(),
            at=now,
            ref=exporter,
        )
        row = PlainRow(kind=PAUSED, key="", sub=exporter, body=b"{}" if paused else None, at=now)
        return Append(shard=shard, rows=(row,), access=(entry,))

    def is_paused(self, shard: Shard, exporter: str) -> bool:
        """Raises StorageError."""
        return self.storage.rows_at(shard, PAUSED, [""], exporter)[0] is not None

    def paused(self, shard: Shard) -> frozenset[str]:
        """The exporters that a care provider's cases do not go to just now. Raises StorageError."""
        return frozenset(row.sub for row in self.storage.rows(shard, PAUSED, "", None, AT_A_TIME))

    def everywhere(self) -> frozenset[str]:
        """Those that are paused for any care provider. Raises StorageError."""
        return frozenset(name for shard in providers(self.storage) for name in self.paused(shard))

    def until(self) -> datetime:
        """When what waits for a paused one is looked at again."""
        return self.clock.now() + LOOK_AGAIN
