"""A subscriber and whoever it tells in memory, with all that a harness may do: the ground of wrong ones, too."""

from collections.abc import Sequence
from threading import Lock
from typing import Final

from arende.ports.records import Record
from arende.ports.subscribers import Subscriber
from attrs import define, field

from ..claims import CAPABILITIES, Claims, claim
from ..scripted import ScriptedFactory, scripted_config
from .harness import Configured, Heard, Trouble

SECRET: Final = "a-secret-of-the-listener"  # noqa: S105 -- invented
DEAF: Final = (Trouble.BUSY, Trouble.LOCKED, Trouble.QUOTING, Trouble.ELSEWHERE)
"""Where it does not hear."""


class NotTold(Exception):
    """A word of why; nothing of what was to be told."""


@define
class Listener:
    """Who is told, and how they behave."""

    heard: list[Heard] = field(factory=list, repr=False)
    trouble: Trouble | None = None
    severed: bool = False
    strayed: int = 0
    subscribers: int = 0
    """How many have been opened."""
    lock: Lock = field(factory=Lock, repr=False)


class ScriptedSubscriber:
    """Right in every way."""

    def __init__(self, listener: Listener, secret: str) -> None:
        listener.subscribers += 1
        self.listener = listener
        self.secret = secret

    def __repr__(self) -> str:
        return type(self).__name__

    def told(self, records: Sequence[Record]) -> None:
        if self.listener.severed:
            raise NotTold("unreachable")
        if self.listener.trouble in DEAF:
            raise NotTold("refused")
        self.tell(records)
        if self.listener.trouble is not None:
            raise NotTold("no answer")

    def tell(self, records: Sequence[Record]) -> None:
        """One telling of them all."""
        delivery = self.delivery(records)
        with self.listener.lock:
            self.listener.heard += [Heard(stream=one.stream, seq=one.seq, delivery=delivery) for one in records]

    def delivery(self, records: Sequence[Record]) -> str:
        """The same for the same records."""
        return f"{records[0].stream}:{records[0].seq}-{records[-1].seq}"

    def close(self) -> None:
        """Nothing is held."""


class ScriptedHarness:
    """Everything that a harness may do."""

    claims: Claims = claim(*CAPABILITIES["subscribers"])
    timeout = 20.0
    factory: type[ScriptedFactory[Subscriber]] = ScriptedFactory

    def __init__(self) -> None:
        self.listener = Listener()

    def subscriber(self) -> ScriptedSubscriber:
        return ScriptedSubscriber(self.listener, SECRET)

    def heard(self) -> Sequence[Heard]:
        return list(self.listener.heard)

    def sever(self) -> None:
        self.listener.severed = True

    def mend(self) -> None:
        self.listener.severed, self.listener.trouble = False, None

    def trouble(self, trouble: Trouble) -> None:
        self.listener.trouble = trouble

    def strayed(self) -> int:
        return self.listener.strayed

    def secrets(self) -> Sequence[str]:
        return [SECRET]

    def configured(self) -> Configured:
        factory = self.factory("address", self.subscriber)
        return Configured(factory=factory, config=scripted_config("address", SECRET), required=("address", "secret"))
