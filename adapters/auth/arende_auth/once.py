"""What has been used, remembered in this process: the stand-in where the host hands in no `Once`. No storage here."""

from threading import Lock
from typing import Final

MOST: Final = 100_000
"""Keys at most. A flood of sign-ins is then refused for a while; nothing is ever forgotten too early."""


class MemoryOnce:
    """Remembers for its own process and lifetime: enough for one process, not for several behind one address."""

    def __init__(self, most: int = MOST) -> None:
        self._most = most
        self._until: dict[str, int] = {}
        self._lock = Lock()

    def first_time(self, key: str, now: int, until: int) -> bool:
        """True for the first call with this key before `until`; False later, and where the memory is full."""
        with self._lock:
            known = self._until.get(key)
            if known is not None and known > now:
                return False
            if len(self._until) >= self._most:
                self._until = {k: u for k, u in self._until.items() if u > now}
                if len(self._until) >= self._most:
                    return False
            self._until[key] = until
            return True
