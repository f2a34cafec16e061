"""Whether someone may write in a case now, as which side and until when, or why not (B14). No rule of its own is here.

It asks `access` and the table of transitions, which are what `decide` asks about a message: so the button that a view
shows and the refusal that a message meets cannot disagree, whoever asks.
"""

from datetime import datetime, timedelta
from enum import StrEnum

from attrs import frozen

from ..access import may_command
from ..actor import StaffActor
from ..directory.model import Person
from ..facts import Facts
from ..phase import end_of
from ..refusals import Refusal
from .commands import SendMessage
from .handover import lent_until
from .model import Case
from .representation import first_day_without
from .transitions import barrier


class Side(StrEnum):
    """The two who write to each other."""

    STAFF = "staff"
    PATIENT = "patient"


@frozen
class MayReply:
    """Yes, until that instant, and as that side.

    The instant is where the clock ends it: the period, the representative's right, or the cover that one answers by.
    """

    until: datetime
    side: Side


def can_reply(case: Case, facts: Facts) -> MayReply | Refusal:
    """For `facts.actor`, at `facts.now`; `facts.found` holds what `needs` asks for a message to the case."""
    message = SendMessage(case=case.id, text="")
    refused = may_command(message, facts.shard, case, facts) or barrier(case, message, facts.now)
    if refused is not None:
        return refused
    if isinstance(facts.actor, StaffActor):
        lent, until = lent_until(case, facts.actor.assignment, facts), ends(case, None)
        return MayReply(until if lent is None else min(until, lent), Side.STAFF)
    return MayReply(ends(case, facts.person(case.patient)), Side.PATIENT)


def ends(case: Case, patient: Person | None) -> datetime:
    """When the period is over, or sooner the right of the representative: without one nobody can write (B16).

    Custody is asked about where the patient is given. For staff its end counts from when it is noted in the case.
    """
    day, phase = first_day_without(case.representative, patient), case.phase
    return phase.until if day is None else min(phase.until, end_of(day - timedelta(days=1), phase.zone))
