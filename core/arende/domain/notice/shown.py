"""What a notice comes to over all its tries: what the case shows, whether it is in trouble, which is meant. Pure."""

from collections.abc import Mapping
from typing import Final

from ..model import Nothing
from .model import Notice, NoticeState, TryState

BEST_FIRST: Final = (
    TryState.DELIVERED,
    TryState.SENT,
    TryState.ACCEPTED,
    TryState.SENDING,
    TryState.UNCERTAIN,
    TryState.EXPIRED,
    TryState.FAILED,
    TryState.REJECTED,
)
"""A notice is what the best of its tries is: one that has arrived is not undone by another that failed."""

SHOWN: Final[Mapping[TryState, NoticeState]] = {
    TryState.DELIVERED: NoticeState.DELIVERED,
    TryState.SENT: NoticeState.SENT,
    TryState.ACCEPTED: NoticeState.SENT,
    TryState.SENDING: NoticeState.QUEUED,
    TryState.UNCERTAIN: NoticeState.UNCERTAIN,
    TryState.EXPIRED: NoticeState.FAILED,
    TryState.FAILED: NoticeState.FAILED,
    TryState.REJECTED: NoticeState.FAILED,
}
GOOD: Final = frozenset({TryState.ACCEPTED, TryState.SENT, TryState.DELIVERED})
"""A provider has taken it: there is nothing more to send."""


def best(notice: Notice) -> TryState | None:
    """The state of the best try; None before the first."""
    return min((one.state for one in notice.tries), key=BEST_FIRST.index, default=None)


def shown(notice: Notice | Nothing) -> NoticeState:
    """What the case shows (B4). One that failed and will be tried again is queued."""
    if isinstance(notice, Nothing):
        return NoticeState.QUEUED
    state = best(notice)
    seen = NoticeState.QUEUED if state is None else SHOWN[state]
    return NoticeState.QUEUED if seen is NoticeState.FAILED and notice.waits else seen


def trouble(notice: Notice | Nothing) -> NoticeState | None:
    """Failed or uncertain, and left at that: what staff must know. None: it is well, or the worker is still at it."""
    if isinstance(notice, Nothing) or notice.waits:
        return None
    seen = shown(notice)
    return seen if seen in (NoticeState.FAILED, NoticeState.UNCERTAIN) else None


def meant(notice: Notice, provider: str, provider_id: str | None) -> int | None:
    """Number of the try, from 1, that a report of this provider's is about; None: of none of them.

    By the provider's id where that is known; else the latest whose id is not, for its answer may be on its way.
    """
    own = [(number, one) for number, one in enumerate(notice.tries, start=1) if one.provider == provider]
    same = [number for number, one in own if provider_id is not None and one.provider_id == provider_id]
    unnamed = [number for number, one in own if one.provider_id is None]
    last = [number for number, _ in own]
    return next((numbers[-1] for numbers in (same, unnamed, last) if numbers), None)
