"""A case goes to the health record, and what came of it comes back."""

from datetime import timedelta

import pytest
from arende.domain.actor import Actor, StaffActor
from arende.domain.case.attention import Attention, attention
from arende.domain.commands import ExportCase, ExportState, RecordExport
from arende.domain.effects import SendExport
from arende.domain.events import ExportRecorded, ExportRequested
from arende.domain.policy import Policy
from arende.testing.build import AS_ANTON, AS_NURSE, COLLEAGUE, NOW, clinic
from arende.testing.given import given

from tests.domain.samples import CASE, LATER, OPENED, OPERATOR, SYSTEM, case_of, from_staff

POLICY = Policy(exporters=("fil",))
EXPORT = ExportCase(case=CASE, exporter="fil")


def came(state: ExportState) -> RecordExport:
    return RecordExport(case=CASE, exporter="fil", version=2, state=state, reference="dok-1", code="x")


def recorded(state: ExportState) -> ExportRecorded:
    return ExportRecorded(at=LATER, exporter="fil", version=2, state=state, reference="dok-1", code="x")


def test_the_owner_and_the_operator_may_export_to_what_is_configured() -> None:
    case = given(OPENED, from_staff(1), found=clinic(), policy=POLICY)
    allowed: tuple[Actor, ...] = (AS_NURSE, OPERATOR)
    refused: tuple[Actor, ...] = (AS_ANTON, StaffActor(COLLEAGUE), SYSTEM)
    for actor in allowed:
        outcome = case.when(EXPORT, actor=actor, now=NOW)
        outcome.then(ExportRequested(at=NOW, exporter="fil")).effects(SendExport(case=CASE, exporter="fil"))
        assert outcome.state == case.state
    case.when(ExportCase(case=CASE, exporter="fhir"), actor=AS_NURSE, now=NOW).refused("export.exporter_unknown")
    for actor in refused:
        case.when(EXPORT, actor=actor, now=NOW).refused("access.denied")
    given(found=clinic(), policy=POLICY).when(EXPORT, actor=OPERATOR, now=NOW).refused("not_found")


@pytest.mark.parametrize("state", [ExportState.FAILED, ExportState.UNCERTAIN])
def test_what_failed_waits_in_the_inbox_until_it_succeeds(state: ExportState) -> None:
    case = given(OPENED, from_staff(1), found=clinic())
    case.when(came(state), actor=SYSTEM, now=LATER).then(recorded(state)).effects()
    failed = case_of(OPENED, from_staff(1), recorded(state))
    assert attention(failed, LATER) == (Attention.EXPORT,)
    again = recorded(state)
    assert case_of(OPENED, from_staff(1), recorded(state), again).export_trouble_since == LATER
    done = case_of(OPENED, from_staff(1), recorded(state), recorded(ExportState.EXPORTED))
    assert attention(done, LATER + timedelta(hours=1)) == ()


def test_only_the_worker_tells_what_came_of_it() -> None:
    case = given(OPENED, found=clinic())
    case.when(came(ExportState.EXPORTED), actor=AS_NURSE, now=NOW).refused("access.denied")
    case.when(came(ExportState.EXPORTED), actor=AS_ANTON, now=NOW).refused("access.denied")
    case.when(came(ExportState.EXPORTED), actor=OPERATOR, now=NOW).refused("access.denied")
