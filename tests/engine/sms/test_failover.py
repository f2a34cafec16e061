"""Down the list of providers: who is asked after whom, who is left alone, and when it ends where staff see it."""

from datetime import UTC, datetime, timedelta
from itertools import pairwise
from threading import Event

import pytest
from arende.domain import commands as c
from arende.domain.case.attention import Attention
from arende.domain.notice.model import TryState
from arende.domain.notice.rules import NoticeRules, QuietHours
from arende.engine import SettingsFaults
from arende.engine.sms.pacing import OPENS_AT
from arende.ports.sms import Accepted, Rejected, Rejection, SmsRequest

from ..clinic import CENTRE
from ..conftest import Opener
from ..test_worker_sms import attention
from ..vendor import Line
from .helpers import notices, queued, states, the_notice, with_lines

BUSY = Rejected(kind=Rejection.BUSY, code="slow_down")
TAKEN = Accepted(provider_id="p")


@pytest.mark.spec("S10")
@pytest.mark.parametrize("kind", [Rejection.BUSY, Rejection.CREDENTIALS, Rejection.SENDER])
def test_what_one_does_not_take_the_next_does_at_once(opener: Opener, kind: Rejection) -> None:
    first, second = Line([Rejected(kind=kind, code="no")]), Line()
    clinic = with_lines(opener, first, second)
    clinic.open_case()
    clinic.work()
    assert (len(first.sent), len(second.sent)) == (1, 1)
    assert [one.provider for one in the_notice(clinic).tries] == ["a", "b"]
    assert states(clinic) == [TryState.REJECTED, TryState.ACCEPTED]
    assert attention(clinic) == (Attention.EMPTY,)


@pytest.mark.spec("B4")
@pytest.mark.parametrize("kind", [Rejection.RECIPIENT, Rejection.CONTENT])
def test_what_no_other_would_take_ends_at_once(opener: Opener, kind: Rejection) -> None:
    first, second = Line([Rejected(kind=kind, code="no")]), Line()
    clinic = with_lines(opener, first, second)
    clinic.open_case()
    clinic.work()
    assert (len(first.sent), len(second.sent)) == (1, 0)
    assert Attention.SMS in attention(clinic)


@pytest.mark.spec("B4")
def test_a_refused_account_is_not_tried_again_for_this_sms_until_someone_asks(opener: Opener) -> None:
    first, second = Line([Rejected(kind=Rejection.CREDENTIALS, code="no")]), Line([BUSY])
    clinic = with_lines(opener, first, second)
    case = clinic.open_case(days=30)
    for _ in range(40):
        clinic.work()
        clinic.clock.advance(timedelta(hours=4))
    assert (len(first.sent), len(second.sent)) == (1, 20)
    assert Attention.SMS in attention(clinic)
    first.answers = [TAKEN]
    clinic.do(c.RetrySms(case=case, notice=the_notice(clinic).id))
    clinic.work()
    assert len(first.sent) == 2
    assert Attention.SMS not in attention(clinic)


def test_a_provider_that_fails_again_and_again_is_left_alone_for_a_while(opener: Opener) -> None:
    first, second = Line([*[BUSY] * OPENS_AT, TAKEN]), Line()
    clinic = with_lines(opener, first, second)
    for _ in range(4 * OPENS_AT):
        clinic.open_case()
    clinic.work()
    assert (len(first.sent), len(second.sent)) == (OPENS_AT, 4 * OPENS_AT)
    clinic.clock.advance(timedelta(seconds=11))
    for _ in range(3):
        clinic.open_case()
    clinic.work()
    assert len(first.sent) == OPENS_AT + 3, "one that it takes closes the circuit"


def test_where_all_are_left_alone_no_try_is_counted(opener: Opener) -> None:
    line = Line([BUSY])
    clinic = with_lines(opener, line)
    for _ in range(3 * OPENS_AT):
        clinic.open_case()
    clinic.work()
    assert len(line.sent) == OPENS_AT
    tries = [len(one.tries) for one in notices(clinic)]
    assert sum(tries) <= OPENS_AT + 10, "what was begun together with the last"
    assert len(queued(clinic)) == 3 * OPENS_AT


def test_no_more_leave_in_a_second_than_the_provider_is_to_be_asked(opener: Opener) -> None:
    line = Line()
    clinic = with_lines(opener, line, options={"per_second": 5})
    for _ in range(40):
        clinic.open_case()
    sent: list[int] = []
    for _ in range(12):
        clinic.work()
        sent.append(len(line.sent))
        clinic.clock.advance(timedelta(seconds=1))
    assert sent[0] == 5
    assert all(later - earlier <= 10 for earlier, later in pairwise(sent))
    assert sent[-1] == 40
    assert len({sms.id for sms in line.sent}) == 40


@pytest.mark.parametrize("options", [{"per_second": 0}, {"attempts": True}, {"name": "två ord"}])
def test_options_of_the_engines_own_are_checked(opener: Opener, options: dict[str, int | bool | str]) -> None:
    with pytest.raises(SettingsFaults):
        with_lines(opener, Line(), options=options)


def test_an_sms_is_tried_as_often_as_its_provider_is_to_be(opener: Opener) -> None:
    line = Line([BUSY])
    clinic = with_lines(opener, line, options={"attempts": 2, "name": "operator-b"})
    clinic.open_case(days=30)
    for _ in range(10):
        clinic.work()
        clinic.clock.advance(timedelta(days=1))
    assert len(line.sent) == 2
    assert {one.provider for one in the_notice(clinic).tries} == {"operator-b"}
    assert Attention.SMS in attention(clinic)


@pytest.mark.spec("B11")
def test_after_a_stop_and_a_retry_nothing_leaves_in_quiet_hours(opener: Opener) -> None:
    line = Line([BUSY, TAKEN])
    clinic = with_lines(opener, line)
    night = NoticeRules(quiet=QuietHours(start="21:00", end="07:00"))
    clinic.do(c.RegisterUnit(unit=CENTRE, name="Vårdcentralen Eken", notices=night))
    clinic.clock.set(datetime(2026, 11, 22, 19, 59, 55, tzinfo=UTC))  # 20:59:55
    clinic.open_case()
    clinic.work()
    assert len(line.sent) == 1
    clinic.open_case("nils", rep="nils")
    seven = datetime(2026, 11, 23, 6, 0, tzinfo=UTC)
    while clinic.clock.now() < seven:  # the retry falls due at night, and the worker comes back at night
        clinic.clock.advance(timedelta(minutes=1))
        if clinic.clock.now() < seven:
            clinic.work()
            assert len(line.sent) == 1
    clinic.clock.set(seven)
    clinic.work()
    assert len(line.sent) == 3


def test_who_is_told_to_stop_finishes_the_call_and_says_that_the_others_were_not_made(opener: Opener) -> None:
    stop = Event()
    line = Line()
    clinic = with_lines(opener, line)
    for _ in range(60):
        clinic.open_case()
    clinic.engine.worker.run_once(20)
    before = len(line.sent)

    def told(_: SmsRequest) -> None:
        stop.set()

    line.meanwhile = told
    clinic.engine.worker.run_once(stop=stop)
    assert len(line.sent) == before + 1
    assert not any(one.tries[-1].state is TryState.SENDING for one in notices(clinic))
    line.meanwhile = lambda _: None
    clinic.work()
    assert len(line.sent) == len({sms.id for sms in line.sent}) == 60
