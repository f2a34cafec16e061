"""Which SMS of a case are in trouble, and sending one again: staff know of each until it is mended or dealt with."""

from typing import Final

from attrs import evolve as changed
from returns.result import Failure, Result, Success

from ..actor import StaffActor
from ..decision import Also, Decision
from ..effects import SendSms
from ..facts import Facts
from ..ids import Kind, NoticeId, Ref
from ..notice.events import SmsQueuedAgain
from ..notice.model import Notice
from ..notice.shown import trouble
from ..refusals import NotFound, Refusal, SmsNotFailed, SmsOfAnother, SmsStillHindered
from ..sms_texts import SmsKey
from .commands import RetrySms
from .model import Case
from .sms_events import SmsMended, SmsRetried, SmsTroubled
from .telling import hindered, recipient_of

MOST: Final = 20
"""Notices in trouble that a case remembers by name, so that its state stays small."""
MORE: Final = NoticeId("")
"""Stands for those beyond, which only staff can deal with."""


def troubled(case: Case, event: SmsTroubled) -> Case:
    named = case.sms_troubled
    if event.notice not in named:
        named = (*named, event.notice) if len(named) < MOST else (*named[:MOST], MORE)
    return changed(case, sms_troubled=named, sms_trouble_since=case.sms_trouble_since or event.at)


def mended(case: Case, event: SmsMended | SmsRetried) -> Case:
    """The rest still waits. One that staff have dealt with already changes nothing."""
    if event.notice not in case.sms_troubled:
        return case
    left = tuple(notice for notice in case.sms_troubled if notice != event.notice)
    return changed(case, sms_troubled=left, sms_trouble_since=case.sms_trouble_since if left else None)


def retry(case: Case, command: RetrySms, facts: Facts) -> Result[Decision, Refusal]:
    """The same SMS once more, to the same person, who must still be the one that it is for."""
    notice = facts.state(Kind.NOTICE, command.notice)
    if not isinstance(notice, Notice) or notice.case != case.id:
        return Failure(NotFound(Kind.NOTICE, "notice"))
    if trouble(notice) is None:
        return Failure(SmsNotFailed())
    if notice.recipient != case.representative.person:
        return Failure(SmsOfAnother())
    why = hindered(recipient_of(case), facts)
    if why:
        return Failure(SmsStillHindered(why))
    by = facts.actor.assignment if isinstance(facts.actor, StaffActor) else None
    again = SmsRetried(at=facts.now, notice=notice.id, assignment=by)
    key = notice.key or (SmsKey.NEW_MESSAGE if case.messages else SmsKey.NEW_CASE)
    sms = SendSms(notice=notice.id, case=case.id, recipient=notice.recipient, key=key, message=notice.message)
    queued = Also(Ref(Kind.NOTICE, notice.id), (SmsQueuedAgain(at=facts.now),))
    return Success(Decision((again,), (sms,), also=(queued,)))
