"""How a transfer to the health record stands, and how a case stands at each exporter. Pure."""

from enum import StrEnum
from typing import Final


class ExportState(StrEnum):
    """The value is stored."""

    EXPORTED = "exported"
    CONFIRMED = "confirmed"  # and read back from the receiver
    FAILED = "failed"
    UNCERTAIN = "uncertain"


KEPT: Final = (ExportState.EXPORTED, ExportState.CONFIRMED)
"""The receiver has it."""
