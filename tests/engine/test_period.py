"""The end of the phase through the engine: timers of ends that were, lists, and what each side is told."""

from datetime import date

import pytest
from arende.domain import commands as c
from arende.domain.actor import Actor
from arende.domain.ids import CaseId
from arende.engine import Settings
from arende.engine.case_orders import CaseList
from arende.engine.verifying import verify
from arende.views.rows import for_patient_side
from arende.views.thread import Happening, HappeningLine

from .clinic import COLLEAGUE, FOLLOW_UP, NURSE, Clinic, days

WHY = "Väntar på provsvar"


def happened(clinic: Clinic, case: CaseId, who: Actor = NURSE) -> list[Happening]:
    thread = clinic.engine.queries.thread(who, case).unwrap().items
    return [line.what for line in thread if isinstance(line, HappeningLine)]


def listed(clinic: Clinic, which: CaseList) -> list[CaseId]:
    return [row.id for row in clinic.engine.queries.cases_of_assignment(NURSE, which).unwrap().items]


@pytest.mark.spec("B12", "B13")
def test_an_end_that_was_moved_is_noted_where_it_came_to_be(clinic: Clinic) -> None:
    """Opened through the 25th, extended to the 28th, closed, reopened: four timers, one end."""
    case = clinic.open_case(days=3)
    clinic.say(case, "Hej!")
    clinic.do(c.ExtendPhase(case=case, last_day=date(2026, 11, 28), reason=WHY), NURSE)
    clinic.clock.advance(days(4))
    clinic.work()
    assert Happening.PHASE_ENDED not in happened(clinic, case)
    assert listed(clinic, CaseList.ONGOING) == [case]
    clinic.do(c.CloseCase(case=case, reason=WHY), NURSE)
    assert (listed(clinic, CaseList.ONGOING), listed(clinic, CaseList.ENDED)) == ([], [case])
    clinic.do(c.ReopenCase(case=case, days=9, reason=WHY), NURSE)
    clinic.clock.advance(days(4))
    clinic.work()
    assert listed(clinic, CaseList.ONGOING) == [case]
    clinic.clock.advance(days(6))
    clinic.work()
    clinic.work()
    moves = [Happening.PHASE_EXTENDED, Happening.CLOSED, Happening.REOPENED]
    transfers = (Happening.EXPORT_REQUESTED, Happening.EXPORTED)
    seen = [what for what in happened(clinic, case) if what not in transfers]
    assert seen == [Happening.OPENED, *moves, Happening.PHASE_ENDED]
    assert happened(clinic, case, clinic.rep("anton")) == moves
    assert not verify(clinic.engine.storage, lambda _: None).faults


@pytest.mark.spec("B15")
def test_what_closes_soon_is_a_list_and_a_mark(clinic: Clinic) -> None:
    first, second, later = (clinic.open_case(days=length) for length in (1, 2, 9))
    assert listed(clinic, CaseList.CLOSING_SOON) == [first]
    clinic.clock.advance(days(1))
    assert listed(clinic, CaseList.CLOSING_SOON) == [first, second]
    for case in (first, second, later):
        row = clinic.engine.queries.case(NURSE, case).unwrap()
        assert row.closing_soon is (case != later)
        # The patient's side is told only where a setting says so, and on the screen only.
        assert clinic.engine.queries.case(clinic.rep("anton"), case).unwrap().closing_soon is False
        assert for_patient_side(row, notice=True).closing_soon is row.closing_soon
    clinic.clock.advance(days(1))
    assert listed(clinic, CaseList.CLOSING_SOON) == [second]
    assert Settings(storage="memory:").policy.closing_soon_notice is False


@pytest.mark.spec("B13", "B24")
def test_a_case_that_follows_names_what_it_follows_to_staff(clinic: Clinic) -> None:
    before = clinic.open_case()
    clinic.do(c.CloseCase(case=before, reason=WHY), NURSE)
    follow = c.CreateCase(patient=clinic.persons["anton"], reason=FOLLOW_UP, follows=before)
    assert clinic.refused(follow, COLLEAGUE) == "not_found"
    new = CaseId(clinic.do(follow, NURSE).ids["case"])
    assert clinic.engine.queries.case(NURSE, new).unwrap().follows == before
    assert clinic.engine.queries.case(clinic.rep("anton"), new).unwrap().follows is None
