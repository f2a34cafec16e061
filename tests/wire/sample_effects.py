"""One effect of every kind that waits in the outbox, as the golden files hold it. A value here is only ever added."""

from collections.abc import Mapping
from typing import Final

from arende.domain.commands import NotePhaseEnd, NoteRepresentativeLost, NoteUnread, RemindUnread, ReturnCase
from arende.domain.effects import Effect, EraseText, RecheckCases, ReturnCases, SendExport, SendSms, SetTimer
from arende.domain.sms_texts import SmsKey

from .sample_ids import ASSIGNMENT, AT, CASE, CHILD, GUARDIAN, NOTICE, PHASE

EFFECTS: Final[Mapping[str, Effect]] = {
    "sms": SendSms(notice=NOTICE, case=CASE, recipient=GUARDIAN, key=SmsKey.NEW_CASE),
    "sms-message": SendSms(notice=NOTICE, case=CASE, recipient=GUARDIAN, key=SmsKey.NEW_MESSAGE, message=6),
    "sms-later": SendSms(notice=NOTICE, case=CASE, recipient=GUARDIAN, key=SmsKey.NEW_MESSAGE, not_before=PHASE.until),
    "timer-remind": SetTimer(at=PHASE.until, command=RemindUnread(case=CASE, message=7)),
    "timer-unread": SetTimer(at=PHASE.until, command=NoteUnread(case=CASE, message=7)),
    "timer": SetTimer(at=PHASE.until, command=NotePhaseEnd(case=CASE)),
    "timer-representative": SetTimer(at=PHASE.until, command=NoteRepresentativeLost(case=CASE)),
    "timer-return": SetTimer(at=PHASE.until, command=ReturnCase(case=CASE)),
    "timer-untouched": SetTimer(at=PHASE.until, command=ReturnCase(case=CASE, since=AT)),
    "return_cases": ReturnCases(assignment=ASSIGNMENT, at=AT),
    "erase": EraseText(case=CASE, place=4, drafts=True),
    "export": SendExport(case=CASE, exporter="journal"),
    "recheck": RecheckCases(person=CHILD, at=AT),
}
"""By kind of outbox item; what stands after a sign is which of them."""
