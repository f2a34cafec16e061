"""How long to wait before the next try: pure functions. Nothing waits here."""

from typing import Final

FIRST: Final = 1.0
LONGEST: Final = 60.0
"""Seconds, before the first new connection and at most."""
LOCKED_OUT: Final = 300.0
"""Seconds after credentials were refused: trying on would lock the account."""
THROTTLED: Final = 30.0
"""Seconds at most that nothing is sent after the operator has asked for less."""


def reconnect(failures: int, chance: float) -> float:
    """Seconds before a new connection after so many failures (1 and up). `chance`, 0 to 1, spreads many callers."""
    return float(min(LONGEST, FIRST * 2 ** min(failures - 1, 10))) * (0.5 + chance / 2)


def hold_back(times: int) -> float:
    """Seconds without sending after being throttled so many times in a row (1 and up)."""
    return float(min(THROTTLED, 2 ** min(times - 1, 10)))
