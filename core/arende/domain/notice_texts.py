"""What people read about SMS notices: their state in a case (B4), and refusals. Swedish and English; texts only.

The texts of the SMS themselves are in `sms_texts`.
"""

from collections.abc import Iterable, Mapping
from typing import Final

from .notice.model import Hindrance, NoticeState

NOTICE_STATES: Final[Mapping[NoticeState, tuple[str, str]]] = {
    NoticeState.QUEUED: ("SMS köat", "SMS queued"),
    NoticeState.SENT: ("SMS skickat", "SMS sent"),
    NoticeState.DELIVERED: ("SMS levererat", "SMS delivered"),
    NoticeState.FAILED: ("SMS gick inte fram", "SMS did not arrive"),
    NoticeState.UNCERTAIN: ("oklart om SMS gick fram", "unclear whether the SMS arrived"),
}

NO_SMS: Final = ("Ingen SMS-notifiering", "No SMS notice")
"""What the case shows where nobody was told by SMS (B4)."""

HINDRANCES: Final[Mapping[Hindrance, tuple[str, str]]] = {
    Hindrance.NO_NUMBER: ("mobilnummer saknas", "there is no mobile number"),
    Hindrance.NOT_MOBILE: ("numret är inte ett mobilnummer", "the number is not a mobile"),
    Hindrance.NO_CONSENT: ("samtycke till SMS saknas", "there is no consent to SMS"),
    Hindrance.OPTED_OUT: ("vill inte ha SMS", "wants no SMS"),
    Hindrance.PROTECTED: ("skyddade personuppgifter", "protected identity"),
    Hindrance.NO_RIGHT: ("ombudets rätt har upphört", "the representative's right has ended"),
}
"""In words, to stand after a colon."""


def hindered_by(found: Iterable[Hindrance], place: int) -> str:
    """All of it in words; `place` 0 is Swedish, 1 English."""
    return ", ".join(HINDRANCES[one][place] for one in found)


SMS_REFUSALS: Final[Mapping[str, tuple[str, str]]] = {
    "sms.hindered": (
        "Mottagaren får inget SMS: {why}. Åtgärda det, eller bekräfta att du går vidare utan SMS-notifiering.",
        "The recipient gets no SMS: {why}. Mend it, or confirm that you go on without an SMS notice.",
    ),
    "sms.still_hindered": (
        "Mottagaren får inget SMS: {why}. Åtgärda det, och skicka sedan igen.",
        "The recipient gets no SMS: {why}. Mend it, and then send it again.",
    ),
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
