"""A case as a transaction of FHIR: golden documents, and what holds for every case."""

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final

import arende_fhir
import pytest
from arende.ports.disclosure import Disclosure
from arende.ports.export import NoDisclosure
from arende.ports.journal import JournalEntry, JournalMessage, JournalNote, JournalPerson, JournalStaff, JournalStatus
from arende.ports.registry import ExportRegistry
from arende_fhir.bundle import UPDATED, bundle, own
from arende_fhir.form import FhirForm
from arende_fhir.r4 import Bundle
from arende_fhir.systems import Systems, query
from attrs import evolve

from .cases import CASES, MASKED, MINUTE, PROVIDER, T0, entry

GOLDEN: Final = Path(__file__).with_name("golden")
NURSE: Final = JournalStaff(
    assignment_id=f"{PROVIDER}.SE2321000016-2001",
    staff_id=f"{PROVIDER}.SE2321000016-4001",
    name="Haris Testgren",
    role_id=f"{PROVIDER}.ssk",
    role="Sjuksköterska",
    unit_id=f"{PROVIDER}.SE2321000016-3001",
    unit="Barnmottagningen Ängen",
)
ELSA: Final = JournalPerson(
    id=f"{PROVIDER}.elsa", system="personnummer", identifier="201802142396", name="Elsa Provdotter", born="2018-02-14"
)
KARIN: Final = JournalPerson(
    id=f"{PROVIDER}.karin", system="personnummer", identifier="198512242390", name="Karin Provdotter"
)
CHILD: Final = JournalEntry(
    id=f"{PROVIDER}.1",
    version=9,
    provider_id=PROVIDER,
    provider="Region Test",
    unit_id=NURSE.unit_id,
    unit=NURSE.unit,
    title="Eksem – uppföljning",
    status=JournalStatus.CLOSED,
    patient=ELSA,
    representative=KARIN,
    opened=T0,
    until=T0 + 4000 * MINUTE,
    ended=T0 + 100 * MINUTE,
    zone="Europe/Stockholm",
    assignment_id=NURSE.assignment_id,
    staff=(NURSE,),
    messages=(
        JournalMessage(
            number=1,
            at=T0 + MINUTE,
            by_patient_side=False,
            author_id=NURSE.assignment_id,
            author=NURSE.name,
            role=NURSE.role,
            text="Hur mår Elsa?",
            read_at=T0 + 2 * MINUTE,
        ),
        JournalMessage(
            number=2,
            at=T0 + 3 * MINUTE,
            by_patient_side=True,
            author_id=KARIN.id,
            author=KARIN.name,
            role="",
            text="Bättre.\nMen kliar 🙂",
        ),
        JournalMessage(
            number=3,
            at=T0 + 4 * MINUTE,
            by_patient_side=False,
            author_id=NURSE.assignment_id,
            author=NURSE.name,
            role=NURSE.role,
            text="Smörj två gånger.",
            retracted=True,
            retracted_at=T0 + 5 * MINUTE,
            retracted_by=NURSE.assignment_id,
        ),
        JournalMessage(
            number=4,
            at=T0 + 6 * MINUTE,
            by_patient_side=False,
            author_id=NURSE.assignment_id,
            author=NURSE.name,
            role=NURSE.role,
            text="Smörj en gång.",
            corrects=3,
        ),
    ),
    notes=(
        JournalNote(
            number=1,
            version=1,
            at=T0 + 50 * MINUTE,
            author_id=NURSE.assignment_id,
            title="Uppföljning",
            text="Bättre. Smörjer <en> gång.",
            first=1,
            last=4,
        ),
        JournalNote(
            number=1,
            version=2,
            at=T0 + 60 * MINUTE,
            author_id=NURSE.assignment_id,
            title="Uppföljning",
            text="Bättre. Smörjer en gång & är nöjd.",
            first=1,
            last=4,
        ),
    ),
)
ADULT: Final = evolve(
    CHILD,
    id=f"{PROVIDER}.2",
    version=1,
    status=JournalStatus.OPEN,
    ended=None,
    patient=evolve(KARIN, name=MASKED, protected=True, born="1985-12-24"),
    representative=evolve(KARIN, name=MASKED, protected=True, born="1985-12-24"),
    messages=CHILD.messages[:1],
    notes=(),
)
SAMPLES: Final = {"child": CHILD, "protected": ADULT}


def made(seed: int) -> Bundle:
    return bundle(entry(seed), Systems())


@pytest.mark.spec("B22")
@pytest.mark.parametrize("name", SAMPLES)
def test_the_document_is_the_golden_one(name: str) -> None:
    rendered = FhirForm().render(SAMPLES[name], "sv", None)
    assert rendered == (GOLDEN / f"{name}.json").read_bytes()


@pytest.mark.spec("B22")
def test_every_reference_is_to_an_entry_of_its_kind_and_every_entry_is_there_once() -> None:
    for seed in range(CASES):
        entries = made(seed)["entry"]
        kinds = {one["fullUrl"]: one["resource"]["resourceType"] for one in entries}
        assert len(kinds) == len(entries)
        pointed = [one for part in entries for one in references(part["resource"])]
        assert [one for one in pointed if kinds.get(str(one["reference"])) != one["type"]] == []


def references(value: object) -> Iterator[Mapping[str, object]]:
    if isinstance(value, dict):
        if "reference" in value:
            yield value
        for part in value.values():
            yield from references(part)
    elif isinstance(value, list):
        for part in value:
            yield from references(part)


@pytest.mark.spec("B22")
def test_every_request_names_its_resource_so_that_once_more_is_once() -> None:
    for seed in range(CASES):
        for one in made(seed)["entry"]:
            resource, request = one["resource"], one["request"]
            kind = resource["resourceType"]
            if resource["resourceType"] == "Provenance":
                assert request == {"method": "PUT", "url": f"Provenance/{resource['id']}"}
            elif kind in UPDATED:
                assert request == {"method": "PUT", "url": f"{kind}?{query(own(resource))}"}
            else:
                assert request == {"method": "POST", "url": kind, "ifNoneExist": query(own(resource))}


def test_the_same_case_has_the_same_names_at_every_version() -> None:
    later = evolve(CHILD, version=10, title="Annat", messages=(*CHILD.messages, evolve(CHILD.messages[0], number=5)))
    first, second = ({one["fullUrl"] for one in bundle(e, Systems())["entry"]} for e in (CHILD, later))
    assert len(first - second) == 1  # what was put together at that version
    assert len(second - first) == 2  # and the new message


@pytest.mark.spec("B22")
def test_no_message_is_left_out_whatever_became_of_it() -> None:
    for seed in range(CASES):
        told = [one["resource"] for one in made(seed)["entry"] if one["resource"]["resourceType"] == "Communication"]
        texts = [one.get("payload", [{"contentString": " "}])[0]["contentString"] for one in told]
        assert texts == [m.text for m in entry(seed).messages]
        assert [one["status"] == "entered-in-error" for one in told] == [m.retracted for m in entry(seed).messages]


@pytest.mark.spec("B25")
def test_of_a_protected_person_there_is_an_identifier_and_a_mark() -> None:
    seen = 0
    for seed in range(CASES):
        case, resources = entry(seed), [one["resource"] for one in made(seed)["entry"]]
        text = json.dumps(resources, ensure_ascii=False)
        assert MASKED not in text
        for one in resources:
            if one["resourceType"] in ("Patient", "RelatedPerson") and "meta" in one:
                assert not {"name", "birthDate", "telecom", "address"} & set(one)
        if case.patient.protected:
            seen += 1
            marked = {one["resourceType"] for one in resources if "meta" in one}
            assert {one["resourceType"] for one in resources} - marked <= {
                "Organization",
                "Practitioner",
                "PractitionerRole",
            }
    assert seen > 20


def test_hsa_ids_have_their_system_and_the_hosts_own_ids_ours() -> None:
    systems = Systems(own="https://vg.example/fhir")
    assert systems.of_directory("unit", f"{PROVIDER}.SE2321000016-3001", "PRN")["system"] == "urn:oid:1.2.752.29.4.19"
    assert systems.of_directory("unit", f"{PROVIDER}.bvc", "PRN") == {
        "system": "https://vg.example/fhir:unit",
        "value": f"{PROVIDER}.bvc",
    }


def test_reserve_numbers_of_two_providers_are_of_two_persons() -> None:
    here = JournalPerson(id="SE1.p", system="local", identifier="TEST0001", name="Åsa")
    systems = {str(Systems().person(one)) for one in (here, evolve(here, id="SE2.p"))}
    assert len(systems) == 2


def test_the_systems_are_settings() -> None:
    systems = Systems(personnummer="urn:oid:1.2.752.129.2.1.3.1", contact_code="3")
    text = json.dumps(bundle(CHILD, systems))
    assert "electronichealth" not in text
    assert '"urn:oid:1.2.752.129.2.1.3.1"' in text and "vardkontakttyp" in text


@pytest.mark.parametrize("text", ["\x00", "\x0b", "\x1f", "\ud800"])
def test_what_fhir_cannot_hold_is_refused_and_never_changed(text: str) -> None:
    with pytest.raises(ValueError, match="does not allow"):
        bundle(evolve(CHILD, title=f"a{text}"), Systems())
    with pytest.raises(ValueError, match="1–9999"):
        bundle(evolve(CHILD, ended=10**30), Systems())


def test_the_form_has_no_place_for_a_disclosure() -> None:
    disclosure = Disclosure(ground="x", entry=CHILD, notes=(), handovers=(), moves=(), retractions=())
    with pytest.raises(NoDisclosure):
        FhirForm().render(CHILD, "sv", disclosure)
    assert (FhirForm().media_type(), FhirForm().suffix()) == ("application/fhir+json", ".fhir.json")


def test_the_door_registers_the_exporter_and_the_form() -> None:
    registry = ExportRegistry()
    arende_fhir.arende_register_export(registry)
    assert (list(registry.names()), list(registry.forms.names())) == (["fhir"], ["fhir"])
    assert registry.faults == registry.forms.faults == []
