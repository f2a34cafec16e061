"""What is refused before any provider is asked: a number that is none, a sender that no network carries, no text.

The sender's rule is the narrowest of the providers': 3–11 letters and digits, a letter first, or a number.
"""

import re
from typing import Final

from arende.ports.sms import Rejected, Rejection, SmsRequest

NUMBER: Final = re.compile(r"\+[1-9][0-9]{6,14}", re.ASCII)
"""E.164."""
SENDER: Final = re.compile(r"[A-Za-z][A-Za-z0-9]{2,10}|\+?[1-9][0-9]{2,14}", re.ASCII)


def refused(sms: SmsRequest, longest: int | None = None) -> Rejected | None:
    """Why this is not sent, if it is not. `longest`: characters that the provider takes at most."""
    if not NUMBER.fullmatch(sms.to):
        return Rejected(kind=Rejection.RECIPIENT, code="number")
    if not SENDER.fullmatch(sms.sender):
        return Rejected(kind=Rejection.SENDER, code="sender")
    try:
        sms.text.encode()
    except UnicodeEncodeError:
        return Rejected(kind=Rejection.CONTENT, code="unicode")
    if not sms.text.strip():
        return Rejected(kind=Rejection.CONTENT, code="empty")
    if longest is not None and len(sms.text) > longest:
        return Rejected(kind=Rejection.CONTENT, code="long")
    return None


def e164(number: str, country: str = "") -> str | None:
    """A sender's number as a network gives it (with plus, with 00, bare) in E.164; None for what is no such number.

    `country`: the calling code that one with a single 0 before it is of, e.g. `46`.
    """
    bare = number.strip().removeprefix("+")
    national = country and bare.startswith("0") and not bare.startswith("00")
    found = f"+{country}{bare[1:]}" if national else f"+{bare.removeprefix('00')}"
    return found if NUMBER.fullmatch(found) else None
