"""State of the directory's entries, and the questions asked of it. Nothing is decided here."""

from datetime import date, datetime
from typing import TypeAlias

from attrs import field, frozen

from ..ids import AssignmentId, PersonId, ProviderId, ReasonId, RoleId, StaffId, TemplateId, UnitId
from ..notice.rules import NO_RULES, NoticeRules
from ..person import Identifier, age_on
from ..phone import NumberSource


@frozen(kw_only=True)
class Provider:
    id: ProviderId
    name: str
    sender: str


@frozen(kw_only=True)
class Unit:
    id: UnitId
    name: str
    zone: str
    days: int | None
    reopen_days: int | None = None
    """Days after the end in which its cases may be reopened; None: the provider's (B13)."""
    notices: NoticeRules = NO_RULES
    answer_hours: int | None = None
    opening_hours: str | None = None


@frozen(kw_only=True)
class Role:
    id: RoleId
    name: str


@frozen(kw_only=True)
class Staff:
    id: StaffId
    name: str
    display_name: str | None


@frozen(kw_only=True)
class Cover:
    """Another assignment stands in during absence, through `last_day`: until that instant (B19)."""

    by: AssignmentId
    last_day: date
    until: datetime


@frozen(kw_only=True)
class Assignment:
    id: AssignmentId
    staff: StaffId
    role: RoleId
    unit: UnitId
    sees_unit: bool
    ended: bool
    cover: Cover | None = None
    """The last one that was agreed; whether it holds is a question of the time."""
    leaving_since: datetime | None = None
    """When it ended, while cases are still to be moved from it to the unit."""

    def away(self, now: datetime) -> Cover | None:
        """The cover that holds at that time; None: it is not away."""
        return None if self.cover is None or now >= self.cover.until else self.cover

    def covered_by(self, now: datetime) -> AssignmentId | None:
        """Who stands in for it at that time; None: nobody, so it is not away."""
        cover = self.away(now)
        return None if cover is None else cover.by

    def there(self, now: datetime) -> bool:
        """Whether someone works in it at that time: it has not ended and is not away."""
        return not self.ended and self.covered_by(now) is None


@frozen(kw_only=True)
class Reason:
    id: ReasonId
    title: str
    unit: UnitId | None
    days: int | None
    preset: bool
    for_patients: bool = False
    template: TemplateId | None = None
    answer_hours: int | None = None


@frozen(kw_only=True)
class IdentifierClaim:
    person: PersonId


@frozen(kw_only=True)
class Guardianship:
    """Custody of a child: from where it is known, when that was verified, and the first day without it."""

    guardian: PersonId
    source: str
    verified: date
    until: date | None

    def holds(self, day: date) -> bool:
        """Whether the right stands on that day."""
        return self.until is None or day < self.until


@frozen(kw_only=True)
class SmsConsent:
    """The last word about SMS: yes, or no more of them; how that is known, and the day it was said."""

    given: bool
    source: str
    day: date


@frozen(kw_only=True)
class Person:
    id: PersonId
    identifier: Identifier = field(repr=False)
    name: str = field(repr=False)
    phone: str | None = field(repr=False)
    language: str
    born: date | None = field(repr=False)
    protected: bool
    deceased: date | None
    guardians: tuple[Guardianship, ...]
    """Who has, or had, custody of this person."""
    blocked: tuple[UnitId, ...]
    """Units whose data the patient keeps from other units."""
    phone_source: NumberSource | None = None
    """Who gave the number, or said that there is none; None: nobody, or it was kept before this was known."""
    phone_since: datetime | None = None
    """Since when it is known so."""
    sms_consent: SmsConsent | None = None
    """None: they have never been heard about it."""

    def age(self, day: date) -> int | None:
        """Whole years on that day; None where no birth date is known."""
        return None if self.born is None else age_on(self.born, day)

    def guardian(self, person: PersonId, day: date) -> Guardianship | None:
        """That person's custody of this one, if it holds on that day."""
        return next((g for g in self.guardians if g.guardian == person and g.holds(day)), None)


DirectoryState: TypeAlias = Provider | Unit | Role | Staff | Assignment | Reason | IdentifierClaim | Person
