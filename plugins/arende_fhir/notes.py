"""Signed journal notes: a DocumentReference and a Composition of each version. Pure; no version is ever taken away."""

import hashlib
from base64 import b64encode
from collections.abc import Iterator
from html import escape
from typing import Final, Literal

from arende.ports.journal import JournalEntry, JournalNote
from arende.ports.times import rfc3339
from attrs import frozen

from .care import Care
from .people import People
from .r4 import CodeableConcept, Composition, DocumentReference, Identifier, Section
from .systems import Systems, reference

UNTITLED: Final = "Journalanteckning"


@frozen(kw_only=True)
class Notes:
    """The notes of an entry."""

    entry: JournalEntry
    systems: Systems
    people: People
    care: Care

    def document_id(self, number: int, version: int) -> Identifier:
        return self.systems.mine("note", f"{self.entry.id}:{number}:{version}")

    def composition_id(self, number: int, version: int) -> Identifier:
        return self.systems.mine("composition", f"{self.entry.id}:{number}:{version}")

    def kind(self) -> CodeableConcept:
        return {"coding": [{"system": self.systems.note_type, "code": self.systems.note_code}], "text": UNTITLED}

    def latest(self, note: JournalNote) -> bool:
        return not any(n.number == note.number and n.version > note.version for n in self.entry.notes)

    def before(self, note: JournalNote) -> int | None:
        """The version that this one replaces."""
        earlier = [n.version for n in self.entry.notes if n.number == note.number and n.version < note.version]
        return max(earlier, default=None)

    def documents(self) -> Iterator[DocumentReference]:
        for note in self.entry.notes:
            yield self.document(note)

    def compositions(self) -> Iterator[Composition]:
        for note in self.entry.notes:
            yield self.composition(note)

    def document(self, note: JournalNote) -> DocumentReference:
        own, data, at = self.document_id(note.number, note.version), note.text.encode("utf-8"), rfc3339(note.at)
        author = self.people.role_ref(note.author_id)
        before = self.before(note)
        made: DocumentReference = {
            "resourceType": "DocumentReference",
            "masterIdentifier": own,
            "identifier": [own],
            "status": "current" if self.latest(note) else "superseded",
            "docStatus": status(before),
            "type": self.kind(),
            "subject": self.people.patient_ref(),
            "date": at,
            "author": [author],
            "authenticator": author,
            "custodian": self.people.organization_ref(self.entry.provider_id),
            "content": [
                {
                    "attachment": {
                        "contentType": "text/plain; charset=utf-8",
                        "data": b64encode(data).decode(),
                        "size": len(data),
                        "hash": b64encode(hashlib.sha1(data, usedforsecurity=False).digest()).decode(),
                        "title": note.title.strip() or UNTITLED,
                        "creation": at,
                    }
                }
            ],
            "context": {
                "encounter": [self.care.contact_ref()],
                "related": [reference("Composition", self.composition_id(note.number, note.version))],
            },
        }
        if before is not None:
            target = reference("DocumentReference", self.document_id(note.number, before))
            made["relatesTo"] = [{"code": "replaces", "target": target}]
        meta = self.people.label()
        if meta is not None:
            made["meta"] = meta
        return made

    def composition(self, note: JournalNote) -> Composition:
        at, author, before = rfc3339(note.at), self.people.role_ref(note.author_id), self.before(note)
        made: Composition = {
            "resourceType": "Composition",
            "identifier": self.composition_id(note.number, note.version),
            "status": status(before),
            "type": self.kind(),
            "subject": self.people.patient_ref(),
            "encounter": self.care.contact_ref(),
            "date": at,
            "author": [author],
            "title": note.title.strip() or UNTITLED,
            "attester": [{"mode": "professional", "time": at, "party": author}],
            "custodian": self.people.organization_ref(self.entry.provider_id),
            "section": [self.section(note)],
        }
        if before is not None:
            target = reference("Composition", self.composition_id(note.number, before))
            made["relatesTo"] = [{"code": "replaces", "targetReference": target}]
        meta = self.people.label()
        if meta is not None:
            made["meta"] = meta
        return made

    def section(self, note: JournalNote) -> Section:
        made: Section = {"text": {"status": "generated", "div": narrative(note.text)}}
        if note.first is not None and note.last is not None:
            told = [m.number for m in self.entry.messages if note.first <= m.number <= note.last]
            if told:
                made["entry"] = [self.care.message_ref(number) for number in sorted(told)]
        return made


def status(before: int | None) -> Literal["final", "amended"]:
    return "final" if before is None else "amended"


def narrative(text: str) -> str:
    """XHTML with the text, a line for each of its lines."""
    lines = "<br/>".join(escape(line, quote=False) for line in text.split("\n"))
    return f'<div xmlns="http://www.w3.org/1999/xhtml"><p>{lines}</p></div>'
