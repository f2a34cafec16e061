"""How often the log is sealed: within ten seconds of what was written. What sealing is, is the sealer's."""

import threading
import time
from collections.abc import Callable
from contextlib import suppress
from typing import Final

from attrs import define, field

from ...ports.anchor import AnchorError
from ...ports.storage import StorageError
from .keys import AuditKeyMissing

EVERY: Final = 4.0
"""Seconds between seals: within the ten that are promised, with room for what the sealing itself takes."""


@define(eq=False)
class Pace:
    """Seals now and then. Without a key nothing is sealed, and `Audit.ready` says so; effects do not wait for it."""

    seal: Callable[[], int]
    following: float = 0.0
    lock: threading.Lock = field(factory=threading.Lock, repr=False)

    def if_due(self) -> None:
        """Seal, unless that was done just now, or is being done. Raises StorageError."""
        if time.monotonic() < self.following or not self.lock.acquire(blocking=False):
            return
        try:
            self.now()
        finally:
            self.lock.release()

    def now(self) -> None:
        """Raises StorageError."""
        self.following = time.monotonic() + EVERY
        with suppress(AuditKeyMissing, AnchorError):  # the anchor is told the next time
            self.seal()

    def until(self, stop: threading.Event) -> None:
        """Go on until told to stop, and then seal what there is. Storage that does not answer is asked again."""
        while not stop.wait(1.0):
            with suppress(StorageError):
                self.if_due()
        with suppress(StorageError):
            self.now()
