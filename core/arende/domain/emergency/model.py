"""State of emergency access: one stream per patient, with who may see the patient's cases for now."""

from datetime import datetime

from attrs import frozen

from ..ids import AssignmentId, PersonId


@frozen
class Opened:
    """One assignment's access, and when it ends by itself."""

    assignment: AssignmentId
    until: datetime


@frozen(kw_only=True)
class Emergency:
    patient: PersonId
    opened: tuple[Opened, ...]
    """Accesses that had not ended at the last opening."""

    def live(self, assignment: AssignmentId, now: datetime) -> bool:
        """Whether the assignment's access is open at that time."""
        return any(one.assignment == assignment and now < one.until for one in self.opened)
