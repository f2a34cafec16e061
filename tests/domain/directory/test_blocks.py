"""Spärr: set by an adult patient for a unit, lifted again, kept when a register tells of the person anew (B24)."""

from datetime import UTC, datetime

import pytest
from arende.domain.commands import BlockUnit, LiftBlock, RegisterPerson
from arende.domain.directory.model import Person
from arende.domain.events import BlockLifted, UnitBlocked
from arende.domain.ids import PersonId, UnitId
from arende.testing.build import ANTON, AS_ANTON, AS_NURSE, CHILDREN, ELSA, NILS, NOW, OAK, PROVIDER, UNDATED, clinic
from arende.testing.given import Given, given

from tests.domain.access_world import BIRTHDAY_18, INSTANT, one
from tests.domain.samples import LATER, OPERATOR, SYSTEM

BLOCK = BlockUnit(person=ANTON, unit=OAK)
LIFT = LiftBlock(person=ANTON, unit=OAK)


def known(person: Person) -> Given:
    return given(since=person, found=clinic())


def blocked(state: object) -> tuple[UnitId, ...]:
    assert isinstance(state, Person)
    return state.blocked


@pytest.mark.spec("B24")
def test_a_unit_is_blocked_once_and_lifted_once() -> None:
    for actor in (AS_NURSE, OPERATOR, SYSTEM):
        known(one(ANTON)).when(BLOCK, actor=actor, now=NOW).then(UnitBlocked(at=NOW, unit=OAK)).effects().also()
    first = known(one(ANTON)).when(BLOCK, actor=AS_NURSE, now=NOW)
    known_blocked = given(since=first.state, found=clinic())
    known_blocked.when(BLOCK, actor=AS_NURSE, now=LATER).nothing()
    second = known_blocked.when(BlockUnit(person=ANTON, unit=CHILDREN), actor=AS_NURSE, now=LATER)
    assert blocked(second.state) == (OAK, CHILDREN)
    both = given(since=second.state, found=clinic())
    lifted = both.when(LIFT, actor=AS_NURSE, now=LATER).then(BlockLifted(at=LATER, unit=OAK)).effects()
    assert blocked(lifted.state) == (CHILDREN,)
    given(since=lifted.state, found=clinic()).when(LIFT, actor=AS_NURSE, now=LATER).nothing()


@pytest.mark.spec("B24")
@pytest.mark.parametrize("child", [ELSA, NILS, UNDATED])
def test_nobody_blocks_for_a_child_nor_where_the_age_is_unknown(child: PersonId) -> None:
    known(one(child)).when(BlockUnit(person=child, unit=OAK), actor=AS_NURSE, now=NOW).refused("person.block_by_adult")


@pytest.mark.spec("B24")
def test_from_the_eighteenth_birthday_on() -> None:
    block = BlockUnit(person=NILS, unit=OAK)
    known(one(NILS)).when(block, actor=AS_NURSE, now=BIRTHDAY_18 - INSTANT).refused("person.block_by_adult")
    known(one(NILS)).when(block, actor=AS_NURSE, now=BIRTHDAY_18).then(UnitBlocked(at=BIRTHDAY_18, unit=OAK))


@pytest.mark.spec("B24")
@pytest.mark.parametrize("command", [BLOCK, LIFT])
def test_what_does_not_exist_is_neither_blocked_nor_lifted(command: BlockUnit | LiftBlock) -> None:
    given(found=clinic()).when(command, actor=AS_NURSE, now=NOW).refused("not_found")
    given(since=one(ANTON)).when(command, actor=OPERATOR, now=NOW).refused("not_found")
    known(one(ANTON)).when(command, actor=AS_ANTON, now=NOW).refused("access.denied")


@pytest.mark.spec("B24")
def test_a_block_outlives_what_a_register_tells() -> None:
    first = known(one(ANTON)).when(BLOCK, actor=AS_NURSE, now=NOW)
    told = RegisterPerson(provider=PROVIDER, identifier=one(ANTON).identifier, name="Anton Nytestberg", phone=None)
    again = given(since=first.state, found=clinic()).when(told, actor=SYSTEM, now=datetime(2027, 1, 1, tzinfo=UTC))
    assert isinstance(again.state, Person)
    assert again.state.name == "Anton Nytestberg"
    assert blocked(again.state) == (OAK,)
