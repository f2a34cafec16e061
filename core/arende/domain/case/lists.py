"""What each list of cases holds (B18, S15, S17), as a rule over a case and the time. How it is read is the engine's.

Engine and rule are held to each other by a property: the pages of a list are the cases that belong to it, no other.
"""

from collections.abc import Mapping
from datetime import datetime
from enum import StrEnum
from typing import Final

from ..phase import is_open
from .attention import closing_soon, waiting_since
from .model import Case


class CaseList(StrEnum):
    """Which cases of an assignment, a unit, its pool, or a patient."""

    TO_DO = "to_do"  # staff have something to deal with: longest wait first
    THEIR_TURN = "their_turn"  # open, and the patient's side is the one to write: longest wait first
    ONGOING = "ongoing"  # the one that ends first, first
    CLOSING_SOON = "closing_soon"  # the one that ends first, first (B15)
    ENDED = "ended"  # the one that ended last, first
    ALL = "all"  # the one that was opened last, first


LABELS: Final[Mapping[CaseList, tuple[str, str]]] = {
    CaseList.TO_DO: ("Att hantera", "To deal with"),
    CaseList.THEIR_TURN: ("Väntar på patientens sida", "Waiting for the patient's side"),
    CaseList.ONGOING: ("Pågående", "Ongoing"),
    CaseList.CLOSING_SOON: ("Stängs snart", "Closing soon"),
    CaseList.ENDED: ("Avslutade", "Ended"),
    CaseList.ALL: ("Alla", "All"),
}
"""In words, in the order in which faces show them: Swedish, English."""

PATIENT_SIDE: Final = frozenset({CaseList.ONGOING, CaseList.ENDED, CaseList.ALL})
"""The lists that someone on the patient's side has of their own (S15); what staff have to do is not theirs to see."""


def belongs(case: Case, which: CaseList, now: datetime, soon_days: int) -> bool:
    """Whether the case stands in such a list at that time. `soon_days`: days of 24 hours, as the policy has it."""
    match which:
        case CaseList.TO_DO:
            return waiting_since(case) is not None
        case CaseList.THEIR_TURN:
            # The clock ends a phase, not the worker's note of it (S13): who can no longer write is not waited for.
            return case.their_turn_since is not None and is_open(case.phase, now)
        case CaseList.ONGOING:
            return is_open(case.phase, now)
        case CaseList.CLOSING_SOON:
            return closing_soon(case, now, soon_days)
        case CaseList.ENDED:
            return not is_open(case.phase, now)
        case CaseList.ALL:
            return True
