"""However many assignments have ended, or are away, at once: what is theirs is listed and counted (B19)."""

from collections.abc import Sequence
from datetime import timedelta

import pytest
from arende.domain import commands as c
from arende.domain.actor import StaffActor
from arende.domain.ids import AssignmentId, CaseId, ProviderId, RoleId, StaffId
from arende.domain.refusals import Refusal
from arende.engine.entrance import Request
from arende.engine.owners import AT_A_TIME
from arende.views.rows import CaseRow, Page
from returns.pipeline import is_successful
from returns.result import Result

from .clinic import AS_DOCTOR, CENTRE, COLLEAGUE, EVERY_STAFF, HEAD, HERE, NURSE, OPERATOR, Clinic

MANY = AT_A_TIME + 3
"""More than are read at once."""
EACH = 2
"""Cases of the first and of the last of them."""


def give(clinic: Clinic, commands: Sequence[c.Command]) -> None:
    answers = clinic.engine.handle_many(Request(command=command, actor=OPERATOR) for command in commands)
    assert all(map(is_successful, answers))


def many(clinic: Clinic) -> list[StaffActor]:
    """Assignments at the unit, by number."""
    made = [StaffActor(AssignmentId(f"{HERE}.n{number:04}-ssk-vc")) for number in range(MANY)]
    register = [
        c.RegisterAssignment(
            assignment=one.assignment, staff=StaffId(f"{HERE}.olle"), role=RoleId(f"{HERE}.ssk"), unit=CENTRE
        )
        for one in made
    ]
    give(clinic, register)
    return made


def cases(clinic: Clinic, owners: Sequence[StaffActor]) -> list[CaseId]:
    """Cases that wait for an answer, the oldest first."""
    opened = []
    for owner in (owners[0], owners[-1]):
        for _ in range(EACH):
            clinic.clock.advance(timedelta(minutes=1))
            opened.append(clinic.open_case("anton", by=owner))
    return opened


@pytest.mark.spec("B19")
def test_the_pool_holds_what_is_of_every_assignment_that_has_ended(clinic: Clinic) -> None:
    owners = many(clinic)
    opened = cases(clinic, owners)
    pooled = clinic.open_case("stina")
    clinic.do(c.HandOver(case=pooled), NURSE)
    give(clinic, [c.EndAssignment(assignment=one.assignment) for one in owners])
    queries = clinic.engine.queries
    assert [row.id for row in queries.pool(COLLEAGUE).unwrap().items] == [*opened, pooled]
    assert all(row.in_pool for row in queries.pool(COLLEAGUE).unwrap().items)
    found, after = [], None
    for _ in range(len(opened) + 1):
        page = queries.pool(COLLEAGUE, after=after, limit=1).unwrap()
        found += [row.id for row in page.items]
        after = page.next
    assert (found, after) == ([*opened, pooled], None)
    assert queries.counters(COLLEAGUE).unwrap().pool == len(opened) + 1
    assert queries.assignments_of(OPERATOR, StaffId(f"{HERE}.olle")).unwrap().items[0].pool == len(opened) + 1
    clinic.do(c.TakeCase(case=opened[-1]), COLLEAGUE)
    clinic.work()
    assert queries.counters(COLLEAGUE).unwrap().pool == len(opened), "as many when the sweep has been"


@pytest.mark.spec("B19")
def test_a_unit_where_everyone_has_left_is_told_of(clinic: Clinic) -> None:
    owners = many(clinic)
    opened = cases(clinic, owners)
    here = [one for one in EVERY_STAFF if one.assignment.startswith(f"{HERE}.") and one.assignment.endswith("-vc")]
    give(clinic, [c.EndAssignment(assignment=one.assignment) for one in (*owners, *here)])
    rows = clinic.engine.queries.stranded(OPERATOR, ProviderId(HERE)).unwrap().items
    assert [(row.unit, row.waiting) for row in rows] == [(CENTRE, len(opened))]


@pytest.mark.spec("B19")
def test_the_inbox_holds_what_is_of_everyone_who_is_away(clinic: Clinic) -> None:
    owners = many(clinic)
    opened = cases(clinic, owners)
    last = clinic.clock.now().date() + timedelta(days=7)
    give(clinic, [c.CoverAssignment(assignment=one.assignment, by=NURSE.assignment, last_day=last) for one in owners])
    queries = clinic.engine.queries
    assert [row.id for row in queries.inbox(NURSE).unwrap().items] == opened
    assert queries.counters(NURSE).unwrap().covered == len(opened)


@pytest.mark.spec("B19")
@pytest.mark.parametrize("how", ["ends", "is covered"])
def test_a_cover_outlives_who_stands_in(clinic: Clinic, how: str) -> None:
    """Nobody looks into the inboxes of the two: what is there is in the unit's pool, until the cover is over."""
    case = clinic.open_case("anton")
    last = clinic.clock.now().date() + timedelta(days=7)
    clinic.do(c.CoverAssignment(assignment=NURSE.assignment, by=COLLEAGUE.assignment, last_day=last), HEAD)
    queries = clinic.engine.queries
    assert (listed(queries.pool(AS_DOCTOR)), listed(queries.inbox(COLLEAGUE))) == ([], [case])
    assert clinic.engine.queries.case(AS_DOCTOR, case).failure().code == "access.denied"
    if how == "ends":
        clinic.do(c.EndAssignment(assignment=COLLEAGUE.assignment), OPERATOR)
    else:
        clinic.do(c.CoverAssignment(assignment=COLLEAGUE.assignment, by=AS_DOCTOR.assignment, last_day=last), COLLEAGUE)
        assert listed(queries.inbox(COLLEAGUE)) == [case]
    assert listed(queries.pool(AS_DOCTOR)) == [case]
    assert queries.case(AS_DOCTOR, case).unwrap().in_pool
    assert queries.counters(AS_DOCTOR).unwrap().pool == 1
    assert listed(queries.inbox(NURSE)) == [case], "it is the nurse's still"
    clinic.clock.advance(timedelta(days=8))
    assert listed(queries.pool(AS_DOCTOR)) == []
    assert queries.case(AS_DOCTOR, case).failure().code == "access.denied"
    assert listed(queries.inbox(NURSE)) == [case]


def listed(answer: Result[Page[CaseRow], Refusal]) -> list[CaseId]:
    return [row.id for row in answer.unwrap().items]
