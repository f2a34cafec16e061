"""What happened in a case."""

from datetime import datetime
from enum import StrEnum
from typing import TypeAlias

from attrs import field, frozen

from ..ids import AssignmentId, CaseId, NoticeId, PersonId, ReasonId, UnitId, VisitId
from ..notice.model import NoticeState
from ..phase import Phase
from .commands import Entry, ExportState, Maturity
from .model import Representative


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


@frozen(kw_only=True)
class MessageSent:
    """A message, numbered from 1 within the case. Exactly one of the two authors is set."""

    at: datetime
    number: int
    staff: AssignmentId | None
    representative: PersonId | None
    text: str = field(repr=False)


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
class SmsTroubled:
    """An SMS of this case failed, or it is uncertain whether it left: staff have to know."""

    at: datetime
    notice: NoticeId
    state: NoticeState


@frozen(kw_only=True)
class PhaseEnded:
    """The period ran out; `unanswered` tells whether the patient's side was still waiting for an answer."""

    at: datetime
    unanswered: bool


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
    at: datetime
    exporter: str


@frozen(kw_only=True)
class ExportRecorded:
    at: datetime
    exporter: str
    version: int
    state: ExportState
    reference: str
    code: str


CaseEvent: TypeAlias = (
    CaseOpened
    | MessageSent
    | MessagesRead
    | CaseHandled
    | CaseHandedOver
    | CaseTaken
    | CaseReturned
    | SmsTroubled
    | PhaseEnded
    | RepresentativeLost
    | RepresentativeChanged
    | ExportRequested
    | ExportRecorded
)
