"""What comes of an outbox item: done, later, or a command that must be durable first; and how long later is. Pure.

A dead letter is an item that nobody can carry out and of which nobody can be told: it waits for a person. Its attempt
is negative, so that it holds nothing of its stream back.
"""

from datetime import datetime
from typing import Final, TypeAlias
from zlib import crc32

from attrs import frozen

from ..domain.commands import Command
from ..domain.policy import RETRY_AFTER, retry_after, wait_out
from ..ports.records import Later, OutboxItem
from ..ports.times import from_micros, to_micros

NEVER: Final = 253_402_300_799_000_000
"""Microseconds of the year 9999: what is due then is due when a person says so."""


@frozen
class Done:
    """The effect is carried out, or given up where staff see it."""


@frozen(kw_only=True)
class Handed:
    """A person's hand has been laid on another item: that one is gone, or comes back."""

    done: str | None = None
    later: Later | None = None


DONE: Final = Done()
Settled: TypeAlias = Done | Later | Handed


@frozen(kw_only=True)
class Told:
    """What came of an effect: a command that must be durable before the item is settled."""

    item: OutboxItem
    command: Command
    command_id: str | None = None
    """None where the command itself cannot count twice."""
    then: Settled = DONE
    """What becomes of the item once it is durable."""


def chance(item: OutboxItem) -> float:
    """From 0 to 1, the same for the same try of the same item."""
    return crc32(f"{item.id}:{item.attempt}".encode()) / 0xFFFFFFFF


def later(item: OutboxItem, now: datetime, seconds: int | None = None) -> Later | None:
    """To be tried again, no sooner than in so many seconds; None: it has been tried often enough."""
    wait = retry_after(item.attempt + 1, chance(item))
    if wait is None:
        return None
    asked = 0 if seconds is None else to_micros(now) + seconds * 1_000_000
    return Later(id=item.id, not_before=max(to_micros(now + wait), asked), attempt=item.attempt + 1)


def kept(item: OutboxItem, now: datetime) -> Later:
    """To be tried again, however often it has been: storage did not take what came of it."""
    wait = retry_after(min(item.attempt + 1, len(RETRY_AFTER)), chance(item)) or RETRY_AFTER[-1]
    return Later(id=item.id, not_before=to_micros(now + wait), attempt=item.attempt + 1)


def faulty(item: OutboxItem, now: datetime) -> Later:
    """It met an unexpected fault. After some tries it is a dead letter."""
    return later(item, now) or Later(id=item.id, not_before=NEVER, attempt=-(item.attempt + 1))


def put_off(item: OutboxItem, until: datetime) -> Later:
    """Not now, and no fault of its own: it has not been tried by this, and holds nothing back."""
    return Later(id=item.id, not_before=to_micros(until), attempt=item.attempt)


def waits_out(item: OutboxItem, now: datetime) -> Later | None:
    """For a provider that may be called; None: it has waited long enough."""
    wait = wait_out(now - from_micros(item.created), chance(item))
    return None if wait is None else put_off(item, now + wait)


def is_dead(item: OutboxItem) -> bool:
    return item.attempt < 0
