"""The lists of cases: each holds what its name says, in its order, is counted alike, and knows what is unread."""

from datetime import timedelta

import pytest
from arende.domain import commands as c
from arende.engine.case_orders import CaseList

from .clinic import AS_DOCTOR, CENTRE, COLLEAGUE, HEAD, NURSE, OPERATOR, Clinic


def ids(clinic: Clinic, which: CaseList, *, limit: int = 50) -> list[str]:
    """All pages of the nurse's list, which the unit's list must equal here, and its count."""
    queries = clinic.engine.queries
    found: list[str] = []
    after = None
    while True:
        page = queries.cases_of_assignment(NURSE, which, after=after, limit=limit).unwrap()
        found += [row.id for row in page.items]
        after = page.next
        if after is None:
            break
    unit = queries.cases_of_unit(HEAD, CENTRE, which).unwrap()
    assert [row.id for row in unit.items] == found
    assert queries.counts(NURSE).unwrap()[which] == len(found)
    assert queries.counts(HEAD, unit=CENTRE).unwrap()[which] == len(found)
    return found


@pytest.mark.spec("B18")
def test_each_list_holds_its_own_in_its_order(clinic: Clinic) -> None:
    empty = clinic.open_case("anton", days=9)
    clinic.clock.advance(timedelta(minutes=1))
    asked = clinic.open_case("stina", days=5)
    clinic.say(asked, "Hej!")
    clinic.clock.advance(timedelta(minutes=1))
    waits = clinic.open_case("anton", days=1)
    clinic.say(waits, "Hej!")
    clinic.say(waits, "Jag undrar", clinic.rep("anton"))
    clinic.clock.advance(timedelta(minutes=1))
    asked_too = clinic.open_case("anton", days=7)
    clinic.say(asked_too, "Hej!")
    assert ids(clinic, CaseList.TO_DO) == [empty, waits]
    assert ids(clinic, CaseList.THEIR_TURN) == [asked, asked_too]
    assert ids(clinic, CaseList.ONGOING) == [waits, asked, asked_too, empty]
    assert ids(clinic, CaseList.CLOSING_SOON) == [waits]
    assert ids(clinic, CaseList.ENDED) == []
    assert ids(clinic, CaseList.ALL) == [asked_too, waits, asked, empty]
    for which in CaseList:
        assert ids(clinic, which, limit=1) == ids(clinic, which)


@pytest.mark.spec("B18", "S13")
def test_nobody_waits_for_a_patients_side_whose_phase_is_over(clinic: Clinic) -> None:
    case = clinic.open_case("anton", days=1)
    clinic.say(case, "Hej!")
    clinic.clock.advance(timedelta(days=3))
    theirs = clinic.engine.queries.cases_of_assignment(NURSE, CaseList.THEIR_TURN).unwrap()
    assert theirs.items == ()  # also before the worker has noted the end
    clinic.work()
    assert ids(clinic, CaseList.THEIR_TURN) == []
    assert ids(clinic, CaseList.ENDED) == [case]


@pytest.mark.spec("B18", "B24")
def test_counts_are_for_whom_the_lists_are(clinic: Clinic) -> None:
    queries = clinic.engine.queries
    assert queries.counts(COLLEAGUE, assignment=NURSE.assignment).failure().code == "access.denied"
    assert queries.counts(COLLEAGUE, unit=CENTRE).failure().code == "access.denied"
    assert queries.counts(OPERATOR).failure().code == "access.assignment_needed"
    assert queries.unread(OPERATOR).failure().code == "access.assignment_needed"
    assert queries.unread(COLLEAGUE, assignment=NURSE.assignment).failure().code == "access.denied"
    assert set(queries.counts(OPERATOR, assignment=NURSE.assignment).unwrap().values()) == {0}


@pytest.mark.spec("B5")
def test_what_is_unread_is_shown_and_counted_until_it_is_read(clinic: Clinic) -> None:
    queries = clinic.engine.queries
    case = clinic.open_case("anton")
    clinic.say(case, "Hej!")
    assert (queries.case(NURSE, case).unwrap().unread, queries.unread(NURSE).unwrap()) == (False, 0)
    clinic.say(case, "Jag undrar", clinic.rep("anton"))
    assert [row.unread for row in queries.inbox(NURSE).unwrap().items] == [True]
    assert queries.unread(NURSE).unwrap() == 1
    assert not queries.case(clinic.rep("anton"), case).unwrap().unread
    clinic.do(c.MarkSeen(case=case, up_to=2), NURSE)
    assert (queries.case(NURSE, case).unwrap().unread, queries.unread(NURSE).unwrap()) == (False, 0)
    assert queries.case(HEAD, case).unwrap().unread  # each assignment has its own mark


@pytest.mark.spec("B5")
def test_an_answered_case_can_be_marked_unread(clinic: Clinic) -> None:
    queries = clinic.engine.queries
    case = clinic.open_case("anton")
    clinic.say(case, "Jag undrar", clinic.rep("anton"))
    clinic.say(case, "Svar")
    assert queries.unread(NURSE).unwrap() == 0
    clinic.do(c.MarkSeen(case=case, up_to=0), NURSE)
    assert (queries.case(NURSE, case).unwrap().unread, queries.unread(NURSE).unwrap()) == (True, 1)
    assert queries.unread(AS_DOCTOR).unwrap() == 0  # the same person in another role has another inbox (S6)
    clinic.do(c.MarkSeen(case=case, up_to=2), NURSE)
    assert (queries.case(NURSE, case).unwrap().unread, queries.unread(NURSE).unwrap()) == (False, 0)
