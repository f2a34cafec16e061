"""Wrong subscribers: what they show, how long they take, how they open and close. Each names what it `BREAKS`."""

import logging
from collections.abc import Sequence
from typing import ClassVar

from arende.ports.records import Record
from arende.ports.subscribers import Subscriber

from ..subscribers.harness import Trouble
from ..subscribers.samples import TEXT
from ..subscribers.scripted import Listener, NotTold
from .opening import Coarse, Incurious, Lenient, Talkative
from .subscribers import Wrong

LOG = logging.getLogger("subscriber")


class ShowsItsLast(Wrong):
    """Its repr shows the last record."""

    BREAKS: ClassVar = {"SUB-30"}

    def __init__(self, listener: Listener, secret: str) -> None:
        super().__init__(listener, secret)
        self._last = b""

    def __repr__(self) -> str:
        return f"ShowsItsLast({self._last.decode()})"

    def tell(self, records: Sequence[Record]) -> None:
        self._last = records[-1].body
        super().tell(records)


class LogsBodies(Wrong):
    """It logs what it tells."""

    BREAKS: ClassVar = {"SUB-30"}

    def tell(self, records: Sequence[Record]) -> None:
        LOG.debug("telling %s", [one.body.decode() for one in records])
        super().tell(records)


class QuotesTheListener(Wrong):
    """What it is answered is what it raises."""

    BREAKS: ClassVar = {"SUB-31"}

    def told(self, records: Sequence[Record]) -> None:
        if self.listener.trouble is Trouble.QUOTING:
            raise NotTold(f"refused: {TEXT}")
        super().told(records)


class ShowsItsSecret(Wrong):
    """Its repr shows what it was opened with."""

    BREAKS: ClassVar = {"SUB-32"}

    def __repr__(self) -> str:
        return f"ShowsItsSecret({self.secret})"


class RaisesItsSecret(Wrong):
    """What it raises where it may not come in shows what it came with."""

    BREAKS: ClassVar = {"SUB-32"}

    def told(self, records: Sequence[Record]) -> None:
        if self.listener.trouble is Trouble.LOCKED:
            raise NotTold(f"{self.secret} was refused")
        super().told(records)


class HasTime(Wrong):
    """It may take a minute, it says."""

    BREAKS: ClassVar = {"SUB-33"}
    TIMEOUT: ClassVar = 60.0


class OneCanBeClosed(Wrong):
    """The second that was opened cannot be closed."""

    BREAKS: ClassVar = {"SUB-34"}

    def close(self) -> None:
        if self.listener.subscribers > 1:
            raise RuntimeError("not mine")


class DoesWithout(Wrong):
    """What is missing has a default that is nowhere."""

    BREAKS: ClassVar = {"SUB-35"}
    FACTORY = Lenient[Subscriber]


class OverlooksOptions(Wrong):
    """What it does not know it does not see."""

    BREAKS: ClassVar = {"SUB-36"}
    FACTORY = Incurious[Subscriber]


class TakesAnyType(Wrong):
    """How many seconds it waits may be a word."""

    BREAKS: ClassVar = {"SUB-37"}
    FACTORY = Coarse[Subscriber]


class QuotesItsOptions(Wrong):
    """An error shows all that was given."""

    BREAKS: ClassVar = {"SUB-38"}
    FACTORY = Talkative[Subscriber]


WRONG: tuple[type[Wrong], ...] = (
    ShowsItsLast,
    LogsBodies,
    QuotesTheListener,
    ShowsItsSecret,
    RaisesItsSecret,
    HasTime,
    OneCanBeClosed,
    DoesWithout,
    OverlooksOptions,
    TakesAnyType,
    QuotesItsOptions,
)
