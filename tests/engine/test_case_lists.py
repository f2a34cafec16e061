"""The lists of cases: each holds what its name says, in its order, is counted alike, and knows what is unread."""

from collections.abc import Sequence
from datetime import timedelta

import pytest
from arende.domain import commands as c
from arende.domain.actor import Choice, Purpose, StaffActor
from arende.engine.case_orders import CaseList
from arende.engine.owners import CAP
from arende.engine.queries import Queries
from arende.ports.indexes import IndexRange
from arende.ports.records import Head, PlainRow, Shard
from arende_conformance.broken.relay import Relay

from .clinic import AS_DOCTOR, AT_CHILDREN, CENTRE, COLLEAGUE, HEAD, NURSE, OPERATOR, Clinic


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


@pytest.mark.spec("B5")
def test_what_was_marked_unread_is_counted_no_longer_than_its_row_says_so(clinic: Clinic) -> None:
    """An answer, and a hand-over, end it."""
    queries = clinic.engine.queries
    answered, given = clinic.open_case("anton"), clinic.open_case("anton")
    for case in (answered, given):
        clinic.say(case, "Jag undrar", clinic.rep("anton"))
        clinic.say(case, "Svar")
        clinic.do(c.MarkSeen(case=case, up_to=0), NURSE)
    assert queries.unread(NURSE).unwrap() == 2
    clinic.say(answered, "Ett till")
    clinic.do(c.HandOver(case=given, to=COLLEAGUE.assignment), NURSE)
    assert [row.unread for row in queries.cases_of_assignment(NURSE, CaseList.ALL).unwrap().items] == [False]
    assert queries.unread(NURSE).unwrap() == 0


@pytest.mark.spec("B5", "B19")
def test_what_is_unread_of_those_that_one_covers_is_counted(clinic: Clinic) -> None:
    case = clinic.open_case("anton")
    clinic.say(case, "Jag undrar", clinic.rep("anton"))
    last_day = clinic.clock.now().date()
    clinic.do(c.CoverAssignment(assignment=NURSE.assignment, by=COLLEAGUE.assignment, last_day=last_day))
    assert clinic.engine.queries.unread(COLLEAGUE).unwrap() == 1
    clinic.do(c.MarkSeen(case=case, up_to=1), COLLEAGUE)
    assert clinic.engine.queries.unread(COLLEAGUE).unwrap() == 0


@pytest.mark.spec("B5")
def test_what_is_unread_is_counted_beyond_the_first_hundred_to_deal_with(clinic: Clinic) -> None:
    for _ in range(CAP):
        clinic.open_case("anton")
    clinic.clock.advance(timedelta(minutes=1))
    last = clinic.open_case("anton")
    clinic.say(last, "Hej!")
    clinic.say(last, "Jag undrar", clinic.rep("anton"))
    queries = clinic.engine.queries
    assert queries.inbox(NURSE, limit=CAP).unwrap().next is not None
    assert queries.unread(NURSE).unwrap() == 1
    assert queries.counts(NURSE).unwrap()[CaseList.TO_DO] == CAP


@pytest.mark.spec("B18", "S13")
def test_a_page_is_full_though_phases_are_over_that_no_worker_has_noted(clinic: Clinic) -> None:
    over = [clinic.open_case("anton", days=1) for _ in range(3)]
    open_still = clinic.open_case("anton", days=30)
    for case in (*over, open_still):
        clinic.say(case, "Hej!")
        clinic.clock.advance(timedelta(minutes=1))
    clinic.clock.advance(timedelta(days=3))
    page = clinic.engine.queries.cases_of_assignment(NURSE, CaseList.THEIR_TURN, limit=1).unwrap()
    assert ([row.id for row in page.items], page.next) == ([open_still], None)
    assert clinic.engine.queries.counts(NURSE).unwrap()[CaseList.THEIR_TURN] == 1


@pytest.mark.spec("B18", "B24")
def test_a_count_of_a_chosen_unit_tells_nothing_of_what_a_patient_keeps_from_it(clinic: Clinic) -> None:
    clinic.open_case("anton")
    clinic.open_case("stina")
    clinic.do(c.BlockUnit(person=clinic.persons["anton"], unit=CENTRE))
    chose = StaffActor(AT_CHILDREN.assignment, Choice(CENTRE, Purpose.QUALITY))
    assert clinic.engine.queries.counts(chose, unit=CENTRE).unwrap()[CaseList.TO_DO] == 1
    assert clinic.engine.queries.counts(HEAD, unit=CENTRE).unwrap()[CaseList.TO_DO] == 2


@pytest.mark.spec("B18", "B19")
def test_lists_are_counted_for_those_that_one_covers_and_for_the_pool(clinic: Clinic) -> None:
    queries = clinic.engine.queries
    clinic.open_case("anton")
    last_day = clinic.clock.now().date()
    clinic.do(c.CoverAssignment(assignment=NURSE.assignment, by=COLLEAGUE.assignment, last_day=last_day))
    assert queries.counts(COLLEAGUE).unwrap()[CaseList.TO_DO] == 1
    assert queries.counters(COLLEAGUE).unwrap().ongoing == 1
    clinic.do(c.EndAssignment(assignment=NURSE.assignment))
    assert set(queries.counts(COLLEAGUE).unwrap().values()) == {0}
    assert queries.counts(COLLEAGUE, pool=True).unwrap()[CaseList.ONGOING] == 1
    assert queries.counts(OPERATOR, unit=CENTRE, pool=True).unwrap()[CaseList.TO_DO] == 1
    assert queries.counts(AT_CHILDREN, unit=CENTRE, pool=True).failure().code == "access.denied"
    assert queries.counts(OPERATOR, pool=True).failure().code == "not_found"


@pytest.mark.spec("S15", "B18")
def test_a_patients_list_is_the_one_that_is_asked_for(clinic: Clinic) -> None:
    queries = clinic.engine.queries
    ended = clinic.open_case("anton", days=1)
    clinic.clock.advance(timedelta(days=3))
    ongoing, anton = clinic.open_case("anton"), clinic.rep("anton")
    for actor in (anton, NURSE):
        lists = {which: queries.cases_of_patient(actor, anton.person, which) for which in CaseList}
        assert [row.id for row in lists[CaseList.ONGOING].unwrap().items] == [ongoing]
        assert [row.id for row in lists[CaseList.ENDED].unwrap().items] == [ended]
        assert [row.id for row in lists[CaseList.ALL].unwrap().items] == [ongoing, ended]
    assert [row.id for row in queries.cases_of_patient(NURSE, anton.person, CaseList.TO_DO).unwrap().items] == [
        ongoing,
        ended,
    ]
    first = queries.cases_of_patient(anton, anton.person, limit=1).unwrap()
    second = queries.cases_of_patient(anton, anton.person, after=first.next, limit=1).unwrap()
    assert ([row.id for row in (*first.items, *second.items)], second.next) == ([ongoing, ended], None)
    assert queries.cases_of_patient(anton, anton.person, CaseList.TO_DO).failure().code == "list.of_staff"
    assert queries.cases_of_patient(anton, anton.person, after="x").failure().code == "input.invalid"


class Counting(Relay):
    """Counts how often storage is read."""

    read = 0

    def heads(self, shard: Shard, streams: Sequence[str]) -> Sequence[Head | None]:
        self.read += 1
        return self.inner.heads(shard, streams)

    def page(self, shard: Shard, r: IndexRange) -> Sequence[Head]:
        self.read += 1
        return self.inner.page(shard, r)

    def rows_at(self, shard: Shard, kind: str, keys: Sequence[str], sub: str) -> Sequence[PlainRow | None]:
        self.read += 1
        return self.inner.rows_at(shard, kind, keys, sub)


@pytest.mark.spec("B18")
@pytest.mark.parametrize("backend", ["memory"], indirect=True)
def test_a_page_reads_storage_five_times_however_many_rows_it_has(clinic: Clinic) -> None:
    """Who asks, whom they cover, the page, what it is joined with, what has been read: each may be a network away."""
    for _ in range(3):
        clinic.open_case("anton")
        clinic.open_case("stina")
    queries = clinic.engine.queries
    counting = Counting(queries.storage)
    asked = Queries(storage=counting, clock=queries.clock, policy=queries.policy)
    assert asked.inbox(NURSE).unwrap() == queries.inbox(NURSE).unwrap()
    assert counting.read == 5
