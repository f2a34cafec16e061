"""Whether the promises about SMS are kept: each SMS as it left, and what nobody was told of."""

from datetime import timedelta
from typing import Final

from arende.domain.ids import NoticeId
from arende.domain.sms_texts import TEXTS

from .belief import Belief
from .promises import Promise, hold
from .wall import quiet
from .watch import Left
from .world import Year

ALLOWED: Final = frozenset(text for texts in TEXTS.values() for text in texts.values())
OUTAGE: Final = timedelta(hours=8)
"""A provider that has failed several times in a row is left alone, and what it did not take is tried again later."""


def every_sms(year: Year) -> None:
    """All that has left since this was last asked."""
    left, year.plugin.left[:] = list(year.plugin.left), []
    for one in left:
        kept(year.belief, one)


def kept(belief: Belief, left: Left) -> None:
    planned = belief.planned.get(NoticeId(left.sms.id))
    hold(Promise.SMS_TO, planned is not None, f"nobody asked for {left.sms.id}")
    hold(Promise.SMS_TEXT, left.sms.text in ALLOWED, left.sms.id)
    if planned is None:
        return
    case = belief.cases[planned.effect.case]
    to = planned.effect.recipient
    his = case.representative.person == to and belief.stands(case, left.at)
    hold(Promise.SMS_TO, his, f"{case.id} at {left.at}")
    wanted = belief.wanted.number(to) == left.sms.to and to not in belief.protected
    hold(Promise.WANTED, wanted, f"{case.id} at {left.at}")
    hold(Promise.QUIET, left.at >= planned.due, f"{case.id} at {left.at}, due {planned.due}")
    hold(Promise.QUIET, not quiet(left.at, belief.rules[case.unit], case.zone), f"{case.id} at {left.at}")
    belief.tried(case.id, left.at)


def everyone_is_told(year: Year) -> None:
    """When the worker has done what was due, nothing that staff wrote waits longer than the unit's rules have it."""
    belief = year.belief
    for case in belief.cases.values():
        late = case.untold is not None and case.told_by is not None and case.told_by + OUTAGE <= year.now
        if late and not quiet(year.now, belief.rules[case.unit], case.zone):  # else it has to wait for the morning
            hold(Promise.TOLD, False, f"{case.id} since {case.untold}, by {case.told_by}")
