"""A try whose fate nobody knows, through the worker: asked about, sent once more, or left where staff see it."""

from datetime import timedelta

import pytest
from arende.domain.case.attention import Attention
from arende.domain.notice.model import NoticeState, TryState
from arende.domain.notice.next_step import ASK_FOR, LOOK_AFTER, WhenUncertain
from arende.domain.notice.shown import shown
from arende.ports.sms import Accepted, Delivery, Known, NotTaken, SmsReport, SmsRequest, Unanswered, Uncertain

from ..conftest import Opener
from ..test_worker_sms import attention
from ..vendor import Line
from .helpers import queued, states, the_notice, with_lines
from .lines import Asking

DOUBT = Uncertain(code="timeout")
TAKEN = Accepted(provider_id="p")
A, U, R, S = TryState.ACCEPTED, TryState.UNCERTAIN, TryState.REJECTED, TryState.SENDING


@pytest.mark.spec("B4")
@pytest.mark.parametrize(
    ("answers", "uncertain", "tries", "state"),
    [
        ([DOUBT, TAKEN], WhenUncertain.RESEND, [U, A], NoticeState.SENT),
        ([DOUBT], WhenUncertain.RESEND, [U, U], NoticeState.UNCERTAIN),
        ([DOUBT], WhenUncertain.GIVE_UP, [U], NoticeState.UNCERTAIN),
        ([RuntimeError("a bug"), TAKEN], WhenUncertain.RESEND, [U, A], NoticeState.SENT),
    ],
)
def test_where_nobody_can_tell_the_policy_decides(
    opener: Opener,
    answers: list[Accepted | Uncertain | Exception],
    uncertain: WhenUncertain,
    tries: list[TryState],
    state: NoticeState,
) -> None:
    line = Line(list(answers))
    clinic = with_lines(opener, line, uncertain=uncertain)
    clinic.open_case()
    clinic.work()
    clinic.clock.advance(LOOK_AFTER - timedelta(seconds=1))
    clinic.work()
    assert len(line.sent) == 1, "it rests for a while first"
    for _ in range(3):
        clinic.clock.advance(timedelta(hours=2))
        clinic.work()
    assert states(clinic) == tries
    assert len(line.sent) == len(tries)
    assert shown(the_notice(clinic)) is state
    assert (Attention.SMS in attention(clinic)) == (state is NoticeState.UNCERTAIN)
    assert queued(clinic) == []


@pytest.mark.spec("B4")
@pytest.mark.parametrize("uncertain", WhenUncertain)
def test_a_provider_that_knows_settles_it(opener: Opener, uncertain: WhenUncertain) -> None:
    known = Known(report=SmsReport(our_id=None, provider_id="9", state=Delivery.DELIVERED, raw_state="d", at=None))
    line = Asking([DOUBT], told=[Unanswered(code="early"), RuntimeError("a bug"), known])
    clinic = with_lines(opener, line, uncertain=uncertain)
    clinic.open_case()
    for _ in range(6):
        clinic.work()
        clinic.clock.advance(timedelta(minutes=5))
    assert len(line.sent) == 1
    assert [question.to for question in line.questions] == [line.sent[0].to] * 3
    assert shown(the_notice(clinic)) is NoticeState.DELIVERED
    assert (queued(clinic), attention(clinic)) == ([], (Attention.EMPTY,))


@pytest.mark.spec("B4")
@pytest.mark.parametrize("uncertain", WhenUncertain)
def test_what_was_never_taken_is_sent_anew_whatever_the_policy(opener: Opener, uncertain: WhenUncertain) -> None:
    line = Asking([DOUBT, TAKEN], told=[NotTaken()])
    clinic = with_lines(opener, line, uncertain=uncertain)
    clinic.open_case()
    clinic.work()
    clinic.clock.advance(LOOK_AFTER)
    clinic.work()
    assert states(clinic) == [R, A]
    assert len(line.sent) == 2


@pytest.mark.spec("B4")
@pytest.mark.parametrize(("uncertain", "sent"), [(WhenUncertain.RESEND, 2), (WhenUncertain.GIVE_UP, 1)])
def test_a_provider_that_does_not_tell_is_asked_for_an_hour(
    opener: Opener, uncertain: WhenUncertain, sent: int
) -> None:
    line = Asking([DOUBT, TAKEN])
    clinic = with_lines(opener, line, uncertain=uncertain)
    clinic.open_case()
    clinic.work()
    until = clinic.clock.now() + ASK_FOR
    while clinic.clock.now() < until:
        assert len(line.sent) == 1
        clinic.clock.advance(timedelta(minutes=1))
        clinic.work()
    asked = len(line.questions)
    assert asked > 2
    clinic.clock.advance(timedelta(hours=3))
    clinic.work()
    assert (len(line.sent), len(line.questions)) == (sent, asked)
    assert queued(clinic) == []


class Killed(BaseException):
    """The worker is killed."""


@pytest.mark.spec("B4")
@pytest.mark.parametrize("uncertain", WhenUncertain)
def test_a_worker_that_is_killed_in_a_call_leaves_a_try_that_is_known_of(
    opener: Opener, uncertain: WhenUncertain
) -> None:
    def kill(_: SmsRequest) -> None:
        line.meanwhile = lambda _: None
        raise Killed

    line = Line(meanwhile=kill)
    clinic = with_lines(opener, line, uncertain=uncertain)
    clinic.open_case()
    with pytest.raises(Killed):
        clinic.work()
    assert states(clinic) == [S]
    clinic.clock.advance(timedelta(minutes=2))
    clinic.work()
    assert states(clinic) == [U]
    clinic.clock.advance(LOOK_AFTER)
    clinic.work()
    assert states(clinic) == ([U, A] if uncertain is WhenUncertain.RESEND else [U])
    assert (Attention.SMS in attention(clinic)) == (uncertain is WhenUncertain.GIVE_UP)


@pytest.mark.spec("S10", "B4")
def test_once_more_goes_by_another_provider_where_there_is_one(opener: Opener) -> None:
    """One that takes requests and answers none would leave both tries in doubt, while the next one works."""
    silent, works = Line([Uncertain(code="timeout")]), Line([Accepted(provider_id="p")])
    clinic = with_lines(opener, silent, works)
    clinic.open_case()
    clinic.work()
    clinic.clock.advance(LOOK_AFTER)
    clinic.work()
    assert (len(silent.sent), len(works.sent)) == (1, 1)
    assert shown(the_notice(clinic)) is NoticeState.SENT
