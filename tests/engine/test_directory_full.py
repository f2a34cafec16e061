"""The whole register: what it no longer has ends, of what the feed itself has said, never too much unasked (B30)."""

from datetime import date

import pytest
from arende.domain import commands as c
from arende.domain.ids import AssignmentId, RoleId, StaffId, UnitId

from .clinic import NOW
from .conftest import Opener
from .registers import (
    ANTON,
    BROKEN,
    CLINIC,
    ELSA,
    ERIK,
    FEED,
    KARIN,
    Fed,
    Line,
    assignment,
    back,
    custody,
    cut_off,
    fed,
    person,
    stops_after,
)

PEOPLE: tuple[Line, ...] = (person(ANTON), person(ELSA), person(KARIN), person(ERIK))
BASE: tuple[Line, ...] = (*CLINIC, *PEOPLE, assignment(1), assignment(2), custody(), custody(guardian=ERIK))


@pytest.fixture
def host(opener: Opener) -> Fed:
    made = fed(opener, *BASE)
    made.pull()
    return made


def until(host: Fed) -> dict[str, date | None]:
    """When each of Elsa's guardianships ends, by the guardian's id."""
    return {one.guardian: one.until for one in host.person(ELSA).guardians}


@pytest.mark.spec("B30")
def test_what_the_whole_register_no_longer_has_ends(host: Fed) -> None:
    for gone in (assignment(1), custody()):
        host.register.lines.remove(gone)
    whole = host.pull(full=True)
    assert (whole.ended, whole.changed, whole.trouble) == (2, 0, None)
    assert (host.ended(1), host.ended(2)) == (True, False)
    assert until(host) == {host.person(KARIN).id: NOW.date(), host.person(ERIK).id: None}
    assert host.pull(full=True).ended == 0


@pytest.mark.spec("B30")
def test_persons_never_end_by_not_being_there(host: Fed) -> None:
    host.register.lines = [line for line in host.register.lines if line not in PEOPLE and line not in (custody(),)]
    host.register.lines.remove(custody(guardian=ERIK))
    host.pull(full=True)
    assert [host.person(one).deceased for one in (ANTON, ELSA, KARIN, ERIK)] == [None] * 4


@pytest.mark.spec("B30")
def test_changes_alone_end_nothing_by_what_they_lack(host: Fed) -> None:
    host.register.lines.append(assignment(3))
    assert host.pull().ended == 0
    assert not host.ended(1)


@pytest.mark.spec("B30")
def test_a_feed_ends_only_what_it_has_said_itself(host: Fed) -> None:
    told = c.RegisterAssignment(
        assignment=AssignmentId("SE1.a9"), staff=StaffId("SE1.siv"), role=RoleId("SE1.ssk"), unit=UnitId("SE1.vc")
    )
    host.clinic.do(told)
    elsa, karin, anton = (host.person(one).id for one in (ELSA, KARIN, ANTON))
    for guardian in (anton, karin):
        day = date(2026, 11, 1)
        by_hand = c.RecordGuardianship(child=elsa, guardian=guardian, source="Sagt vid besöket", verified=day)
        host.clinic.do(by_hand)
    host.register.lines.remove(custody())
    assert host.pull(full=True).ended == 0
    assert not host.ended(9)
    assert until(host)[anton] is until(host)[karin] is None
    assert host.pull(full=True).ended == 0, "what was recorded anew by others is no longer the feed's to end"


@pytest.mark.spec("B30")
def test_a_guard_stops_what_would_end_too_much_until_it_is_confirmed(host: Fed) -> None:
    many = [assignment(n) for n in range(10, 30)]
    host.register.lines += many
    host.pull()
    host.register.lines = [line for line in host.register.lines if line not in many]
    held = host.pull(full=True)
    assert held.ended == 0
    assert held.trouble is not None
    assert (held.trouble.code, held.trouble.ending, held.trouble.standing) == ("feed.many_ended", 20, 22)
    assert not any(host.ended(n) for n in range(10, 30))
    again = host.pull()
    assert (again.ended, again.trouble) == (0, held.trouble), "it is not forgotten by what follows"
    assert host.feeds.status()[0].last is not None
    done = host.pull(confirm=True)
    assert (done.ended, done.trouble) == (20, None)
    assert all(host.ended(n) for n in range(10, 30))


@pytest.mark.spec("B30")
def test_a_register_that_is_whole_again_needs_no_confirming(host: Fed) -> None:
    many = [assignment(n) for n in range(10, 30)]
    host.register.lines += many
    host.pull()
    host.register.lines = [line for line in host.register.lines if line not in many]
    assert host.pull(full=True).trouble is not None
    host.register.lines += many
    assert host.pull(full=True).trouble is None
    assert not any(host.ended(n) for n in range(10, 30))


@pytest.mark.spec("B30")
def test_an_interrupted_whole_pull_ends_nothing_and_goes_on(host: Fed) -> None:
    host.register.lines.remove(assignment(1))
    host.register.breaks[6] = BROKEN
    cut = host.pull(full=True)
    assert (cut.lines, cut.ended) == (6, 0)
    assert not host.ended(1)
    rest = host.pull()
    assert (rest.lines, rest.ended, rest.trouble) == (5, 1, None)
    assert (host.ended(1), host.ended(2)) == (True, False)
    assert host.register.asked == [None, None, "6"]


@pytest.mark.spec("B30")
@pytest.mark.parametrize("commits", range(5))
def test_a_whole_pull_that_ends_anywhere_ends_the_right_things(opener: Opener, commits: int) -> None:
    host, cut = cut_off(opener, *BASE)
    host.pull()
    host.register.lines.remove(assignment(1))
    stops_after(cut, commits)
    host.feeds.pull(FEED, full=True)
    back(cut)
    host.pull()
    host.pull(full=True)
    assert (host.ended(1), host.ended(2)) == (True, False)
    assert list(until(host).values()) == [None, None]


@pytest.mark.spec("B30")
def test_what_has_ended_and_is_there_again_begins_again(host: Fed) -> None:
    host.register.lines.remove(assignment(1))
    host.pull(full=True)
    host.register.lines.append(assignment(1))
    host.pull()
    assert not host.ended(1)
    assert host.pull(full=True).ended == 0
    assert not host.ended(1)


@pytest.mark.spec("B30")
def test_a_whole_push_ends_what_it_lacks_and_one_of_changes_nothing(opener: Opener) -> None:
    host = fed(opener, provider="push")
    host.push(*BASE, full=True, cursor="1")
    assert host.push(assignment(3), after="1", cursor="2").ended == 0
    whole = host.push(*BASE, full=True, cursor="3")
    assert (whole.ended, whole.cursor) == (1, "3")
    assert [host.ended(n) for n in (1, 2, 3)] == [False, False, True]
    assert host.push(*BASE, full=True, cursor="3").repeated


@pytest.mark.spec("B30")
def test_two_feeds_of_one_provider_do_not_end_each_other_s(opener: Opener) -> None:
    from .registers import Register, configured

    register = Register(list(BASE))
    clinic = opener(empty=True, plugins=(register,), directory=(configured(), configured("push", "andra")))
    host = Fed(clinic, register)
    host.pull()
    host.feeds.push(
        "andra", [b'{"type": "provider", "id": "SE1", "name": "Kliniken", "sender": "Kliniken"}'], full=True
    )
    assert [host.ended(n) for n in (1, 2)] == [False, False]
