"""Broken on purpose: pure code that reads the clock, in every way one thinks of."""

from datetime import UTC, date, datetime

import time  # wrong


def late(until: datetime) -> bool:
    return datetime.now(UTC) > until  # wrong


def day() -> date:
    return date.today()  # wrong


read = datetime.now  # wrong
old = datetime.utcnow  # wrong
