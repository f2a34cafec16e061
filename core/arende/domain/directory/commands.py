"""Commands that fill the directory. `Register…` says how an entry is now: repeating it changes nothing."""

from datetime import date, datetime
from typing import TypeAlias

from attrs import field, frozen

from ..ids import AssignmentId, PersonId, ProviderId, ReasonId, RoleId, StaffId, TemplateId, UnitId
from ..notice.rules import NO_RULES, NoticeRules
from ..person import Identifier
from ..phone import NumberSource
from .contact_commands import ContactCommand


@frozen(kw_only=True)
class RegisterProvider:
    """A care provider (vårdgivare). `sender` is the name that its SMS come from: 3–11 of A–Z a–z 0–9."""

    provider: ProviderId
    name: str
    sender: str


@frozen(kw_only=True)
class RegisterUnit:
    """A care unit (vårdenhet). `days` is its prefilled phase length and `reopen_days` the window in which its cases
    can be reopened, where it has one of its own; `answer_hours` the answer time that patients are told, and
    `opening_hours` its hours in words, as they are shown (S11).
    """

    unit: UnitId
    name: str
    zone: str = "Europe/Stockholm"
    days: int | None = None
    reopen_days: int | None = None
    notices: NoticeRules = NO_RULES
    answer_hours: int | None = None
    opening_hours: str | None = None


@frozen(kw_only=True)
class RegisterRole:
    """A role that staff sign in with, e.g. Sjuksköterska."""

    role: RoleId
    name: str


@frozen(kw_only=True)
class RegisterStaff:
    """A staff member. `display_name` is shown to patients instead of the name where one is set."""

    staff: StaffId
    name: str
    display_name: str | None = None


@frozen(kw_only=True)
class RegisterAssignment:
    """A person, a role and a unit: what a case belongs to. `sees_unit` lets it read all of the unit's cases."""

    assignment: AssignmentId
    staff: StaffId
    role: RoleId
    unit: UnitId
    sees_unit: bool = False


@frozen(kw_only=True)
class EndAssignment:
    """The assignment ends now."""

    assignment: AssignmentId


@frozen(kw_only=True)
class CoverAssignment:
    """Another assignment at the unit stands in, now and through `last_day`; it ends by itself (B19)."""

    assignment: AssignmentId
    by: AssignmentId
    last_day: date


@frozen(kw_only=True)
class EndCover:
    """Back before time."""

    assignment: AssignmentId


@frozen(kw_only=True)
class NoteAssignmentEmpty:
    """The sweep has moved every case of the assignment that ended at that time."""

    assignment: AssignmentId
    ended: datetime


@frozen(kw_only=True)
class RegisterReason:
    """A contact reason (sökorsak). Without a unit it is the whole provider's; `preset` ones are chosen beforehand."""

    reason: ReasonId
    title: str
    unit: UnitId | None = None
    days: int | None = None
    preset: bool = False
    for_patients: bool = False
    """Whether patients may ask for contact about it (B17)."""
    template: TemplateId | None = None
    """What the first message is prefilled with (B2)."""
    answer_hours: int | None = None
    """The answer time that patients are told; None: the unit's."""


@frozen(kw_only=True)
class RegisterPerson:
    """A person, found by identifier. `born` is stated by staff where the identifier holds no birth date."""

    provider: ProviderId
    identifier: Identifier = field(repr=False)
    name: str = field(repr=False)
    phone: str | None = field(default=None, repr=False)
    """E.164 with plus sign; made so before it comes here."""
    language: str = "sv"
    born: date | None = field(default=None, repr=False)
    protected: bool | None = None
    """None: nothing is said of it. Of someone who is protected that is refused; of anyone else it means no."""
    deceased: date | None = None
    """None: nothing is said of it. A death that is known stands, until `alive` takes it back."""
    alive: bool = False
    """A death that was told by mistake is taken back. With a day of death beside it, that day stands."""
    phone_source: NumberSource | None = None
    """None: the patient, where staff register the person; else the directory."""


@frozen(kw_only=True)
class RecordGuardianship:
    """A guardian has custody of a child, as verified in `source` on that date; `until` where its end is known."""

    child: PersonId
    guardian: PersonId
    source: str
    verified: date
    until: date | None = None


@frozen(kw_only=True)
class EndGuardianship:
    """The guardian's custody ended on that date (changed custody, revocation)."""

    child: PersonId
    guardian: PersonId
    ended: date


@frozen(kw_only=True)
class BlockUnit:
    """Spärr: the patient wants what this unit has kept from the provider's other units (PDL 4 kap.)."""

    person: PersonId
    unit: UnitId


@frozen(kw_only=True)
class LiftBlock:
    """The patient lifts the block."""

    person: PersonId
    unit: UnitId


DirectoryCommand: TypeAlias = (
    RegisterProvider
    | RegisterUnit
    | RegisterRole
    | RegisterStaff
    | RegisterAssignment
    | EndAssignment
    | CoverAssignment
    | EndCover
    | NoteAssignmentEmpty
    | RegisterReason
    | RegisterPerson
    | RecordGuardianship
    | EndGuardianship
    | BlockUnit
    | LiftBlock
    | ContactCommand
)
