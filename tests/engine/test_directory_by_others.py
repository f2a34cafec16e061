"""What a register says, and somebody has ended here: it stays ended, and that the two differ is told (B16, B30)."""

from datetime import date

import pytest
from arende.domain import commands as c
from arende.domain.ids import AssignmentId, RoleId, StaffId, UnitId

from .clinic import NOW
from .conftest import Opener
from .registers import CLINIC, ELSA, FEED, KARIN, Fed, Line, assignment, configured, custody, custody_end, fed, person

BASE: tuple[Line, ...] = (*CLINIC, person(ELSA), person(KARIN), assignment(1), custody())
A1 = AssignmentId("SE1.a1")
END = c.EndAssignment(assignment=A1)
AGAIN = c.RegisterAssignment(
    assignment=A1, staff=StaffId("SE1.siv"), role=RoleId("SE1.ssk"), unit=UnitId("SE1.vc"), sees_unit=False
)
ASSIGNMENT_END: Line = {"type": "assignment_end", "id": "SE1.a1"}


@pytest.fixture
def host(opener: Opener) -> Fed:
    made = fed(opener, *BASE)
    made.pull()
    return made


def until(host: Fed) -> date | None:
    (one,) = host.person(ELSA).guardians
    return one.until


def ends(host: Fed, day: date) -> None:
    """Somebody ends Karin's custody by hand."""
    host.clinic.do(c.EndGuardianship(child=host.person(ELSA).id, guardian=host.person(KARIN).id, ended=day))


def codes(host: Fed) -> list[str]:
    return [one.path for one in host.feeds.status()[0].state.faults]


@pytest.mark.spec("B30")
@pytest.mark.spec("B16")
@pytest.mark.parametrize("day", [date(2026, 9, 1), NOW.date(), date(2027, 1, 1)])
def test_custody_that_was_ended_by_hand_is_not_begun_anew_by_the_same_words(host: Fed, day: date) -> None:
    ends(host, day)
    for _ in range(2):
        taken = host.pull(full=True)
        assert (until(host), taken.faulty, taken.changed, taken.ended) == (day, 1, 0, 0)
        assert "avslutats här" in taken.faults[0].problem_sv
    host.register.lines[-1] = custody(verified="2026-11-20")
    assert (host.pull(full=True).faulty, until(host)) == (1, day)


@pytest.mark.spec("B30")
def test_it_begins_anew_by_hand_or_by_a_register_that_has_ended_it_too(host: Fed) -> None:
    ends(host, date(2026, 9, 1))
    host.register.lines.append(custody_end())
    assert host.pull().faulty == 0
    host.register.lines.append(custody(verified="2026-11-20"))
    assert (host.pull().faulty, until(host)) == (0, None)
    ends(host, date(2026, 11, 1))
    by_hand = c.RecordGuardianship(
        child=host.person(ELSA).id, guardian=host.person(KARIN).id, source="Dom", verified=date(2026, 11, 2)
    )
    host.clinic.do(by_hand)
    assert (host.pull(full=True).faulty, until(host)) == (0, None)


@pytest.mark.spec("B30")
def test_what_the_register_ends_and_begins_in_one_delivery_begins(host: Fed) -> None:
    host.register.lines += [custody_end(), custody(), ASSIGNMENT_END, assignment(1)]
    taken = host.pull()
    assert (taken.faulty, until(host), host.ended(1)) == (0, None, False)


@pytest.mark.spec("B30")
def test_words_from_before_the_end_open_nothing_on_the_way_to_it(host: Fed) -> None:
    ends(host, date(2026, 9, 1))
    host.clinic.do(END)
    host.register.lines += [custody(), custody_end(ended="2026-09-01"), assignment(1), ASSIGNMENT_END]
    assert (host.pull().changed, until(host), host.ended(1)) == (0, date(2026, 9, 1), True)


@pytest.mark.spec("B30")
def test_a_register_may_say_until_when_and_take_it_back(host: Fed) -> None:
    host.register.lines.append(custody(until="2026-12-31"))
    host.pull()
    host.register.lines.append(custody())
    assert (host.pull().faulty, until(host)) == (0, None)
    host.register.lines.append(custody(until="2026-12-31"))
    host.pull()
    ends(host, date(2026, 12, 1))
    host.register.lines.append(custody(until="2027-12-31"))
    assert (host.pull().faulty, until(host)) == (1, date(2026, 12, 1))


@pytest.mark.spec("B30")
def test_an_assignment_that_was_ended_by_hand_is_not_begun_anew(host: Fed) -> None:
    host.clinic.do(END)
    taken = host.pull(full=True)
    assert ([one.path for one in taken.faults], taken.changed, host.ended(1)) == (["id"], 0, True)
    host.clinic.do(AGAIN)
    assert (host.pull(full=True).faulty, host.ended(1), host.feeds.status()[0].state.faults) == (0, False, ())


@pytest.mark.spec("B30")
def test_the_register_that_ends_it_too_mends_the_fault_and_may_begin_it_again(host: Fed) -> None:
    host.clinic.do(END)
    host.pull(full=True)
    host.register.lines.append(ASSIGNMENT_END)
    assert (host.pull().faulty, host.feeds.status()[0].state.faults) == (0, ())
    host.register.lines.append(assignment(1))
    assert (host.pull().faulty, host.ended(1)) == (0, False)


@pytest.mark.spec("B30")
def test_what_two_feeds_say_stays_ended_by_either(opener: Opener) -> None:
    clinic = opener(empty=True, directory=(configured("push"), configured("push", "andra")))
    from .registers import Register, raw

    host = Fed(clinic, Register())
    host.push(*BASE)
    host.feeds.push("andra", raw([assignment(1)])).unwrap()
    host.feeds.push("andra", raw([ASSIGNMENT_END])).unwrap()
    assert (host.push(assignment(1)).faulty, host.ended(1)) == (1, True)
    assert FEED in {one.feed.name for one in host.feeds.status() if one.state.faults}
