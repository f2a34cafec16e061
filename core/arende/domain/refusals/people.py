"""Refusals about persons, the directory, and who may represent whom."""

from datetime import date
from typing import ClassVar

from attrs import frozen

from ..person import Fault


@frozen
class IdentifierInvalid:
    code: ClassVar[str] = "identifier.invalid"
    field: ClassVar[str] = "identifier"
    fault: Fault


@frozen
class BirthDateContradicts:
    """The stated birth date is not the one in the identifier."""

    code: ClassVar[str] = "person.birth_date_contradicts"
    field: ClassVar[str] = "born"


@frozen
class PhoneInvalid:
    code: ClassVar[str] = "phone.invalid"
    field: ClassVar[str] = "phone"


@frozen
class PhoneNotMobile:
    """A number that no SMS reaches: a fixed line, or a service."""

    code: ClassVar[str] = "phone.not_mobile"
    field: ClassVar[str] = "phone"


@frozen
class ConsentDayInvalid:
    """Consent is of today or before."""

    code: ClassVar[str] = "consent.day_invalid"
    field: ClassVar[str] = "day"


@frozen
class SenderInvalid:
    code: ClassVar[str] = "provider.sender_invalid"
    field: ClassVar[str] = "sender"


@frozen
class ZoneUnknown:
    code: ClassVar[str] = "unit.zone_unknown"
    field: ClassVar[str] = "zone"


@frozen
class AssignmentFixed:
    """What an assignment is cannot become another: cases belong to it (S6). `field` is what would have changed."""

    code: ClassVar[str] = "assignment.fixed"
    field: str


@frozen
class AssignmentOver:
    """The assignment that was named has ended."""

    code: ClassVar[str] = "assignment.over"
    field: str


@frozen
class NoticeRulesInvalid:
    """A unit's rule for notices is not one that can be kept (B11)."""

    code: ClassVar[str] = "unit.notices_invalid"
    field: str


@frozen
class AssignmentElsewhere:
    """The assignment that was named is at another unit."""

    code: ClassVar[str] = "assignment.elsewhere"
    field: str


@frozen
class CoverSelf:
    code: ClassVar[str] = "cover.self"
    field: ClassVar[str] = "by"


@frozen
class CoverMutual:
    """Each would stand in for the other, and nobody would be there."""

    code: ClassVar[str] = "cover.mutual"
    field: ClassVar[str] = "by"


@frozen(kw_only=True)
class CoverDayInvalid:
    """Days inclusive."""

    code: ClassVar[str] = "cover.day_invalid"
    field: ClassVar[str] = "last_day"
    low: date
    high: date


@frozen
class GuardianIsChild:
    code: ClassVar[str] = "guardianship.same_person"
    field: ClassVar[str] = "guardian"


@frozen
class BlockByAdult:
    """Only an adult sets a block; a guardian cannot set one for a child."""

    code: ClassVar[str] = "person.block_by_adult"
    field: ClassVar[str] = "person"


@frozen
class AgeUnknown:
    code: ClassVar[str] = "patient.age_unknown"
    field: ClassVar[str] = "born"


@frozen
class PatientDeceased:
    code: ClassVar[str] = "patient.deceased"
    field: ClassVar[str] = "patient"


@frozen
class RepresentativeRequired:
    """A child: the representative must be chosen (S4)."""

    code: ClassVar[str] = "representative.required"
    field: ClassVar[str] = "representative"


@frozen
class GuardianRequired:
    """Too young to be the representative: a guardian must be (S4)."""

    code: ClassVar[str] = "representative.guardian_required"
    field: ClassVar[str] = "representative"
    below: int


@frozen
class NotAGuardian:
    code: ClassVar[str] = "representative.not_guardian"
    field: ClassVar[str] = "representative"


@frozen
class RepresentativeNotOffered:
    """An adult is the own representative: nothing is chosen (S4)."""

    code: ClassVar[str] = "representative.not_offered"
    field: ClassVar[str] = "representative"


@frozen
class RepresentativeProtected:
    """Guardian or child has protected identity: a guardian cannot be the representative (B16)."""

    code: ClassVar[str] = "representative.protected"
    field: ClassVar[str] = "representative"


@frozen
class SameRepresentative:
    """The person is the representative already, and the right stands."""

    code: ClassVar[str] = "representative.same"
    field: ClassVar[str] = "representative"


@frozen
class RepresentativeDeceased:
    code: ClassVar[str] = "representative.deceased"
    field: ClassVar[str] = "representative"


@frozen
class MaturityRequired:
    code: ClassVar[str] = "representative.maturity_required"
    field: ClassVar[str] = "maturity"


@frozen
class NotMature:
    code: ClassVar[str] = "representative.not_mature"
    field: ClassVar[str] = "representative"
