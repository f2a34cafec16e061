"""Entries of the directory: told anew they change, told again they do not, and what is wrong is named."""

from collections.abc import Mapping

import pytest
from arende.domain.commands import (
    Command,
    EndAssignment,
    RegisterAssignment,
    RegisterProvider,
    RegisterReason,
    RegisterRole,
    RegisterStaff,
    RegisterUnit,
)
from arende.domain.directory.model import Assignment
from arende.domain.events import (
    AssignmentEnded,
    AssignmentRegistered,
    Event,
    ProviderRegistered,
    ReasonRegistered,
    RoleRegistered,
    StaffRegistered,
    UnitRegistered,
)
from arende.domain.ids import AssignmentId, Kind, ProviderId, ReasonId, Ref, RoleId, StaffId, UnitId
from arende.domain.model import State
from arende.domain.policy import NAME_MAX, TITLE_MAX
from arende.testing.build import NOW, NURSE, OAK, PROVIDER, RENEWAL, clinic, local
from arende.testing.given import given
from attrs import evolve as changed

from tests.domain.samples import LATER, OPERATOR, SYSTEM

SSK = RoleId(local("ssk"))
SARA = StaffId(local("sara"))

PROVIDER_TOLD = RegisterProvider(provider=PROVIDER, name="Exempelvården", sender="Exempel")
UNIT_TOLD = RegisterUnit(unit=OAK, name="Vårdcentralen Eken")
ROLE_TOLD = RegisterRole(role=SSK, name="Sjuksköterska")
STAFF_TOLD = RegisterStaff(staff=SARA, name="Sara Exempel", display_name="Sara")
ASSIGNMENT_TOLD = RegisterAssignment(assignment=NURSE, staff=SARA, role=SSK, unit=OAK)
REASON_TOLD = RegisterReason(reason=RENEWAL, title="Förnyelse av recept")

TOLD: list[tuple[Command, Event, Command]] = [
    (
        PROVIDER_TOLD,
        ProviderRegistered(at=NOW, provider=PROVIDER, name="Exempelvården", sender="Exempel"),
        changed(PROVIDER_TOLD, sender="Eken"),
    ),
    (
        UNIT_TOLD,
        UnitRegistered(at=NOW, unit=OAK, name="Vårdcentralen Eken", zone="Europe/Stockholm", days=None),
        changed(UNIT_TOLD, days=5, reopen_days=0),
    ),
    (ROLE_TOLD, RoleRegistered(at=NOW, role=SSK, name="Sjuksköterska"), changed(ROLE_TOLD, name="Läkare")),
    (
        STAFF_TOLD,
        StaffRegistered(at=NOW, staff=SARA, name="Sara Exempel", display_name="Sara"),
        changed(STAFF_TOLD, display_name=None),
    ),
    (
        ASSIGNMENT_TOLD,
        AssignmentRegistered(at=NOW, assignment=NURSE, staff=SARA, role=SSK, unit=OAK, sees_unit=False),
        changed(ASSIGNMENT_TOLD, sees_unit=True),
    ),
    (
        REASON_TOLD,
        ReasonRegistered(at=NOW, reason=RENEWAL, title="Förnyelse av recept", unit=None, days=None, preset=False),
        changed(REASON_TOLD, unit=OAK, preset=True, days=2),
    ),
]


@pytest.mark.spec("S6", "S7")
@pytest.mark.parametrize(("told", "event", "otherwise"), TOLD)
def test_told_once_told_again_told_otherwise(told: Command, event: Event, otherwise: Command) -> None:
    given(found=clinic()).when(told, actor=OPERATOR, now=NOW).then(event).effects().also()
    known = given(event, found=clinic())
    known.when(told, actor=SYSTEM, now=LATER).nothing()
    differs = known.when(otherwise, actor=OPERATOR, now=LATER)
    assert differs.decision is not None
    assert len(differs.decision.events) == 1
    assert differs.state != known.state


NOWHERE = "SE0000000009-0009"
LONG = "å" * (NAME_MAX + 1)
SENDERS_WRONG = ("", "ab", "Vårdcentral", "1177", "Ex empel", "Exempelvarden", "Exempel\n")

WRONG: list[tuple[Command, str, str]] = [
    (changed(PROVIDER_TOLD, provider=ProviderId("a.b")), "id.invalid", "provider"),
    (changed(PROVIDER_TOLD, provider=ProviderId("")), "id.invalid", "provider"),
    (changed(PROVIDER_TOLD, provider=ProviderId("x" * 33)), "id.invalid", "provider"),
    (changed(PROVIDER_TOLD, name=" "), "text.missing", "name"),
    *((changed(PROVIDER_TOLD, sender=s), "provider.sender_invalid", "sender") for s in SENDERS_WRONG),
    (changed(UNIT_TOLD, unit=UnitId("eken")), "id.invalid", "unit"),
    (changed(UNIT_TOLD, unit=UnitId(f"{PROVIDER}.ek/en")), "id.invalid", "unit"),
    (changed(UNIT_TOLD, unit=UnitId(f"{PROVIDER}.eken\n")), "id.invalid", "unit"),
    (changed(UNIT_TOLD, name=LONG), "text.too_long", "name"),
    (changed(UNIT_TOLD, zone="Europe/Eken"), "unit.zone_unknown", "zone"),
    (changed(UNIT_TOLD, zone="../../etc/passwd"), "unit.zone_unknown", "zone"),
    (changed(UNIT_TOLD, zone="Europe"), "unit.zone_unknown", "zone"),
    (changed(UNIT_TOLD, zone=""), "unit.zone_unknown", "zone"),
    (changed(UNIT_TOLD, zone="a\0b"), "unit.zone_unknown", "zone"),
    (changed(UNIT_TOLD, days=0), "phase.length_invalid", "days"),
    (changed(UNIT_TOLD, days=3651), "phase.length_invalid", "days"),
    (changed(UNIT_TOLD, days=True), "phase.length_invalid", "days"),
    (changed(UNIT_TOLD, reopen_days=-1), "unit.window_invalid", "reopen_days"),
    (changed(UNIT_TOLD, reopen_days=3651), "unit.window_invalid", "reopen_days"),
    (changed(UNIT_TOLD, reopen_days=True), "unit.window_invalid", "reopen_days"),
    (changed(UNIT_TOLD, unit=UnitId(f"{NOWHERE}.eken")), "not_found", "provider"),
    (changed(ROLE_TOLD, role=RoleId("x")), "id.invalid", "role"),
    (changed(ROLE_TOLD, name=""), "text.missing", "name"),
    (changed(ROLE_TOLD, role=RoleId(f"{NOWHERE}.ssk")), "not_found", "provider"),
    (changed(STAFF_TOLD, staff=StaffId(".x")), "id.invalid", "staff"),
    (changed(STAFF_TOLD, name="a\0"), "text.unreadable", "name"),
    (changed(STAFF_TOLD, display_name=""), "text.missing", "display_name"),
    (changed(STAFF_TOLD, staff=StaffId(f"{NOWHERE}.sara")), "not_found", "provider"),
    (changed(ASSIGNMENT_TOLD, staff=StaffId(local("nej"))), "not_found", "staff"),
    (changed(ASSIGNMENT_TOLD, role=RoleId(local("nej"))), "not_found", "role"),
    (changed(ASSIGNMENT_TOLD, unit=UnitId(local("nej"))), "not_found", "unit"),
    (changed(ASSIGNMENT_TOLD, assignment=AssignmentId(local(""))), "id.invalid", "assignment"),
    (changed(REASON_TOLD, unit=UnitId(local("nej"))), "not_found", "unit"),
    (changed(REASON_TOLD, reason=ReasonId("x")), "id.invalid", "reason"),
    (changed(REASON_TOLD, title="x" * (TITLE_MAX + 1)), "text.too_long", "title"),
    (changed(REASON_TOLD, days=-1), "phase.length_invalid", "days"),
    (changed(REASON_TOLD, reason=ReasonId(f"{NOWHERE}.recept")), "not_found", "provider"),
]


@pytest.mark.spec("S7", "S8")
@pytest.mark.parametrize(("command", "code", "field"), WRONG)
def test_what_is_wrong_with_an_entry_is_named(command: Command, code: str, field: str) -> None:
    outcome = given(found=clinic()).when(command, actor=OPERATOR, now=NOW).refused(code)
    assert outcome.refusal is not None
    assert outcome.refusal.field == field


@pytest.mark.spec("B3")
@pytest.mark.parametrize("sender", ["Eken", "abc", "Vardcentral", "A1b2C3d4E5f"])
def test_a_sender_that_every_network_takes(sender: str) -> None:
    told = given(found=clinic()).when(changed(PROVIDER_TOLD, sender=sender), actor=OPERATOR, now=NOW)
    told.then(ProviderRegistered(at=NOW, provider=PROVIDER, name="Exempelvården", sender=sender))


@pytest.mark.spec("S6")
def test_an_assignment_ends_once() -> None:
    known: Mapping[Ref, State] = clinic()
    state = known[Ref(Kind.ASSIGNMENT, NURSE)]
    end = EndAssignment(assignment=NURSE)
    outcome = given(since=state, found=known).when(end, actor=OPERATOR, now=NOW)
    outcome.then(AssignmentEnded(at=NOW, assignment=NURSE))
    assert isinstance(outcome.state, Assignment)
    assert outcome.state.ended
    given(since=outcome.state, found=known).when(end, actor=OPERATOR, now=LATER).nothing()
    given(found=known).when(end, actor=OPERATOR, now=NOW).refused("not_found")


@pytest.mark.spec("S6")
def test_an_ended_assignment_that_is_told_again_stands_again() -> None:
    told = AssignmentRegistered(at=NOW, assignment=NURSE, staff=SARA, role=SSK, unit=OAK, sees_unit=False)
    ended = given(told, AssignmentEnded(at=NOW, assignment=NURSE), found=clinic())
    ended.when(ASSIGNMENT_TOLD, actor=OPERATOR, now=LATER).then(changed(told, at=LATER))
