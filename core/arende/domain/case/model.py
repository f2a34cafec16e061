"""State of a case: what a decision reads. Counters, marks and phase; bounded in size, and no text that anyone wrote."""

from datetime import date, datetime
from enum import StrEnum
from typing import Final

from attrs import Factory, field, frozen

from ..ids import AssignmentId, CaseId, NoticeId, PersonId, ReasonId, UnitId
from ..notice.model import Hindrance
from ..phase import Phase
from .export_state import ExportState
from .notified import NOT_YET, Notified
from .orders import NO_ORDERS, Orders


class Representation(StrEnum):
    """What makes the representative one; the value is stored."""

    SELF = "self"
    GUARDIAN = "guardian"


@frozen(kw_only=True)
class Representative:
    """Who reads and writes on the patient's side, by what right, and the first day without it."""

    person: PersonId
    by: Representation
    until: date | None


@frozen(kw_only=True)
class Answer:
    """Staff's messages since a wait was last ended: what is needed when one of them is retracted (B9)."""

    since: datetime | None
    """Since when had waited what they answered; None: nothing had."""
    number: int
    """Of the first of them."""
    standing: int
    """How many of them have not been retracted."""


@frozen(kw_only=True)
class Span:
    """Messages by number, from the first through the last."""

    first: int
    last: int


@frozen(kw_only=True)
class ExportStand:
    """How the case stands at one exporter, by its name in the settings: the last transfer, and what has
    been kept there.
    """

    exporter: str
    state: ExportState
    at: datetime
    up_to: int
    """Number of the last message that went along; 0: it is not known, or there was none."""
    kept_up_to: int = 0
    confirmed_up_to: int = 0


@frozen(kw_only=True)
class SignedNote:
    """A journal note: how many versions were signed, and the messages that the last one documents."""

    versions: int
    first: int | None
    last: int | None


@frozen(kw_only=True)
class StaffWrote:
    """The last message of staff's side and who wrote it, and the last one there of anyone else (B20). 0: none."""

    number: int = 0
    by: AssignmentId | None = None
    other_number: int = 0
    other_by: AssignmentId | None = None


NOBODY_WROTE: Final = StaffWrote()


def first_opened(case: "Case") -> datetime:
    """What is kept of a case from before it could be reopened: its phase is its first."""
    return case.phase.opened


@frozen(kw_only=True)
class Case:
    id: CaseId
    patient: PersonId
    representative: Representative
    assignment: AssignmentId
    """Who answers for the case, or did until it came to lie in the unit's pool: see `owner`."""
    unit: UnitId
    reason: ReasonId
    title: str
    phase: Phase
    ended_noted: bool
    messages: int
    """Number of the last message; 0 while the case is empty."""
    last_from_staff: int
    last_from_patient_side: int
    read_by_patient_side: int
    """Number of the last message that the patient's side has read."""
    unanswered_since: datetime | None
    """When the oldest message that waits for an answer from staff came."""
    visible_from: int
    """Number of the first message that the representative sees; 1 unless staff changed representative."""
    representative_lost_since: datetime | None
    sms_trouble_since: datetime | None
    export_trouble_since: datetime | None
    last_activity: datetime
    retracted: tuple[int, ...] = ()
    """Numbers of the messages that were retracted, in the order of that: few, for each is an act with a reason."""
    answer: Answer | None = None
    asides: tuple[int, ...] = ()
    """Numbers of staff's corrections that answer nothing, as far back as they matter: few, as of what was retracted."""
    retracted_since: datetime | None = None
    """When the patient's side was left without a word from staff by a retraction that made nothing wait anew."""
    documented_up_to: int = 0
    """Number of the last message that stands in the health record (S17)."""
    undocumented_since: datetime | None = None
    """When the oldest message that does not stand there was sent."""
    staff_wrote: StaffWrote = NOBODY_WROTE
    notified: Notified = NOT_YET
    their_turn_since: datetime | None = None
    """When staff wrote what the patient's side has not answered; None: it is not for them to write."""
    opened: datetime = field(default=Factory(first_opened, takes_self=True))
    """When the case was first opened; `phase.opened` is when it was last reopened."""
    closed: datetime | None = None
    """When staff closed it before its time; None while it is open, and where the calendar ended it."""
    set_aside: bool = False
    """Over, and dealt with: a missing message or representative waits no longer, until the case is reopened."""
    follows: CaseId | None = None
    """The ended case of the same patient that this one goes on from."""
    in_pool: bool = False
    """Whether it lies in the unit's pool, where nobody in particular answers for it (B19)."""
    held_since: datetime | None = None
    """Since when who answers for it has had it; None: since it was opened."""
    handed_over_since: datetime | None = None
    """When it was handed over, until that has been dealt with."""
    sms_troubled: tuple[NoticeId, ...] = ()
    """Which SMS are in trouble; see `sms_trouble`."""
    no_sms: tuple[Hindrance, ...] = ()
    """Why the patient's side was not told by SMS of what came last; empty: it was (B4)."""
    sms_reply_since: datetime | None = None
    """When an SMS came back, until that has been dealt with (B3)."""
    journal_notes: tuple[SignedNote, ...] = ()
    """Signed here, by number; a case has at most `policy.JOURNAL_NOTES_MAX` of them."""
    exports: tuple[ExportStand, ...] = ()
    """Of each exporter that has been tried, how it went; see `export_trouble_since`."""
    not_recorded: tuple[Span, ...] = ()
    """Messages that staff have found not worth recording, in order."""
    orders: Orders = NO_ORDERS
    """What has been ordered about what it keeps (B26)."""

    @property
    def owner(self) -> AssignmentId | None:
        """Whom replies come to; None: the unit's pool."""
        return None if self.in_pool else self.assignment
