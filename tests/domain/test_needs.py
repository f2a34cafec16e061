"""What the shell must bring: enough for every decision, and nothing of another provider."""

import pytest
from arende.domain.actor import RepresentativeActor
from arende.domain.commands import Command, CreateCase, EndGuardianship, MarkRead, RegisterReason
from arende.domain.decide import decide
from arende.domain.facts import Facts
from arende.domain.ids import Kind, PersonId, Ref, VisitId, within
from arende.domain.model import Nothing, State
from arende.domain.needs import needs, shard_for, target
from arende.domain.policy import Policy
from arende.testing.build import ANTON, AS_NURSE, ELSA, KARIN, NOW, NURSE, OAK, PROVIDER, RENEWAL, clinic, local

from tests.domain.access_world import ACTORS, EXAMPLES, STREAMS
from tests.domain.samples import CASE, CREATE, OPERATOR, case_of, for_elsa, from_staff
from tests.domain.world import World, gather

OTHER = "SE0000000009-0009"


@pytest.mark.parametrize("kind", ["owner", "colleague", "anton", "karin", "operator", "system"])
@pytest.mark.parametrize("command", EXAMPLES, ids=lambda e: type(e).__name__)
def test_what_is_gathered_is_enough_to_decide_as_with_all(command: Command, kind: str) -> None:
    actor = ACTORS[kind]
    found = gather(command, actor, STREAMS)
    state = STREAMS.get(target(command, "new-1", found), Nothing())
    policy = Policy(exporters=("fil",))
    few = Facts(now=NOW, shard=PROVIDER, actor=actor, policy=policy, new_id="new-1", found=found)
    all_there_is = Facts(now=NOW, shard=PROVIDER, actor=actor, policy=policy, new_id="new-1", found=STREAMS)
    assert len(found) <= 7
    assert decide(state, command, few) == decide(state, command, all_there_is)


def test_opening_a_case_needs_sender_patient_reason_representative_visit_and_unit() -> None:
    at = VisitId(local("v1"))
    command = CreateCase(patient=ELSA, reason=RENEWAL, representative=KARIN, visit=at)
    found = gather(command, AS_NURSE, STREAMS)
    wanted = {
        Ref(Kind.ASSIGNMENT, NURSE),
        Ref(Kind.UNIT, OAK),
        Ref(Kind.PERSON, ELSA),
        Ref(Kind.PERSON, KARIN),
        Ref(Kind.REASON, RENEWAL),
        Ref(Kind.VISIT, at),
    }
    assert wanted <= found.keys()
    assert {ref.kind for ref in found.keys() - wanted} == {Kind.CASE}


@pytest.mark.spec("S5")
def test_who_acts_on_the_patients_side_is_checked_against_both_persons() -> None:
    streams: dict[Ref, State] = {**clinic(), Ref(Kind.CASE, CASE): case_of(for_elsa(), from_staff(1))}
    found = gather(MarkRead(case=CASE, up_to=1), RepresentativeActor(KARIN), streams)
    assert {Ref(Kind.PERSON, ELSA), Ref(Kind.PERSON, KARIN)} <= found.keys()


def test_a_reason_of_a_unit_needs_the_unit() -> None:
    command = RegisterReason(reason=RENEWAL, title="Recept", unit=OAK)
    assert list(needs(command, OPERATOR, {})) == [Ref(Kind.UNIT, OAK)]


@pytest.mark.spec("S6")
def test_an_opening_belongs_to_the_senders_provider() -> None:
    patient = PersonId(within(OTHER, "anton"))
    command = CreateCase(patient=patient, reason=RENEWAL)
    assert shard_for(command, AS_NURSE) == PROVIDER
    assert shard_for(command, OPERATOR) == OTHER
    result = World(dict(clinic())).handle(command, AS_NURSE, NOW)
    assert result.failure().code == "not_found"
    assert shard_for(CREATE, OPERATOR) == PROVIDER


def test_custody_stands_with_the_child() -> None:
    command = EndGuardianship(child=ELSA, guardian=ANTON, ended=NOW.date())
    assert target(command, "x", {}) == Ref(Kind.PERSON, ELSA)
