"""Patient, relatives, staff and organizations. Pure. Of a protected person: an identifier and a mark, nothing else."""

from collections.abc import Iterator
from typing import TypeVar

from arende.ports.journal import JournalEntry, JournalPerson, JournalStaff
from attrs import frozen

from .r4 import (
    Identifier,
    Meta,
    Organization,
    Patient,
    Practitioner,
    PractitionerRole,
    Reference,
    RelatedPerson,
)
from .systems import Systems, reference

P = TypeVar("P", Patient, RelatedPerson)


@frozen(kw_only=True)
class People:
    """Who an entry names, and how they are referred to."""

    entry: JournalEntry
    systems: Systems

    def patient_id(self) -> Identifier:
        patient = self.entry.patient
        return self.systems.person(patient) or self.systems.mine("person", patient.id)

    def patient_ref(self) -> Reference:
        return reference("Patient", self.patient_id())

    def label(self) -> Meta | None:
        """The mark of all that is about a protected patient."""
        return label(self.systems) if self.entry.patient.protected else None

    def patient(self) -> Patient:
        person = self.entry.patient
        made: Patient = {"resourceType": "Patient", "identifier": [self.patient_id()]}
        return described(made, person, self.systems)

    def relatives(self) -> Iterator[RelatedPerson]:
        """Everyone on the patient's side but the patient, each once."""
        seen = {self.entry.patient.id}
        for person in (self.entry.representative, *self.entry.former):
            if person.id not in seen:
                seen.add(person.id)
                yield self.relative(person)

    def relative(self, person: JournalPerson) -> RelatedPerson:
        issued = self.systems.person(person)
        own = self.relative_id(person.id)
        made: RelatedPerson = {
            "resourceType": "RelatedPerson",
            "identifier": [own] if issued is None or person.protected else [own, issued],
            "patient": self.patient_ref(),
        }
        return described(made, person, self.systems)

    def relative_id(self, person_id: str) -> Identifier:
        """Of the person beside this patient: the same person beside another is another resource."""
        return self.systems.mine("relative", f"{self.entry.patient.id}:{person_id}")

    def on_their_side(self, person_id: str) -> Reference:
        """The patient, or a relative."""
        if person_id == self.entry.patient.id:
            return self.patient_ref()
        return reference("RelatedPerson", self.relative_id(person_id))

    def organization_id(self, id: str) -> Identifier:
        return self.systems.of_directory("organization", id, "PRN")

    def organization_ref(self, id: str) -> Reference:
        return reference("Organization", self.organization_id(id))

    def organizations(self) -> Iterator[Organization]:
        """The care provider, and the units that the entry names, each once."""
        provider = self.entry.provider_id
        yield named(
            {"resourceType": "Organization", "identifier": [self.organization_id(provider)]}, self.entry.provider
        )
        units = {staff.unit_id: staff.unit for staff in self.entry.staff if staff.unit_id}
        for id, name in {**units, self.entry.unit_id: self.entry.unit}.items():
            if id != provider:
                unit: Organization = {
                    "resourceType": "Organization",
                    "identifier": [self.organization_id(id)],
                    "partOf": self.organization_ref(provider),
                }
                yield named(unit, name)

    def role_id(self, assignment_id: str) -> Identifier:
        return self.systems.of_directory("assignment", assignment_id, "PRN")

    def role_ref(self, assignment_id: str) -> Reference:
        return reference("PractitionerRole", self.role_id(assignment_id))

    def practitioners(self) -> Iterator[Practitioner]:
        """Staff, each once, by the names that are shown."""
        for staff in {one.staff_id: one for one in self.entry.staff if one.staff_id}.values():
            made: Practitioner = {
                "resourceType": "Practitioner",
                "identifier": [self.systems.of_directory("staff", staff.staff_id, "PRN")],
            }
            if staff.name.strip():
                made["name"] = [{"text": staff.name}]
            yield made

    def holder_ref(self, assignment_id: str) -> Reference | None:
        """Who holds an assignment, where the entry tells."""
        for staff in self.entry.staff:
            if staff.assignment_id == assignment_id and staff.staff_id:
                return reference("Practitioner", self.systems.of_directory("staff", staff.staff_id, "PRN"))
        return None

    def roles(self) -> Iterator[PractitionerRole]:
        """Assignments (medarbetaruppdrag): all that the entry refers to, told of or not."""
        told = {staff.assignment_id: staff for staff in self.entry.staff}
        for id in dict.fromkeys((self.entry.assignment_id, *told, *self.writers())):
            yield self.role(id, told.get(id))

    def writers(self) -> Iterator[str]:
        for message in self.entry.messages:
            if not message.by_patient_side:
                yield message.author_id
            if message.retracted_by is not None:
                yield message.retracted_by
        for note in self.entry.notes:
            yield note.author_id

    def role(self, id: str, staff: JournalStaff | None) -> PractitionerRole:
        made: PractitionerRole = {"resourceType": "PractitionerRole", "identifier": [self.role_id(id)]}
        if staff is None:
            return made
        if staff.staff_id:
            made["practitioner"] = reference("Practitioner", self.systems.of_directory("staff", staff.staff_id, "PRN"))
        if staff.unit_id:
            made["organization"] = self.organization_ref(staff.unit_id)
        if staff.role.strip():
            made["code"] = [{"text": staff.role}]
        return made


def described(made: P, person: JournalPerson, systems: Systems) -> P:
    """With name and day of birth; or, of a protected person, with the mark."""
    if person.protected:
        made["meta"] = label(systems)
        return made
    if person.name.strip():
        made["name"] = [{"text": person.name}]
    if person.born is not None:
        made["birthDate"] = person.born
    return made


def named(organization: Organization, name: str) -> Organization:
    if name.strip():
        organization["name"] = name
    return organization


def label(systems: Systems) -> Meta:
    """Protected personal data, in HL7 Sweden's words and in those that every receiver knows."""
    return {
        "security": [
            {"system": systems.security, "code": systems.security_code},
            {"system": "http://terminology.hl7.org/CodeSystem/v3-Confidentiality", "code": "R"},
        ]
    }
