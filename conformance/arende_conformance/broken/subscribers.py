"""Wrong subscribers: how they tell, and what they say of it. Each names in `BREAKS` what it breaks."""

import time
from collections.abc import Callable, Sequence
from itertools import count
from pathlib import Path
from threading import Event
from typing import ClassVar

from arende.ports.records import Record
from arende.ports.subscribers import Subscriber
from attrs import evolve

from ..scripted import ScriptedFactory
from ..subscribers.harness import Trouble
from ..subscribers.samples import NAMES
from ..subscribers.scripted import (
    SECRET,
    Listener,
    NotTold,
    ScriptedHarness,
    ScriptedSubscriber,
)

SHORT = 0.04
"""Seconds that a telling may take where the harness is in a hurry."""
NUMBERS = count(1)


class Wrong(ScriptedSubscriber):
    """Nothing is wrong here yet."""

    BREAKS: ClassVar[set[str]] = set()
    TIMEOUT: ClassVar = 20.0
    FACTORY: ClassVar[type[ScriptedFactory[Subscriber]]] = ScriptedFactory


class WrongHarness(ScriptedHarness):
    """The listener in memory with a wrong subscriber before it."""

    def __init__(self, wrong: type[Wrong]) -> None:
        super().__init__()
        self._wrong = wrong
        self.timeout = wrong.TIMEOUT
        self.factory = wrong.FACTORY

    def subscriber(self) -> ScriptedSubscriber:
        return self._wrong(self.listener, SECRET)


def around_listener(wrong: type[Wrong]) -> Callable[[Path], WrongHarness]:
    """The factory of a wrong subscriber of the listener in memory."""
    return lambda folder: WrongHarness(wrong)


class MindsBeingToldTwice(Wrong):
    """What it has told once is a fault the second time."""

    BREAKS: ClassVar = {"SUB-01", "SUB-05"}

    def __init__(self, listener: Listener, secret: str) -> None:
        super().__init__(listener, secret)
        self._told: set[str] = set()

    def told(self, records: Sequence[Record]) -> None:
        super().told(records)
        if self.delivery(records) in self._told:
            raise NotTold("twice")
        self._told.add(self.delivery(records))


class TellsTheFirstOnly(Wrong):
    """Of several records one is told."""

    BREAKS: ClassVar = {"SUB-02", "SUB-21"}

    def tell(self, records: Sequence[Record]) -> None:
        super().tell(records[:1])


class TellsWhatIsToCome(Wrong):
    """It tells of one more than there is."""

    BREAKS: ClassVar = {"SUB-03"}

    def tell(self, records: Sequence[Record]) -> None:
        super().tell([*records, evolve(records[-1], seq=records[-1].seq + 1)])


class LatestFirst(Wrong):
    """What was committed last is told first."""

    BREAKS: ClassVar = {"SUB-04"}

    def tell(self, records: Sequence[Record]) -> None:
        super().tell(records[::-1])


class NumbersEachTelling(Wrong):
    """The same again looks new."""

    BREAKS: ClassVar = {"SUB-05"}

    def delivery(self, records: Sequence[Record]) -> str:
        return str(next(NUMBERS))


class OneNumberForAStream(Wrong):
    """Whatever a stream has had is one telling."""

    BREAKS: ClassVar = {"SUB-06"}

    def delivery(self, records: Sequence[Record]) -> str:
        return records[0].stream


class KnowsAllNames(Wrong):
    """A name that it has not heard of raises."""

    BREAKS: ClassVar = {"SUB-07"}

    def told(self, records: Sequence[Record]) -> None:
        if any(one.name not in NAMES for one in records):
            raise NotTold("name")
        super().told(records)


class ReadsBodies(Wrong):
    """A body without a text raises."""

    BREAKS: ClassVar = {"SUB-08"}

    def told(self, records: Sequence[Record]) -> None:
        if any(b'"text"' not in one.body for one in records):
            raise NotTold("body")
        super().told(records)


class KeepsOneAtATime(Wrong):
    """What is to be told is kept in one place, where the next one's takes its place."""

    BREAKS: ClassVar = {"SUB-09"}

    def told(self, records: Sequence[Record]) -> None:
        self._records = records
        if len(records) == 1 and self.listener.trouble is None:
            time.sleep(0.02)
        super().told(self._records)


class Says(Wrong):
    """Of one trouble it says that all is well."""

    OF: ClassVar[Trouble]

    def told(self, records: Sequence[Record]) -> None:
        try:
            super().told(records)
        except NotTold:
            if self.listener.trouble is not self.OF:
                raise


class SwallowsErrors(Wrong):
    """Who cannot be reached has been told."""

    BREAKS: ClassVar = {"SUB-20"}

    def told(self, records: Sequence[Record]) -> None:
        if not self.listener.severed:
            super().told(records)


class NeverComesBack(Wrong):
    """Who could not be reached once is never told again."""

    BREAKS: ClassVar = {"SUB-21"}

    def __init__(self, listener: Listener, secret: str) -> None:
        super().__init__(listener, secret)
        self._lost = False

    def told(self, records: Sequence[Record]) -> None:
        self._lost = self._lost or self.listener.severed
        if self._lost:
            raise NotTold("unreachable")
        super().told(records)


class TakesLossForHearing(Says):
    """What was lost on the way back has been heard."""

    BREAKS: ClassVar = {"SUB-22"}
    OF = Trouble.LOST


class TakesSilenceForHearing(Says):
    """Whoever says nothing has heard."""

    BREAKS: ClassVar = {"SUB-23"}
    OF = Trouble.SILENT


class BlocksForEver(Wrong):
    """Whoever is silent is waited for."""

    BREAKS: ClassVar = {"SUB-23"}
    TIMEOUT: ClassVar = SHORT * 10

    def told(self, records: Sequence[Record]) -> None:
        if self.listener.trouble is Trouble.SILENT:
            Event().wait()
        super().told(records)


class TakesBusyForHearing(Says):
    """Whoever is busy has heard."""

    BREAKS: ClassVar = {"SUB-24"}
    OF = Trouble.BUSY


class TakesLockedForHearing(Says):
    """Whoever shuts the door has heard."""

    BREAKS: ClassVar = {"SUB-25"}
    OF = Trouble.LOCKED


class GoesElsewhere(Wrong):
    """It follows where it is sent."""

    BREAKS: ClassVar = {"SUB-26"}

    def told(self, records: Sequence[Record]) -> None:
        if self.listener.trouble is Trouble.ELSEWHERE:
            self.listener.strayed += 1
        super().told(records)


class TakesARedirectForHearing(Says):
    """Whoever is elsewhere has heard."""

    BREAKS: ClassVar = {"SUB-26"}
    OF = Trouble.ELSEWHERE


WRONG: tuple[type[Wrong], ...] = (
    MindsBeingToldTwice,
    TellsTheFirstOnly,
    TellsWhatIsToCome,
    LatestFirst,
    NumbersEachTelling,
    OneNumberForAStream,
    KnowsAllNames,
    ReadsBodies,
    KeepsOneAtATime,
    SwallowsErrors,
    NeverComesBack,
    TakesLossForHearing,
    TakesSilenceForHearing,
    BlocksForEver,
    TakesBusyForHearing,
    TakesLockedForHearing,
    GoesElsewhere,
    TakesARedirectForHearing,
)
