"""Commands about how a person may be told of things (B4): the number, consent to SMS, and its withdrawal."""

from datetime import date
from typing import TypeAlias

from attrs import field, frozen

from ..ids import PersonId
from ..phone import NumberSource


@frozen(kw_only=True)
class RecordPhone:
    """The person's number, or that there is none: what a patient has said stands, whatever a register tells later."""

    person: PersonId
    phone: str | None = field(default=None, repr=False)
    """E.164 with plus sign; made so before it comes here."""
    source: NumberSource | None = None
    """None: the patient, where staff or the patient says it; else the directory."""


@frozen(kw_only=True)
class RecordSmsConsent:
    """The person consents to being told by SMS."""

    person: PersonId
    source: str
    """How it is known: «sagt vid besöket», «patientappen»."""
    day: date | None = None
    """When it was given; None: now. One given no later than a withdrawal is of before it, and changes nothing."""


@frozen(kw_only=True)
class WithdrawSmsConsent:
    """The person wants no SMS, whether they had consented or not."""

    person: PersonId
    source: str
    day: date | None = None
    """When it was withdrawn; None: now. One withdrawn before the consent that stands changes nothing."""


ContactCommand: TypeAlias = RecordPhone | RecordSmsConsent | WithdrawSmsConsent
