"""What is to be done with an SMS next: send, ask what became of it, leave it visibly. The policy for doubt, as a rule.

Pure. An answer that did not come leaves a try uncertain. The provider is asked where it can be; what it does not tell
is sent once more, or left uncertain where staff see it, as the policy says. Nothing is sent twice but by this rule.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

from .model import Notice, Try, TryState
from .shown import GOOD

LOOK_AFTER: Final = timedelta(seconds=90)
"""How long doubt rests before anything is done about it: an answer or a report may be on its way, and a worker whose
lease has lapsed may still wait for its call. Longer than any call may take."""
ASK_FOR: Final = timedelta(hours=1)
"""How long a provider that does not tell is asked."""
DOUBTS: Final = 1
"""How many uncertain tries may lie behind one more."""


class WhenUncertain(StrEnum):
    """What is done about an SMS that may have left or not, when nobody can tell; settings name these values."""

    RESEND = "resend"  # once more: rather twice than not at all
    GIVE_UP = "give_up"  # never twice: staff see that it is uncertain


class Step(StrEnum):
    """What the worker does next."""

    SEND = "send"
    ASK = "ask"
    DOUBT = "doubt"  # a try was begun, and nobody knows what came of it: say that it is uncertain
    LEAVE = "leave"  # as uncertain as it is, for staff to see
    NOTHING = "nothing"  # it is settled


def next_step(notice: Notice | None, policy: WhenUncertain, *, can_ask: bool, now: datetime) -> Step:
    """For a notice whose outbox item is due. `can_ask`: whether the provider of its last try can be asked."""
    if notice is None:
        return Step.SEND
    own = since_asked_for(notice)
    if not notice.waits:
        begun = bool(notice.tries) and notice.tries[-1].state is TryState.SENDING
        return Step.DOUBT if begun and not any(one.state in GOOD for one in notice.tries) else Step.NOTHING
    if not own or own[-1].state is not TryState.UNCERTAIN:
        return Step.SEND
    if can_ask and now < own[-1].begun + ASK_FOR:
        return Step.ASK
    return Step.SEND if doubts(own) <= allowed(policy) else Step.LEAVE


def goes_on(earlier: Sequence[Try], policy: WhenUncertain, *, can_ask: bool) -> bool:
    """Whether anything more is to be done when a try turns out to be uncertain, after these earlier ones."""
    return can_ask or doubts(earlier) + 1 <= allowed(policy)


def since_asked_for(notice: Notice) -> tuple[Try, ...]:
    """The tries since the SMS was asked for, or asked for again."""
    return notice.tries[notice.earlier :]


def doubts(tries: Sequence[Try]) -> int:
    return sum(one.state is TryState.UNCERTAIN for one in tries)


def allowed(policy: WhenUncertain) -> int:
    return DOUBTS if policy is WhenUncertain.RESEND else 0
