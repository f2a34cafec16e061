"""The invented clinic: ages as said, numbers that are published test numbers, and nothing that points nowhere."""

import pytest
from arende.domain.directory.model import Assignment, IdentifierClaim, Person, Reason
from arende.domain.ids import Kind, Ref
from arende.domain.person import Fault, age_on, parse
from arende.testing.build import ANTON, ELSA, KARIN, NILS, NOW, UNDATED, clinic, everyone, person

from tests.domain.test_person import PERSONS
from tests.domain.test_person import UNDATED as UNDATED_NUMBERS

DAY = NOW.date()


@pytest.mark.spec("S4")
def test_the_ages_are_as_said() -> None:
    ages = {p.id: p.age(DAY) for p in everyone()}
    assert (ages[ANTON], ages[ELSA], ages[NILS], ages[UNDATED]) == (46, 8, 15, None)
    assert all(age_on(p.born, DAY) >= 18 for p in everyone() if p.born and p.id not in (ELSA, NILS))


def test_every_number_is_a_published_test_number() -> None:
    assert {p.identifier.value for p in everyone()} <= {*PERSONS, *UNDATED_NUMBERS}
    assert not [p for p in everyone() if isinstance(parse(p.identifier.value, DAY), Fault)]


def test_nothing_points_nowhere() -> None:
    found = clinic()
    for state in found.values():
        match state:
            case Assignment():
                wanted = [(Kind.STAFF, state.staff), (Kind.ROLE, state.role), (Kind.UNIT, state.unit)]
            case Reason(unit=unit) if unit is not None:
                wanted = [(Kind.UNIT, unit)]
            case Person():
                wanted = [(Kind.PERSON, g.guardian) for g in state.guardians]
            case IdentifierClaim(person=claimed):
                wanted = [(Kind.PERSON, claimed)]
            case _:
                wanted = []
        assert all(Ref(kind, id) in found for kind, id in wanted)


def test_what_is_handed_in_stands_instead() -> None:
    other = person(KARIN, "198512242390", "Karin Ny", protected=True)
    assert clinic(other)[Ref(Kind.PERSON, KARIN)] == other
