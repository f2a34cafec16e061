"""Reports that come in: from whom, of which form, about which SMS; twice, late, early; and those that nobody knows."""

from datetime import timedelta
from itertools import permutations

import pytest
from arende.domain import commands as c
from arende.domain.case.attention import Attention
from arende.domain.notice.model import NoticeState, TryState
from arende.domain.notice.shown import shown
from arende.engine.shards import ALL
from arende.engine.sms.counted import What
from arende.engine.sms.incoming import LONGEST_BODY, Received, TurnedAway, Why
from arende.engine.verifying import verify
from arende.ports.http import RawRequest
from arende.ports.records import Later
from arende.ports.sms import Accepted, Delivery, SmsReply, SmsReport, SmsRequest, Uncertain
from arende.ports.storage import StorageUnavailable
from arende.views.external import token
from arende.wire.sms_reports import WaitingReport
from attrs import evolve

from ..clinic import HERE, NURSE, OPERATOR, Clinic
from ..conftest import Opener
from ..vendor import Cut
from .helpers import the_notice, with_lines
from .lines import Hearing, Reporting, request


def sent(opener: Opener, line: Reporting | Hearing | None = None) -> tuple[Clinic, str]:
    """A clinic whose one SMS has been taken; and its id."""
    line = line or Reporting()
    clinic = with_lines(opener, line)
    clinic.open_case()
    clinic.work()
    return clinic, line.sent[0].id


def got(clinic: Clinic, *lines: str, provider: str = "a") -> Received:
    result = clinic.engine.sms_reports.receive(provider, request(*lines))
    assert isinstance(result, Received)
    return result


def count(clinic: Clinic, what: What, provider: str = "a") -> int:
    return clinic.engine.sms_reports.counted.of(provider)[what]


def waiting(clinic: Clinic) -> int:
    return sum(len(clinic.engine.storage.outbox(shard, None, 999)) for shard in ALL)


def state(clinic: Clinic) -> NoticeState:
    return shown(the_notice(clinic))


@pytest.mark.spec("B4")
@pytest.mark.parametrize("by", ["ours", "theirs"])
def test_a_report_finds_its_sms_by_either_id_and_counts_once(opener: Opener, by: str) -> None:
    clinic, id = sent(opener)
    ids = f"{id} -" if by == "ours" else "- p"
    assert got(clinic, f"{ids} delivered") == Received(recorded=1)
    assert state(clinic) is NoticeState.DELIVERED
    again = got(clinic, f"{ids} delivered", f"{ids} sent", f"{ids} failed")
    assert again == Received(repeated=3)
    assert state(clinic) is NoticeState.DELIVERED
    assert (count(clinic, What.RECORDED), count(clinic, What.REPEATED)) == (1, 3)
    assert again.status == 204


@pytest.mark.spec("B4")
@pytest.mark.parametrize("order", list(permutations(["sent", "failed", "delivered"])))
def test_the_order_of_reports_makes_no_difference(opener: Opener, order: tuple[str, ...]) -> None:
    clinic, _ = sent(opener)
    for told in order:
        got(clinic, f"- p {told}")
    assert state(clinic) is NoticeState.DELIVERED


@pytest.mark.spec("B4")
def test_a_report_that_comes_before_the_answer_is_kept(opener: Opener) -> None:
    line = Reporting()
    clinic = with_lines(opener, line)

    def meanwhile(sms: SmsRequest) -> None:
        assert got(clinic, f"{sms.id} p delivered") == Received(recorded=1)

    line.meanwhile = meanwhile
    clinic.open_case()
    clinic.work()
    assert [(one.state, one.provider_id) for one in the_notice(clinic).tries] == [(TryState.DELIVERED, "p")]


@pytest.mark.spec("B4")
def test_one_by_the_providers_id_alone_waits_for_the_answer(opener: Opener) -> None:
    line = Reporting()
    clinic = with_lines(opener, line)
    line.meanwhile = lambda _: None if got(clinic, "- p delivered").waiting else pytest.fail("it was known")
    clinic.open_case()
    clinic.work()
    line.meanwhile = lambda _: None
    assert (state(clinic), waiting(clinic)) == (NoticeState.SENT, 1)
    clinic.clock.advance(timedelta(seconds=6))
    clinic.work()
    assert (state(clinic), waiting(clinic)) == (NoticeState.DELIVERED, 0)


@pytest.mark.spec("B4")
def test_a_report_on_an_sms_in_doubt_ends_the_doubt(opener: Opener) -> None:
    line = Reporting([Uncertain(code="timeout"), Accepted(provider_id="2")])
    clinic = with_lines(opener, line)
    clinic.open_case()
    clinic.work()
    got(clinic, f"{line.sent[0].id} 1 sent")
    clinic.clock.advance(timedelta(days=1))
    clinic.work()
    assert len(line.sent) == 1
    assert state(clinic) is NoticeState.SENT


def test_what_nobody_knows_for_a_day_is_counted_and_let_go_of(opener: Opener) -> None:
    clinic, _ = sent(opener)
    assert got(clinic, "- x delivered", "SE1.none y failed", "SE9.none - sent", "~s0.x - sent") == Received(waiting=4)
    for _ in range(23):
        clinic.clock.advance(timedelta(hours=1))
        clinic.work()
    assert (waiting(clinic), count(clinic, What.UNMATCHED)) == (4, 0)
    for _ in range(3):
        clinic.clock.advance(timedelta(hours=1))
        clinic.work()
    assert (waiting(clinic), count(clinic, What.UNMATCHED)) == (0, 4)


@pytest.mark.parametrize(
    ("raw", "why", "status", "what"),
    [
        (request("- p delivered", good=False), Why.FORGED, 403, What.FORGED),
        (request("one", "two"), Why.MALFORMED, 400, What.MALFORMED),
        (request("x" * LONGEST_BODY), Why.OVERSIZED, 413, What.OVERSIZED),
        (evolve(request(), url="https://clinic.example/" + "x" * 9000), Why.OVERSIZED, 413, What.OVERSIZED),
        (evolve(request(), headers={"x": "y" * 40_000}), Why.OVERSIZED, 413, What.OVERSIZED),
    ],
)
def test_what_is_no_report_is_turned_away_and_counted(
    opener: Opener, raw: RawRequest, why: Why, status: int, what: What
) -> None:
    clinic, _ = sent(opener)
    away = clinic.engine.sms_reports.receive("a", raw)
    assert away == TurnedAway(why)
    assert isinstance(away, TurnedAway)
    assert (away.status, away.code) == (status, why.value)
    assert away.sentence() != away.sentence("en")
    assert count(clinic, what) == 1
    assert (state(clinic), waiting(clinic)) == (NoticeState.SENT, 0)


@pytest.mark.parametrize("fault", [ValueError("malformed"), RuntimeError("a bug")])
def test_a_vendors_fault_in_reading_is_no_report(opener: Opener, fault: Exception) -> None:
    line = Reporting()
    clinic, _ = sent(opener, line)
    line.faults = [fault]
    assert clinic.engine.sms_reports.receive("a", request("- p delivered")) == TurnedAway(Why.MALFORMED)
    assert clinic.engine.sms_reports.receive("zzz", request()) == TurnedAway(Why.UNKNOWN_PROVIDER)
    assert count(clinic, What.UNKNOWN_PROVIDER, "") == 1, "not under a name that anyone can make up"


def test_what_cannot_be_kept_now_is_to_come_again(opener: Opener) -> None:
    clinic = with_lines(opener, Reporting(), scheme="cut:")
    clinic.open_case()
    clinic.work()
    cut = clinic.engine.storage
    assert isinstance(cut, Cut)
    for call in ("heads", "commit"):
        cut.broken[call] = StorageUnavailable("Gone: wait.")
        for line in ("- p delivered", "- x delivered"):
            away = clinic.engine.sms_reports.receive("a", request(line))
            assert away == TurnedAway(Why.UNAVAILABLE) or call == "heads"
        cut.broken.clear()
    assert got(clinic, "- p delivered").recorded + got(clinic, "- p delivered").repeated == 2


@pytest.mark.spec("B3")
def test_a_reply_is_counted_and_what_it_says_is_nowhere(opener: Opener) -> None:
    clinic, _ = sent(opener)
    assert got(clinic, "reply r1") == Received(replies=1)
    assert count(clinic, What.REPLY) == 1


@pytest.mark.spec("B4")
def test_what_comes_over_a_connection_is_settled_when_it_is_durable(opener: Opener) -> None:
    line = Hearing()
    clinic = with_lines(opener, line, scheme="cut:")
    clinic.open_case()
    clinic.work()
    cut = clinic.engine.storage
    assert isinstance(cut, Cut)

    def report(id: str) -> SmsReport:
        return SmsReport(our_id=None, provider_id=id, state=Delivery.DELIVERED, raw_state="DELIVRD", at=None)

    line.waiting = {"1": report("p"), "2": report("x"), "3": SmsReply(sender="+46701740615", provider_id="r", at=None)}
    cut.broken["commit"] = StorageUnavailable("Gone: wait.")
    clinic.engine.worker.ears.listen()
    assert line.settled == []
    cut.broken.clear()
    clinic.work()
    # In any order, each once: a state comes of reports whatever theirs is, and of replies a case keeps that some came.
    assert sorted(line.settled) == ["1", "2", "3"]
    assert (state(clinic), waiting(clinic)) == (NoticeState.DELIVERED, 1)


def test_a_connection_that_fails_stops_nothing(opener: Opener) -> None:
    line = Hearing()
    clinic = with_lines(opener, line)

    def meets() -> None:
        raise RuntimeError("a bug")

    line.meets = meets
    clinic.open_case()
    assert clinic.work() == 1


def test_a_waiting_report_that_cannot_be_read_stops_nothing(opener: Opener) -> None:
    clinic, _ = sent(opener)
    got(clinic, "- x delivered")
    (item,) = (item for shard in ALL for item in clinic.engine.storage.outbox(shard, None, 9))
    assert isinstance(clinic.engine.worker.begin([item])[0], WaitingReport)
    (came,) = clinic.engine.worker.begin([evolve(item, body=b"{}")])
    assert isinstance(came, Later)


@pytest.mark.spec("B4")
@pytest.mark.parametrize("again_first", [True, False])
def test_a_late_report_on_an_earlier_try_settles_it(opener: Opener, again_first: bool) -> None:
    """It had failed, and someone has it sent again: the first one arrives all the same, and names its own id only."""
    line = Reporting([Accepted(provider_id="1"), Accepted(provider_id="2")])
    clinic = with_lines(opener, line)
    case = clinic.open_case()
    clinic.work()
    got(clinic, "- 1 failed")
    clinic.do(c.RetrySms(case=case, notice=the_notice(clinic).id), NURSE)
    if again_first:
        clinic.work()
        got(clinic, "- 2 failed")
        assert state(clinic) is NoticeState.FAILED
    assert got(clinic, "- 1 delivered") == Received(recorded=1)
    assert state(clinic) is NoticeState.DELIVERED
    clinic.clock.advance(timedelta(minutes=5))
    clinic.work()
    assert len(line.sent) == 1 + again_first, "what has arrived is not sent again"
    assert Attention.SMS not in clinic.engine.queries.case(NURSE, case).unwrap().attention
    assert verify(clinic.engine.storage).faults == ()
    found = clinic.engine.queries.search_patients(OPERATOR, token("a:1"), provider=HERE).unwrap()
    assert found.items == (), "nobody is found by it"
