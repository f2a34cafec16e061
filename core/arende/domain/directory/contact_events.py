"""What happened to a person's number and consent (B4). They stand in the person's stream."""

from datetime import date, datetime
from typing import TypeAlias

from attrs import field, frozen

from ..phone import NumberSource


@frozen(kw_only=True)
class PhoneRecorded:
    """A number is known, and from whom; None: there is none any more."""

    at: datetime
    phone: str | None = field(repr=False)
    source: NumberSource


@frozen(kw_only=True)
class SmsConsentRecorded:
    """`day`: when it was given."""

    at: datetime
    source: str
    day: date


@frozen(kw_only=True)
class SmsConsentWithdrawn:
    """The person wants no more SMS: how that is known, and the day it was said."""

    at: datetime
    source: str
    day: date


ContactEvent: TypeAlias = PhoneRecorded | SmsConsentRecorded | SmsConsentWithdrawn
