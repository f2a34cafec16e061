"""Access through the whole engine: choice with purpose, block, emergency, a representative lost and changed."""

from collections.abc import Iterator
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest
from arende.domain import commands as c
from arende.domain.actor import Actor, Choice, Purpose, RepresentativeActor, StaffActor
from arende.domain.case.attention import Attention
from arende.domain.ids import CaseId, ReasonId, UnitId
from arende.domain.refusals import RepresentationEnded
from arende.engine import Engine, Settings
from arende.engine.case_orders import CaseList
from arende.ports.records import AccessEntry, Shard
from arende.testing.build import NOW
from arende.testing.clock import FakeClock
from arende.views.thread import MessageLine
from returns.pipeline import is_successful

from .canaries import ELSEWHERE, HERE, NURSE, Aviary

UNIT = UnitId("SE1.vc")
CHOSE = StaffActor(ELSEWHERE.assignment, Choice(UNIT, Purpose.QUALITY))
HOUR = timedelta(hours=1)


@pytest.fixture(params=["memory:", "sqlite:///"])
def clinic(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Aviary]:
    url = str(request.param)
    settings = Settings(
        storage=url if url == "memory:" else f"{url}{tmp_path}/clinic.db", sms=[f"spool:{tmp_path}/out"], demo=True
    )
    clock = FakeClock(NOW)
    with closing(Engine.open(settings, clock=clock)) as engine:
        made = Aviary(engine=engine, clock=clock, folder=tmp_path)
        made.put_up()
        yield made


def opened(clinic: Aviary, patient: str, representative: str | None = None) -> CaseId:
    create = c.CreateCase(
        patient=clinic.persons[patient],
        reason=ReasonId("SE1.hosta"),
        representative=None if representative is None else clinic.persons[representative],
        days=30,
        message="Hur mår du?",
    )
    return CaseId(clinic.do(create, NURSE)["case"])


def may(clinic: Aviary, actor: Actor, case: CaseId) -> bool:
    queries = clinic.engine.queries
    answers = {is_successful(queries.case(actor, case)), is_successful(queries.thread(actor, case))}
    assert len(answers) == 1
    return answers.pop()


def last(clinic: Aviary, action: str) -> AccessEntry:
    entries = clinic.engine.storage.access(Shard(HERE), None, 10_000)
    return [entry for entry in entries if entry.action == action][-1]


@pytest.mark.spec("B24")
def test_another_units_cases_open_by_choice_with_purpose_which_is_logged(clinic: Aviary) -> None:
    case = opened(clinic, "adult")
    assert not may(clinic, ELSEWHERE, case)
    assert may(clinic, CHOSE, case)
    assert last(clinic, "read:thread").purpose == Purpose.QUALITY
    assert [row.id for row in clinic.engine.queries.cases_of_unit(CHOSE, UNIT, CaseList.ONGOING).unwrap().items] == [
        case
    ]
    assert not is_successful(clinic.engine.queries.cases_of_unit(ELSEWHERE, UNIT))
    assert not is_successful(clinic.engine.handle(c.SendMessage(case=case, text="Hej"), actor=CHOSE))


@pytest.mark.spec("B24")
def test_a_block_hides_a_case_from_those_who_choose_the_unit_and_from_their_lists(clinic: Aviary) -> None:
    hidden, other = opened(clinic, "adult"), opened(clinic, "child", "guardian")
    clinic.do(c.BlockUnit(person=clinic.persons["adult"], unit=UNIT), NURSE)
    queries = clinic.engine.queries
    assert not may(clinic, CHOSE, hidden)
    assert [row.id for row in queries.cases_of_unit(CHOSE, UNIT, CaseList.ONGOING).unwrap().items] == [other]
    assert queries.cases_of_patient(CHOSE, clinic.persons["adult"]).unwrap().items == ()
    assert may(clinic, NURSE, hidden)
    clinic.do(c.LiftBlock(person=clinic.persons["adult"], unit=UNIT), NURSE)
    assert may(clinic, CHOSE, hidden)


@pytest.mark.spec("B24", "B23")
def test_emergency_access_opens_what_is_blocked_for_an_hour_and_is_logged_as_such(clinic: Aviary) -> None:
    case = opened(clinic, "adult")
    clinic.do(c.BlockUnit(person=clinic.persons["adult"], unit=UNIT), NURSE)
    clinic.do(c.OpenEmergencyAccess(patient=clinic.persons["adult"], reason="Medvetslös"), ELSEWHERE)
    assert may(clinic, ELSEWHERE, case)
    entry = last(clinic, "read:thread")
    assert (entry.purpose, entry.subjects) == (Purpose.EMERGENCY, (clinic.persons["adult"],))
    clinic.clock.advance(HOUR)
    assert not may(clinic, ELSEWHERE, case)


@pytest.mark.spec("B16", "S5")
def test_custody_ends_staff_are_told_and_choose_another(clinic: Aviary) -> None:
    case = opened(clinic, "child", "guardian")
    child, guardian, other = (clinic.persons[key] for key in ("child", "guardian", "adult"))
    clinic.do(c.RecordGuardianship(child=child, guardian=other, source="domstol", verified=NOW.date()))
    clinic.work()
    clinic.clock.advance(HOUR)
    clinic.do(c.EndGuardianship(child=child, guardian=guardian, ended=NOW.date()))
    clinic.work()
    row = clinic.engine.queries.case(NURSE, case).unwrap()
    assert row.attention == (Attention.REPRESENTATIVE,)
    assert row.can_reply == RepresentationEnded()
    assert [row.id for row in clinic.engine.queries.inbox(NURSE).unwrap().items] == [case]
    assert not may(clinic, RepresentativeActor(guardian), case)
    clinic.do(c.ChangeRepresentative(case=case, representative=other), NURSE)
    clinic.do(c.SendMessage(case=case, text="Hej!"), NURSE)
    clinic.work()
    seen = clinic.engine.queries.thread(RepresentativeActor(other), case).unwrap().items
    assert [line.number for line in seen if isinstance(line, MessageLine)] == [2]
    assert not may(clinic, RepresentativeActor(guardian), case)
    assert not is_successful(clinic.engine.queries.journal_entry(RepresentativeActor(other), case))
    sent = [path.read_text(encoding="utf-8") for path in (clinic.folder / "out").glob("*.json")]
    assert sorted("+46701740605" in text for text in sent) == [False, True, True]
    assert clinic.engine.queries.inbox(NURSE).unwrap().items == ()
