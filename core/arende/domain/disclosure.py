"""The grounds on which a case leaves whole, internal notes and all: chosen each time and logged (B8). Data only."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Final


class Ground(StrEnum):
    """The value stands in the access log. A closed choice, so that nothing that someone wrote stands there."""

    PATIENT = "patient"  # PDL 8 kap. 2 §
    SUPERVISION = "supervision"  # PSL 7 kap. 20 §
    AUTHORITY = "authority"  # PSL 6 kap. 15 §
    COURT = "court"  # PSL 6 kap. 15 §


LABELS: Final[Mapping[Ground, tuple[str, str]]] = {
    Ground.PATIENT: ("På patientens begäran", "At the patient's request"),
    Ground.SUPERVISION: ("För tillsyn av IVO", "For supervision by IVO"),
    Ground.AUTHORITY: ("Till en annan myndighet, enligt lag", "To another authority, as the law requires"),
    Ground.COURT: ("Till domstol", "To a court"),
}
"""In words: Swedish, English."""
