"""Lists of cases, one case, its thread and the counters: order, pages, and what each side is shown."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from arende.domain import commands as c
from arende.domain.actor import RepresentativeActor, StaffActor
from arende.domain.case.reply import MayReply, Side
from arende.domain.ids import CaseId
from arende.domain.refusals import PhaseEnded, Refusal
from arende.engine.case_counts import Counters
from arende.engine.case_orders import CaseList
from arende.views.rows import CaseRow, Page
from arende.views.thread import HappeningLine, MessageLine
from arende.wire.cursor import encode_cursor
from returns.result import Result

from .clinic import AS_DOCTOR, AT_CHILDREN, CENTRE, COLLEAGUE, FOLLOW_UP, HEAD, NURSE, OPERATOR, STRANGER, Clinic, days

Listing = Callable[[Clinic, str | None, int], Result[Page[CaseRow], Refusal]]

LISTS: dict[str, Listing] = {
    "inbox": lambda k, after, n: k.engine.queries.inbox(NURSE, after=after, limit=n),
    "ongoing": lambda k, after, n: k.engine.queries.cases_of_assignment(NURSE, CaseList.ONGOING, after=after, limit=n),
    "ended": lambda k, after, n: k.engine.queries.cases_of_assignment(NURSE, CaseList.ENDED, after=after, limit=n),
    "unit to do": lambda k, after, n: k.engine.queries.cases_of_unit(HEAD, CENTRE, after=after, limit=n),
    "unit ongoing": lambda k, after, n: k.engine.queries.cases_of_unit(
        HEAD, CENTRE, CaseList.ONGOING, after=after, limit=n
    ),
    "unit ended": lambda k, after, n: k.engine.queries.cases_of_unit(
        HEAD, CENTRE, CaseList.ENDED, after=after, limit=n
    ),
}
"""Every list of cases that is paged."""


def ids(page: Page[CaseRow]) -> list[CaseId]:
    return [row.id for row in page.items]


def walked(clinic: Clinic, listing: Listing, size: int) -> list[CaseId]:
    """The list page by page, to its end."""
    found: list[CaseId] = []
    after: str | None = None
    while True:
        page = listing(clinic, after, size).unwrap()
        assert 0 < len(page.items) <= size
        found += ids(page)
        after = page.next
        if after is None:
            return found


@pytest.mark.parametrize("name", list(LISTS))
@pytest.mark.parametrize("size", [1, 2, 3, 7, 50])
def test_pages_neither_skip_nor_repeat(clinic: Clinic, name: str, size: int) -> None:
    """Seven cases, three pairs of which share the instant that the list is ordered by."""
    made = []
    for n in range(7):
        made.append(clinic.open_case(days=2 + n // 2))
        if n % 2:
            clinic.clock.advance(timedelta(hours=1))
    if "ended" in name:
        clinic.clock.advance(days(30))
    whole = ids(LISTS[name](clinic, None, 100).unwrap())
    assert sorted(whole) == sorted(made)
    assert walked(clinic, LISTS[name], size) == whole


@pytest.mark.parametrize("name", list(LISTS))
@pytest.mark.parametrize(
    "cursor",
    ["", "x", "AAAA", "å", encode_cursor("text", "case/x"), encode_cursor(2**64 - 1, "case/x"), "W3RydWUsImEiXQ"],
)
def test_a_cursor_that_is_not_ours_is_refused(clinic: Clinic, name: str, cursor: str) -> None:
    clinic.open_case()
    refusal = LISTS[name](clinic, cursor, 10).failure()
    assert (refusal.code, refusal.field) == ("input.invalid", "after")


@pytest.mark.spec("S12", "B18")
def test_the_inbox_has_the_longest_wait_first(clinic: Clinic) -> None:
    first, second, third = (clinic.open_case() for _ in range(3))
    for case in (third, first, second):
        clinic.clock.advance(timedelta(minutes=1))
        clinic.say(case, "Hej")
    for case in (second, third, first):
        clinic.clock.advance(timedelta(minutes=1))
        clinic.say(case, "Hej", clinic.rep("anton"))
    assert ids(clinic.engine.queries.inbox(NURSE).unwrap()) == [second, third, first]
    clinic.say(second, "Svar")
    assert ids(clinic.engine.queries.inbox(NURSE).unwrap()) == [third, first]
    # A second message does not put what waited already at the back.
    clinic.clock.advance(timedelta(minutes=1))
    clinic.say(third, "Hallå?", clinic.rep("anton"))
    clinic.do(c.MarkHandled(case=first), NURSE)
    clinic.say(second, "Tack", clinic.rep("anton"))
    assert ids(clinic.engine.queries.inbox(NURSE).unwrap()) == [third, second]


@pytest.mark.spec("S6")
def test_replies_come_to_the_assignment_and_not_to_the_person(clinic: Clinic) -> None:
    case = clinic.open_case()
    for elsewhere in (AS_DOCTOR, AT_CHILDREN, COLLEAGUE):
        assert ids(clinic.engine.queries.inbox(elsewhere).unwrap()) == []
        assert clinic.engine.queries.case(elsewhere, case).failure().code == "access.denied"
        refused = clinic.engine.queries.inbox(elsewhere, assignment=NURSE.assignment)
        assert refused.failure().code == "access.denied"
    assert ids(clinic.engine.queries.inbox(OPERATOR, assignment=NURSE.assignment).unwrap()) == [case]
    assert clinic.engine.queries.inbox(OPERATOR).failure().code == "access.assignment_needed"


@pytest.mark.spec("B12", "B18")
def test_a_case_is_ongoing_until_the_very_end_and_ended_from_then_on(clinic: Clinic) -> None:
    short, long = clinic.open_case(days=1), clinic.open_case(days=2)
    ongoing, ended = LISTS["ongoing"], LISTS["ended"]
    row = clinic.engine.queries.case(NURSE, short).unwrap()
    assert isinstance(row.can_reply, MayReply)
    clinic.clock.set(row.can_reply.until - timedelta(microseconds=1))
    assert ids(ongoing(clinic, None, 9).unwrap()) == [short, long]
    assert ids(ended(clinic, None, 9).unwrap()) == []
    clinic.clock.set(row.can_reply.until)
    assert ids(ongoing(clinic, None, 9).unwrap()) == [long]
    assert ids(ended(clinic, None, 9).unwrap()) == [short]
    clinic.clock.advance(days(2))
    assert ids(ended(clinic, None, 9).unwrap()) == [long, short]


@pytest.mark.spec("S14", "B14")
def test_a_case_tells_days_left_and_whether_one_may_write(clinic: Clinic) -> None:
    case = clinic.open_case(days=3)
    until = clinic.engine.queries.case(NURSE, case).unwrap().last_day
    for who in (NURSE, HEAD, clinic.rep("anton"), OPERATOR):
        row = clinic.engine.queries.case(who, case).unwrap()
        assert (row.days_left, row.open, row.last_day) == (4, True, until)
        refused = clinic.engine.handle(c.SendMessage(case=case, text="Hej!"), actor=who).swap().value_or(None)
        assert refused == (None if isinstance(row.can_reply, MayReply) else row.can_reply)
    assert isinstance(clinic.engine.queries.case(NURSE, case).unwrap().can_reply, MayReply)
    clinic.clock.advance(days(4))
    row = clinic.engine.queries.case(NURSE, case).unwrap()
    assert (row.days_left, row.open, row.can_reply) == (0, False, PhaseEnded(row.last_day))


@pytest.mark.spec("B5")
def test_unread_is_counted_for_the_patients_side(clinic: Clinic) -> None:
    case = clinic.open_case()
    for _ in range(3):
        clinic.say(case, "Hej")
    clinic.do(c.MarkRead(case=case, up_to=2), clinic.rep("anton"))
    row = clinic.engine.queries.case(NURSE, case).unwrap()
    assert (row.messages, row.read_by_patient_side, row.unread_by_patient_side) == (3, 2, 1)
    lines = clinic.engine.queries.thread(NURSE, case).unwrap().items
    assert [line.read for line in lines if isinstance(line, MessageLine)] == [True, True, False]


@pytest.mark.spec("S15", "B8")
def test_the_patients_side_sees_messages_and_nothing_else_of_the_thread(clinic: Clinic) -> None:
    case = clinic.open_case("elsa", rep="karin")
    clinic.say(case, "Hur är det?")
    clinic.say(case, "Bra", clinic.rep("karin"))
    clinic.tell_person("karin", phone=None)
    clinic.work()
    clinic.do(c.ExportCase(case=case, exporter="spool"), NURSE)
    clinic.work()
    clinic.do(c.MarkHandled(case=case), NURSE)
    shown = clinic.engine.queries.thread(clinic.rep("karin"), case).unwrap().items
    messages = [line for line in shown if isinstance(line, MessageLine)]
    assert len(messages) == len(shown)
    assert [(m.side, m.author, m.role, m.text) for m in messages] == [
        (Side.STAFF, "Haris Testgren", "Sjuksköterska", "Hur är det?"),
        (Side.PATIENT, "Karin Provdotter", "", "Bra"),
    ]
    staff = clinic.engine.queries.thread(NURSE, case).unwrap().items
    assert sum(isinstance(line, HappeningLine) for line in staff) == 6


@pytest.mark.parametrize("size", [1, 2, 5, 100])
def test_a_thread_is_paged_without_gap_or_repeat(clinic: Clinic, size: int) -> None:
    case = clinic.open_case()
    for n in range(5):
        clinic.say(case, f"Rad {n}")
    seen: list[str] = []
    after: str | None = "0"
    while after is not None:
        page = clinic.engine.queries.thread(clinic.rep("anton"), case, after=int(after), limit=size).unwrap()
        seen += [line.text for line in page.items if isinstance(line, MessageLine)]
        after = page.next
    assert seen == [f"Rad {n}" for n in range(5)]


@pytest.mark.spec("S15")
def test_a_representative_has_own_cases_latest_first_and_staff_their_own(clinic: Clinic) -> None:
    of_elsa = clinic.open_case("elsa", rep="karin")
    clinic.clock.advance(timedelta(minutes=1))
    of_nils = clinic.open_case("nils", by=COLLEAGUE, rep="karin")
    queries, karin = clinic.engine.queries, clinic.rep("karin")
    assert ids(queries.cases_of_patient(karin, karin.person).unwrap()) == [of_nils, of_elsa]
    for child, expected in (("elsa", [of_elsa]), ("nils", [])):
        assert ids(queries.cases_of_patient(NURSE, clinic.persons[child]).unwrap()) == expected
        assert queries.cases_of_patient(karin, clinic.persons[child]).failure().code == "access.denied"
    assert ids(queries.cases_of_patient(HEAD, clinic.persons["nils"]).unwrap()) == [of_nils]
    clinic.end_custody("elsa", "karin")
    assert ids(queries.cases_of_patient(karin, karin.person).unwrap()) == [of_nils]


@pytest.mark.spec("B18")
def test_counters_count_what_waits_and_what_is_ongoing(clinic: Clinic) -> None:
    case = clinic.open_case(days=1)
    clinic.open_case(days=9)
    clinic.say(case, "Hej")
    assert clinic.engine.queries.counters(NURSE).unwrap() == Counters(to_do=1, ongoing=2, covered=0, pool=0)
    clinic.clock.advance(days(3))
    assert clinic.engine.queries.counters(NURSE).unwrap() == Counters(to_do=1, ongoing=1, covered=0, pool=0)
    assert clinic.engine.queries.counters(AS_DOCTOR).unwrap() == Counters(to_do=0, ongoing=0, covered=0, pool=0)
    assert clinic.engine.queries.counters(COLLEAGUE, assignment=NURSE.assignment).failure().code == "access.denied"
    assert clinic.engine.queries.counters(clinic.rep("anton")).failure().code == "access.assignment_needed"


@pytest.mark.spec("B24")
@pytest.mark.parametrize("who", [NURSE, COLLEAGUE, AT_CHILDREN, STRANGER])
def test_all_of_a_units_cases_are_for_who_has_the_permission(clinic: Clinic, who: StaffActor) -> None:
    clinic.open_case()
    assert clinic.engine.queries.cases_of_unit(who, CENTRE).failure().code == "access.denied"


def test_an_assignment_that_has_ended_reads_nothing(clinic: Clinic) -> None:
    case = clinic.open_case()
    clinic.do(c.EndAssignment(assignment=NURSE.assignment))
    queries = clinic.engine.queries
    for answer in (queries.inbox(NURSE), queries.counters(NURSE), queries.case(NURSE, case)):
        assert answer.failure().code == "access.assignment_ended"


@pytest.mark.spec("S5")
def test_who_may_not_see_a_case_cannot_tell_whether_it_is_there(clinic: Clinic) -> None:
    case, missing = clinic.open_case(), CaseId("SE1.finns-inte")
    others = (COLLEAGUE, STRANGER, clinic.rep("erik"), RepresentativeActor(clinic.persons["stina"]))
    for actor in others:
        asked = [clinic.engine.queries.case(actor, one).failure() for one in (case, missing)]
        assert asked[0] == asked[1]
    assert clinic.engine.queries.case(OPERATOR, missing).failure().code == "not_found"
    assert clinic.refused(c.CreateCase(patient=clinic.persons["anton"], reason=FOLLOW_UP), STRANGER)
