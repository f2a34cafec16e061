"""What people read about SMS notices: their state in a case (B4), and refusals. Swedish and English; texts only.

The texts of the SMS themselves are in `sms_texts`.
"""

from collections.abc import Mapping
from typing import Final

from .notice.model import NoticeState

NOTICE_STATES: Final[Mapping[NoticeState, tuple[str, str]]] = {
    NoticeState.QUEUED: ("SMS köat", "SMS queued"),
    NoticeState.SENT: ("SMS skickat", "SMS sent"),
    NoticeState.DELIVERED: ("SMS levererat", "SMS delivered"),
    NoticeState.FAILED: ("SMS gick inte fram", "SMS did not arrive"),
    NoticeState.UNCERTAIN: ("oklart om SMS gick fram", "unclear whether the SMS arrived"),
}

SMS_REFUSALS: Final[Mapping[str, tuple[str, str]]] = {
    "sms.not_due": (
        "SMS-notifieringen skickas redan, eller är färdig. Ladda om ärendet och se hur det gick.",
        "The SMS notice is being sent already, or is settled. Reload the case to see how it went.",
    ),
    "sms.not_failed": (
        "SMS-notifieringen är på väg eller framme. Skicka den igen bara om den inte gick fram.",
        "The SMS notice is on its way or has arrived. Send it again only if it did not arrive.",
    ),
    "sms.of_another": (
        "SMS-notifieringen gällde ett tidigare ombud. Skriv ett meddelande, så får ombudet ett eget SMS.",
        "The SMS notice was for a former representative. Write a message, and the representative gets an SMS.",
    ),
}
"""By the refusal's code."""
