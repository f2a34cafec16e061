"""Numbers and sender names as SMPP writes them, and back. The numbers of persons are neither kept nor shown here."""

import re
from typing import Final

from .pdu import Address, Ton

NPI_ISDN: Final = 1
_NUMBER: Final = re.compile(r"\+[1-9][0-9]{6,14}")
_SENDER_NAME: Final = re.compile(r"(?=.*[A-Za-z])[A-Za-z0-9]{3,11}")
_SENDER_NUMBER: Final = re.compile(r"\+?[1-9][0-9]{2,14}")
_SHORT: Final = 6
"""Digits that a short code has at most; a longer number without plus sign is international."""
_DIGITS: Final = re.compile(r"[0-9]{7,15}")


def recipient(number: str) -> Address | None:
    """An E.164 number; None if it is none."""
    if not _NUMBER.fullmatch(number):
        return None
    return Address(text=number.removeprefix("+"), ton=Ton.INTERNATIONAL, npi=NPI_ISDN)


def sender(name: str) -> Address | None:
    """A sender's name, number or short code; None if it is neither."""
    if _SENDER_NAME.fullmatch(name):
        return Address(text=name, ton=Ton.ALPHANUMERIC, npi=0)
    if not _SENDER_NUMBER.fullmatch(name):
        return None
    if not name.startswith("+") and len(name) <= _SHORT:
        return Address(text=name, ton=Ton.UNKNOWN, npi=0)
    return Address(text=name.removeprefix("+"), ton=Ton.INTERNATIONAL, npi=NPI_ISDN)


def person(address: Address, country: str) -> str | None:
    """The E.164 number of who wrote; None for a short code or a name. A national number is of `country`, e.g. `46`."""
    digits = address.text.removeprefix("+")
    if not _DIGITS.fullmatch(digits) or address.ton == Ton.ALPHANUMERIC:
        return None
    if digits.startswith("00"):
        digits = digits[2:]
    elif digits.startswith("0"):
        digits = country + digits[1:]
    elif address.ton == Ton.NATIONAL:
        digits = country + digits
    return f"+{digits}" if _NUMBER.fullmatch(f"+{digits}") else None
