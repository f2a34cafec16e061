"""Who may give which command and read what: every pair of command and kind of actor is decided (S5, S6, S15)."""

from typing import Final

import pytest
from arende.domain import commands as c
from arende.domain.access import COMMANDS, READS, View, Who, may_command, may_read, standing
from arende.domain.actor import Actor, Operator, RepresentativeActor, StaffActor, System
from arende.domain.decide import decide
from arende.domain.directory.model import Assignment, Unit
from arende.domain.facts import Facts
from arende.domain.ids import AssignmentId, CaseId, Kind, PersonId, ProviderId, Ref, within
from arende.domain.model import Nothing, State
from arende.domain.needs import shard_for, target
from arende.domain.policy import Policy
from arende.domain.visit.model import VisitStatus
from arende.testing.build import (
    ANTON,
    AS_ANTON,
    AS_KARIN,
    AS_NURSE,
    COLLEAGUE,
    ELSA,
    ENDED,
    ERIK,
    HEAD,
    KARIN,
    NOW,
    NURSE,
    NURSE_AS_DOCTOR,
    NURSE_ELSEWHERE,
    OAK,
    PROVIDER,
    RENEWAL,
    clinic,
    local,
    visit,
)

from tests.domain.directory.test_entries import (
    ASSIGNMENT_TOLD,
    PROVIDER_TOLD,
    REASON_TOLD,
    ROLE_TOLD,
    STAFF_TOLD,
    UNIT_TOLD,
)
from tests.domain.directory.test_guardianship import END as END_CUSTODY
from tests.domain.directory.test_guardianship import RECORD
from tests.domain.directory.test_persons import NEW
from tests.domain.notice.test_notices import CAME
from tests.domain.samples import CASE, CREATE, OPENED, case_of, for_elsa, from_patient, from_staff
from tests.domain.unions import COMMANDS as UNION
from tests.domain.world import gather

VISIT = visit("v1", ANTON, VisitStatus.ONGOING)
STREAMS: Final[dict[Ref, State]] = {
    **clinic(VISIT),
    Ref(Kind.CASE, CASE): case_of(OPENED, from_staff(1), from_patient(2)),
}

EXAMPLES: tuple[c.Command, ...] = (
    PROVIDER_TOLD,
    UNIT_TOLD,
    ROLE_TOLD,
    STAFF_TOLD,
    ASSIGNMENT_TOLD,
    c.EndAssignment(assignment=NURSE),
    REASON_TOLD,
    NEW,
    RECORD,
    END_CUSTODY,
    c.CreateVisit(patient=ANTON, reason=RENEWAL),
    c.StartVisit(visit=VISIT.id),
    c.EndVisit(visit=VISIT.id),
    CREATE,
    c.SendMessage(case=CASE, text="Hej!"),
    c.MarkRead(case=CASE, up_to=1),
    c.MarkHandled(case=CASE),
    c.NotePhaseEnd(case=CASE),
    c.ExportCase(case=CASE, exporter="fil"),
    c.RecordExport(case=CASE, exporter="fil", version=1, state=c.ExportState.EXPORTED),
    CAME,
)

DENIED, NEEDED = "access.denied", "access.assignment_needed"
REGISTERS = {"RegisterProvider", "RegisterUnit", "RegisterRole", "RegisterStaff", "RegisterAssignment"}
REGISTERS |= {"EndAssignment", "RegisterReason", "RecordGuardianship", "EndGuardianship"}
STAFFS = {"CreateVisit", "CreateCase", "RegisterPerson"}
AT_UNIT = {"StartVisit"}
OWNERS = {"EndVisit", "SendMessage", "MarkHandled", "ExportCase"}
WORKERS = {"NotePhaseEnd", "RecordExport", "RecordSmsOutcome"}

ALLOWED: dict[str, tuple[Actor, set[str]]] = {
    "owner": (AS_NURSE, STAFFS | AT_UNIT | OWNERS),
    "same person, other role": (StaffActor(NURSE_AS_DOCTOR), STAFFS | AT_UNIT),
    "same person, other unit": (StaffActor(NURSE_ELSEWHERE), STAFFS),
    "colleague": (StaffActor(COLLEAGUE), STAFFS | AT_UNIT),
    "head": (StaffActor(HEAD), STAFFS | AT_UNIT),
    "ended": (StaffActor(ENDED), set()),
    "unknown": (StaffActor(AssignmentId(local("nej"))), set()),
    "elsewhere": (StaffActor(AssignmentId("SE0000000009-0009.ssk")), set()),
    "representative": (AS_ANTON, {"SendMessage", "MarkRead"}),
    "another patient": (RepresentativeActor(KARIN), set()),
    "person elsewhere": (RepresentativeActor(PersonId("SE0000000009-0009.anton")), set()),
    "operator": (Operator("drift"), REGISTERS | {"RegisterPerson", "ExportCase"}),
    "system": (System(), REGISTERS | WORKERS | {"RegisterPerson"}),
}


def facts_for(command: c.Command, actor: Actor) -> Facts:
    return Facts(
        now=NOW,
        shard=shard_for(command, actor),
        actor=actor,
        policy=Policy(exporters=("fil",)),
        new_id="new-1",
        found=gather(command, actor, STREAMS),
    )


@pytest.mark.spec("S5", "S6")
def test_every_command_of_the_union_has_a_row() -> None:
    assert set(COMMANDS) == set(UNION) == {type(e) for e in EXAMPLES}
    assert set(READS) == set(View)
    assert all(COMMANDS.values())
    assert all(READS.values())


@pytest.mark.spec("S5", "S6", "S15")
@pytest.mark.parametrize("kind", ALLOWED)
@pytest.mark.parametrize("command", EXAMPLES, ids=lambda e: type(e).__name__)
def test_every_pair_of_command_and_actor(command: c.Command, kind: str) -> None:
    actor, allowed = ALLOWED[kind]
    facts = facts_for(command, actor)
    ref = target(command, "new-1", facts.found)
    state = STREAMS.get(ref, Nothing())
    refused = may_command(command, shard_for(command, actor), state, facts)
    if type(command).__name__ in allowed:
        assert refused is None
        return
    assert refused is not None
    wanted = DENIED
    if kind == "ended":
        wanted = "access.assignment_ended"
    elif kind in ("operator", "system") and not COMMANDS[type(command)] & {Who.OPERATOR, Who.SYSTEM}:
        wanted = NEEDED
    assert refused.code == wanted
    assert decide(state, command, facts).failure() == refused


UNIT = clinic()[Ref(Kind.UNIT, OAK)]
OF_NURSE = clinic()[Ref(Kind.ASSIGNMENT, NURSE)]
PERSON = clinic()[Ref(Kind.PERSON, ANTON)]
CASE_STATE = STREAMS[Ref(Kind.CASE, CASE)]
STAFF_KINDS = {"owner", "same person, other role", "same person, other unit", "colleague", "head"}
AT_OAK = STAFF_KINDS - {"same person, other unit"}

READERS: dict[View, tuple[State, set[str]]] = {
    View.INBOX: (OF_NURSE, {"owner", "operator"}),
    View.COUNTERS: (OF_NURSE, {"owner", "operator"}),
    View.CASE: (CASE_STATE, {"owner", "head", "representative", "operator", "system"}),
    View.THREAD: (CASE_STATE, {"owner", "head", "representative", "operator", "system"}),
    View.NOTICES: (CASE_STATE, {"owner", "head", "operator", "system"}),
    View.UNIT_CASES: (UNIT, {"head", "operator"}),
    View.PATIENT_CASES: (PERSON, STAFF_KINDS | {"representative", "operator"}),
    View.SEARCH: (Nothing(), STAFF_KINDS | {"operator"}),
    View.PERSON: (PERSON, STAFF_KINDS | {"representative", "operator", "system"}),
    View.LEDGER: (UNIT, AT_OAK | {"operator"}),
    View.VISIT: (VISIT, AT_OAK | {"operator"}),
    View.ACCESS_REPORT: (PERSON, {"operator"}),
    View.DIRECTORY: (Nothing(), STAFF_KINDS | {"operator", "system"}),
}


@pytest.mark.spec("S5", "S6", "S15")
@pytest.mark.parametrize("kind", ALLOWED)
@pytest.mark.parametrize("view", View)
def test_every_pair_of_view_and_actor(view: View, kind: str) -> None:
    subject, readers = READERS[view]
    actor, _ = ALLOWED[kind]
    facts = Facts(now=NOW, shard=PROVIDER, actor=actor, policy=Policy(), new_id="x", found=STREAMS)
    refused = may_read(view, PROVIDER, subject, facts)
    if kind in readers:
        assert refused is None
    else:
        assert refused is not None
        assert refused.code == ("access.assignment_ended" if kind == "ended" else DENIED)


@pytest.mark.spec("S5", "S15")
def test_the_other_guardian_and_the_child_see_nothing_of_the_case() -> None:
    subject = case_of(for_elsa(), from_staff(1))
    for person in (ERIK, ELSA, ANTON):
        facts = Facts(
            now=NOW, shard=PROVIDER, actor=RepresentativeActor(person), policy=Policy(), new_id="x", found=STREAMS
        )
        for view in (View.CASE, View.THREAD, View.NOTICES):
            refused = may_read(view, PROVIDER, subject, facts)
            assert refused is not None
            assert refused.code == DENIED
    facts = Facts(now=NOW, shard=PROVIDER, actor=AS_KARIN, policy=Policy(), new_id="x", found=STREAMS)
    assert may_read(View.THREAD, PROVIDER, subject, facts) is None


@pytest.mark.spec("S5", "B16")
def test_a_representative_whose_right_has_ended_is_told_so() -> None:
    facts = Facts(now=NOW, shard=PROVIDER, actor=AS_KARIN, policy=Policy(), new_id="x", found={})
    refused = may_read(View.THREAD, PROVIDER, case_of(for_elsa()), facts)
    assert refused is not None
    assert refused.code == "access.representation_ended"


@pytest.mark.spec("S6")
def test_how_an_assignment_stands_to_things() -> None:
    facts = Facts(now=NOW, shard=PROVIDER, actor=AS_NURSE, policy=Policy(), new_id="x", found=STREAMS)
    assert standing(AS_NURSE, PROVIDER, CASE_STATE, facts) == frozenset({Who.STAFF, Who.OWNER, Who.COLLEAGUE})
    assert standing(StaffActor(HEAD), PROVIDER, UNIT, facts) == frozenset({Who.STAFF, Who.COLLEAGUE, Who.UNIT_READER})
    assert standing(StaffActor(NURSE_ELSEWHERE), PROVIDER, OF_NURSE, facts) == frozenset({Who.STAFF})
    assert isinstance(UNIT, Unit)
    assert isinstance(OF_NURSE, Assignment)


@pytest.mark.spec("S6")
def test_a_case_at_another_provider_is_no_ones_here() -> None:
    other = ProviderId("SE0000000009-0009")
    command = c.SendMessage(case=CaseId(within(other, "c1")), text="Hej!")
    assert decide(Nothing(), command, facts_for(command, AS_NURSE)).failure().code == DENIED
