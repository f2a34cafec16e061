"""The only texts that an SMS can have (B3): two facts, per language. No placeholder exists to put anything else in.

GSM-7 clean and one segment each, which the tests check. The sender is the care provider's registered name.
"""

from collections.abc import Mapping
from enum import StrEnum
from typing import Final


class SmsKey(StrEnum):
    """The value is stored."""

    NEW_CASE = "new_case"
    NEW_MESSAGE = "new_message"


TEXTS: Final[Mapping[str, Mapping[SmsKey, str]]] = {
    "sv": {
        SmsKey.NEW_CASE: "Du har fått ett nytt ärende i patientappen. "
        "Logga in som vanligt. Det går inte att svara på detta SMS.",
        SmsKey.NEW_MESSAGE: "Du har fått ett nytt meddelande i patientappen. "
        "Logga in som vanligt. Det går inte att svara på detta SMS.",
    },
    "en": {
        SmsKey.NEW_CASE: "You have a new case in the patient app. Sign in as usual. You cannot reply to this SMS.",
        SmsKey.NEW_MESSAGE: "You have a new message in the patient app. "
        "Sign in as usual. You cannot reply to this SMS.",
    },
}


def text(key: SmsKey, language: str) -> str:
    """The SMS in the recipient's language, Swedish where we have no other."""
    return TEXTS.get(language, TEXTS["sv"])[key]
