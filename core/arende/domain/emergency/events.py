"""What happened to emergency access."""

from datetime import datetime
from typing import TypeAlias

from attrs import field, frozen

from ..ids import AssignmentId, PersonId


@frozen(kw_only=True)
class EmergencyAccessOpened:
    """It ends by itself at `until`."""

    at: datetime
    assignment: AssignmentId
    patient: PersonId
    until: datetime
    reason: str = field(repr=False)


EmergencyEvent: TypeAlias = EmergencyAccessOpened
