"""Harnesses of the journal exporters that come with arende: the spool in a folder, FHIR against its stand-in."""

import base64
import json
import shutil
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Final

from arende.ports.config import AdapterConfig
from arende.ports.export import JournalExporter
from arende.ports.registry import ExportRegistry

from .claims import CAPABILITIES, Capability, claim
from .export.harness import Kept, KeptMessage, KeptNote, Trouble
from .export.samples import PERSONAL
from .registered import registered
from .standins.fhir import BASE, KEY, USER, FhirSide, Plain
from .standins.server import Held, Manner, Reply, StandIn, said

HTML: Final = b"<html><body><h1>All is well, or not</h1></body></html>"
PLAINLY: Final[Mapping[Trouble, Reply]] = {
    Trouble.BUSY: Reply(status=503, headers={"retry-after": "17"}),
    Trouble.LOCKED: Reply(status=401),
    Trouble.REFUSED: Reply(status=422),
    Trouble.GARBLED: Reply(status=200, body=HTML, headers={"content-type": "text/html"}),
    Trouble.QUOTING: said(400, {"issue": [{"diagnostics": " ".join((*PERSONAL, KEY))}]}),
}


class SpoolHarness:
    """The journal spool in the folder: what is kept of a case is its highest version."""

    claims = claim(Capability.KEPT, Capability.SEVERABLE)

    def __init__(self, folder: Path) -> None:
        self._folder = folder / "journal"

    def exporter(self) -> JournalExporter:
        shutil.rmtree(self._folder, ignore_errors=True)
        config = AdapterConfig(name="spool", location=str(self._folder))
        return registered("arende_journal_spool", ExportRegistry(), "spool").open(config)

    def kept(self) -> Sequence[Kept]:
        latest: dict[str, dict[str, object]] = {}
        for file in self._folder.glob("*.json"):
            found = json.loads(file.read_bytes())
            if found["version"] >= latest.get(found["id"], found)["version"]:
                latest[found["id"]] = found
        return [of_document(json.dumps(one, ensure_ascii=False)) for one in latest.values()]

    def sever(self) -> None:
        shutil.rmtree(self._folder)
        self._folder.write_text("a file where the folder should be")


def of_document(text: str) -> Kept:
    """A document `arende.journal/2`."""
    found = json.loads(text)
    return Kept(
        id=found["id"],
        patient=found["patient"]["identifier"],
        ended=found["status"] != "open",
        messages=tuple(
            KeptMessage(number=m["number"], text=m["text"], retracted=m["retracted"]) for m in found["messages"]
        ),
        notes=tuple(KeptNote(number=n["number"], version=n["version"], text=n["text"]) for n in found["notes"]),
        everything=text,
    )


class FhirHarness(Held):
    """FHIR over real HTTP to a strict stand-in on this machine."""

    claims = claim(*CAPABILITIES["export"])
    timeout = 20.0

    def __init__(self) -> None:
        super().__init__()
        self._side = FhirSide()
        self._trouble: Trouble | None = None

    def exporter(self) -> JournalExporter:
        self._side = FhirSide().secured()
        stand_in = self.stand(self._side)
        self._make(stand_in)
        options = {"base_url": f"{stand_in.address}{BASE}", "auth": "basic", "username": USER, "password": KEY}
        timeout = 1 if self._trouble is Trouble.SILENT else 5
        config = AdapterConfig(name="fhir", options={**options, "timeout": timeout})
        return registered("arende_fhir", ExportRegistry(), "fhir").open(config)

    def kept(self) -> Sequence[Kept]:
        return [of_server(self._side, contact) for contact in self._side.all("Encounter")]

    def trouble(self, trouble: Trouble) -> None:
        self._trouble = trouble

    def secrets(self) -> Sequence[str]:
        return [KEY, base64.b64encode(f"{USER}:{KEY}".encode()).decode()]

    def _make(self, stand_in: StandIn) -> None:
        match self._trouble:
            case None:
                pass
            case Trouble.LOST:
                stand_in.manner = Manner.LOSES
            case Trouble.SILENT:
                stand_in.manner = Manner.SILENT
            case Trouble.PARTLY:
                self._side.partial = 422
            case Trouble.ELSEWHERE:
                self.lead_astray(FhirSide(), BASE)
            case trouble:
                stand_in.always = PLAINLY[trouble]


def of_server(side: FhirSide, contact: Plain) -> Kept:
    """A case as the server's resources tell it."""
    here = f"Encounter/{contact['id']}"
    messages = sorted(about(side, "Communication", here), key=lambda one: str(one["sent"]))
    documents = list(about(side, "DocumentReference", here))
    patient = next(
        one for one in side.all("Patient") if f"Patient/{one['id']}" == part(contact, "subject", "reference")
    )
    beside = [
        one for one in side.all("RelatedPerson") if part(one, "patient", "reference") == f"Patient/{patient['id']}"
    ]
    everything = [contact, *messages, *documents, *beside, *about(side, "Composition", here)]
    return Kept(
        id=part(contact, "identifier", 0, "value"),
        patient=part(patient, "identifier", 0, "value"),
        ended=contact["status"] == "finished",
        messages=tuple(
            KeptMessage(
                number=int(part(one, "identifier", 0, "value").rpartition(":")[2]),
                text=part(one, "payload", 0, "contentString"),
                retracted=one["status"] == "entered-in-error",
            )
            for one in messages
        ),
        notes=tuple(note(one) for one in documents),
        everything=json.dumps(everything, ensure_ascii=False),
    )


def about(side: FhirSide, kind: str, contact: str) -> Iterator[Plain]:
    """The resources of a kind that refer to the contact."""
    return (one for one in side.all(kind) if f'"{contact}"' in json.dumps(one))


def note(document: Plain) -> KeptNote:
    _, number, version = part(document, "identifier", 0, "value").rsplit(":", 2)
    text = base64.b64decode(part(document, "content", 0, "attachment", "data")).decode()
    return KeptNote(number=int(number), version=int(version), text=text)


def part(found: object, *path: str | int) -> str:
    """A text within a resource; empty where it is not there."""
    for step in path:
        if isinstance(found, dict) and isinstance(step, str):
            found = found.get(step)
        elif isinstance(found, list) and isinstance(step, int) and step < len(found):
            found = found[step]
        else:
            return ""
    return found if isinstance(found, str) else ""


def spool(folder: Path) -> SpoolHarness:
    """The factory of `spool`."""
    return SpoolHarness(folder)


def fhir() -> FhirHarness:
    """The factory of `fhir`."""
    return FhirHarness()
