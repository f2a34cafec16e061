"""Names as they are shown, joined when read: protected persons masked (B25), staff by display name where one is set."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Final, TypeAlias

from attrs import field, frozen

from ..domain.case.model import Case
from ..domain.directory.model import Assignment, Person, Role, Staff, Unit
from ..domain.ids import AssignmentId, Kind, PersonId, Ref, UnitId
from ..domain.model import State
from ..domain.person import ZONE, pretty

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
    return beside(person_name(id, found), person_name(patient, found))


def beside(shown: PersonName, patient: PersonName) -> PersonName:
    if shown.protected or not patient.protected:
        return shown
    return PersonName(id=shown.id, name=MASKED, identifier=None, protected=True)


def unit_name(id: UnitId, found: Found) -> str:
    unit = found.get(Ref(Kind.UNIT, id))
    return unit.name if isinstance(unit, Unit) else ""


def unit_zone(id: UnitId, found: Found) -> str:
    """IANA name; Sweden's where the unit is not known."""
    unit = found.get(Ref(Kind.UNIT, id))
    return unit.zone if isinstance(unit, Unit) else ZONE


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


def named_in(*cases: Case) -> Sequence[Ref]:
    """The entries that rows of cases are joined from, each once; an assignment leads on to `named_by`."""
    people = {case.patient: None for case in cases} | {case.representative.person: None for case in cases}
    return (
        *(Ref(Kind.PERSON, id) for id in people),
        *(Ref(Kind.UNIT, id) for id in {case.unit: None for case in cases}),
        *(Ref(Kind.REASON, id) for id in {case.reason: None for case in cases}),
        *(Ref(Kind.ASSIGNMENT, id) for id in {case.assignment: None for case in cases}),
    )


@frozen
class Joined:
    """Names from one set of entries, each made once, however many rows show it."""

    found: Found
    people: dict[PersonId, PersonName] = field(factory=dict, init=False)
    staff: dict[AssignmentId, StaffName] = field(factory=dict, init=False)

    def person(self, id: PersonId) -> PersonName:
        known = self.people.get(id)
        if known is None:
            known = self.people[id] = person_name(id, self.found)
        return known

    def relative(self, id: PersonId, patient: PersonId) -> PersonName:
        """As `relative_name`."""
        return beside(self.person(id), self.person(patient))

    def staff_of(self, id: AssignmentId) -> StaffName:
        known = self.staff.get(id)
        if known is None:
            known = self.staff[id] = staff_name(id, self.found)
        return known
