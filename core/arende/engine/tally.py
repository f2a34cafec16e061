"""What became of the outbox items that a worker has had in hand: done, to be tried again, given up, waiting. Pure.

For whoever wants to be told, such as `arende worker --once`. An item that comes several times counts as it was last.
"""

from datetime import datetime
from enum import StrEnum

from attrs import define, field

from ..domain.case.export_state import ExportState
from ..domain.case.journal_commands import RecordExport
from ..domain.commands import Command
from ..domain.notice.commands import RecordSmsOutcome
from ..domain.notice.model import Answered
from ..ports.records import Later, OutboxItem
from ..ports.times import from_micros
from .outcomes import Settled


class Became(StrEnum):
    """What became of an item."""

    DONE = "done"
    AGAIN = "again"
    """A try failed, or left it in doubt; there will be another."""
    GIVEN_UP = "given_up"
    """Failed for good, or a dead letter: someone has to see to it."""
    WAITING = "waiting"
    """Not tried: its time has not come, by quiet hours, a pause, a provider's pace."""


def became(item: OutboxItem, settled: Settled, told: Command | None) -> Became:
    """By how it was settled; `told` is the outcome that was recorded of it, if any."""
    if isinstance(settled, Later):
        if settled.attempt < 0:
            return Became.GIVEN_UP
        return Became.AGAIN if settled.attempt > item.attempt else Became.WAITING
    match told:
        case RecordSmsOutcome(answer=Answered.REJECTED | Answered.UNCERTAIN, again=False, reason=""):
            return Became.GIVEN_UP
        case RecordExport(state=ExportState.FAILED | ExportState.UNCERTAIN):
            return Became.GIVEN_UP
        case _:
            return Became.DONE


@define
class Tally:
    """Numbers of items, and when the first of those that come back does."""

    done: int = 0
    given_up: int = 0
    back: dict[str, tuple[Became, int]] = field(factory=dict, repr=False)
    """Items that come back: what they are, and from when, in microseconds."""

    def add(self, item: OutboxItem, settled: Settled, told: Command | None) -> None:
        self.back.pop(item.id, None)
        what = became(item, settled, told)
        if what is Became.DONE:
            self.done += 1
        elif what is Became.GIVEN_UP:
            self.given_up += 1
        elif isinstance(settled, Later):
            self.back[item.id] = what, settled.not_before

    def count(self, what: Became) -> int:
        """How many come back so."""
        return sum(one is what for one, _ in self.back.values())

    def first(self, what: Became) -> datetime | None:
        """When the first of them does."""
        times = [at for one, at in self.back.values() if one is what]
        return from_micros(min(times)) if times else None
