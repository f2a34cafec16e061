"""The lists of cases as a table (B18): which index each is read by, in what order, between which bounds. Data only.

Every list is a keyset range over an owner's cases or over a unit's. Whose, and for whose eyes, is in `case_lists`.
"""

from collections.abc import Mapping
from enum import StrEnum
from typing import Final

from attrs import frozen


class CaseList(StrEnum):
    """Which cases of a unit or an assignment."""

    TO_DO = "to_do"  # staff have something to deal with: longest wait first
    THEIR_TURN = "their_turn"  # open, and the patient's side is the one to write: longest wait first
    ONGOING = "ongoing"  # the one that ends first, first
    CLOSING_SOON = "closing_soon"  # the one that ends first, first (B15)
    ENDED = "ended"  # the one that ended last, first
    ALL = "all"  # the one that was opened last, first


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


def by_end(bounds: Bounds, *, latest_first: bool = False) -> Order:
    return Order(of_owner="case_owner", of_unit="case_unit", column="until", bounds=bounds, latest_first=latest_first)


ORDERS: Final[Mapping[CaseList, Order]] = {
    CaseList.TO_DO: Order(of_owner="case_inbox", of_unit="case_unit_inbox", column="waiting_since"),
    CaseList.THEIR_TURN: Order(of_owner="case_owner_theirs", of_unit="case_unit_theirs", column="their_turn_since"),
    CaseList.ONGOING: by_end(Bounds.OPEN),
    CaseList.CLOSING_SOON: by_end(Bounds.SOON),
    CaseList.ENDED: by_end(Bounds.OVER, latest_first=True),
    CaseList.ALL: Order(of_owner="case_owner_opened", of_unit="case_unit_opened", column="opened", latest_first=True),
}
"""Every list. A case whose end the worker has not noted yet is left out of `THEIR_TURN` as it is read."""
