"""What happened to a visit."""

from datetime import datetime
from typing import TypeAlias

from attrs import frozen

from ..ids import AssignmentId, PersonId, ReasonId, UnitId, VisitId


@frozen(kw_only=True)
class VisitCreated:
    """A visit is there. Without a time it waits in the ledger for whoever takes it."""

    at: datetime
    visit: VisitId
    patient: PersonId
    representative: PersonId
    unit: UnitId
    reason: ReasonId
    title: str
    scheduled: datetime | None
    created_by: AssignmentId


@frozen(kw_only=True)
class VisitStarted:
    """An assignment has taken the visit, and it is ongoing."""

    at: datetime
    assignment: AssignmentId


@frozen(kw_only=True)
class VisitEnded:
    """The visit is over."""

    at: datetime


VisitEvent: TypeAlias = VisitCreated | VisitStarted | VisitEnded
