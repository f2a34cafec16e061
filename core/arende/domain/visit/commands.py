"""Commands about visits."""

from datetime import datetime
from typing import TypeAlias

from attrs import frozen

from ..case.commands import Maturity
from ..ids import PersonId, ReasonId, VisitId


@frozen(kw_only=True)
class CreateVisit:
    """A visit at a set time («Schemalagd»), or without («Schemalagt fri»): then it waits as a ticket in the ledger."""

    patient: PersonId
    reason: ReasonId
    representative: PersonId | None = None
    maturity: Maturity | None = None
    scheduled: datetime | None = None


@frozen(kw_only=True)
class StartVisit:
    """The signed-in assignment takes the visit and starts it; a waiting ticket leaves the ledger."""

    visit: VisitId


@frozen(kw_only=True)
class EndVisit:
    """The visit is over; a case may be opened from it afterwards."""

    visit: VisitId


VisitCommand: TypeAlias = CreateVisit | StartVisit | EndVisit
