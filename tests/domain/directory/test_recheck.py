"""What changes in the directory makes the cases be looked at again: custody, protection, death (B16)."""

from datetime import UTC, date, datetime, timedelta

import pytest
from arende.domain.commands import EndGuardianship, RecordGuardianship, RegisterPerson
from arende.domain.directory.model import Person
from arende.domain.effects import RecheckCases
from arende.testing.build import ELSA, KARIN, NOW, PROVIDER, clinic
from arende.testing.given import Outcome, given
from attrs import evolve as changed

from tests.domain.access_world import one
from tests.domain.samples import OPERATOR, SYSTEM

TODAY = date(2026, 11, 22)
RECORD = RecordGuardianship(child=ELSA, guardian=KARIN, source="folkbokföringen", verified=TODAY)


def told(command: RecordGuardianship | EndGuardianship, child: Person | None = None) -> Outcome:
    return given(since=child or one(ELSA), found=clinic()).when(command, actor=OPERATOR, now=NOW)


@pytest.mark.spec("B16")
@pytest.mark.parametrize(
    ("ends", "looked_at"),
    [
        (date.min, NOW),
        (TODAY - timedelta(days=400), NOW),
        (TODAY, NOW),
        (TODAY + timedelta(days=1), datetime(2026, 11, 22, 23, 0, tzinfo=UTC)),
        (date(2027, 6, 1), datetime(2027, 5, 31, 22, 0, tzinfo=UTC)),
        (date.max, datetime(9999, 12, 30, 23, 0, tzinfo=UTC)),
    ],
)
def test_the_cases_are_looked_at_when_custody_ends(ends: date, looked_at: datetime) -> None:
    effect = RecheckCases(person=ELSA, at=looked_at)
    told(EndGuardianship(child=ELSA, guardian=KARIN, ended=ends)).effects(effect)
    told(changed(RECORD, until=ends)).effects(effect)


@pytest.mark.spec("B16")
def test_custody_without_end_or_told_twice_moves_nothing() -> None:
    told(RECORD).effects()
    ended = told(EndGuardianship(child=ELSA, guardian=KARIN, ended=TODAY)).state
    assert isinstance(ended, Person)
    told(EndGuardianship(child=ELSA, guardian=KARIN, ended=TODAY), ended).nothing()
    recorded = told(changed(RECORD, until=date(2027, 6, 1))).state
    assert isinstance(recorded, Person)
    told(changed(RECORD, until=date(2027, 6, 1)), recorded).nothing()


def registered(person: Person, **now: object) -> Outcome:
    """The register tells of the person anew, with what is changed."""
    tells = RegisterPerson(
        provider=PROVIDER,
        identifier=person.identifier,
        name=person.name,
        phone=None if now.get("phone") == "none" else person.phone,
        protected=now.get("protected") is True,
        deceased=TODAY if now.get("deceased") else None,
    )
    return given(since=person, found=clinic()).when(tells, actor=SYSTEM, now=NOW)


@pytest.mark.spec("B16")
@pytest.mark.parametrize("who", [ELSA, KARIN])
def test_protection_and_death_of_either_are_looked_at_now(who: object) -> None:
    person = one(ELSA if who == ELSA else KARIN)
    at_once = RecheckCases(person=person.id, at=NOW)
    registered(person, protected=True).effects(at_once)
    registered(person, deceased=True).effects(at_once)
    registered(person, protected=True, deceased=True).effects(at_once)
    registered(changed(person, protected=True)).effects(at_once)
    registered(person, phone="none").effects()
    registered(person).nothing()
