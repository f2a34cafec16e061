"""The exporter over real HTTP to a strict stand-in on this machine: what each answer means, and what never gets out."""

import json
import logging
import socket
from collections.abc import Iterator
from typing import Final

import pytest
from arende.ports.config import AdapterConfig, ConfigError, Option
from arende.ports.export import Confirming, Exported, ExportFailed, ExportOutcome, ExportUncertain, JournalExporter
from arende_conformance.standins.fhir import BASE, KEY, USER, FhirSide
from arende_conformance.standins.server import Manner, Reply, StandIn, said
from arende_fhir.bundle import bundle
from arende_fhir.settings import FhirExportFactory
from arende_fhir.systems import Systems
from attrs import evolve

from .test_bundle import CHILD

pytestmark = pytest.mark.spec("B22")


@pytest.fixture
def side() -> FhirSide:
    return FhirSide()


@pytest.fixture
def stand_in(side: FhirSide) -> Iterator[StandIn]:
    made = StandIn(side)
    yield made
    made.close()


OPENED: Final[list[JournalExporter]] = []


def opened(stand_in: StandIn, **options: Option) -> JournalExporter:
    OPENED.append(
        FhirExportFactory().open(
            AdapterConfig(name="fhir", options={"base_url": f"{stand_in.address}{BASE}", "timeout": 5, **options})
        )
    )
    return OPENED[-1]


@pytest.fixture(autouse=True)
def tidy() -> Iterator[None]:
    yield
    while OPENED:
        OPENED.pop().close()


def test_it_is_kept_whole_and_confirmed(stand_in: StandIn, side: FhirSide) -> None:
    exporter = opened(stand_in)
    first = exporter.export(CHILD)
    assert isinstance(first, Exported) and first.reference == f"Encounter/{side.all('Encounter')[0]['id']}"
    assert exporter.export(CHILD) == first
    assert len(side.all("Communication")) == 4
    assert isinstance(exporter, Confirming)
    assert exporter.confirm(CHILD) == Exported(reference=first.reference, confirmed=True)


def test_who_does_not_want_to_read_back_need_not(stand_in: StandIn) -> None:
    assert not isinstance(opened(stand_in, confirm=False), Confirming)


def test_a_server_that_names_no_place_has_our_name_for_the_case(stand_in: StandIn) -> None:
    count = len(bundle(CHILD, Systems())["entry"])
    answers = [{"response": {"status": "200"}}] * count
    stand_in.always = said(200, {"resourceType": "Bundle", "type": "transaction-response", "entry": answers})
    assert opened(stand_in).export(CHILD) == Exported(reference=CHILD.id)
    stand_in.always = said(200, {"resourceType": "Bundle", "entry": answers[:-1]})
    assert opened(stand_in).export(CHILD) == ExportUncertain(code="unreadable")


BUSY: Final = {"retry-after": "17"}
TABLE: Final[tuple[tuple[int, dict[str, str], ExportOutcome], ...]] = (
    (302, {"location": "/elsewhere"}, ExportFailed(code="redirected", again=False)),
    (400, {}, ExportFailed(code="invalid", again=False)),
    (401, {}, ExportFailed(code="sign_in", again=False)),
    (403, {}, ExportFailed(code="forbidden", again=False)),
    (404, {}, ExportFailed(code="address", again=False)),
    (409, {}, ExportFailed(code="conflict", again=True)),
    (412, BUSY, ExportFailed(code="several_matches", again=False)),
    (413, {}, ExportFailed(code="too_large", again=False)),
    (418, {}, ExportFailed(code="refused_418", again=False)),
    (422, {}, ExportFailed(code="invalid", again=False)),
    (429, BUSY, ExportFailed(code="busy", again=True, retry_after=17)),
    (500, {}, ExportUncertain(code="server_500")),
    (502, {}, ExportUncertain(code="server_502")),
    (503, BUSY, ExportFailed(code="busy", again=True, retry_after=17)),
    (503, {"retry-after": "Sat, 28 Nov 2026 21:00:00 GMT"}, ExportFailed(code="busy", again=True)),
    (503, {"retry-after": "9" * 9}, ExportFailed(code="busy", again=True, retry_after=24 * 3600)),
    (504, {}, ExportUncertain(code="server_504")),
    (599, {}, ExportUncertain(code="server_599")),
    (204, {}, ExportUncertain(code="unreadable")),
)


@pytest.mark.parametrize(("status", "headers", "outcome"), TABLE)
def test_what_a_status_means(stand_in: StandIn, status: int, headers: dict[str, str], outcome: ExportOutcome) -> None:
    stand_in.always = Reply(status=status, headers=headers)
    assert opened(stand_in).export(CHILD) == outcome
    assert len(stand_in.got) == 1


@pytest.mark.parametrize(
    ("status", "outcome"),
    [
        (400, ExportFailed(code="invalid", again=False)),
        (412, ExportFailed(code="several_matches", again=False)),
        (422, ExportFailed(code="invalid", again=False)),
        (429, ExportFailed(code="busy", again=True)),
        (503, ExportFailed(code="busy", again=True)),
        (500, ExportUncertain(code="server_500")),
        (0, ExportUncertain(code="unreadable")),
    ],
)
def test_200_with_a_failed_entry_is_no_success(
    stand_in: StandIn, side: FhirSide, status: int, outcome: ExportOutcome
) -> None:
    side.partial = status
    assert opened(stand_in).export(CHILD) == outcome


ONE: Final = b'{"resourceType":"Bundle","entry":[{"response":{"status":"201 Created"}}]}'
"""All that is told of went well, and most is not told of."""


@pytest.mark.parametrize(
    "body", [b"", b"<html>", b"[]", b'{"resourceType":"Bundle","entry":[]}', b'{"entry":"x"}', ONE]
)
def test_200_that_cannot_be_read_is_uncertain(stand_in: StandIn, body: bytes) -> None:
    stand_in.always = Reply(status=200, body=body)
    assert opened(stand_in).export(CHILD) == ExportUncertain(code="unreadable")


@pytest.mark.parametrize(("manner", "code"), [(Manner.LOSES, "connection"), (Manner.SILENT, "timeout")])
def test_what_was_kept_and_never_answered_is_uncertain(
    stand_in: StandIn, side: FhirSide, manner: Manner, code: str
) -> None:
    stand_in.manner = manner
    assert opened(stand_in, timeout=1).export(CHILD) == ExportUncertain(code=code)
    stand_in.manner = Manner.ANSWERS
    assert isinstance(opened(stand_in).export(CHILD), Exported)
    assert len(side.all("Encounter")) == 1


def test_what_never_left_is_tried_again() -> None:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    exporter = FhirExportFactory().open(AdapterConfig(name="fhir", options={"base_url": f"http://127.0.0.1:{port}"}))
    assert exporter.export(CHILD) == ExportFailed(code="unreachable", again=True)
    exporter.close()
    assert exporter.export(CHILD) == ExportFailed(code="closed", again=True)


def test_what_fhir_cannot_hold_never_leaves(stand_in: StandIn) -> None:
    exporter = opened(stand_in)
    assert exporter.export(evolve(CHILD, title="a\x00")) == ExportFailed(code="content", again=False)
    assert isinstance(exporter, Confirming)
    assert exporter.confirm(evolve(CHILD, title="\ud800")) == ExportFailed(code="content", again=False)
    assert stand_in.got == []


def test_what_is_missing_twice_or_outdated_is_not_confirmed(stand_in: StandIn, side: FhirSide) -> None:
    exporter = opened(stand_in)
    assert isinstance(exporter, Confirming)
    assert exporter.confirm(CHILD) == ExportFailed(code="missing_patient", again=True)
    exporter.export(CHILD)
    (contact,) = side.all("Encounter")
    contact["status"] = "in-progress"
    assert exporter.confirm(CHILD) == ExportFailed(code="outdated_encounter", again=True)
    contact["status"] = "finished"
    told = side.stored["Provenance"]
    id, one = next(iter(told.items()))
    del told[id]
    assert exporter.confirm(CHILD) == ExportFailed(code="missing_provenance", again=True)
    told[id] = one
    message = side.all("Communication")[0]
    side.stored["Communication"]["again"] = {**message, "id": "again"}
    assert exporter.confirm(CHILD) == ExportFailed(code="several_matches", again=False)
    stand_in.instead = [Reply(status=503)]
    assert exporter.confirm(CHILD) == ExportFailed(code="busy", again=True)
    stand_in.close()
    fresh = opened(stand_in)
    assert isinstance(fresh, Confirming)
    assert fresh.confirm(CHILD) == ExportUncertain(code="unreachable")


def test_nothing_of_it_is_logged_shown_or_in_a_url(stand_in: StandIn, caplog: pytest.LogCaptureFixture) -> None:
    secret = "lösen-0123456789"
    exporter = opened(stand_in, auth="basic", username="arende", password=secret)
    assert isinstance(exporter, Confirming)
    quoted = {"issue": [{"diagnostics": f"{CHILD.patient.identifier} {CHILD.messages[0].text} {secret}"}]}
    with caplog.at_level(logging.DEBUG):
        outcomes = [exporter.export(CHILD), exporter.confirm(CHILD)]
        stand_in.always = Reply(status=422, body=json.dumps(quoted).encode())
        outcomes += [exporter.export(CHILD), exporter.confirm(CHILD)]
    seen = f"{caplog.text} {exporter!r} {vars(exporter)!r} {outcomes!r} {[got.target for got in stand_in.got]!r}"
    hidden = (CHILD.patient.identifier, CHILD.patient.name, CHILD.messages[0].text, secret)
    assert [one for one in hidden if one in seen] == []


def test_basic_is_sent_with_every_call(stand_in: StandIn, side: FhirSide) -> None:
    side.secured()
    assert opened(stand_in).export(CHILD) == ExportFailed(code="sign_in", again=False)
    exporter = opened(stand_in, auth="basic", username=USER, password=KEY)
    assert isinstance(exporter.export(CHILD), Exported)
    assert isinstance(exporter, Confirming) and isinstance(exporter.confirm(CHILD), Exported)


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ({}, "base_url is missing"),
        ({"base_url": "http://record.example"}, "base_url must be a URL that begins with https://"),
        ({"base_url": "https://r.example", "auth": "digest"}, "auth must be one of"),
        ({"base_url": "https://r.example", "auth": "basic"}, "username is missing"),
        ({"base_url": "https://r.example", "auth": "client_credentials"}, "token_url is missing"),
        ({"base_url": "https://r.example", "auth": "smart"}, "key_file is missing"),
        ({"base_url": "https://r.example", "hsa_system": "hsa"}, "hsa_system must be a URI"),
        ({"base_url": "https://r.example", "client_key": __file__}, "client_key and client_certificate belong"),
        ({"base_url": "https://r.example", "ca_file": __file__}, "ca_file or the client's certificate cannot be read"),
        ({"base_url": "https://r.example", "base": "x"}, "has no option base"),
    ],
)
def test_settings_that_cannot_work_are_told(options: dict[str, Option], said: str) -> None:
    with pytest.raises(ConfigError, match=said):
        FhirExportFactory().open(AdapterConfig(name="fhir", options=options))
