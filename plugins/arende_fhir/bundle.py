"""A case version as one transaction: every resource once, and what the server is to do with it. Pure.

What the receiver owns (persons, staff, organizations) and what never changes is created unless it is there; what may
change between versions (the contact, a message that is taken back, a note that is replaced, a relative who becomes
protected) is updated by its identifier. Provenance has no identifier in R4, and is put under an id of ours.
"""

import re
from collections.abc import Iterator
from typing import Final
from uuid import NAMESPACE_URL, uuid5

from arende.ports.journal import JournalEntry
from arende.ports.times import rfc3339

from .care import Care
from .notes import Notes
from .people import People
from .r4 import Bundle, Entry, Identifier, Provenance, Reference, Resource
from .systems import Systems, query, urn

UPDATED: Final = ("RelatedPerson", "Encounter", "Communication", "DocumentReference")
"""What later versions change."""
FORBIDDEN: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff]")
"""What no text of FHIR may hold."""
PARTICIPANT: Final = "http://terminology.hl7.org/CodeSystem/provenance-participant-type"
OPERATION: Final = "http://terminology.hl7.org/CodeSystem/v3-DataOperation"


def bundle(entry: JournalEntry, systems: Systems) -> Bundle:
    """The transaction; the same of the same entry. ValueError for what FHIR cannot hold."""
    people = People(entry=entry, systems=systems)
    care = Care(entry=entry, systems=systems, people=people)
    notes = Notes(entry=entry, systems=systems, people=people, care=care)
    try:
        entries = [transfer(resource) for resource in resources(people, care, notes)]
        entries += [put(one) for one in provenance(entry, people, care, notes)]
    except OverflowError:
        raise ValueError("a time lies outside years 1–9999") from None
    made: Bundle = {"resourceType": "Bundle", "type": "transaction", "entry": entries}
    check(made)
    return made


def resources(people: People, care: Care, notes: Notes) -> Iterator[Resource]:
    yield people.patient()
    yield from people.relatives()
    yield from people.organizations()
    yield from people.practitioners()
    yield from people.roles()
    yield care.contact()
    yield from care.messages()
    yield from notes.compositions()
    yield from notes.documents()


def own(resource: Resource) -> Identifier:
    """The identifier that the resource is known by."""
    if resource["resourceType"] == "Provenance":
        raise TypeError("a Provenance has no identifier")
    found = resource["identifier"]
    return found[0] if isinstance(found, list) else found


def transfer(resource: Resource) -> Entry:
    """A resource with an identifier: created unless it is there, or updated."""
    kind, identifier = resource["resourceType"], own(resource)
    search = query(identifier)
    if kind in UPDATED:
        return {
            "fullUrl": urn(kind, identifier),
            "resource": resource,
            "request": {"method": "PUT", "url": f"{kind}?{search}"},
        }
    return {
        "fullUrl": urn(kind, identifier),
        "resource": resource,
        "request": {"method": "POST", "url": kind, "ifNoneExist": search},
    }


def put(resource: Provenance) -> Entry:
    return {
        "fullUrl": f"urn:uuid:{resource['id']}",
        "resource": resource,
        "request": {"method": "PUT", "url": f"Provenance/{resource['id']}"},
    }


def provenance(entry: JournalEntry, people: People, care: Care, notes: Notes) -> Iterator[Provenance]:
    """Who put together this version, and who signed each version of each note."""
    provider = people.organization_ref(entry.provider_id)
    targets = [care.contact_ref(), *(care.message_ref(m.number) for m in entry.messages)]
    made = made_by(f"case:{entry.id}:{entry.version}", targets, last(entry), "assembler", provider, people)
    yield made
    for note in entry.notes:
        document = urn("DocumentReference", notes.document_id(note.number, note.version))
        composition = urn("Composition", notes.composition_id(note.number, note.version))
        signed = made_by(
            f"note:{entry.id}:{note.number}:{note.version}",
            [{"reference": composition, "type": "Composition"}, {"reference": document, "type": "DocumentReference"}],
            note.at,
            "author",
            people.role_ref(note.author_id),
            people,
        )
        signed["agent"][0]["onBehalfOf"] = provider
        yield signed


def made_by(name: str, targets: list[Reference], at: int, part: str, who: Reference, people: People) -> Provenance:
    made: Provenance = {
        "resourceType": "Provenance",
        "id": str(uuid5(NAMESPACE_URL, f"Provenance|{people.systems.own}|{name}")),
        "target": targets,
        "recorded": rfc3339(at),
        "activity": {"coding": [{"system": OPERATION, "code": "CREATE"}]},
        "agent": [{"type": {"coding": [{"system": PARTICIPANT, "code": part}]}, "who": who}],
    }
    meta = people.label()
    if meta is not None:
        made["meta"] = meta
    return made


def last(entry: JournalEntry) -> int:
    """When what the version tells last happened: no clock is asked, for the same version is the same for ever."""
    times = [entry.opened, entry.ended or entry.opened]
    times += [m.retracted_at or m.at for m in entry.messages]
    times += [m.read_at for m in entry.messages if m.read_at is not None]
    return max(times + [note.at for note in entry.notes])


def check(value: object) -> None:
    """ValueError where a text holds what FHIR does not allow; nothing is ever changed on the way."""
    match value:
        case str():
            if FORBIDDEN.search(value):
                raise ValueError("a text holds a character that FHIR does not allow")
        case dict():
            for part in value.values():
                check(part)
        case list():
            for part in value:
                check(part)
        case _:
            pass
