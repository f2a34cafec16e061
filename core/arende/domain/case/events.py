"""What happened in a case."""

from datetime import datetime
from enum import StrEnum
from typing import TypeAlias

from attrs import field, frozen

from ..ids import AssignmentId, CaseId, PersonId, ReasonId, UnitId, VisitId
from ..phase import Phase
from .commands import Entry, Maturity
from .export_state import ExportState
from .journal_events import JournalNoteSigned
from .model import Representative
from .retention_events import RetentionEvent
from .sms_events import SmsMended, SmsOmitted, SmsReplied, SmsRetried, SmsTroubled


@frozen(kw_only=True)
class CaseOpened:
    """Slutför. The title is the reason's, as it read then; it is what the patient's side sees."""

    at: datetime
    case: CaseId
    patient: PersonId
    representative: Representative
    maturity: Maturity | None
    assignment: AssignmentId
    unit: UnitId
    reason: ReasonId
    title: str
    phase: Phase
    entry: Entry
    visit: VisitId | None
    follows: CaseId | None = None


@frozen(kw_only=True)
class MessageSent:
    """A message, numbered from 1 within the case. Exactly one of the two authors is set."""

    at: datetime
    number: int
    staff: AssignmentId | None
    representative: PersonId | None
    text: str = field(repr=False)
    corrects: int | None = None
    """Number of the message of the same side that this one corrects (B9)."""


@frozen(kw_only=True)
class MessageRetracted:
    """Staff took a message of theirs back: the patient's side no longer sees its text, the record keeps it."""

    at: datetime
    number: int
    assignment: AssignmentId
    reason: str = field(repr=False)


@frozen(kw_only=True)
class NoteAdded:
    """An internal note of staff. No message: it has no number, and nobody on the patient's side is given it."""

    at: datetime
    assignment: AssignmentId
    text: str = field(repr=False)


@frozen(kw_only=True)
class DocumentedMarked:
    """Messages `first` to `last` stand in the health record, or need not, says this assignment."""

    at: datetime
    assignment: AssignmentId
    first: int
    last: int
    undocumented_since: datetime | None
    """When the oldest message that is left was sent; None: none is left."""
    nothing_to_record: bool = False
    """Whether they are not worth recording."""


@frozen(kw_only=True)
class MessagesRead:
    """The patient's side has read up to this number."""

    at: datetime
    up_to: int


@frozen(kw_only=True)
class CaseHandled:
    """Staff have dealt with what waited, without an answer."""

    at: datetime
    assignment: AssignmentId


@frozen(kw_only=True)
class CaseHandedOver:
    """`by` has given the case to `to`, or to the unit's pool (None). The note is for the provider's side only."""

    at: datetime
    by: AssignmentId
    to: AssignmentId | None
    note: str = field(repr=False)


@frozen(kw_only=True)
class CaseTaken:
    """The assignment answers for it from now on."""

    at: datetime
    assignment: AssignmentId


class Return(StrEnum):
    """Why a case came back to its unit; the value is stored."""

    ASSIGNMENT_ENDED = "assignment_ended"
    UNTOUCHED = "untouched"


@frozen(kw_only=True)
class CaseReturned:
    """The case is in its unit's pool, without anyone's doing."""

    at: datetime
    why: Return


@frozen(kw_only=True)
class PhaseEnded:
    """The period ran out; `unanswered` tells whether the patient's side was still waiting for an answer."""

    at: datetime
    unanswered: bool


@frozen(kw_only=True)
class PhaseExtended:
    """The case stays open longer."""

    at: datetime
    assignment: AssignmentId
    phase: Phase
    reason: str = field(repr=False)


@frozen(kw_only=True)
class PhaseShortened:
    """The case ends sooner."""

    at: datetime
    assignment: AssignmentId
    phase: Phase
    reason: str = field(repr=False)


@frozen(kw_only=True)
class CaseClosed:
    """Staff ended the case before its time; the phase is what it came to be."""

    at: datetime
    assignment: AssignmentId
    phase: Phase
    reason: str = field(repr=False)


@frozen(kw_only=True)
class CaseReopened:
    """A case that was over is open again; the phase is a new one."""

    at: datetime
    assignment: AssignmentId
    phase: Phase
    reason: str = field(repr=False)


@frozen(kw_only=True)
class RepresentativeLost:
    """The representative's right no longer stands: the case has nobody on the patient's side."""

    at: datetime


@frozen(kw_only=True)
class RepresentativeChanged:
    """Who now stands on the patient's side, and the number of the first message that they see."""

    at: datetime
    representative: Representative
    maturity: Maturity | None
    visible_from: int


@frozen(kw_only=True)
class ExportRequested:
    """Someone asked that the case go to an exporter; what became of it is recorded in events of its own."""

    at: datetime
    exporter: str


@frozen(kw_only=True)
class ExportRecorded:
    """What became of an export: of which version, what the exporter calls it, and the code of what stood in the way."""

    at: datetime
    exporter: str
    version: int
    state: ExportState
    reference: str
    code: str
    up_to: int = 0
    """Number of the last message that it held; 0: it is not known, or there was none."""


@frozen(kw_only=True)
class NoticePlanned:
    """When the SMS of what just happened leaves, where the unit's rules have a say in it (B11).

    `covered`: it is one that was planned before and has not left. `unread_due`: when staff are told if it lies unread.
    """

    at: datetime
    due: datetime
    covered: bool
    unread_due: datetime | None
    remind_due: datetime | None = None
    """When the patient's side is reminded if it lies unread."""


@frozen(kw_only=True)
class UnreadPlanned:
    """When the patient's side is reminded, and staff are told, of what lies unread: other than it was (B11).

    Without a time for the reminder it stays as it was; without one for staff they are not told.
    """

    at: datetime
    remind_due: datetime | None
    unread_due: datetime | None


@frozen(kw_only=True)
class UnreadReminded:
    """The patient's side was told once more of what it has not read."""

    at: datetime
    message: int


@frozen(kw_only=True)
class UnreadNoted:
    """What staff wrote has lain unread so long that it stands among what they have to deal with."""

    at: datetime


CaseEvent: TypeAlias = (
    CaseOpened
    | MessageSent
    | MessageRetracted
    | NoteAdded
    | DocumentedMarked
    | JournalNoteSigned
    | RetentionEvent
    | MessagesRead
    | CaseHandled
    | CaseHandedOver
    | CaseTaken
    | CaseReturned
    | SmsTroubled
    | SmsOmitted
    | SmsReplied
    | SmsMended
    | SmsRetried
    | PhaseEnded
    | PhaseExtended
    | PhaseShortened
    | CaseClosed
    | CaseReopened
    | RepresentativeLost
    | RepresentativeChanged
    | ExportRequested
    | ExportRecorded
    | NoticePlanned
    | UnreadPlanned
    | UnreadReminded
    | UnreadNoted
)
