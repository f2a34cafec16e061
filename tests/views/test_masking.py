"""Protected identity: nothing that a list, a profile, a thread or an export shows tells who, or whose child, it is."""

from collections.abc import Mapping
from datetime import date, timedelta

import attrs
import pytest
from arende.domain.case.events import CaseOpened, MessageSent
from arende.domain.case.model import Representation, Representative
from arende.domain.directory.model import Person, Staff
from arende.domain.ids import PersonId, Ref
from arende.domain.model import State
from arende.domain.person import pretty
from arende.domain.policy import Policy
from arende.domain.visit.model import VisitStatus
from arende.testing import build as b
from arende.views.columns import columns
from arende.views.fold import tokens
from arende.views.journal import journal_entry
from arende.views.names import MASKED, person_name, relative_name, staff_name
from arende.views.person_rows import person_row
from arende.views.rows import case_row, visit_row
from arende.views.thread import lines, patient_lines, told_both

from tests.domain.access_world import one
from tests.domain.samples import OPENED, asks, case_of, for_elsa, from_patient, from_staff

TODAY = date(2026, 11, 22)
TALK = (from_staff(1), from_patient(2, person=b.KARIN))


def clinic(*protected: PersonId) -> Mapping[Ref, State]:
    return b.clinic(*(attrs.evolve(one(id), protected=True) for id in protected))


def canaries(*ids: PersonId) -> list[str]:
    """Everything that would tell who these are, as it is written anywhere."""
    people = [one(id) for id in ids]
    numbers = [p.identifier.value for p in people] + [pretty(p.identifier) for p in people]
    return [p.name for p in people] + numbers + [p.phone for p in people if p.phone]


def told(shown: object) -> str:
    """Every value within, whether its repr shows it or not."""
    names = [field.name for field in getattr(type(shown), "__attrs_attrs__", ())]
    if names:
        return " ".join(told(getattr(shown, name)) for name in names)
    return " ".join(map(told, shown)) if isinstance(shown, tuple) else str(shown)


def everything(opening: CaseOpened, found: Mapping[Ref, State]) -> dict[str, str]:
    """Every row that can show the case and its people, by name, as all of its values."""
    case = case_of(opening, *TALK)
    visit = attrs.evolve(
        b.visit("v1", opening.patient, VisitStatus.WAITING), representative=opening.representative.person
    )
    patient = found[Ref(b.KINDS[Person], opening.patient)]
    assert isinstance(patient, Person)
    return {
        "case": told(case_row(case, found, asks(b.AS_NURSE, b.NOW, found))),
        "visit": told(visit_row(visit, found)),
        "person": told(person_row(patient, found, TODAY, Policy())),
        "columns": str(dict(columns(case))),
        "person's columns": str(dict(columns(patient))),
        "tokens": str(tokens(patient)),
        "refs": told(person_name(opening.patient, found)),
    }


def leaks(shown: Mapping[str, str], words: list[str]) -> set[str]:
    return {where for where, text in shown.items() if any(word in text for word in words)}


@pytest.mark.spec("B25")
def test_nothing_is_masked_where_nobody_is_protected() -> None:
    """The search below can find something."""
    shown = everything(for_elsa(), clinic())
    assert leaks(shown, canaries(b.ELSA)) == {"case", "visit", "person", "refs"}
    assert leaks(shown, canaries(b.KARIN)) == {"case", "visit", "person"}


@pytest.mark.spec("B25")
def test_a_protected_child_and_its_relatives_are_shown_in_no_row() -> None:
    shown = everything(for_elsa(), clinic(b.ELSA))
    assert leaks(shown, canaries(b.ELSA, b.KARIN, b.ERIK)) == set()
    assert MASKED in shown["case"]


@pytest.mark.spec("B25")
def test_a_protected_guardian_is_shown_in_no_row_of_the_child() -> None:
    shown = everything(for_elsa(), clinic(b.KARIN))
    assert leaks(shown, canaries(b.KARIN)) == set()
    assert leaks(shown, canaries(b.ELSA)) == {"case", "visit", "person", "refs"}


@pytest.mark.spec("B25")
def test_a_protected_adult_is_shown_in_no_row() -> None:
    assert leaks(everything(OPENED, clinic(b.ANTON)), canaries(b.ANTON)) == set()


@pytest.mark.spec("B25")
@pytest.mark.parametrize("id", [b.ANTON, b.ELSA, b.KARIN])
def test_no_number_of_a_protected_person_is_shown(id: PersonId) -> None:
    person = attrs.evolve(one(id), protected=True, phone="+46701740699")
    row = person_row(person, b.clinic(person), TODAY, Policy())
    assert row.phone is None
    assert row.protected
    assert row.guardians == ()
    assert person_row(one(b.ANTON), b.clinic(), TODAY, Policy()).phone == "+46701740605"


@pytest.mark.spec("B25", "B22")
def test_an_export_names_a_protected_patient_by_identifier_only_and_no_relative() -> None:
    """The record must know whose it is; who stands beside the patient it need not."""
    entry = journal_entry(case_of(for_elsa(), *TALK), 3, [*TALK], clinic(b.ELSA))
    assert (entry.patient.name, entry.patient.identifier) == (MASKED, one(b.ELSA).identifier.value)
    assert (entry.representative.name, entry.representative.identifier) == (MASKED, "")
    assert [m.author for m in entry.messages] == ["Sara Exempel", MASKED]
    without = attrs.evolve(entry, patient=entry.representative)
    assert leaks({"entry": told(without)}, canaries(b.ELSA, b.KARIN)) == set()


@pytest.mark.spec("B25", "B22")
def test_an_export_about_a_protected_guardian_names_the_child_only() -> None:
    entry = journal_entry(case_of(for_elsa(), *TALK), 3, [*TALK], clinic(b.KARIN))
    assert (entry.patient.name, entry.representative.name) == ("Elsa Provdotter", MASKED)
    assert leaks({"entry": told(entry)}, canaries(b.KARIN)) == set()


@pytest.mark.spec("B25")
def test_an_adult_protected_patient_stands_in_an_export_by_identifier() -> None:
    entry = journal_entry(case_of(OPENED, from_staff(1)), 2, [from_staff(1)], clinic(b.ANTON))
    assert entry.patient == entry.representative
    assert (entry.patient.name, entry.patient.identifier) == (MASKED, "198001072381")


@pytest.mark.spec("B25")
def test_the_author_of_a_message_is_masked_in_the_thread() -> None:
    shown = tuple(lines([*TALK], clinic(b.KARIN), 0, patient=b.ELSA))
    assert leaks({"thread": told(shown)}, canaries(b.KARIN)) == set()
    assert MASKED in told(shown)


@pytest.mark.spec("B25")
def test_who_wrote_for_a_protected_child_is_masked_in_the_thread_of_either_side() -> None:
    found = clinic(b.ELSA)
    case = case_of(for_elsa(), *TALK)
    shown = (tuple(lines([*TALK], found, 0, patient=b.ELSA)), tuple(patient_lines(told_both([*TALK]), found, case)))
    assert leaks({"thread": told(shown)}, canaries(b.ELSA, b.KARIN)) == set()
    assert leaks({"thread": told(tuple(lines([*TALK], clinic(), 0, patient=b.ELSA)))}, canaries(b.KARIN)) == {"thread"}


@pytest.mark.spec("B25")
def test_a_protected_person_has_no_word_to_be_searched_by_and_gets_them_back() -> None:
    anton = one(b.ANTON)
    assert tokens(attrs.evolve(anton, protected=True)) == ()
    assert tokens(anton) == ("anton", "testberg")


@pytest.mark.spec("B25")
def test_who_is_not_in_the_directory_is_named_by_nothing() -> None:
    assert person_name(b.ANTON, {}).name == ""
    assert relative_name(b.KARIN, b.ELSA, {}).identifier is None


@pytest.mark.spec("B25")
def test_staff_are_shown_by_the_name_they_chose() -> None:
    assert staff_name(b.HEAD, b.clinic()).name == "Maja"
    hidden = Staff(id=b.SARA, name="Sara Exempel", display_name="S. E.")
    found = b.clinic(hidden)
    case = case_of(for_elsa(), *TALK)
    shown = (
        case_row(case, found, asks(b.AS_NURSE, b.NOW + timedelta(minutes=1), found)),
        tuple(lines([*TALK], found, 0, patient=b.ELSA)),
        journal_entry(case, 3, [*TALK], found).messages,
    )
    assert all("Sara Exempel" not in told(one) and "S. E." in told(one) for one in shown)


def test_representation_is_told_without_a_name() -> None:
    case = case_of(for_elsa(), *TALK)
    by_self = attrs.evolve(case, representative=Representative(person=b.ELSA, by=Representation.SELF, until=None))
    assert case_row(case, b.clinic(), asks(b.AS_NURSE)).by_guardian
    assert not case_row(by_self, b.clinic(), asks(b.AS_NURSE)).by_guardian
    assert isinstance(TALK[0], MessageSent)
