"""What the shell takes from the machine: the time, and who sits at it. Nothing else reads the clock."""

import getpass
from datetime import UTC, datetime
from typing import Protocol


class Clock(Protocol):
    """Tells the time; hosts and tests may hand in their own."""

    def now(self) -> datetime:
        """Aware, UTC."""
        ...


class SystemClock:
    """The machine's clock."""

    def now(self) -> datetime:
        return datetime.now(UTC)


def operator_name() -> str:
    """The operating system's user, for the log."""
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        return "okänd"
