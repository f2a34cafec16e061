"""What a visit becomes by an event."""

from attrs import evolve as changed

from ..model import Nothing
from .events import VisitCreated, VisitEnded, VisitEvent, VisitStarted
from .model import Visit, VisitStatus


def evolve(state: Visit | Nothing, event: VisitEvent) -> Visit:
    """The visit after the event. An event that does not fit its stream is a broken store: ValueError."""
    match event:
        case VisitCreated():
            return Visit(
                id=event.visit,
                patient=event.patient,
                representative=event.representative,
                unit=event.unit,
                reason=event.reason,
                title=event.title,
                scheduled=event.scheduled,
                created=event.at,
                status=VisitStatus.WAITING,
                assignment=None,
            )
        case VisitStarted(assignment=assignment) if isinstance(state, Visit):
            return changed(state, status=VisitStatus.ONGOING, assignment=assignment)
        case VisitEnded() if isinstance(state, Visit):
            return changed(state, status=VisitStatus.ENDED)
        case VisitStarted() | VisitEnded():
            raise ValueError(f"{type(event).__name__} before the visit was created")
