"""Dead letters and a person's hand: tried now, or dropped with a reason that the case shows. And what is counted."""

from datetime import timedelta

import pytest
from arende.domain import commands as c
from arende.domain.actor import Operator
from arende.domain.case.attention import Attention
from arende.domain.notice.model import NoticeState
from arende.domain.notice.shown import shown
from arende.domain.refusals import Refusal
from arende.engine.outcomes import is_dead
from arende.engine.sms.counted import What
from arende.ports.records import AccessEntry, Append, OutboxItem, Shard
from arende.ports.sms import Accepted, Rejected, Rejection
from arende.views.thread import Happening, HappeningLine
from attrs import evolve
from returns.result import Result

from ..clinic import HERE, NURSE, Clinic
from ..conftest import Opener
from ..test_worker_sms import attention
from ..vendor import Line
from .helpers import queued, the_notice, with_lines
from .lines import Reporting, request

WHO = Operator("drift")
AT = Shard(HERE)
BUSY = Rejected(kind=Rejection.BUSY, code="slow_down")


def refusal(answer: Result[OutboxItem, Refusal]) -> str:
    return answer.failure().code


@pytest.mark.spec("B4")
def test_an_sms_that_waits_for_its_next_try_is_tried_now(opener: Opener) -> None:
    line = Line([BUSY, Accepted(provider_id="p")])
    clinic = with_lines(opener, line)
    clinic.open_case()
    clinic.work()
    (item,) = queued(clinic)
    assert clinic.engine.hands.retry(AT, item.id, WHO).unwrap() == item
    clinic.work()
    assert (len(line.sent), queued(clinic)) == (2, [])
    assert clinic.engine.hands.retry(AT, item.id, WHO).failure().code == "input.invalid"
    assert [entry.action for entry in entries(clinic)] == ["outbox.retried"]


def entries(clinic: Clinic) -> list[AccessEntry]:
    found = clinic.engine.storage.access(AT, None, 9999)
    return [entry for entry in found if entry.action.startswith("outbox.")]


@pytest.mark.spec("B4")
def test_an_sms_that_is_dropped_fails_in_its_case_with_the_reason(opener: Opener) -> None:
    line = Line([BUSY])
    clinic = with_lines(opener, line)
    case = clinic.open_case()
    clinic.work()
    (item,) = queued(clinic)
    for text, code in (("", "text.missing"), ("x" * 501, "text.too_long")):
        assert refusal(clinic.engine.hands.drop(AT, item.id, text, WHO)) == code
    clinic.engine.hands.drop(AT, item.id, "Numret är fel", WHO).unwrap()
    clinic.work()
    assert (len(line.sent), queued(clinic)) == (1, [])
    assert shown(the_notice(clinic)) is NoticeState.FAILED
    assert Attention.SMS in attention(clinic)
    told = [one for one in clinic.engine.queries.thread(NURSE, case).unwrap().items if isinstance(one, HappeningLine)]
    assert [(one.what, one.reason) for one in told][-1] == (Happening.SMS_FAILED, "Numret är fel")
    clinic.do(c.RetrySms(case=case, notice=the_notice(clinic).id))
    assert shown(the_notice(clinic)) is NoticeState.QUEUED


@pytest.mark.parametrize("drop", [True, False])
def test_what_nobody_can_read_is_a_dead_letter_and_holds_nothing_back(opener: Opener, drop: bool) -> None:
    line = Line()
    clinic = with_lines(opener, line)
    case = clinic.open_case(days=30)
    (sms,) = queued(clinic)
    poison = evolve(sms, id="0-poison", kind="of_a_later_version", created=sms.created - 1)
    clinic.engine.storage.commit([Append(shard=AT, outbox=(poison,))])
    clinic.work()
    assert line.sent == [], "its case waits for it at first"
    for _ in range(22):
        clinic.clock.advance(timedelta(days=1))
        clinic.work()
    assert len(line.sent) == 1, "and not for ever"
    dead = [item for item in clinic.engine.storage.outbox(AT, None, 99) if is_dead(item)]
    assert [item.id for item in dead] == [poison.id]
    assert clinic.engine.metrics().dead == 1
    if drop:
        clinic.engine.hands.drop(AT, poison.id, "Skrevs av en nyare version", WHO).unwrap()
    else:
        clinic.engine.hands.retry(AT, poison.id, WHO).unwrap()
    clinic.work()
    left = [item for item in clinic.engine.storage.outbox(AT, None, 99) if item.id == poison.id]
    assert [is_dead(item) for item in left] == ([] if drop else [False])
    assert clinic.say(case, "Hej").ids["case"] == case


def test_what_is_not_there_or_not_a_care_providers_cannot_be_touched(opener: Opener) -> None:
    clinic = with_lines(opener, Line())
    for shard in (AT, Shard("SE9"), Shard("~s0")):
        assert refusal(clinic.engine.hands.retry(shard, "x", WHO)) == "input.invalid"


def test_what_waits_and_what_was_done_is_counted_by_provider(opener: Opener) -> None:
    no = Rejected(kind=Rejection.RECIPIENT, code="no")
    line, second = Reporting([Accepted(provider_id="1"), no, BUSY]), Reporting([BUSY])
    clinic = with_lines(opener, line, second)
    for _ in range(3):
        clinic.open_case()
    clinic.clock.advance(timedelta(seconds=30))
    before = clinic.engine.metrics()
    assert (before.sms_queued, before.sms_due, before.sms_oldest) == (3, 3, 30.0)
    clinic.work()
    clinic.engine.sms_reports.receive("a", request("- 1 delivered", "- x sent"))
    clinic.engine.sms_reports.receive("a", request(good=False))
    clinic.engine.sms_reports.receive("nobody", request())
    after = clinic.engine.metrics()
    assert (after.sms_queued, after.sms_due, after.sms_oldest, after.dead) == (1, 0, 0, 0)
    assert (after.reports_waiting, after.unknown_provider) == (1, 1)
    first, other = after.providers
    assert (first.name, first.sent, first.failed, first.uncertain, first.available) == ("a", 1, 2, 0, True)
    assert {what: n for what, n in first.received.items() if n} == {What.RECORDED: 1, What.WAITING: 1, What.FORGED: 1}
    assert (other.name, other.sent, other.failed) == ("b", 0, 1)
