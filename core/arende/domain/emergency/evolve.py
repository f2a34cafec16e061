"""What emergency access becomes by an event."""

from ..model import Nothing
from .events import EmergencyEvent
from .model import Emergency, Opened


def evolve(state: Emergency | Nothing, event: EmergencyEvent) -> Emergency:
    """The new access, beside the others that have not ended yet."""
    before = state.opened if isinstance(state, Emergency) else ()
    kept = tuple(one for one in before if one.assignment != event.assignment and one.until > event.at)
    return Emergency(patient=event.patient, opened=(*kept, Opened(event.assignment, event.until)))
