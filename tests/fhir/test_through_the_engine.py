"""A case to the record through the engine, over real HTTP: whatever the server does, staff see how the case stands."""

import json
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from arende.domain.case.export_state import ExportState
from arende.domain.ids import CaseId
from arende.ports.config import AdapterConfig
from arende.views.thread import Happening
from arende.views.thread_lines import MessageLine
from arende_conformance.standins.fhir import BASE, FhirSide
from arende_conformance.standins.server import Manner, Reply, StandIn

from tests.engine.clinic import NURSE, Clinic, open_clinic, put_up
from tests.engine.test_export import export, told_case
from tests.engine.test_worker_sms import happenings

pytestmark = [pytest.mark.spec("B22"), pytest.mark.spec("S17")]

LOST = timedelta(seconds=30)
"""More than the first wait of what is tried again."""


@pytest.fixture
def side() -> FhirSide:
    return FhirSide()


@pytest.fixture
def stand_in(side: FhirSide) -> Iterator[StandIn]:
    made = StandIn(side)
    yield made
    made.close()


@pytest.fixture
def clinic(stand_in: StandIn, tmp_path: Path) -> Iterator[Clinic]:
    record = AdapterConfig(name="fhir", options={"base_url": f"{stand_in.address}{BASE}", "timeout": 1})
    made = open_clinic("memory:", tmp_path, export={"record": record})
    yield put_up(made)
    made.engine.close()


def states(clinic: Clinic, case: CaseId) -> set[ExportState]:
    """How the messages stand, as staff see them in the thread."""
    page = clinic.engine.queries.thread(NURSE, case).unwrap()
    return {mark.state for line in page.items if isinstance(line, MessageLine) for mark in line.exports}


def test_what_was_kept_and_read_back_is_confirmed(clinic: Clinic, side: FhirSide) -> None:
    case = told_case(clinic)
    export(clinic, case, "record")
    assert states(clinic, case) == {ExportState.CONFIRMED}
    assert happenings(clinic, case)[-1] is Happening.EXPORT_CONFIRMED
    texts = [one["payload"] for one in side.all("Communication")]
    assert texts == [[{"contentString": text}] for text in ("Hur mår Elsa?", "Bättre i dag.", "Bra.")]
    assert len(side.all("RelatedPerson")) == 1


def fails_in_part(stand_in: StandIn, side: FhirSide) -> None:
    side.partial = 422


def says(status: int) -> Callable[[StandIn, FhirSide], None]:
    def make(stand_in: StandIn, side: FhirSide) -> None:
        stand_in.always = Reply(status=status)

    return make


@pytest.mark.parametrize("trouble", [fails_in_part, says(412), says(422), says(400)])
def test_what_waiting_does_not_mend_is_seen_as_failed_at_once(
    clinic: Clinic, stand_in: StandIn, side: FhirSide, trouble: Callable[[StandIn, FhirSide], None]
) -> None:
    trouble(stand_in, side)
    case = told_case(clinic)
    export(clinic, case, "record")
    assert states(clinic, case) == {ExportState.FAILED}
    assert happenings(clinic, case)[-1] is Happening.EXPORT_FAILED
    side.partial, stand_in.always = None, None
    export(clinic, case, "record")  # staff try once more
    assert states(clinic, case) == {ExportState.CONFIRMED}
    assert len(side.all("Encounter")) == 1


@pytest.mark.parametrize("status", [429, 503])
def test_what_waiting_mends_is_tried_again_by_itself(
    clinic: Clinic, stand_in: StandIn, side: FhirSide, status: int
) -> None:
    stand_in.always = Reply(status=status, headers={"retry-after": "20"})
    case = told_case(clinic)
    export(clinic, case, "record")
    assert states(clinic, case) == set()
    stand_in.always = None
    clinic.clock.advance(LOST)
    clinic.work()
    assert states(clinic, case) == {ExportState.CONFIRMED}
    assert len(side.all("Communication")) == 3


@pytest.mark.parametrize("status", [429, 503])
def test_a_server_that_never_has_time_is_seen_in_the_end(clinic: Clinic, stand_in: StandIn, status: int) -> None:
    stand_in.always = Reply(status=status)
    case = told_case(clinic, days=365)
    export(clinic, case, "record")
    wait_out(clinic)
    assert states(clinic, case) == {ExportState.FAILED}


def wait_out(clinic: Clinic) -> None:
    for _ in range(25):
        clinic.clock.advance(timedelta(days=2))
        clinic.work()


@pytest.mark.parametrize("manner", [Manner.LOSES, Manner.SILENT])
def test_an_answer_that_is_lost_after_it_was_kept_leads_to_one_copy(
    clinic: Clinic, stand_in: StandIn, side: FhirSide, manner: Manner
) -> None:
    stand_in.manner = manner
    case = told_case(clinic)
    export(clinic, case, "record")
    assert len(side.all("Encounter")) == 1
    stand_in.manner = Manner.ANSWERS
    clinic.clock.advance(LOST)
    clinic.work()
    assert states(clinic, case) == {ExportState.CONFIRMED}
    assert (len(side.all("Encounter")), len(side.all("Communication"))) == (1, 3)


def test_answers_that_are_always_lost_are_seen_as_uncertain(clinic: Clinic, stand_in: StandIn) -> None:
    stand_in.manner = Manner.LOSES
    case = told_case(clinic, days=365)
    export(clinic, case, "record")
    wait_out(clinic)
    assert states(clinic, case) == {ExportState.UNCERTAIN}
    assert happenings(clinic, case).count(Happening.EXPORT_UNCERTAIN) == 1


def test_the_form_is_what_is_sent(clinic: Clinic, stand_in: StandIn) -> None:
    case = told_case(clinic)
    entry = clinic.engine.queries.journal_entry(NURSE, case).unwrap()
    form = clinic.engine.registries.export.forms.get("fhir")
    assert form is not None
    export(clinic, case, "record")
    assert json.loads(form.render(entry, "sv", None))["entry"][0] == json.loads(stand_in.got[0].body)["entry"][0]


@pytest.mark.spec("B25")
def test_a_protected_patient_has_no_name_there(clinic: Clinic, side: FhirSide) -> None:
    clinic.tell_person("anton", protected=True)
    case = clinic.open_case()
    clinic.say(case, "Hej.")
    export(clinic, case, "record")
    (patient,) = side.all("Patient")
    assert "name" not in patient and "meta" in patient
