"""What has come in and is not settled: each message once, with the answers that are owed for it. No octet is read here.

A message is known by its digest: when the operator sends it again, on this session or the next, it is the same one.
"""

from collections.abc import Sequence
from threading import Lock
from typing import Final, Protocol

from arende.ports.sms import Heard, SmsReply, SmsReport
from attrs import define, field, frozen

ROOM: Final = 1000
"""Messages that may wait; for more the operator is asked to try again later."""


class Asker(Protocol):
    """Who waits for answers: a session."""

    @property
    def over(self) -> bool: ...

    def answer(self, sequence: int, status: int) -> None: ...

    def nack(self, sequence: int, status: int) -> None: ...


@frozen
class Owed:
    """An answer that the operator waits for."""

    session: Asker
    sequence: int


@define
class Waiting:
    heard: Heard
    owed: list[Owed]


@frozen
class Inbox:
    """Safe from several threads."""

    _waiting: dict[str, Waiting] = field(factory=dict, init=False, repr=False)
    _lock: Lock = field(factory=Lock, init=False, repr=False, eq=False)

    def put(self, key: str, what: SmsReport | SmsReply, owed: Owed | None) -> bool:
        """Keep it; False where there is no room."""
        with self._lock:
            one = self._waiting.get(key)
            if one is None:
                if len(self._waiting) >= ROOM:
                    return False
                one = self._waiting[key] = Waiting(heard=Heard(key=key, what=what), owed=[])
            one.owed = [old for old in one.owed if not old.session.over]
            if owed is not None:
                one.owed.append(owed)
            return True

    def heard(self, limit: int) -> Sequence[Heard]:
        """The oldest."""
        with self._lock:
            return [one.heard for _, one in zip(range(limit), self._waiting.values(), strict=False)]

    def take(self, keys: Sequence[str]) -> Sequence[Owed]:
        """Remove these; the answers that are owed."""
        with self._lock:
            taken = [self._waiting.pop(key, None) for key in keys]
        return [owed for one in taken if one is not None for owed in one.owed]
