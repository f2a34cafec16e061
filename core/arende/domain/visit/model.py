"""State of a visit."""

from datetime import datetime
from enum import StrEnum

from attrs import frozen

from ..ids import AssignmentId, PersonId, ReasonId, UnitId, VisitId


class VisitStatus(StrEnum):
    """The value is stored."""

    WAITING = "waiting"
    ONGOING = "ongoing"
    ENDED = "ended"


@frozen(kw_only=True)
class Visit:
    id: VisitId
    patient: PersonId
    representative: PersonId
    unit: UnitId
    reason: ReasonId
    title: str
    scheduled: datetime | None
    created: datetime
    status: VisitStatus
    assignment: AssignmentId | None
    """Who has taken it; None while it waits."""

    @property
    def in_ledger(self) -> bool:
        """A free visit that waits is a ticket in the ledger."""
        return self.scheduled is None and self.status is VisitStatus.WAITING
