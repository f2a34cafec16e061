"""A notice of Anton's case, and what can happen to it. Data only."""

from functools import reduce
from typing import Final

from arende.domain.commands import BeginSms, RecordSmsOutcome, RecordSmsReport
from arende.domain.events import Event, SmsBegun, SmsOutcomeRecorded, SmsReported
from arende.domain.evolve import evolve
from arende.domain.ids import Kind, Ref
from arende.domain.notice.model import Answered, Cause, Notice, Reported, TryState
from arende.domain.sms_texts import SmsKey
from arende.testing.build import ANTON, NOW, clinic
from attrs import evolve as changed

from tests.domain.samples import CASE, NOTICE, OPENED, case_of, from_staff, start

BEGIN: Final = BeginSms(
    notice=NOTICE, case=CASE, recipient=ANTON, key=SmsKey.NEW_MESSAGE, message=1, number=1, provider="spool"
)
BEGUN: Final = SmsBegun(
    at=NOW, notice=NOTICE, case=CASE, recipient=ANTON, key=SmsKey.NEW_MESSAGE, message=1, number=1, provider="spool"
)
CAME: Final = RecordSmsOutcome(
    notice=NOTICE,
    case=CASE,
    recipient=ANTON,
    key=SmsKey.NEW_MESSAGE,
    message=1,
    answer=Answered.ACCEPTED,
    provider="spool",
    provider_id="7",
)
RECORDED: Final = SmsOutcomeRecorded(
    at=NOW,
    notice=NOTICE,
    case=CASE,
    recipient=ANTON,
    state=TryState.ACCEPTED,
    provider="spool",
    provider_id="7",
    code="",
    key=SmsKey.NEW_MESSAGE,
    message=1,
    number=1,
    cause=None,
    again=False,
)
TOLD: Final = RecordSmsReport(notice=NOTICE, provider="spool", provider_id="7", report=Reported.DELIVERED, code="0")
FAILED: Final = changed(RECORDED, state=TryState.REJECTED, provider_id=None, code="21614", cause=Cause.RECIPIENT)
REPORTED: Final = SmsReported(at=NOW, number=1, state=TryState.DELIVERED, provider_id="7", code="0", reported=None)

CASE_REF: Final = Ref(Kind.CASE, CASE)
FOUND: Final = {**clinic(), CASE_REF: case_of(OPENED, from_staff(1))}


def notice_of(*events: Event) -> Notice:
    """The notice after these events."""
    state = reduce(evolve, events, start())
    assert isinstance(state, Notice)
    return state
