"""The worker killed at every step in turn: nothing is lost, and nothing leaves twice but where the policy allows it."""

from collections import Counter
from datetime import timedelta
from pathlib import Path

import pytest
from arende.domain.notice.model import NoticeState, TryState
from arende.domain.notice.next_step import WhenUncertain
from arende.domain.notice.shown import shown
from arende.engine.verifying import verify
from arende.ports.sms import SmsRequest
from attrs import define, evolve

from ..clinic import Clinic, open_clinic, put_up
from ..vendor import Line, Vendor
from .helpers import notices, queued

SMS = 5


class Killed(BaseException):
    """The process is gone."""


@define
class Killer:
    """Kills at the step of that number."""

    at: int
    steps: int = 0

    def step(self, _: object) -> None:
        self.steps += 1
        if self.steps == self.at:
            raise Killed


def full(folder: Path, line: Line, uncertain: WhenUncertain) -> tuple[Clinic, Vendor]:
    """Five SMS to send, two of them in one case."""
    vendor = Vendor(lines={"line": line})
    clinic = put_up(open_clinic("cut:memory:", folder, plugins=[vendor], sms=["line"]))
    worker = clinic.engine.worker
    sender = evolve(worker.dispatcher.sms, uncertain=uncertain)
    dispatcher = evolve(worker.dispatcher, sms=sender)
    clinic = evolve(clinic, engine=evolve(clinic.engine, worker=evolve(worker, dispatcher=dispatcher)))
    case, *_ = [clinic.open_case() for _ in range(SMS - 1)]
    clinic.clock.advance(timedelta(milliseconds=1))
    clinic.say(case, "Hej")
    return clinic, vendor


def killed_at(step: int, folder: Path, uncertain: WhenUncertain) -> bool:
    """Whether there was such a step."""
    line = Line()
    clinic, vendor = full(folder, line, uncertain)
    killer = Killer(step)
    (cut,) = vendor.opened
    cut.watch, line.meanwhile = killer.step, killer.step
    reached = False
    try:
        clinic.work()
    except Killed:
        reached = True
    cut.watch, line.meanwhile = lambda _: None, lambda _: None
    following = evolve(clinic.engine.worker, name="the next")
    for _ in range(8):
        while following.run_once():
            pass
        clinic.clock.advance(timedelta(minutes=30))
    told = notices(clinic)
    assert (len(told), queued(clinic)) == (SMS, [])
    counted = Counter(sms.id for sms in line.sent)
    states = {notice.id: shown(notice) for notice in told}
    for notice in told:
        twice = counted[notice.id] > 1
        doubted = any(one.state is TryState.UNCERTAIN for one in notice.tries)
        assert states[notice.id] in (NoticeState.SENT, NoticeState.UNCERTAIN)
        assert (states[notice.id] is NoticeState.UNCERTAIN) == (doubted and uncertain is WhenUncertain.GIVE_UP)
        assert counted[notice.id] > 0 or states[notice.id] is NoticeState.UNCERTAIN
        assert not twice or (doubted and uncertain is WhenUncertain.RESEND)
    assert verify(clinic.engine.storage).faults == ()
    clinic.engine.close()
    return reached


def every(folder: Path, uncertain: WhenUncertain, by: int) -> int:
    """Every step in turn, or every so manieth; how many there were."""
    step = 1
    while True:
        here = folder / str(step)
        here.mkdir()
        if not killed_at(step, here, uncertain):
            return step - 1
        step += by


@pytest.mark.spec("S10", "B4")
@pytest.mark.parametrize("uncertain", WhenUncertain)
def test_killed_at_some_steps(tmp_path: Path, uncertain: WhenUncertain) -> None:
    assert every(tmp_path, uncertain, 11) > 30


@pytest.mark.slow
@pytest.mark.spec("S10", "B4")
@pytest.mark.parametrize("uncertain", WhenUncertain)
def test_killed_at_every_step_in_turn(tmp_path: Path, uncertain: WhenUncertain) -> None:
    assert every(tmp_path, uncertain, 1) > 30


@pytest.mark.parametrize("uncertain", WhenUncertain)
def test_a_call_that_is_cut_off_is_what_is_in_doubt(tmp_path: Path, uncertain: WhenUncertain) -> None:
    """So that the tests above can be seen to have met doubt."""
    line = Line()
    clinic, _ = full(tmp_path, line, uncertain)

    def cut_off(_: SmsRequest) -> None:
        line.meanwhile = lambda _: None
        raise Killed

    line.meanwhile = cut_off
    with pytest.raises(Killed):
        clinic.work()
    clinic.clock.advance(timedelta(minutes=2))
    clinic.work()
    assert TryState.UNCERTAIN in [one.state for notice in notices(clinic) for one in notice.tries]
    clinic.engine.close()
