"""The command that opens emergency access."""

from typing import TypeAlias

from attrs import field, frozen

from ..ids import PersonId


@frozen(kw_only=True)
class OpenEmergencyAccess:
    """The signed-in assignment needs to see the patient's cases now; the reason is kept and reviewed afterwards."""

    patient: PersonId
    reason: str = field(repr=False)


EmergencyCommand: TypeAlias = OpenEmergencyAccess
