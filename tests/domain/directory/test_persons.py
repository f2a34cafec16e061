"""Registering persons: unique by identifier, opened where they exist, changed only by a register (S2)."""

from datetime import date

import pytest
from arende.domain.actor import StaffActor
from arende.domain.commands import RegisterPerson
from arende.domain.decision import Also
from arende.domain.directory.model import IdentifierClaim, Person
from arende.domain.events import IdentifierClaimed, PersonRegistered
from arende.domain.ids import PersonId, ProviderId, Ref
from arende.domain.needs import identifier_ref, target
from arende.domain.person import Identifier, IdSystem
from arende.domain.phone import NumberSource
from arende.testing.build import ANTON, AS_ANTON, AS_NURSE, ENDED, KARIN, NOW, PROVIDER, clinic, local, person
from arende.testing.given import given
from attrs import evolve as changed

from tests.domain.samples import LATER, OPERATOR, SYSTEM

NUMBER = Identifier(IdSystem.PERSONNUMMER, "197602292380")
NEW = RegisterPerson(provider=PROVIDER, identifier=NUMBER, name=" Ny Person ", phone="+46701740605")
REGISTERED = PersonRegistered(
    at=NOW,
    person=PersonId(local("new-1")),
    identifier=NUMBER,
    name="Ny Person",
    phone="+46701740605",
    language="sv",
    born=date(1976, 2, 29),
    protected=False,
    deceased=None,
    phone_source=NumberSource.DIRECTORY,
)


def with_number(system: IdSystem, value: str) -> RegisterPerson:
    return changed(NEW, identifier=Identifier(system, value))


@pytest.mark.spec("S2")
def test_adding_a_person_claims_the_identifier_in_the_same_append() -> None:
    claimed = Also(identifier_ref(PROVIDER, NUMBER), (IdentifierClaimed(at=NOW, person=REGISTERED.person),))
    for actor in (OPERATOR, SYSTEM):
        given(found=clinic()).when(NEW, actor=actor, now=NOW).then(REGISTERED).also(claimed).effects()
    by_staff = changed(REGISTERED, phone_source=NumberSource.PATIENT)
    given(found=clinic()).when(NEW, actor=AS_NURSE, now=NOW).then(by_staff).also(claimed).effects()
    given(found=clinic()).when(NEW, actor=AS_ANTON, now=NOW).refused("access.denied")
    given(found=clinic()).when(NEW, actor=StaffActor(ENDED), now=NOW).refused("access.assignment_ended")


@pytest.mark.spec("B16", "B30")
def test_a_line_that_is_silent_on_death_raises_nobody() -> None:
    died = date(2026, 11, 1)
    gone = given(changed(REGISTERED, deceased=died), found=clinic())
    gone.when(NEW, actor=SYSTEM, now=LATER).nothing()
    renamed = changed(NEW, name="Annat Namn")
    gone.when(renamed, actor=SYSTEM, now=LATER).then(changed(REGISTERED, at=LATER, name="Annat Namn", deceased=died))
    gone.when(changed(NEW, alive=True), actor=SYSTEM, now=LATER).then(changed(REGISTERED, at=LATER))
    both = changed(NEW, alive=True, deceased=date(2026, 11, 2))
    gone.when(both, actor=SYSTEM, now=LATER).then(changed(REGISTERED, at=LATER, deceased=date(2026, 11, 2)))


@pytest.mark.spec("S2")
def test_adding_one_that_exists_opens_that_patient_and_changes_nothing() -> None:
    claim = {identifier_ref(PROVIDER, NUMBER): IdentifierClaim(person=ANTON)}
    assert target(NEW, "new-1", dict(claim)).id == ANTON
    assert target(NEW, "new-1", {}).id == local("new-1")
    known = given(REGISTERED, found=clinic())
    known.when(changed(NEW, name="Annat Namn"), actor=AS_NURSE, now=LATER).nothing()


@pytest.mark.spec("S2")
def test_a_register_changes_a_person_and_says_nothing_twice() -> None:
    known = given(REGISTERED, found=clinic())
    known.when(NEW, actor=SYSTEM, now=LATER).nothing()
    moved = changed(NEW, phone=None, protected=True)
    known.when(moved, actor=SYSTEM, now=LATER).then(
        changed(REGISTERED, at=LATER, phone=None, phone_source=None, protected=True)
    ).also()


@pytest.mark.spec("S2")
def test_what_a_register_says_of_a_child_keeps_its_guardians() -> None:
    child = person(PersonId(local("new-1")), NUMBER.value, "Ny Person", guardians=(KARIN,))
    outcome = given(since=child, found=clinic()).when(changed(NEW, language="en"), actor=SYSTEM, now=LATER)
    assert isinstance(outcome.state, Person)
    assert outcome.state.guardians == child.guardians
    assert outcome.state.language == "en"


@pytest.mark.spec("S2", "S4")
def test_staff_state_the_birth_date_where_the_number_holds_none() -> None:
    undated = with_number(IdSystem.SAMORDNINGSNUMMER, "192304602390")
    told = changed(undated, born=date(1923, 5, 1))
    outcome = given(found=clinic()).when(told, actor=AS_NURSE, now=NOW)
    assert isinstance(outcome.state, Person)
    assert outcome.state.born == date(1923, 5, 1)
    unknown = given(found=clinic()).when(undated, actor=AS_NURSE, now=NOW)
    assert isinstance(unknown.state, Person)
    assert unknown.state.age(NOW.date()) is None
    given(found=clinic()).when(changed(NEW, born=date(1976, 2, 28)), actor=AS_NURSE, now=NOW).refused(
        "person.birth_date_contradicts"
    )
    given(found=clinic()).when(changed(NEW, born=date(1976, 2, 29)), actor=OPERATOR, now=NOW).then(REGISTERED)
    future = changed(undated, born=date(2026, 11, 23))
    given(found=clinic()).when(future, actor=AS_NURSE, now=NOW).refused("identifier.invalid")


@pytest.mark.spec("S2")
@pytest.mark.parametrize("system", [IdSystem.NATIONAL_RESERVE, IdSystem.LOCAL_RESERVE])
def test_a_reserve_number_is_taken_as_it_is(system: IdSystem) -> None:
    outcome = given(found=clinic()).when(with_number(system, "990101KB12"), actor=AS_NURSE, now=NOW)
    assert isinstance(outcome.state, Person)
    assert outcome.state.identifier == Identifier(system, "990101KB12")
    assert outcome.state.born is None
    given(found=clinic()).when(with_number(system, "99-kb"), actor=AS_NURSE, now=NOW).refused("identifier.invalid")
    given(found=clinic()).when(with_number(system, "990101-KB12"), actor=AS_NURSE, now=NOW).refused(
        "identifier.invalid"
    )


@pytest.mark.spec("S2")
@pytest.mark.parametrize(
    ("command", "code", "field"),
    [
        (changed(NEW, provider=ProviderId("SE0000000009-0009")), "not_found", "provider"),
        (with_number(IdSystem.PERSONNUMMER, "7602292380"), "identifier.invalid", "identifier"),
        (with_number(IdSystem.PERSONNUMMER, "197602292380\n"), "identifier.invalid", "identifier"),
        (with_number(IdSystem.PERSONNUMMER, "197602292381"), "identifier.invalid", "identifier"),
        (with_number(IdSystem.SAMORDNINGSNUMMER, "197602292380"), "identifier.invalid", "identifier"),
        (with_number(IdSystem.PERSONNUMMER, "192304602390"), "identifier.invalid", "identifier"),
        (changed(NEW, phone="0701740605"), "phone.invalid", "phone"),
        (changed(NEW, phone="+46701740605\n"), "phone.invalid", "phone"),
        (changed(NEW, phone="+46"), "phone.invalid", "phone"),
        (changed(NEW, phone=""), "phone.invalid", "phone"),
        (changed(NEW, name=" "), "text.missing", "name"),
        (changed(NEW, language=""), "text.missing", "language"),
        (changed(NEW, born=NOW), "day.invalid", "born"),
        (changed(NEW, deceased=NOW), "day.invalid", "deceased"),
        (changed(NEW, language="sv-FI-x-longer"), "text.too_long", "language"),
    ],
)
def test_what_is_wrong_with_a_person_is_named(command: RegisterPerson, code: str, field: str) -> None:
    outcome = given(found=clinic()).when(command, actor=OPERATOR, now=NOW).refused(code)
    assert outcome.refusal is not None
    assert outcome.refusal.field == field


@pytest.mark.spec("S2")
def test_each_provider_has_its_own_claim() -> None:
    other = ProviderId("SE0000000009-0009")
    assert identifier_ref(PROVIDER, NUMBER) != identifier_ref(other, NUMBER)
    assert isinstance(identifier_ref(PROVIDER, NUMBER), Ref)


def test_no_name_number_birth_date_or_phone_in_what_is_printed() -> None:
    child = person(KARIN, "198512242390", "Karin Provdotter")
    for shown in (repr(NEW), repr(REGISTERED), repr(child)):
        for secret in ("Ny Person", "Provdotter", "197602292380", "198512242390", "1740605", "1976", "1985"):
            assert secret not in shown
