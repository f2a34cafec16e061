"""What becomes of a feed by what is taken of it (B30): given what happened, when this is told, then these events."""

from datetime import timedelta

import pytest
from arende.domain.evolve import evolve
from arende.domain.feed.commands import BeginWhole, EndWhole, FeedCommand, NoteTrouble, TakeWindow
from arende.domain.feed.decide import decide
from arende.domain.feed.events import FeedBegunAnew, FeedEvent, FeedTaken, FeedTakenWhole, FeedTroubled
from arende.domain.feed.model import Feed, OpenFault, Trouble
from arende.domain.feed.rules import FAULTS_KEPT
from arende.domain.ids import FeedId
from arende.domain.model import Nothing, State
from arende.testing.build import NOW

FEED = FeedId("SE1.folkbokforing")
LATER = NOW + timedelta(hours=1)


def fault(number: int, about: str, whole: int = 0) -> OpenFault:
    return OpenFault(
        about=about,
        number=number,
        path="name",
        problem_sv="saknas",
        problem_en="is missing",
        at=NOW,
        whole=whole,
    )


def after(*events: FeedEvent) -> Feed | Nothing:
    state: State = Nothing()
    for event in events:
        state = evolve(state, event)
    assert isinstance(state, Feed | Nothing)
    return state


def then(given: tuple[FeedEvent, ...], command: FeedCommand) -> tuple[FeedEvent, ...]:
    return decide(after(*given), command, LATER)


def taken(cursor: str | None, *faults: OpenFault, cleared: tuple[str, ...] = (), beyond: int = 0) -> FeedTaken:
    return FeedTaken(at=NOW, feed=FEED, cursor=cursor, faults=faults, cleared=cleared, beyond=beyond)


BEGUN = FeedBegunAnew(at=NOW, feed=FEED)


@pytest.mark.spec("B30")
def test_a_feed_begins_with_everything() -> None:
    assert then((), BeginWhole(feed=FEED)) == (FeedBegunAnew(at=LATER, feed=FEED),)
    assert after(taken("7"), BEGUN) == Feed(id=FEED, whole=1, whole_open=True)


@pytest.mark.spec("B30")
def test_lines_move_the_cursor_and_nothing_makes_no_event() -> None:
    (event,) = then((BEGUN,), TakeWindow(feed=FEED, cursor="7"))
    assert event == FeedTaken(at=LATER, feed=FEED, cursor="7", faults=(), cleared=(), beyond=0)
    assert then((BEGUN, taken("7")), TakeWindow(feed=FEED, cursor="7")) == ()
    assert then((BEGUN, taken("7")), TakeWindow(feed=FEED, cursor=None)) == ()


@pytest.mark.spec("B30")
def test_a_fault_stands_until_a_good_line_about_the_same_comes() -> None:
    given = (taken("7", fault(3, "a"), fault(4, "b"), fault(5, "?")),)
    (event,) = then(given, TakeWindow(feed=FEED, cursor="8", good=frozenset({"a", "c"})))
    assert isinstance(event, FeedTaken)
    assert event.cleared == ("a",)
    state = after(*given, event)
    assert isinstance(state, Feed)
    assert [one.number for one in state.faults] == [4, 5]


@pytest.mark.spec("B30")
def test_a_new_fault_about_the_same_stands_for_the_old() -> None:
    given = (taken("7", fault(3, "a"), fault(5, "?")),)
    (event,) = then(given, TakeWindow(feed=FEED, cursor="9", faults=(fault(8, "a"), fault(9, "a"), fault(5, "?"))))
    state = after(*given, event)
    assert isinstance(state, Feed)
    assert [one.number for one in state.faults] == [9, 5]


@pytest.mark.spec("B30")
def test_a_fault_in_the_same_window_as_a_good_line_about_it_is_not_cleared_by_it() -> None:
    told = TakeWindow(feed=FEED, cursor="8", faults=(fault(8, "a"),), good=frozenset({"a"}))
    (event,) = then((taken("7", fault(3, "a")),), told)
    assert isinstance(event, FeedTaken)
    assert (event.cleared, [one.number for one in event.faults]) == ((), [8])


@pytest.mark.spec("B30")
def test_faults_have_room_for_so_many() -> None:
    many = tuple(fault(n, str(n)) for n in range(FAULTS_KEPT + 7))
    (event,) = then((), TakeWindow(feed=FEED, cursor="1", faults=many))
    state = after(event)
    assert isinstance(state, Feed)
    assert (len(state.faults), state.beyond) == (FAULTS_KEPT, 7)
    (again,) = then((event,), TakeWindow(feed=FEED, cursor="1", faults=(fault(1, "new"),)))
    state = after(event, again)
    assert isinstance(state, Feed)
    assert (len(state.faults), state.beyond) == (FAULTS_KEPT, 8)


@pytest.mark.spec("B30")
def test_a_whole_taking_ends_with_the_faults_that_it_found() -> None:
    given = (taken("7", fault(3, "a"), fault(4, "?")), BEGUN, taken("2", fault(1, "b", whole=1)))
    (event,) = then(given, EndWhole(feed=FEED))
    assert event == FeedTakenWhole(at=LATER, feed=FEED)
    state = after(*given, event)
    assert isinstance(state, Feed)
    assert [one.number for one in state.faults] == [1]
    assert not state.whole_open
    assert then((*given, event), EndWhole(feed=FEED)) == ()


@pytest.mark.spec("B30")
def test_trouble_is_told_once_and_ends() -> None:
    told = NoteTrouble(feed=FEED, code="register.unreachable")
    (event,) = then((BEGUN,), told)
    assert event == FeedTroubled(at=LATER, feed=FEED, code="register.unreachable", ending=0, standing=0)
    state = after(BEGUN, event)
    assert isinstance(state, Feed)
    assert state.trouble == Trouble(code="register.unreachable", since=LATER)
    assert then((BEGUN, event), told) == ()
    (over,) = then((BEGUN, event), NoteTrouble(feed=FEED, code=None))
    state = after(BEGUN, event, over)
    assert isinstance(state, Feed)
    assert state.trouble is None
    assert then((BEGUN,), NoteTrouble(feed=FEED, code=None)) == ()
    (other,) = then((BEGUN, event), NoteTrouble(feed=FEED, code="feed.many_ended", ending=9, standing=12))
    assert isinstance(other, FeedTroubled)
    assert (other.ending, other.standing) == (9, 12)
