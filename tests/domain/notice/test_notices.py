"""What became of an SMS: each try is begun before it is made, and what is left in trouble is in the inbox (B4)."""

import pytest
from arende.domain.case.attention import Attention, attention
from arende.domain.case.model import Case
from arende.domain.case.sms_trouble import MORE, MOST
from arende.domain.commands import RetrySms
from arende.domain.decision import Also, Decision
from arende.domain.effects import SendSms
from arende.domain.events import (
    CaseHandled,
    Event,
    SmsMended,
    SmsOutcomeRecorded,
    SmsQueuedAgain,
    SmsRetried,
    SmsTroubled,
)
from arende.domain.ids import CaseId, Kind, NoticeId, Ref
from arende.domain.model import Nothing, State, initial
from arende.domain.notice.model import Answered, Cause, Hindrance, Notice, NoticeState, Reported, Try, TryState
from arende.domain.notice.shown import shown
from arende.domain.sms_texts import SmsKey
from arende.testing.build import ANTON, AS_ANTON, AS_NURSE, NOW, NURSE, clinic, local
from arende.testing.given import Outcome, given
from attrs import evolve as changed

from tests.domain.notice.samples import (
    BEGIN,
    BEGUN,
    CAME,
    CASE_REF,
    FOUND,
    RECORDED,
    REPORTED,
    TOLD,
    notice_of,
)
from tests.domain.notice.samples import FAILED as REJECTED
from tests.domain.samples import CASE, LATER, NOTICE, OPENED, OPERATOR, SYSTEM, case_of, for_elsa, from_staff

NOT_TAKEN = changed(CAME, answer=Answered.REJECTED, provider_id=None, code="21614", cause=Cause.RECIPIENT)
DOUBTED = changed(RECORDED, state=TryState.UNCERTAIN, provider_id=None, code="timeout")
FAILED = SmsTroubled(at=NOW, notice=NOTICE, state=NoticeState.FAILED)
UNCERTAIN = SmsTroubled(at=NOW, notice=NOTICE, state=NoticeState.UNCERTAIN)
MENDED = SmsMended(at=LATER, notice=NOTICE, state=NoticeState.DELIVERED)


@pytest.mark.spec("B4")
def test_a_try_is_begun_before_it_is_made_and_only_once() -> None:
    outcome = given(found=FOUND).when(BEGIN, actor=SYSTEM, now=NOW).then(BEGUN).effects().also()
    assert outcome.state == Notice(
        id=NOTICE,
        case=CASE,
        recipient=ANTON,
        message=1,
        key=SmsKey.NEW_MESSAGE,
        tries=(
            Try(
                provider="spool",
                provider_id=None,
                state=TryState.SENDING,
                code="",
                cause=None,
                begun=NOW,
                at=NOW,
            ),
        ),
        waits=False,
        earlier=0,
        at=NOW,
    )
    for number in (1, 2):
        again = changed(BEGIN, number=number)
        given(BEGUN, found=FOUND).when(again, actor=SYSTEM, now=LATER).refused("sms.not_due")
    given(found=FOUND).when(changed(BEGIN, number=2), actor=SYSTEM, now=LATER).refused("sms.not_due")


@pytest.mark.spec("B4")
def test_an_accepted_sms_is_kept_and_troubles_nobody() -> None:
    outcome = given(BEGUN, found=FOUND).when(CAME, actor=SYSTEM, now=NOW).then(RECORDED).effects().also()
    assert isinstance(outcome.state, Notice)
    assert shown(outcome.state) is NoticeState.SENT
    given(BEGUN, RECORDED, found=FOUND).when(CAME, actor=SYSTEM, now=LATER).nothing()
    for number in (1, 2):
        again = changed(BEGIN, number=number)
        given(BEGUN, RECORDED, found=FOUND).when(again, actor=SYSTEM, now=LATER).refused("sms.not_due")


@pytest.mark.spec("B4")
def test_what_hinders_it_before_any_provider_is_asked_is_an_outcome_too() -> None:
    hindered = changed(NOT_TAKEN, provider="", code="no_number")
    event = changed(REJECTED, provider="", code="no_number")
    told = changed(FAILED, why=(Hindrance.NO_NUMBER,))
    given(found=FOUND).when(hindered, actor=SYSTEM, now=NOW).then(event).also(Also(CASE_REF, (told,)))


@pytest.mark.spec("B4", "B16")
def test_what_becomes_of_an_sms_to_who_was_replaced_is_no_trouble_of_the_case() -> None:
    replaced = {**FOUND, CASE_REF: case_of(for_elsa())}
    given(found=replaced).when(NOT_TAKEN, actor=SYSTEM, now=NOW).then(REJECTED).also()


@pytest.mark.spec("B4")
@pytest.mark.parametrize("answer", [Answered.REJECTED, Answered.UNCERTAIN])
def test_a_failed_or_uncertain_one_is_an_inbox_item_once_it_is_left_at_that(answer: Answered) -> None:
    command = changed(NOT_TAKEN, answer=answer)
    event = changed(REJECTED, state=TryState(answer.value))
    troubled = FAILED if answer is Answered.REJECTED else UNCERTAIN
    left = given(BEGUN, found=FOUND).when(command, actor=SYSTEM, now=NOW)
    left.then(event).also(Also(CASE_REF, (troubled,)))
    assert attention(case_of(OPENED, from_staff(1), troubled), LATER) == (Attention.SMS,)
    goes_on = given(BEGUN, found=FOUND).when(changed(command, again=True), actor=SYSTEM, now=NOW)
    goes_on.then(changed(event, again=True)).also()
    begun = given(BEGUN, changed(event, again=True), found=FOUND)
    second = changed(BEGIN, number=2, provider="twilio")
    begun.when(second, actor=SYSTEM, now=LATER).then(changed(BEGUN, at=LATER, number=2, provider="twilio")).also()
    # The worker lets it be at that.
    given_up = begun.when(command, actor=SYSTEM, now=LATER)
    given_up.then(changed(event, at=LATER)).also(Also(CASE_REF, (changed(troubled, at=LATER),)))


@pytest.mark.spec("B4")
@pytest.mark.parametrize("doubt", [REJECTED, DOUBTED])
def test_a_report_that_comes_after_all_mends_it(doubt: SmsOutcomeRecorded) -> None:
    told = given(BEGUN, doubt, found=FOUND).when(TOLD, actor=SYSTEM, now=LATER)
    told.then(changed(REPORTED, at=LATER)).also(Also(CASE_REF, (MENDED,)))
    case = case_of(OPENED, from_staff(1), FAILED, MENDED)
    assert (attention(case, LATER), case.sms_troubled) == ((), ())


@pytest.mark.spec("B4")
def test_what_is_mended_is_mended_alone() -> None:
    other = changed(FAILED, notice=NoticeId(local("n2")), at=LATER)
    both = case_of(OPENED, from_staff(1), FAILED, other, MENDED)
    assert (both.sms_troubled, both.sms_trouble_since) == ((other.notice,), NOW)
    handled = case_of(OPENED, from_staff(1), FAILED, CaseHandled(at=NOW, assignment=NURSE), other, MENDED)
    assert (handled.sms_troubled, handled.sms_trouble_since) == ((other.notice,), LATER)


def test_of_many_in_trouble_the_case_remembers_a_few_and_that_there_are_more() -> None:
    many = [changed(FAILED, notice=NoticeId(local(f"m{n}"))) for n in range(MOST + 5)]
    case = case_of(OPENED, from_staff(1), *many, *many)
    assert len(case.sms_troubled) == MOST + 1
    left = case_of(OPENED, from_staff(1), *many, *(changed(MENDED, notice=one.notice) for one in many))
    assert (left.sms_troubled, left.sms_trouble_since) == ((MORE,), NOW)


@pytest.mark.spec("B4")
def test_a_report_that_tells_nothing_new_is_no_event() -> None:
    known = given(BEGUN, RECORDED, REPORTED, found=FOUND)
    for report in Reported:
        known.when(changed(TOLD, report=report), actor=SYSTEM, now=LATER).nothing()
    known.when(changed(TOLD, provider="twilio"), actor=SYSTEM, now=LATER).refused("not_found")


@pytest.mark.spec("B4")
def test_a_report_before_the_answer_is_not_undone_by_it_and_its_id_is_learnt() -> None:
    early = given(BEGUN, changed(REPORTED, provider_id=None), found=FOUND).when(CAME, actor=SYSTEM, now=LATER)
    early.then(changed(RECORDED, at=LATER, state=TryState.DELIVERED, code="0")).also()


@pytest.mark.spec("B4")
def test_a_report_is_for_the_try_that_it_names() -> None:
    second = changed(BEGUN, number=2)
    tries = (BEGUN, changed(DOUBTED, again=True), second, changed(RECORDED, number=2, provider_id="8"))
    for provider_id, number in (("8", 2), ("9", 1), (None, 1)):
        told = given(*tries, found=FOUND).when(changed(TOLD, provider_id=provider_id), actor=SYSTEM, now=LATER)
        told.then(changed(REPORTED, at=LATER, number=number, provider_id=provider_id))


RETRY = RetrySms(case=CASE, notice=NOTICE)
SENT_AGAIN = SmsRetried(at=LATER, notice=NOTICE, assignment=NURSE)
TRIED = given(OPENED, from_staff(1), FAILED, found={**FOUND, Ref(Kind.NOTICE, NOTICE): notice_of(BEGUN, REJECTED)})


@pytest.mark.spec("B4")
def test_staff_and_operator_have_a_failed_one_sent_again() -> None:
    sms = SendSms(notice=NOTICE, case=CASE, recipient=ANTON, key=SmsKey.NEW_MESSAGE, message=1)
    queued = SmsQueuedAgain(at=LATER)
    outcome = TRIED.when(RETRY, actor=AS_NURSE, now=LATER).then(SENT_AGAIN).effects(sms)
    outcome.also(Also(Ref(Kind.NOTICE, NOTICE), (queued,)))
    assert isinstance(outcome.state, Case)
    assert attention(outcome.state, LATER) == ()
    TRIED.when(RETRY, actor=OPERATOR, now=LATER).then(changed(SENT_AGAIN, assignment=None))
    TRIED.when(RETRY, actor=AS_ANTON, now=LATER).refused("access.denied")
    TRIED.when(RETRY, actor=SYSTEM, now=LATER).refused("access.denied")
    again = notice_of(BEGUN, REJECTED, queued)
    assert (shown(again), again.waits) == (NoticeState.QUEUED, True)
    given(BEGUN, REJECTED, queued, found=FOUND).when(changed(BEGIN, number=2), actor=SYSTEM, now=LATER).then(
        changed(BEGUN, at=LATER, number=2)
    ).also()


@pytest.mark.spec("B4")
def test_a_late_report_on_an_earlier_try_does_not_end_what_was_asked_for_anew() -> None:
    failed = changed(REPORTED, state=TryState.FAILED)
    assert notice_of(BEGUN, REJECTED, SmsQueuedAgain(at=LATER), failed).waits
    assert not notice_of(BEGUN, REJECTED, SmsQueuedAgain(at=LATER), REPORTED).waits
    assert not notice_of(BEGUN, changed(REJECTED, again=True), failed).waits


@pytest.mark.parametrize("events", [(BEGUN,), (BEGUN, RECORDED), (BEGUN, changed(DOUBTED, again=True))])
def test_what_is_on_its_way_or_has_arrived_is_not_sent_again(events: tuple[Event, ...]) -> None:
    found = {**FOUND, Ref(Kind.NOTICE, NOTICE): notice_of(*events)}
    given(OPENED, from_staff(1), found=found).when(RETRY, actor=AS_NURSE, now=LATER).refused("sms.not_failed")


def test_it_is_sent_again_to_no_one_else() -> None:
    by_karin = given(for_elsa(), from_staff(1), found=TRIED.found)
    by_karin.when(RETRY, actor=AS_NURSE, now=LATER).refused("sms.of_another")
    elsewhere = notice_of(changed(BEGUN, case=CaseId(local("k9"))), REJECTED)
    for notice in (elsewhere, initial()):
        found: dict[Ref, State] = {**FOUND, Ref(Kind.NOTICE, NOTICE): notice}
        given(OPENED, found=found).when(RETRY, actor=AS_NURSE, now=LATER).refused("not_found")


def test_one_of_before_it_had_a_text_is_sent_again_by_what_the_case_is() -> None:
    old = changed(REJECTED, key=None, message=None)
    found = {**FOUND, Ref(Kind.NOTICE, NOTICE): notice_of(old)}
    for events, key in (((OPENED,), SmsKey.NEW_CASE), ((OPENED, from_staff(1)), SmsKey.NEW_MESSAGE)):
        (sms,) = decided(given(*events, found=found).when(RETRY, actor=AS_NURSE, now=LATER)).effects
        assert sms == SendSms(notice=NOTICE, case=CASE, recipient=ANTON, key=key)


def decided(outcome: Outcome) -> Decision:
    assert outcome.decision is not None
    return outcome.decision


@pytest.mark.spec("B4")
def test_only_the_worker_tells_and_only_of_a_case_that_exists() -> None:
    for command in (BEGIN, CAME, TOLD):
        for actor in (AS_NURSE, AS_ANTON, OPERATOR):
            given(BEGUN, found=FOUND).when(command, actor=actor, now=NOW).refused("access.denied")
        given(found=clinic()).when(command, actor=SYSTEM, now=NOW).refused("not_found")


def test_a_notice_that_no_worker_has_begun_is_queued() -> None:
    assert shown(Nothing()) is NoticeState.QUEUED
