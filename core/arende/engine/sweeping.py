"""How often what has ended is removed from what is signed in: at a slow pace. What that is, `sessions` says."""

import time
from collections.abc import Callable
from typing import Final

from attrs import define

EVERY: Final = 3600.0
"""Seconds between sweeps. A sign-in that has ended lets nobody in, swept or not: this is for tidiness."""


@define(eq=False)
class Sweeping:
    """Sweeps now and then, the first time at once. For one thread."""

    sweep: Callable[[], int]
    following: float = 0.0

    def if_due(self) -> int:
        """Sweep, unless that was done within the hour; how many went. Raises StorageError, and is due an hour later."""
        now = time.monotonic()
        if now < self.following:
            return 0
        self.following = now + EVERY
        return self.sweep()
