"""A whole register with lines at fault, or with none: nothing ends because its line could not be used (B30)."""

from datetime import date

import pytest

from .clinic import NOW
from .conftest import Opener
from .registers import BROKEN, CLINIC, ELSA, ERIK, KARIN, Fed, Line, assignment, custody, fed, person

PEOPLE: tuple[Line, ...] = (person(ELSA), person(KARIN), person(ERIK))
BASE: tuple[Line | bytes, ...] = (*CLINIC, *PEOPLE, assignment(1), assignment(2), custody(), custody(guardian=ERIK))
CUT: bytes = b'{"type": "assignment", "id":'


@pytest.fixture
def host(opener: Opener) -> Fed:
    made = fed(opener, *BASE)
    made.pull()
    return made


def until(host: Fed) -> list[date | None]:
    """When Elsa's guardianships end: Karin's, then Erik's."""
    by = {one.guardian: one.until for one in host.person(ELSA).guardians}
    return [by[host.person(one).id] for one in (KARIN, ERIK)]


def instead(host: Fed, was: Line, line: Line | bytes) -> None:
    host.register.lines[host.register.lines.index(was)] = line


@pytest.mark.spec("B30")
@pytest.mark.parametrize(
    "line", [assignment(1, staff="SE1.borta"), assignment(1, sees_unit="ja"), {"type": "assignment", "id": "SE1.a1"}]
)
def test_an_assignment_whose_line_is_at_fault_stays(host: Fed, line: Line) -> None:
    instead(host, assignment(1), line)
    taken = host.pull(full=True)
    assert (taken.faulty, taken.ended, taken.trouble) == (1, 0, None)
    assert not host.ended(1)
    host.register.lines.remove(line)
    assert host.pull(full=True).ended == 1
    assert host.ended(1)


@pytest.mark.spec("B30")
@pytest.mark.parametrize("line", [custody(verified="i fjol"), custody(source="")])
def test_a_guardianship_whose_line_is_at_fault_stays(host: Fed, line: Line) -> None:
    instead(host, custody(), line)
    taken = host.pull(full=True)
    assert (taken.faulty, taken.ended, taken.trouble) == (1, 0, None)
    assert until(host) == [None, None]
    host.register.lines.remove(line)
    assert host.pull(full=True).ended == 1
    assert until(host) == [NOW.date(), None]


@pytest.mark.spec("B30")
def test_a_line_at_fault_about_what_was_never_stated_states_nothing(host: Fed) -> None:
    host.register.lines += [assignment(7, unit="SE1.borta"), custody(child=ERIK, verified="x")]
    assert host.pull(full=True).ended == 0
    assert not host.has(7)
    assert host.pull(full=True).ended == 0


@pytest.mark.spec("B30")
@pytest.mark.parametrize("line", [CUT, b"\x1f\x8b\x08", b"null", {"type": ["assignment"], "id": "SE1.a1"}])
def test_nothing_ends_while_a_line_cannot_be_read(host: Fed, line: Line | bytes) -> None:
    instead(host, assignment(1), line)
    taken = host.pull(full=True)
    assert taken.trouble is not None
    assert (taken.ended, taken.trouble.code, taken.trouble.ending, taken.trouble.standing) == (0, "feed.untold", 1, 2)
    assert not host.ended(1)
    assert host.pull().trouble == taken.trouble, "it is not forgotten by what follows"
    instead_of = host.register.lines.index(line)
    host.register.lines[instead_of] = assignment(1)
    assert host.pull(full=True).trouble is None
    assert not host.ended(1)


@pytest.mark.spec("B30")
def test_it_ends_once_it_is_confirmed(host: Fed) -> None:
    instead(host, assignment(1), CUT)
    host.pull(full=True)
    assert (host.pull(confirm=True).ended, host.ended(1), host.ended(2)) == (1, True, False)


@pytest.mark.spec("B30")
def test_a_line_that_cannot_be_read_is_no_trouble_where_nothing_would_end(host: Fed) -> None:
    host.register.lines.append(CUT)
    assert host.pull(full=True).trouble is None
    instead(host, custody(), custody(child="20180214"))
    host.register.lines.remove(CUT)
    host.register.lines.remove(assignment(1))
    taken = host.pull(full=True)
    assert taken.trouble is not None
    assert (taken.trouble.code, host.ended(1)) == ("feed.untold", False)


@pytest.mark.spec("B30")
def test_the_line_is_remembered_where_the_register_broke_off_after_it(host: Fed) -> None:
    instead(host, assignment(1), CUT)
    host.register.breaks[len(host.register.lines) - 1] = BROKEN
    host.pull(full=True)
    taken = host.pull()
    assert taken.trouble is not None
    assert (taken.trouble.code, host.ended(1)) == ("feed.untold", False)


@pytest.mark.spec("B30")
@pytest.mark.parametrize("lines", [(), (b"", b"  \n")])
def test_an_empty_register_ends_nothing_unasked(host: Fed, lines: tuple[bytes, ...]) -> None:
    host.register.lines = list(lines)
    taken = host.pull(full=True)
    assert taken.trouble is not None
    assert (taken.ended, taken.trouble.code) == (0, "feed.many_ended")
    assert not host.ended(1)
    assert until(host) == [None, None]
    host.register.lines = list(BASE)
    assert host.pull(full=True).trouble is None
    host.register.lines = list(lines)
    assert host.pull(full=True, confirm=True).ended == 4


@pytest.mark.spec("B30")
def test_an_empty_push_of_everything_ends_nothing_unasked(opener: Opener) -> None:
    host = fed(opener, provider="push")
    host.push(*BASE, full=True, cursor="1")
    taken = host.push(full=True, cursor="2")
    assert taken.trouble is not None
    assert (taken.trouble.code, host.ended(1)) == ("feed.many_ended", False)
    assert host.push(full=True, confirm=True, cursor="2").ended == 4


@pytest.mark.spec("B30")
def test_a_push_does_not_move_a_whole_pull_past_what_it_has_yet_to_read(host: Fed) -> None:
    host.register.breaks[5] = BROKEN
    host.pull(full=True)
    pushed = host.push(assignment(3), cursor=str(len(BASE)))
    assert (pushed.changed, pushed.cursor) == (1, "5")
    assert host.pull().ended == 0
    assert host.push(assignment(4), after=str(len(BASE)), cursor="99").cursor == "99"


@pytest.mark.spec("B30")
def test_a_push_that_follows_on_what_was_pulled_moves_it(host: Fed) -> None:
    host.register.breaks[len(BASE) - 1] = BROKEN
    host.pull(full=True)
    assert host.push(BASE[-1], after=str(len(BASE) - 1), cursor=str(len(BASE))).cursor == str(len(BASE))
    done = host.pull()
    assert (done.lines, done.ended, done.trouble) == (0, 0, None)
