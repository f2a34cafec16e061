"""Names as they are shown, joined when read: protected persons masked (B25), staff by display name where one is set."""

from collections.abc import Iterator, Mapping
from typing import Final, TypeAlias

from attrs import field, frozen

from ..domain.case.model import Case
from ..domain.directory.model import Assignment, Person, Role, Staff, Unit
from ..domain.ids import AssignmentId, Kind, PersonId, Ref, UnitId
from ..domain.model import State
from ..domain.person import pretty

MASKED: Final = "Skyddade personuppgifter"


@frozen(kw_only=True)
class PersonName:
    """A person in a list. A protected one has neither name nor identifier here."""

    id: PersonId
    name: str = field(repr=False)
    identifier: str | None = field(repr=False)
    protected: bool


@frozen(kw_only=True)
class StaffName:
    """Who stands behind an assignment: the name that is shown, role and unit."""

    assignment: AssignmentId
    name: str
    role: str
    unit: str


Found: TypeAlias = Mapping[Ref, State]


def person_name(id: PersonId, found: Found) -> PersonName:
    """The person as lists show them."""
    person = found.get(Ref(Kind.PERSON, id))
    if not isinstance(person, Person):
        return PersonName(id=id, name="", identifier=None, protected=False)
    if person.protected:
        return PersonName(id=id, name=MASKED, identifier=None, protected=True)
    return PersonName(id=id, name=person.name, identifier=pretty(person.identifier), protected=False)


def relative_name(id: PersonId, patient: PersonId, found: Found) -> PersonName:
    """Who stands beside a patient: masked, too, where the patient is protected, for relatives tell who someone is."""
    shown = person_name(id, found)
    if shown.protected or not person_name(patient, found).protected:
        return shown
    return PersonName(id=id, name=MASKED, identifier=None, protected=True)


def unit_name(id: UnitId, found: Found) -> str:
    unit = found.get(Ref(Kind.UNIT, id))
    return unit.name if isinstance(unit, Unit) else ""


def staff_name(id: AssignmentId, found: Found) -> StaffName:
    """The assignment as others see it."""
    assignment = found.get(Ref(Kind.ASSIGNMENT, id))
    if not isinstance(assignment, Assignment):
        return StaffName(assignment=id, name="", role="", unit="")
    staff = found.get(Ref(Kind.STAFF, assignment.staff))
    role = found.get(Ref(Kind.ROLE, assignment.role))
    return StaffName(
        assignment=id,
        name=(staff.display_name or staff.name) if isinstance(staff, Staff) else "",
        role=role.name if isinstance(role, Role) else "",
        unit=unit_name(assignment.unit, found),
    )


def named_by(assignment: Assignment) -> Iterator[Ref]:
    """The entries that an assignment's name is joined from."""
    yield Ref(Kind.STAFF, assignment.staff)
    yield Ref(Kind.ROLE, assignment.role)
    yield Ref(Kind.UNIT, assignment.unit)


def named_in(case: Case) -> Iterator[Ref]:
    """The entries that a case's row is joined from; the assignment leads on to `named_by`."""
    yield Ref(Kind.PERSON, case.patient)
    yield Ref(Kind.PERSON, case.representative.person)
    yield Ref(Kind.UNIT, case.unit)
    yield Ref(Kind.REASON, case.reason)
    yield Ref(Kind.ASSIGNMENT, case.assignment)
