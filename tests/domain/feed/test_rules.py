"""Rules of a feed: what comes first, what follows on what, how much may end, and when it is late (B16, B30)."""

from datetime import timedelta

import pytest
from arende.domain.commands import RegisterPerson, RegisterProvider, RegisterUnit
from arende.domain.directory.model import Person
from arende.domain.feed.model import Feed, OpenFault
from arende.domain.feed.rules import (
    FAULTY,
    Protect,
    Turn,
    already,
    gap,
    held_back,
    left_open,
    nothing_to_end,
    overdue,
    protecting,
    too_many,
    trouble_code,
    turn,
)
from arende.domain.ids import FeedId, Kind, UnitId
from arende.domain.refusals import FeedGap, NotAGuardian, NotFound, TextMissing
from arende.testing.build import ANTON, NOW, PROVIDER, clinic, person
from arende.testing.given import given
from attrs import evolve

from tests.domain.samples import OPERATOR

PERSON = person(ANTON, "198001072381", "Anton Testberg", phone="+46701740605")
FEED = Feed(id=FeedId("SE1.hsa"), cursor="7")


@pytest.mark.spec("B30")
@pytest.mark.spec("B16")
def test_protected_identity_comes_first() -> None:
    told = RegisterPerson(provider=PROVIDER, identifier=PERSON.identifier, name="Anton")
    assert turn(RegisterProvider(provider=PROVIDER, name="x", sender="Kli")) is Turn.PROVIDER
    assert turn(evolve(told, protected=True)) is Turn.PROTECTED
    assert turn(Protect(provider=PROVIDER, identifier=PERSON.identifier)) is Turn.PROTECTED
    for other in (told, evolve(told, protected=False), RegisterUnit(unit=UnitId("SE1.x"), name="x")):
        assert turn(other) is Turn.OTHER
    assert list(Turn) == [Turn.PROVIDER, Turn.PROTECTED, Turn.OTHER]


@pytest.mark.spec("B30")
@pytest.mark.parametrize(
    ("ending", "standing", "stops"),
    [(0, 0, False), (5, 5, False), (6, 6, True), (6, 59, True), (6, 60, False), (100, 1000, False), (101, 1000, True)],
)
def test_more_than_a_handful_and_a_tenth_is_too_many(ending: int, standing: int, stops: bool) -> None:
    assert too_many(ending, standing) is stops
    assert held_back(ending, standing, empty=False, untold=False) == ("feed.many_ended" if stops else None)


@pytest.mark.spec("B30")
def test_an_empty_register_or_a_line_that_nobody_can_read_ends_nothing() -> None:
    for ending in (1, 5):
        assert held_back(ending, 100, empty=True, untold=False) == "feed.many_ended"
        assert held_back(ending, 100, empty=False, untold=True) == "feed.untold"
    assert held_back(0, 100, empty=True, untold=True) is None


@pytest.mark.spec("B30")
def test_a_delivery_follows_on_what_is_kept_or_says_nothing() -> None:
    assert gap(FEED, "7", whole=False) is None
    assert gap(FEED, None, whole=False) is None
    assert gap(FEED, "6", whole=True) is None
    assert gap(FEED, "6", whole=False) == FeedGap("7")
    assert gap(Feed(id=FEED.id), "6", whole=False) == FeedGap(None)


@pytest.mark.spec("B30")
def test_a_delivery_that_ends_where_the_feed_stands_has_been_received() -> None:
    assert already(FEED, "7", whole=False)
    assert already(FEED, "7", whole=True)
    assert not already(FEED, "8", whole=False)
    assert not already(FEED, None, whole=False)
    assert not already(evolve(FEED, whole_open=True), "7", whole=True)


@pytest.mark.spec("B30")
def test_only_a_code_is_kept_of_what_a_plugin_says() -> None:
    assert trouble_code("register.unreachable") == "register.unreachable"
    for text in ("Anton saknas", "", "x" * 61, "åäö", "a\nb"):
        assert trouble_code(text) == FAULTY


@pytest.mark.spec("B30")
def test_the_end_of_what_is_not_known_is_nothing_to_do() -> None:
    assert nothing_to_end(NotAGuardian())
    assert nothing_to_end(NotFound(Kind.ASSIGNMENT, "assignment"))
    assert not nothing_to_end(TextMissing("source"))


@pytest.mark.spec("B30")
def test_a_feed_is_late_after_three_of_its_periods() -> None:
    assert overdue(None, 15, NOW)
    assert not overdue(NOW - timedelta(minutes=59), 15, NOW)
    assert overdue(NOW - timedelta(minutes=61), 15, NOW)
    assert not overdue(NOW - timedelta(hours=71), 24 * 60, NOW)
    assert overdue(NOW - timedelta(hours=73), 24 * 60, NOW)
    assert not overdue(NOW - timedelta(days=6), None, NOW)
    assert overdue(NOW - timedelta(days=8), None, NOW)


@pytest.mark.spec("B30")
def test_a_later_good_line_mends_an_earlier_fault() -> None:
    def at(number: int, about: str) -> OpenFault:
        return OpenFault(about=about, number=number, path="", problem_sv="", problem_en="", at=NOW)

    faults = [at(1, "a"), at(5, "b"), at(2, "c")]
    assert [one.number for one in left_open(faults, {"a": 3, "b": 4})] == [5, 2]


@pytest.mark.spec("B16")
@pytest.mark.spec("B30")
@pytest.mark.parametrize(
    ("known", "said", "becomes"),
    [(True, None, None), (True, False, False), (True, True, True), (False, None, False), (False, True, True)],
)
def test_silence_lifts_no_protection(known: bool, said: bool | None, becomes: bool | None) -> None:
    person = evolve(PERSON, protected=known)
    told = RegisterPerson(provider=PROVIDER, identifier=person.identifier, name="Nytt namn", protected=said)
    outcome = given(since=person, found=clinic()).when(told, actor=OPERATOR, now=NOW)
    if becomes is None:
        outcome.refused("person.protection_unstated")
    else:
        assert isinstance(outcome.state, Person)
        assert (outcome.state.protected, outcome.state.name) == (becomes, "Nytt namn")


@pytest.mark.spec("B30")
def test_who_is_protected_by_a_line_at_fault_stays_as_known_otherwise() -> None:
    told = protecting(PERSON, PROVIDER)
    outcome = given(since=PERSON, found=clinic()).when(told, actor=OPERATOR, now=NOW)
    assert outcome.state == evolve(PERSON, protected=True)
