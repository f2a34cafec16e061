"""10,000 SMS queued and the provider down for a day, and then up: all leave, once, and none long after."""

from collections import Counter
from datetime import timedelta
from pathlib import Path
from typing import Final

import pytest
from arende.domain import commands as c
from arende.domain.notice.model import NoticeState
from arende.domain.notice.shown import shown
from arende.engine import Request
from arende.ports.sms import Accepted, Rejected, Rejection
from returns.pipeline import is_successful

from ..clinic import FOLLOW_UP, NURSE, Clinic, open_clinic, put_up
from ..vendor import Line, Vendor
from .helpers import notices, queued

DOWN: Final = Rejected(kind=Rejection.BUSY, code="unreachable")
UP: Final = Accepted(provider_id="p")


def play(folder: Path, many: int, step: timedelta) -> tuple[Clinic, Line, timedelta]:
    """So many queued, a day of outage, and how long it took until all had left afterwards."""
    line = Line([DOWN])
    clinic = put_up(
        open_clinic(f"sqlite:///{folder}/clinic.db", folder, plugins=[Vendor({"line": line})], sms=["line"])
    )
    for start in range(0, many, 200):
        command = c.CreateCase(patient=clinic.persons["anton"], reason=FOLLOW_UP, days=30)
        asked = [Request(command=command, actor=NURSE) for _ in range(start, min(start + 200, many))]
        assert all(map(is_successful, clinic.engine.handle_many(asked)))
    for _ in range(timedelta(days=1) // step):
        clinic.work()
        clinic.clock.advance(step)
    assert len(queued(clinic)) == many
    line.answers = [UP]
    steps = 0
    while queued(clinic):
        clinic.work()
        clinic.clock.advance(step)
        steps += 1
        assert steps < 1000
    return clinic, line, steps * step


def check(clinic: Clinic, line: Line, many: int, took: timedelta) -> None:
    told = notices(clinic)
    assert Counter(map(shown, told)) == {NoticeState.SENT: many}
    assert len({sms.id for sms in line.sent}) == many
    tries = Counter(sms.id for sms in line.sent)
    while_down = sum(tries.values()) - many
    assert while_down < 24 * 60 // 5 + 50, "a provider that is down is asked now and then only"
    assert took <= timedelta(hours=5), "those that it was tried by wait longest"
    clinic.engine.close()


def test_a_few(tmp_path: Path) -> None:
    clinic, line, took = play(tmp_path, 12, timedelta(hours=1))
    check(clinic, line, 12, took)


@pytest.mark.slow
@pytest.mark.spec("S10")
def test_ten_thousand(tmp_path: Path) -> None:
    clinic, line, took = play(tmp_path, 10_000, timedelta(minutes=10))
    check(clinic, line, 10_000, took)
