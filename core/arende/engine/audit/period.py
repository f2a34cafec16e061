"""A period of the log: from one instant up to, and not with, another. Nothing is read here."""

from datetime import datetime

from attrs import frozen

from ...ports.times import to_micros


@frozen
class Period:
    """Aware instants; `end` is not in it."""

    start: datetime
    end: datetime

    def holds(self, at: int) -> bool:
        """Whether a time in µs UTC lies in it."""
        return to_micros(self.start) <= at < to_micros(self.end)

    def plain(self) -> list[int]:
        return [to_micros(self.start), to_micros(self.end)]
