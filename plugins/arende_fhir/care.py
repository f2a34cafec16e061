"""The contact and its messages. Pure. No text of a message stands in the contact; nothing is ever left out."""

from collections.abc import Iterator
from typing import Final, Literal

from arende.ports.journal import JournalEntry, JournalMessage, JournalStatus
from arende.ports.times import rfc3339
from attrs import frozen

from .people import People
from .r4 import Annotation, Communication, Encounter, Identifier, Participant, Period, Reference
from .systems import Systems, reference

STATUS: Final[dict[JournalStatus, Literal["in-progress", "finished"]]] = {
    JournalStatus.OPEN: "in-progress",
    JournalStatus.ENDED: "finished",
    JournalStatus.CLOSED: "finished",
}
VIRTUAL: Final = "http://terminology.hl7.org/CodeSystem/v3-ActCode"
CORRECTED: Final = "Rättat av meddelande {number}."
RETRACTED: Final = "Meddelandet är tillbakataget och visas inte för patienten."


@frozen(kw_only=True)
class Care:
    """The contact, as it stands at the entry's version."""

    entry: JournalEntry
    systems: Systems
    people: People

    def contact_id(self) -> Identifier:
        return self.systems.mine("case", self.entry.id)

    def contact_ref(self) -> Reference:
        return reference("Encounter", self.contact_id())

    def message_id(self, number: int) -> Identifier:
        return self.systems.mine("message", f"{self.entry.id}:{number}")

    def message_ref(self, number: int) -> Reference:
        return reference("Communication", self.message_id(number))

    def contact(self) -> Encounter:
        entry, people = self.entry, self.people
        period: Period = {"start": rfc3339(entry.opened)}
        if entry.ended is not None:
            period["end"] = rfc3339(entry.ended)
        participants: list[Participant] = [{"individual": people.role_ref(entry.assignment_id)}]
        if entry.representative.id != entry.patient.id:
            participants.append({"individual": people.on_their_side(entry.representative.id)})
        made: Encounter = {
            "resourceType": "Encounter",
            "identifier": [self.contact_id()],
            "status": STATUS[entry.status],
            "class": {"system": VIRTUAL, "code": "VR", "display": "virtual"},
            "subject": people.patient_ref(),
            "participant": participants,
            "period": period,
            "serviceProvider": people.organization_ref(entry.unit_id),
        }
        if self.systems.contact_code:
            made["type"] = [{"coding": [{"system": self.systems.contact_type, "code": self.systems.contact_code}]}]
        if entry.title.strip():
            made["reasonCode"] = [{"text": entry.title}]
        meta = people.label()
        if meta is not None:
            made["meta"] = meta
        return made

    def messages(self) -> Iterator[Communication]:
        """By number, whatever became of them."""
        corrected: dict[int, list[int]] = {}
        for message in self.entry.messages:
            if message.corrects is not None:
                corrected.setdefault(message.corrects, []).append(message.number)
        for message in sorted(self.entry.messages, key=lambda one: one.number):
            yield self.message(message, corrected.get(message.number, []))

    def message(self, message: JournalMessage, corrected_by: list[int]) -> Communication:
        made: Communication = {
            "resourceType": "Communication",
            "identifier": [self.message_id(message.number)],
            "status": "entered-in-error" if message.retracted else "completed",
            "subject": self.people.patient_ref(),
            "encounter": self.contact_ref(),
            "sent": rfc3339(message.at),
            "recipient": [self.recipient(message)],
            "sender": self.sender(message),
        }
        if message.corrects is not None and any(m.number == message.corrects for m in self.entry.messages):
            made["inResponseTo"] = [self.message_ref(message.corrects)]
        if message.read_at is not None:
            made["received"] = rfc3339(message.read_at)
        if message.text.strip():
            made["payload"] = [{"contentString": message.text}]
        notes = [*self.corrections(corrected_by), *self.retraction(message)]
        if notes:
            made["note"] = notes
        meta = self.people.label()
        if meta is not None:
            made["meta"] = meta
        return made

    def sender(self, message: JournalMessage) -> Reference:
        if message.by_patient_side:
            return self.people.on_their_side(message.author_id)
        return self.people.role_ref(message.author_id)

    def recipient(self, message: JournalMessage) -> Reference:
        """The unit; or the patient's side: the patient, where it has been in several hands."""
        if message.by_patient_side:
            return self.people.organization_ref(self.entry.unit_id)
        if self.entry.former:
            return self.people.patient_ref()
        return self.people.on_their_side(self.entry.representative.id)

    def corrections(self, by: list[int]) -> Iterator[Annotation]:
        for number in by:
            yield {"text": CORRECTED.format(number=number)}

    def retraction(self, message: JournalMessage) -> Iterator[Annotation]:
        if not message.retracted:
            return
        made: Annotation = {"text": RETRACTED}
        if message.retracted_at is not None:
            made["time"] = rfc3339(message.retracted_at)
        who = None if message.retracted_by is None else self.people.holder_ref(message.retracted_by)
        if who is not None:  # in R4 an annotation is by a person, not by a role
            made["authorReference"] = who
        yield made
