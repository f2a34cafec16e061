"""How fast a provider is called, and whether at all: rate limit and circuit breaker as pure state machines.

Times are microseconds. Nothing waits here and no clock is read.
"""

from typing import Final

from attrs import frozen

SECOND: Final = 1_000_000
OPENS_AT: Final = 5
"""Failures in a row after which a provider is left alone for a while."""
FIRST_PAUSE: Final = 10 * SECOND
LONGEST_PAUSE: Final = 5 * 60 * SECOND
TOGETHER: Final = 200_000
"""How long the calls that are begun together may take: what a killed worker has begun is in doubt for all of them."""
MOST: Final = 10


@frozen(kw_only=True)
class Circuit:
    """Closed while calls succeed; open until `until` after too many failures. Then one call tries it: half open."""

    failures: int = 0
    """In a row."""
    until: int = 0


def may_call(of: Circuit, now: int) -> bool:
    return now >= of.until


def succeeded(_: Circuit) -> Circuit:
    """Whatever came before."""
    return Circuit()


def failed(of: Circuit, now: int, wait: int | None = None) -> Circuit:
    """After a failure. `wait`: how long the provider asks to be left alone; else it is twice as long each time."""
    failures = of.failures + 1
    over = failures - OPENS_AT
    pause = min(LONGEST_PAUSE, FIRST_PAUSE * 2 ** min(over, 10)) if over >= 0 else 0
    return Circuit(failures=failures, until=now + max(pause, wait or 0))


@frozen(kw_only=True)
class Rate:
    """So many calls a second, and as many at once. `ready` is when the next is due by that pace, `queue` when the last
    of those that were put off has its turn.
    """

    ready: int = 0
    queue: int = 0


def take(of: Rate, per_second: int, now: int) -> tuple[Rate, int]:
    """The rate after asking for one call, and when it may be made: now, or the turn that it is given."""
    step = SECOND // per_second
    if of.ready <= now + SECOND - step:
        return Rate(ready=max(of.ready, now) + step, queue=of.queue), now
    turn = max(of.queue, of.ready, now) + step
    return Rate(ready=of.ready, queue=turn), turn


def group_size(took: int | None) -> int:
    """How many calls are begun together, by how long the last one took; None: none has been made."""
    if took is None:
        return 1
    return max(1, min(MOST, TOGETHER // max(took, 1)))
