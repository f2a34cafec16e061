"""Whether someone may write in a case now, until when, or why not (B14). `decide` asks here, and so does every view."""

from datetime import datetime

from attrs import frozen

from ..phase import is_open, local_date
from ..refusals import PhaseEnded, RepresentationEnded
from .model import Case
from .representation import lapsed


@frozen
class MayReply:
    """Yes, until that instant."""

    until: datetime


def can_reply(case: Case, now: datetime) -> MayReply | PhaseEnded | RepresentationEnded:
    """For both sides alike. Who the actor is has been settled before (`access`)."""
    if not is_open(case.phase, now):
        return PhaseEnded(case.phase.last_day)
    lost = case.representative_lost_since is not None
    if lost or lapsed(case.representative, local_date(now, case.phase.zone)):
        return RepresentationEnded()
    return MayReply(case.phase.until)
