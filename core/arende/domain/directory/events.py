"""What happened to the directory. Each event tells the whole entry as it became, so that it can be read alone."""

from datetime import date, datetime
from typing import TypeAlias

from attrs import field, frozen

from ..ids import AssignmentId, PersonId, ProviderId, ReasonId, RoleId, StaffId, TemplateId, UnitId
from ..notice.rules import NO_RULES, NoticeRules
from ..person import Identifier
from ..phone import NumberSource
from .contact_events import ContactEvent


@frozen(kw_only=True)
class ProviderRegistered:
    """A care provider, and what its SMS are from; registered again, what holds from now on."""

    at: datetime
    provider: ProviderId
    name: str
    sender: str


@frozen(kw_only=True)
class UnitRegistered:
    """A unit, and what it decides itself; None: as the provider has it. Registered again, what holds from then on."""

    at: datetime
    unit: UnitId
    name: str
    zone: str
    days: int | None
    reopen_days: int | None = None
    notices: NoticeRules = NO_RULES
    answer_hours: int | None = None
    opening_hours: str | None = None


@frozen(kw_only=True)
class RoleRegistered:
    """A role that assignments have."""

    at: datetime
    role: RoleId
    name: str


@frozen(kw_only=True)
class StaffRegistered:
    """A member of staff, and the name that is shown instead, if there is one."""

    at: datetime
    staff: StaffId
    name: str
    display_name: str | None


@frozen(kw_only=True)
class AssignmentRegistered:
    """Who works where, as what; `sees_unit`: whether all of the unit's cases are seen."""

    at: datetime
    assignment: AssignmentId
    staff: StaffId
    role: RoleId
    unit: UnitId
    sees_unit: bool


@frozen(kw_only=True)
class AssignmentEnded:
    """The assignment is over; what it answered for goes to the unit's pool."""

    at: datetime
    assignment: AssignmentId


@frozen(kw_only=True)
class AssignmentCovered:
    """`by` stands in for it through `last_day`, until that instant."""

    at: datetime
    assignment: AssignmentId
    by: AssignmentId
    last_day: date
    until: datetime


@frozen(kw_only=True)
class CoverEnded:
    """The cover was ended before its day."""

    at: datetime
    assignment: AssignmentId


@frozen(kw_only=True)
class AssignmentEmptied:
    """No case is left with an assignment that has ended."""

    at: datetime
    assignment: AssignmentId


@frozen(kw_only=True)
class ReasonRegistered:
    """A contact reason, of one unit or (None) of all; registered again, what holds from now on."""

    at: datetime
    reason: ReasonId
    title: str
    unit: UnitId | None
    days: int | None
    preset: bool
    for_patients: bool = False
    template: TemplateId | None = None
    answer_hours: int | None = None


@frozen(kw_only=True)
class IdentifierClaimed:
    """The identifier leads to this person: one stream per identifier keeps it unique within the provider."""

    at: datetime
    person: PersonId


@frozen(kw_only=True)
class PersonRegistered:
    """A person is known to the provider; registered again, what holds from now on."""

    at: datetime
    person: PersonId
    identifier: Identifier = field(repr=False)
    name: str = field(repr=False)
    phone: str | None = field(repr=False)
    language: str
    born: date | None = field(repr=False)
    protected: bool
    deceased: date | None
    phone_source: NumberSource | None = None
    """None: there is no number, or it was kept before this was known."""


@frozen(kw_only=True)
class GuardianshipRecorded:
    """Stands in the child's stream."""

    at: datetime
    guardian: PersonId
    source: str
    verified: date
    until: date | None


@frozen(kw_only=True)
class GuardianshipEnded:
    """Stands in the child's stream; `ended` is the first day without the right."""

    at: datetime
    guardian: PersonId
    ended: date


@frozen(kw_only=True)
class UnitBlocked:
    """The patient has blocked a unit (spärr): what it holds is not opened by another one's choice."""

    at: datetime
    unit: UnitId


@frozen(kw_only=True)
class BlockLifted:
    """The block of that unit is over."""

    at: datetime
    unit: UnitId


DirectoryEvent: TypeAlias = (
    ProviderRegistered
    | UnitRegistered
    | RoleRegistered
    | StaffRegistered
    | AssignmentRegistered
    | AssignmentEnded
    | AssignmentCovered
    | CoverEnded
    | AssignmentEmptied
    | ReasonRegistered
    | IdentifierClaimed
    | PersonRegistered
    | GuardianshipRecorded
    | GuardianshipEnded
    | UnitBlocked
    | BlockLifted
    | ContactEvent
)
