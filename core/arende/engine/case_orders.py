"""How each list of cases is read, as a table (B18, S17): which index, what order, which bounds. Data only.

Every list is a keyset range over an owner's cases, a unit's or a person's. What belongs in it is in
`domain.case.lists`; whose it is, and for whose eyes, in `case_lists`.
"""

from collections.abc import Mapping
from enum import StrEnum
from typing import Final

from attrs import frozen

from ..domain.case.lists import CaseList

__all__ = ["OF_PATIENT", "OF_REPRESENTATIVE", "ORDERS", "UNDOCUMENTED", "Bounds", "CaseList", "Order"]


class Bounds(StrEnum):
    """Between which ends of the phase the cases of a list lie."""

    ANY = "any"
    OPEN = "open"
    SOON = "soon"
    OVER = "over"


@frozen(kw_only=True)
class Order:
    """How a list is read."""

    of_owner: str
    """The index over the cases of an assignment, or of a unit's pool."""
    of_unit: str
    column: str
    """What it is sorted by, and what its cursor holds."""
    bounds: Bounds = Bounds.ANY
    """Bounds on `column`; only where that is the end of the phase."""
    latest_first: bool = False
    open_only: bool = False
    """Whether a case of the index whose phase is over is passed by: its end may not have been noted yet."""


def by_end(bounds: Bounds, *, latest_first: bool = False) -> Order:
    return Order(of_owner="case_owner", of_unit="case_unit", column="until", bounds=bounds, latest_first=latest_first)


ORDERS: Final[Mapping[CaseList, Order]] = {
    CaseList.TO_DO: Order(of_owner="case_inbox", of_unit="case_unit_inbox", column="waiting_since"),
    CaseList.THEIR_TURN: Order(
        of_owner="case_owner_theirs", of_unit="case_unit_theirs", column="their_turn_since", open_only=True
    ),
    CaseList.ONGOING: by_end(Bounds.OPEN),
    CaseList.CLOSING_SOON: by_end(Bounds.SOON),
    CaseList.ENDED: by_end(Bounds.OVER, latest_first=True),
    CaseList.ALL: Order(of_owner="case_owner_opened", of_unit="case_unit_opened", column="opened", latest_first=True),
}
"""Every list of B18."""
UNDOCUMENTED: Final = Order(of_owner="case_undocumented", of_unit="case_unit_undocumented", column="undocumented_since")
"""What does not stand in the health record, also after the period: the one whose oldest message is oldest, first."""


def by_opening(index: str) -> Order:
    """The lists of a person are few cases each: read in this order, and chosen from as they are read."""
    return Order(of_owner=index, of_unit=index, column="opened", latest_first=True)


OF_PATIENT: Final = by_opening("case_patient")
OF_REPRESENTATIVE: Final = by_opening("case_representative")
