"""Who represents the patient: the age table at each boundary, the choice, whether the right still stands (S4, S5)."""

from datetime import date

import pytest
from arende.domain.case.model import Representation, Representative
from arende.domain.case.representation import Asked, choose, lapsed, stands
from arende.domain.commands import Maturity
from arende.domain.directory.model import Person
from arende.domain.ids import PersonId
from arende.domain.policy import Choice, Policy, choice
from arende.testing.build import ANTON, ELSA, ERIK, KARIN, STINA, UNDATED, local, person
from attrs import evolve as changed

GUARDIAN = person(KARIN, "198512242390", "Karin Provdotter")
CHILD = PersonId(local("barn-1"))
DAY = date(2026, 11, 22)
POLICY = Policy()


def born(day: date, *, guardians: tuple[PersonId, ...] = (KARIN,), until: date | None = None) -> Person:
    """A patient who was born that day."""
    told = person(CHILD, "201802142396", "Elsa Provdotter", guardians=guardians, custody_until=until)
    return changed(told, born=day)


def asked(who: Person | None, maturity: Maturity | None = None) -> Asked:
    return Asked(representative=None if who is None else who.id, guardian=who, maturity=maturity)


def code(patient: Person, wish: Asked, day: date = DAY) -> str:
    return str(choose(patient, wish, day, POLICY).failure().code)


def own(patient: Person) -> Representative:
    return Representative(person=patient.id, by=Representation.SELF, until=None)


@pytest.mark.spec("S4")
@pytest.mark.parametrize(
    ("age", "answer"),
    [
        (-1, Choice.GUARDIAN),
        (0, Choice.GUARDIAN),
        (12, Choice.GUARDIAN),
        (13, Choice.EITHER),
        (17, Choice.EITHER),
        (18, Choice.SELF),
        (99, Choice.SELF),
    ],
)
def test_the_age_table(age: int, answer: Choice) -> None:
    assert choice(age, POLICY) is answer


@pytest.mark.spec("S4")
def test_the_limits_are_the_providers_to_set() -> None:
    assert choice(14, Policy(guardian_below=15)) is Choice.GUARDIAN
    assert choice(18, Policy(child_below=20)) is Choice.EITHER


LEAP = date(2012, 2, 29)

BOUNDARIES = [
    # born, day, who decides
    (date(2013, 11, 23), DAY, Choice.GUARDIAN),  # 13 tomorrow
    (date(2013, 11, 22), DAY, Choice.EITHER),  # 13 today
    (date(2013, 11, 21), DAY, Choice.EITHER),  # 13 yesterday
    (date(2008, 11, 23), DAY, Choice.EITHER),  # 18 tomorrow
    (date(2008, 11, 22), DAY, Choice.SELF),  # 18 today
    (date(2008, 11, 21), DAY, Choice.SELF),
    (LEAP, date(2025, 2, 28), Choice.GUARDIAN),
    (LEAP, date(2025, 3, 1), Choice.EITHER),
    (LEAP, date(2025, 3, 2), Choice.EITHER),
    (LEAP, date(2030, 2, 28), Choice.EITHER),
    (LEAP, date(2030, 3, 1), Choice.SELF),
    (LEAP, date(2030, 3, 2), Choice.SELF),
]


@pytest.mark.spec("S4")
@pytest.mark.parametrize(("birth", "day", "decides"), BOUNDARIES)
def test_each_boundary_of_the_table(birth: date, day: date, decides: Choice) -> None:
    patient = born(birth)
    mature = Maturity.MATURE
    nobody = choose(patient, asked(None), day, POLICY)
    themself = choose(patient, asked(patient, mature), day, POLICY)
    by_guardian = choose(patient, asked(GUARDIAN, mature), day, POLICY)
    match decides:
        case Choice.GUARDIAN:
            assert nobody.failure().code == "representative.required"
            assert themself.failure().code == "representative.guardian_required"
            assert by_guardian.unwrap().until == thirteenth(birth)
        case Choice.EITHER:
            assert nobody.failure().code == "representative.required"
            assert themself.unwrap() == own(patient)
            assert by_guardian.unwrap().person == KARIN
        case Choice.SELF:
            assert nobody.unwrap() == themself.unwrap() == own(patient)
            assert by_guardian.failure().code == "representative.not_offered"


def thirteenth(birth: date) -> date:
    return date(birth.year + 13, 3, 1) if birth == LEAP else birth.replace(year=birth.year + 13)


@pytest.mark.spec("S4")
def test_from_13_to_17_nothing_is_preselected_and_the_assessment_is_recorded() -> None:
    youth = born(date(2011, 1, 3))
    assert code(youth, asked(None, Maturity.MATURE)) == "representative.required"
    assert code(youth, asked(youth)) == "representative.maturity_required"
    assert code(youth, asked(GUARDIAN)) == "representative.maturity_required"
    assert code(youth, asked(youth, Maturity.NOT_MATURE)) == "representative.not_mature"
    assert choose(youth, asked(youth, Maturity.MATURE), DAY, POLICY).unwrap() == own(youth)
    for maturity in Maturity:
        chosen = choose(youth, asked(GUARDIAN, maturity), DAY, POLICY).unwrap()
        assert chosen == Representative(person=KARIN, by=Representation.GUARDIAN, until=date(2029, 1, 3))


@pytest.mark.spec("S4", "B16")
def test_the_right_ends_at_13_or_sooner_where_custody_is_known_to_end() -> None:
    def ends(until: date | None) -> date | None:
        return choose(born(date(2018, 2, 14), until=until), asked(GUARDIAN), DAY, POLICY).unwrap().until

    assert ends(None) == date(2031, 2, 14)
    assert ends(date(2040, 1, 1)) == date(2031, 2, 14)
    assert ends(date(2027, 1, 1)) == date(2027, 1, 1)
    assert code(born(date(2018, 2, 14), until=DAY), asked(GUARDIAN)) == "representative.not_guardian"


@pytest.mark.spec("S4")
def test_who_cannot_be_chosen() -> None:
    child = born(date(2018, 2, 14))
    stranger = person(STINA, "197102049280", "Stina Utanför")
    assert code(child, asked(stranger)) == "representative.not_guardian"
    unknown = Asked(representative=KARIN, guardian=None, maturity=None)
    assert code(child, unknown) == "representative.not_guardian"
    assert code(child, asked(changed(GUARDIAN, deceased=date(2026, 1, 1)))) == "representative.deceased"
    assert code(child, asked(changed(GUARDIAN, protected=True))) == "representative.protected"
    assert code(changed(child, protected=True), asked(GUARDIAN)) == "representative.protected"


@pytest.mark.spec("S4")
def test_a_patient_who_is_dead_or_of_unknown_age_has_no_case() -> None:
    assert code(changed(born(date(1980, 1, 7)), deceased=date(2026, 10, 1)), asked(None)) == "patient.deceased"
    assert code(person(UNDATED, "192304602390", "Okänd"), asked(None)) == "patient.age_unknown"


@pytest.mark.spec("S5", "B16")
def test_a_guardians_right_is_checked_again_each_time() -> None:
    child = born(date(2018, 2, 14))
    right = choose(child, asked(GUARDIAN), DAY, POLICY).unwrap()
    birthday = date(2031, 2, 14)
    assert stands(right, child, GUARDIAN, DAY)
    assert stands(right, child, GUARDIAN, date(2031, 2, 13))
    assert not stands(right, child, GUARDIAN, birthday)
    assert not stands(right, None, GUARDIAN, DAY)
    assert not stands(right, child, None, DAY)
    assert not stands(right, changed(child, deceased=DAY), GUARDIAN, DAY)
    assert not stands(right, child, changed(GUARDIAN, deceased=DAY), DAY)
    assert not stands(right, changed(child, protected=True), GUARDIAN, DAY)
    assert not stands(right, child, changed(GUARDIAN, protected=True), DAY)
    assert not stands(right, changed(child, guardians=()), GUARDIAN, DAY)


@pytest.mark.spec("S5")
def test_the_patients_own_right_has_no_end() -> None:
    adult = person(ANTON, "198001072381", "Anton Testberg")
    assert stands(own(adult), adult, adult, date(2126, 1, 1))
    assert not stands(own(adult), person(ELSA, "201802142396", "Elsa"), adult, DAY)
    assert not lapsed(own(adult), date(2126, 1, 1))


@pytest.mark.spec("S4")
def test_one_of_two_guardians_is_chosen() -> None:
    child = born(date(2018, 2, 14), guardians=(KARIN, ERIK))
    father = person(ERIK, "198401052397", "Erik Exempelsson")
    assert choose(child, asked(father), DAY, POLICY).unwrap().person == ERIK
