"""Against a FHIR server that is not ours: nothing twice, nothing missing, and a later version changes what changed."""

from collections import Counter
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor

import httpx
import pytest
from arende.ports.config import AdapterConfig
from arende.ports.export import Confirming, Exported, ExportFailed, ExportUncertain, JournalExporter
from arende.ports.journal import JournalEntry, JournalStatus
from arende_fhir.bundle import bundle
from arende_fhir.settings import FhirExportFactory
from arende_fhir.systems import Systems
from attrs import evolve

from . import medplum
from .cases import CASES, MINUTE, T0, entry

pytestmark = [pytest.mark.slow, pytest.mark.spec("B22")]


@pytest.fixture(scope="module")
def process(tmp_path_factory: pytest.TempPathFactory) -> Iterator[medplum.FhirServer]:
    folder = tmp_path_factory.mktemp("medplum")
    obstacle = medplum.install(folder)
    if obstacle:
        pytest.skip(obstacle)
    made = medplum.FhirServer(folder)
    yield made
    made.stop()


@pytest.fixture
def server(process: medplum.FhirServer) -> medplum.FhirServer:
    process.clear()
    process.behave("answers")
    return process


def opened(server: medplum.FhirServer, timeout: int = 30) -> JournalExporter:
    return FhirExportFactory().open(AdapterConfig(name="fhir", options={"base_url": server.base, "timeout": timeout}))


def confirmed(exporter: JournalExporter, what: JournalEntry) -> object:
    assert isinstance(exporter, Confirming)
    return exporter.confirm(what)


def wanted(what: JournalEntry) -> Mapping[str, int]:
    """How many of each kind the transaction holds."""
    found = Counter(one["resource"]["resourceType"] for one in bundle(what, Systems())["entry"])
    return {kind: found[kind] for kind in medplum.KINDS}


def rich() -> JournalEntry:
    """A case with messages, corrections, a retraction, and notes in versions."""
    return next(
        one
        for one in map(entry, range(CASES))
        if one.status is JournalStatus.OPEN
        and any(m.retracted for m in one.messages)
        and any(m.corrects for m in one.messages)
        and any(note.version > 1 for note in one.notes)
    )


def test_exported_twice_it_is_there_once(server: medplum.FhirServer) -> None:
    exporter = opened(server)
    first = exporter.export(rich())
    assert isinstance(first, Exported) and first.reference.startswith("Encounter/")
    assert exporter.export(rich()) == first
    assert server.counted() == wanted(rich())
    assert confirmed(exporter, rich()) == Exported(reference=first.reference, confirmed=True)
    exporter.close()


def test_eight_at_once_are_there_once(server: medplum.FhirServer) -> None:
    exporter = opened(server)
    with ThreadPoolExecutor(8) as pool:
        outcomes = list(pool.map(lambda _: exporter.export(rich()), range(8)))
    assert len(set(outcomes)) == 1 and isinstance(outcomes[0], Exported)
    assert server.counted() == wanted(rich())
    exporter.close()


def test_many_cases_beside_each_other_lose_nothing(server: medplum.FhirServer) -> None:
    exporter = opened(server)
    cases = [entry(seed) for seed in range(40)]
    for one in cases:
        assert isinstance(exporter.export(one), Exported)
        assert isinstance(confirmed(exporter, one), Exported)
    assert len(server.all("Encounter")) == 40
    assert len(server.all("Communication")) == sum(len(one.messages) for one in cases)
    assert len(server.all("DocumentReference")) == sum(len(one.notes) for one in cases)
    exporter.close()


def test_every_reference_points_at_what_is_there_and_no_text_is_changed(server: medplum.FhirServer) -> None:
    exporter = opened(server)
    exporter.export(rich())
    there = {f"{kind}/{one['id']}" for kind in medplum.KINDS for one in server.all(kind)}
    pointed = {to for kind in medplum.KINDS for one in server.all(kind) for to in references(one)}
    assert pointed and pointed <= there
    texts = {text(one) for one in server.all("Communication")} - {""}
    assert texts == {m.text for m in rich().messages if m.text.strip()}
    exporter.close()


def references(value: object) -> Iterator[str]:
    if isinstance(value, dict):
        if isinstance(value.get("reference"), str):
            yield value["reference"]
        for part in value.values():
            yield from references(part)
    elif isinstance(value, list):
        for part in value:
            yield from references(part)


def text(communication: Mapping[str, object]) -> str:
    payload = communication.get("payload")
    return str(payload[0]["contentString"]) if isinstance(payload, list) else ""


def test_a_later_version_changes_what_changed_and_nothing_is_taken_away(server: medplum.FhirServer) -> None:
    exporter, first = opened(server), rich()
    exporter.export(first)
    (contact,) = server.all("Encounter")
    taken = next(m for m in first.messages if not m.retracted and not m.by_patient_side)
    again = evolve(taken, retracted=True, retracted_at=T0 + 900 * MINUTE, retracted_by=first.assignment_id)
    note = max(first.notes, key=lambda one: one.version)
    later = evolve(
        first,
        version=first.version + 3,
        status=JournalStatus.CLOSED,
        ended=T0 + 1000 * MINUTE,
        messages=tuple(again if m.number == taken.number else m for m in first.messages),
        notes=(*first.notes, evolve(note, version=note.version + 1, at=T0 + 990 * MINUTE, text="Rättad.")),
    )
    assert confirmed(exporter, later) == ExportFailed(code="outdated_encounter", again=True)
    assert exporter.export(later) == Exported(reference=f"Encounter/{contact['id']}")
    (contact,) = server.all("Encounter")
    assert contact["status"] == "finished"
    stati = Counter(str(one["status"]) for one in server.all("Communication"))
    assert stati["entered-in-error"] == sum(m.retracted for m in later.messages)
    assert len(server.all("Communication")) == len(first.messages)
    documents = Counter(str(one["status"]) for one in server.all("DocumentReference"))
    assert documents["current"] == len({one.number for one in later.notes})
    assert documents.total() == len(later.notes)
    # What was put together is told of each version; of each signed version of a note, once.
    assert len(server.all("Provenance")) == wanted(later)["Provenance"] + 1
    exporter.close()


@pytest.mark.parametrize("manner", ["drops", "waits"])
def test_what_was_kept_and_never_answered_is_uncertain_and_once_more_is_harmless(
    server: medplum.FhirServer, manner: str
) -> None:
    exporter = opened(server, timeout=2)
    server.behave(manner)
    assert isinstance(exporter.export(rich()), ExportUncertain)
    assert server.counted() == wanted(rich())
    assert isinstance(exporter.export(rich()), Exported)
    assert server.counted() == wanted(rich())
    exporter.close()


def test_what_is_not_there_is_not_confirmed(server: medplum.FhirServer) -> None:
    exporter = opened(server)
    assert confirmed(exporter, rich()) == ExportFailed(code="missing_patient", again=True)
    assert sum(server.counted().values()) == 0
    exporter.export(rich())
    patient = server.all("Patient")[0]
    add(server, {"resourceType": "Patient", "identifier": patient["identifier"]})
    assert confirmed(exporter, rich()) == ExportFailed(code="several_matches", again=False)
    refused = exporter.export(rich())
    assert isinstance(refused, ExportFailed) and refused.code == "several_matches" and not refused.again
    exporter.close()


def add(server: medplum.FhirServer, resource: Mapping[str, object]) -> None:
    httpx.post(f"{server.base}/{resource['resourceType']}", json=resource, trust_env=False).raise_for_status()
