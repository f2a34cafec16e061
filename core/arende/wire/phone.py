"""Phone numbers as people type them, to E.164. Valid mobile numbers only: SMS is all that they are for."""

from typing import Final

LONGEST: Final = 40
"""Characters that are looked at; no number is written longer."""


def e164(text: str, region: str = "SE") -> str | None:
    """The number with plus sign and country code; None for what cannot be a mobile. `region` is for numbers without +.

    Where a country does not tell mobile from fixed line by number, the number is taken.
    """
    # Imported here: its tables cost more to load than all else in this room, and most processes read no number.
    from phonenumbers import (
        NumberParseException,
        PhoneNumberFormat,
        PhoneNumberType,
        format_number,
        number_type,
        parse,
    )

    trimmed = text.strip()
    if len(trimmed) > LONGEST:
        return None
    try:
        number = parse(trimmed, region)
    except NumberParseException:
        return None
    # An invalid number has the type UNKNOWN.
    if number.extension or number_type(number) not in (PhoneNumberType.MOBILE, PhoneNumberType.FIXED_LINE_OR_MOBILE):
        return None
    return format_number(number, PhoneNumberFormat.E164)
