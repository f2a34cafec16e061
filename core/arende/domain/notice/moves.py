"""The table of legal transitions of one try to send: which signs move it from where. Data, and its look-up.

A sign is an answer of the provider's or a delivery report. Signs come twice, late, in any order, or never; so the
states have an order in which a later one is better known or more final, and a try only ever moves on in it. That makes
the outcome the same whatever the order of the signs.
"""

from collections.abc import Mapping
from typing import Final, TypeAlias

from .model import Answered, Reported, TryState

Sign: TypeAlias = Answered | Reported

REPORTS: Final[frozenset[Sign]] = frozenset(Reported)
ENDS: Final[frozenset[Sign]] = frozenset({Reported.DELIVERED, Reported.FAILED, Reported.EXPIRED})

MOVES: Final[Mapping[TryState, frozenset[Sign]]] = {
    TryState.SENDING: frozenset({*Answered, *Reported}),
    TryState.UNCERTAIN: frozenset({Answered.ACCEPTED, Answered.REJECTED}) | REPORTS,
    # An answer that comes after the provider was asked, and did not know of it then, is the truer one.
    TryState.REJECTED: frozenset({Answered.ACCEPTED}) | REPORTS,
    TryState.ACCEPTED: REPORTS,
    TryState.SENT: ENDS,
    TryState.EXPIRED: frozenset({Reported.DELIVERED, Reported.FAILED}),
    # Reports pass each other on the way: what has arrived has arrived.
    TryState.FAILED: frozenset({Reported.DELIVERED}),
    TryState.DELIVERED: frozenset(),
}
"""Every state; a sign that is not in its row tells nothing new."""


def after(state: TryState, sign: Sign) -> TryState:
    """The state after the sign: the one that the sign is named by, or the same."""
    return TryState(sign.value) if sign in MOVES[state] else state
