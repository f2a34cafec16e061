"""How the SMS of each event stands: by the command they share, queued until a worker has begun it."""

import pytest
from arende.domain.case.events import NoticePlanned
from arende.domain.ids import NoticeId
from arende.domain.notice.model import Notice, NoticeState, TryState
from arende.testing.build import NOW
from arende.views.notice_states import Told, asked_for, sms_states
from attrs import evolve

from tests.domain.samples import OPENED, from_patient, from_staff

from .samples import notice

ONE, TWO, OWN = (NoticeId(f"SE1.{name}") for name in ("one", "two", "own"))
IDS = {1: (OWN, ONE), 2: (OWN, TWO)}
COVERED = NoticePlanned(at=NOW, due=NOW, covered=True, unread_due=None)


def stood(id: NoticeId, state: TryState) -> dict[NoticeId, Notice]:
    found = notice()
    return {id: evolve(found, id=id, tries=(evolve(found.tries[0], state=state),))}


@pytest.mark.spec("B4")
def test_an_event_that_told_has_the_state_of_its_notice() -> None:
    events = [Told(OPENED, IDS[1]), Told(from_patient(1), IDS[2]), Told(from_staff(2), IDS[2])]
    assert asked_for(events) == (OWN, ONE, TWO)
    assert sms_states(events, {}) == {0: NoticeState.QUEUED, 2: NoticeState.QUEUED}
    found = {**stood(ONE, TryState.DELIVERED), **stood(TWO, TryState.FAILED)}
    assert sms_states(events, found) == {0: NoticeState.DELIVERED, 2: NoticeState.FAILED}


@pytest.mark.spec("B4", "B11")
def test_what_another_covers_has_none_and_what_is_not_known_has_none() -> None:
    events = [Told(from_staff(1), IDS[1]), Told(COVERED, IDS[1]), Told(from_staff(2), IDS[2])]
    assert sms_states(events, {}) == {2: NoticeState.QUEUED}
    assert sms_states([Told(from_staff(1), ())], {}) == {}
    alone = [Told(from_staff(1), IDS[1]), Told(evolve(COVERED, covered=False), IDS[1])]
    assert sms_states(alone, {}) == {0: NoticeState.QUEUED}
