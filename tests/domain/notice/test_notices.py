"""What became of an SMS: kept with the notice, and brought to staff's inbox where it failed or is uncertain (B4)."""

import pytest
from arende.domain.case.attention import Attention, attention
from arende.domain.commands import RecordSmsOutcome
from arende.domain.decision import Also
from arende.domain.events import SmsOutcomeRecorded, SmsTroubled
from arende.domain.ids import Kind, Ref
from arende.domain.notice.model import Notice, NoticeState
from arende.testing.build import ANTON, AS_ANTON, AS_NURSE, NOW, clinic
from arende.testing.given import given
from attrs import evolve as changed

from tests.domain.samples import CASE, LATER, NOTICE, OPENED, OPERATOR, SYSTEM, case_of, from_staff

CAME = RecordSmsOutcome(
    notice=NOTICE, case=CASE, recipient=ANTON, state=NoticeState.ACCEPTED, provider="spool", provider_id="7"
)
RECORDED = SmsOutcomeRecorded(
    at=NOW,
    notice=NOTICE,
    case=CASE,
    recipient=ANTON,
    state=NoticeState.ACCEPTED,
    provider="spool",
    provider_id="7",
    code="",
)
CASE_REF = Ref(Kind.CASE, CASE)
FOUND = {**clinic(), CASE_REF: case_of(OPENED, from_staff(1))}


@pytest.mark.spec("B4")
def test_an_accepted_sms_is_kept_and_troubles_nobody() -> None:
    outcome = given(found=FOUND).when(CAME, actor=SYSTEM, now=NOW).then(RECORDED).effects().also()
    assert outcome.state == Notice(
        id=NOTICE,
        case=CASE,
        recipient=ANTON,
        state=NoticeState.ACCEPTED,
        provider="spool",
        provider_id="7",
        code="",
        at=NOW,
    )
    given(RECORDED, found=FOUND).when(CAME, actor=SYSTEM, now=LATER).nothing()


@pytest.mark.spec("B4")
@pytest.mark.parametrize("state", [NoticeState.FAILED, NoticeState.UNCERTAIN])
def test_a_failed_or_uncertain_one_is_an_inbox_item(state: NoticeState) -> None:
    trouble = SmsTroubled(at=NOW, notice=NOTICE, state=state)
    outcome = given(found=FOUND).when(changed(CAME, state=state), actor=SYSTEM, now=NOW)
    outcome.then(changed(RECORDED, state=state)).also(Also(CASE_REF, (trouble,)))
    assert attention(case_of(OPENED, from_staff(1), trouble), LATER) == (Attention.SMS,)
    arrived = given(changed(RECORDED, state=state), found=FOUND).when(CAME, actor=SYSTEM, now=LATER)
    arrived.then(changed(RECORDED, at=LATER)).also()


@pytest.mark.spec("B4")
def test_only_the_worker_tells_and_only_of_a_case_that_exists() -> None:
    for actor in (AS_NURSE, AS_ANTON, OPERATOR):
        given(found=FOUND).when(CAME, actor=actor, now=NOW).refused("access.denied")
    given(found=clinic()).when(CAME, actor=SYSTEM, now=NOW).refused("not_found")
