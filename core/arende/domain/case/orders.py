"""What has been ordered about what a case keeps (B26): a hold, and texts that are gone. `retention` decides."""

from datetime import datetime
from typing import Final

from attrs import frozen


@frozen(kw_only=True)
class Hold:
    """Nothing may be removed, on whose order, since when."""

    by: str
    at: datetime


@frozen(kw_only=True)
class Redacted:
    """A text that was removed by order."""

    place: int
    """Number of the record that held it, within the case."""
    message: int | None
    """Number of the message that it was; None: it was something else."""
    by: str
    """Who decided it, as both sides are told."""
    at: datetime


@frozen(kw_only=True)
class Orders:
    hold: Hold | None = None
    redacted: tuple[Redacted, ...] = ()
    """In the order of that: few, for each is an order."""

    def of_message(self, number: int) -> Redacted | None:
        """What was ordered about a message's text."""
        return next((one for one in self.redacted if one.message == number), None)


NO_ORDERS: Final = Orders()
"""As almost every case."""
