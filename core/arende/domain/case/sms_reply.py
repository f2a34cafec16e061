"""An SMS that comes back (B3): which cases it makes something to deal with, without anything of it being kept."""

from collections.abc import Sequence
from datetime import datetime

from ..decision import Decision
from ..facts import Facts
from ..ids import CaseId
from ..phase import is_open
from .commands import NoteSmsReply
from .model import Case
from .sms_events import SmsReplied


def concerned(cases: Sequence[Case], now: datetime) -> tuple[CaseId, ...]:
    """Of the cases in which someone represents, those whose keepers are to know: each that is open, else the last.

    Which of them was meant cannot be known; who may see a case sees that there is an answer, and nobody else.
    """
    opened = [case.id for case in cases if is_open(case.phase, now)]
    last = max(cases, key=lambda case: (case.opened, case.id), default=None)
    return tuple(opened) or (() if last is None else (last.id,))


def note_reply(case: Case, command: NoteSmsReply, facts: Facts) -> Decision:
    """Noted once until it has been dealt with: someone who writes ten times makes one thing to do."""
    if case.sms_reply_since is not None:
        return Decision()
    return Decision((SmsReplied(at=facts.now, provider=command.provider),))
