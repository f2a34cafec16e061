"""What has been told of who is away, and who stands in until when (B19). Nothing is watched here."""

from datetime import datetime, timedelta

from arende.domain import events as e
from arende.domain.ids import AssignmentId
from attrs import define, field

from .told import Told
from .wall import midnight

ZONE = "Europe/Stockholm"


@define
class Away:
    """Assignments that are away or have ended."""

    covers: dict[AssignmentId, tuple[AssignmentId, datetime]] = field(factory=dict)
    """Who stands in for whom, and until when."""
    ended: set[AssignmentId] = field(factory=set)

    def tell(self, event: e.Event) -> None:
        match event:
            case e.AssignmentCovered(assignment=one, by=by, last_day=last_day):
                self.covers[one] = by, midnight(last_day + timedelta(days=1), ZONE)
            case e.CoverEnded(assignment=one):
                self.covers.pop(one, None)
            case e.AssignmentEnded(assignment=one):
                self.ended.add(one)
                self.covers.pop(one, None)
            case e.AssignmentRegistered(assignment=one):
                self.ended.discard(one)
            case _:
                pass

    def stands_in(self, one: AssignmentId, now: datetime) -> tuple[AssignmentId, datetime] | None:
        """Who does now, and until when; None: it is not away."""
        found = self.covers.get(one)
        return None if found is None or now >= found[1] else found

    def lent(self, case: Told, staff: AssignmentId, now: datetime) -> list[datetime]:
        """The times at which it ends that someone answers for another who is away: of these the first."""
        if case.assignment is None or case.assignment in self.ended or case.assignment == staff:
            return []
        found = self.stands_in(case.assignment, now)
        if found is None:
            return []
        by, until = found
        back = None if by == staff or by in self.ended else self.stands_in(by, now)
        return [until] if back is None else [until, back[1]]
