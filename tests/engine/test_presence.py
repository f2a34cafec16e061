"""Soft presence: colleagues at the case see who writes, for half a minute; nothing depends on it."""

from datetime import timedelta

import pytest
from arende.domain import commands as c
from arende.domain.actor import Choice, Purpose, StaffActor
from arende.domain.ids import CaseId
from arende.engine.presence import LASTS, MANY, PRESENCE
from arende.ports.records import Shard
from arende.ports.storage import StorageUnavailable

from .clinic import AT_CHILDREN, CENTRE, COLLEAGUE, HEAD, HERE, NURSE, OPERATOR, STRANGER, Clinic
from .conftest import Opener
from .snapshot import everything
from .vendor import Vendor

ELSEWHERE = StaffActor(AT_CHILDREN.assignment, Choice(CENTRE, Purpose.CARE))


def names(clinic: Clinic, case: CaseId, actor: StaffActor = HEAD) -> list[str]:
    return [one.name for one in clinic.engine.presence.others(actor, case)]


@pytest.mark.spec("B20")
def test_colleagues_see_who_writes_for_half_a_minute(clinic: Clinic) -> None:
    case, presence = clinic.open_case(), clinic.engine.presence
    assert names(clinic, case) == []
    assert presence.writing(NURSE, case)
    assert names(clinic, case) == ["Haris Testgren"]
    assert names(clinic, case, NURSE) == []
    clinic.clock.advance(LASTS - timedelta(microseconds=1))
    assert names(clinic, case) == ["Haris Testgren"]
    clinic.clock.advance(timedelta(microseconds=1))
    assert names(clinic, case) == []
    assert presence.writing(NURSE, case)
    assert presence.stopped(NURSE, case)
    assert names(clinic, case) == []


@pytest.mark.spec("B20", "S5", "B24")
def test_only_staff_who_read_the_case_say_and_see_it(clinic: Clinic) -> None:
    case, presence = clinic.open_case(), clinic.engine.presence
    for outside in (COLLEAGUE, STRANGER, OPERATOR, clinic.rep("anton")):
        assert not presence.writing(outside, case)
    assert presence.writing(ELSEWHERE, case)
    assert presence.writing(NURSE, case)
    for outside in (COLLEAGUE, STRANGER, OPERATOR, clinic.rep("anton")):
        assert presence.others(outside, case) == ()
    assert len(presence.others(HEAD, case)) == 2
    assert not presence.writing(NURSE, CaseId("SE1.finns-inte"))


@pytest.mark.spec("B20")
def test_it_is_neither_event_nor_log_and_leaves_no_heap(clinic: Clinic) -> None:
    case, presence = clinic.open_case(), clinic.engine.presence
    before = everything(clinic.engine.storage)
    for actor in (NURSE, HEAD, NURSE):
        assert presence.writing(actor, case)
    assert everything(clinic.engine.storage) == before
    clinic.clock.advance(LASTS)
    assert presence.writing(HEAD, case)
    rows = clinic.engine.storage.rows(Shard(HERE), PRESENCE, case, None, MANY)
    assert [row.sub for row in rows] == [HEAD.assignment]


@pytest.mark.spec("B20")
def test_where_it_fails_nobody_is_seen_and_the_message_leaves(opener: Opener) -> None:
    vendor = Vendor()
    clinic = opener(plugins=(vendor,), scheme="cut:")
    case, presence = clinic.open_case(), clinic.engine.presence
    broken = vendor.opened[0].broken
    for call in ("commit", "heads"):
        broken[call] = StorageUnavailable("The server is gone: wait.")
        assert not presence.writing(NURSE, case)
    assert presence.others(HEAD, case) == ()
    broken.clear()
    clinic.do(c.SendMessage(case=case, text="Hej!"), NURSE)
