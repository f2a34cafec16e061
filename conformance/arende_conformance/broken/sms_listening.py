"""Wrong SMS providers that hear amiss what comes over their own connection."""

from collections.abc import Sequence
from threading import Event
from typing import ClassVar

from arende.ports.sms import Delivery, Heard, SmsReport
from attrs import evolve

from .sms_scripted import Wrong
from .sms_trouble import FOR_EVER


class HearsOnlyThatSomethingCame(Wrong):
    """Whatever came, it is a delivery of nobody knows what."""

    BREAKS: ClassVar = {"SMS-44"}

    def heard(self, limit: int) -> Sequence[Heard]:
        report = SmsReport(our_id=None, provider_id="p-0", state=Delivery.DELIVERED, raw_state="?", at=None)
        return [evolve(one, what=report) for one in super().heard(limit)]


class TellsOnlyOnce(Wrong):
    """What was told once is gone, settled or not."""

    BREAKS: ClassVar = {"SMS-45", "SMS-46"}

    def heard(self, limit: int) -> Sequence[Heard]:
        found = super().heard(limit)
        if len(found) == len(self.side.told):
            self.side.told.clear()
        return found


class TellsForEver(Wrong):
    """What is settled is told on."""

    BREAKS: ClassVar = {"SMS-45", "SMS-46"}

    def settle(self, keys: Sequence[str]) -> None:
        """Nothing."""


class TellsAllAtOnce(Wrong):
    """It asks nobody how much they can take."""

    BREAKS: ClassVar = {"SMS-46"}

    def heard(self, limit: int) -> Sequence[Heard]:
        return super().heard(1 << 20)


class WaitsForSomethingToTell(Wrong):
    """Where nothing has come it waits."""

    BREAKS: ClassVar = {"SMS-47"}
    TIMEOUT: ClassVar = 1.0

    def heard(self, limit: int) -> Sequence[Heard]:
        if not self.side.told:
            Event().wait(FOR_EVER if not self.side.left else 0)
        return super().heard(limit)


class TellsEachTime(Wrong):
    """The same report again is another one."""

    BREAKS: ClassVar = {"SMS-48"}

    def heard(self, limit: int) -> Sequence[Heard]:
        found = super().heard(limit)
        again = [evolve(one, key=f"{one.key}:{n}") for one in found for n in range(self.side.tellings[one.key])]
        return [*again, *found][:limit] if max(self.side.tellings.values(), default=0) > 1 else found


WRONG: tuple[type[Wrong], ...] = (
    HearsOnlyThatSomethingCame,
    TellsOnlyOnce,
    TellsForEver,
    TellsAllAtOnce,
    WaitsForSomethingToTell,
    TellsEachTime,
)
