"""What a phone number tells by itself: its form, and whether an SMS can reach it. Reading what people type is `wire`'s.

Swedish mobile numbers begin with 70, 72, 73, 76 or 79 (PTS, the Swedish numbering plan for telephony). Of other
countries' numbers nothing is known here: what a person typed was held to its country's plan at entry.
"""

import re
from enum import StrEnum
from typing import Final

E164: Final = re.compile(r"\+[1-9][0-9]{6,14}", re.ASCII)
SWEDISH: Final = "+46"
SWEDISH_MOBILE: Final = re.compile(r"\+467[02369][0-9]{7}", re.ASCII)


class NumberSource(StrEnum):
    """From whom a number is known (B4); the value is stored."""

    PATIENT = "patient"
    DIRECTORY = "directory"


def is_e164(number: str) -> bool:
    """Plus sign, country code, 7–15 digits in all, nothing else."""
    return E164.fullmatch(number) is not None


def mobile(number: str) -> bool:
    """Whether an E.164 number can get an SMS, as far as the number tells."""
    return not number.startswith(SWEDISH) or SWEDISH_MOBILE.fullmatch(number) is not None
