"""How an actor stands to a thing, and what a reading is logged as. The whole table is in `test_access_matrix`."""

import pytest
from arende.domain import commands as c
from arende.domain.access import View, Who, may_read, purpose_as, read_as, standing
from arende.domain.actor import CHOOSABLE, Actor, Choice, Operator, Purpose, RepresentativeActor, StaffActor, System
from arende.domain.decide import decide
from arende.domain.facts import Facts
from arende.domain.ids import CaseId, Kind, ProviderId, Ref, UnitId, within
from arende.domain.model import Nothing, State
from arende.domain.needs import shard_for
from arende.domain.policy import Policy
from arende.testing.build import (
    ANTON,
    AS_KARIN,
    AS_NURSE,
    CHILDREN,
    COLLEAGUE,
    ELSA,
    ERIK,
    HEAD,
    NOW,
    NURSE,
    NURSE_ELSEWHERE,
    OAK,
    PROVIDER,
)

from tests.domain.access_world import BLOCKED, RELATIONS, STREAMS, VISIT, of_anton
from tests.domain.samples import CASE, case_of, for_elsa, from_staff
from tests.domain.world import gather

UNIT = STREAMS[Ref(Kind.UNIT, OAK)]
OF_NURSE = STREAMS[Ref(Kind.ASSIGNMENT, NURSE)]
ADULTS = of_anton()


def facts(actor: Actor, **found: State) -> Facts:
    known = {**STREAMS, **{Ref(Kind.PERSON, ANTON): state for state in found.values()}}
    return Facts(now=NOW, shard=PROVIDER, actor=actor, policy=Policy(), new_id="x", found=known)


def stands(actor: Actor, subject: State) -> frozenset[Who]:
    found = standing(actor, PROVIDER, subject, facts(actor))
    assert isinstance(found, frozenset)
    return found


@pytest.mark.spec("S6")
def test_how_an_assignment_stands_to_things() -> None:
    assert stands(AS_NURSE, ADULTS) == {Who.STAFF, Who.OWNER, Who.COLLEAGUE}
    assert stands(AS_NURSE, VISIT) == {Who.STAFF, Who.OWNER, Who.COLLEAGUE}
    assert stands(StaffActor(COLLEAGUE), OF_NURSE) == {Who.STAFF, Who.COLLEAGUE}
    assert stands(StaffActor(HEAD), UNIT) == {Who.STAFF, Who.COLLEAGUE, Who.UNIT_READER}
    assert stands(StaffActor(NURSE_ELSEWHERE), OF_NURSE) == {Who.STAFF}
    assert stands(AS_NURSE, Nothing()) == {Who.STAFF}


@pytest.mark.spec("B24")
@pytest.mark.parametrize("purpose", Purpose)
def test_only_a_choosable_purpose_opens_another_unit(purpose: Purpose) -> None:
    chosen = Who.CHOSEN in stands(StaffActor(NURSE_ELSEWHERE, Choice(OAK, purpose)), ADULTS)
    assert chosen is (purpose in CHOOSABLE)
    assert {Purpose.EMERGENCY, Purpose.OPERATION, Purpose.SYSTEM, Purpose.OWN}.isdisjoint(CHOOSABLE)


@pytest.mark.spec("B24")
def test_a_choice_opens_only_the_unit_that_was_chosen_and_only_its_cases() -> None:
    care = Purpose.CARE
    assert Who.CHOSEN in stands(StaffActor(NURSE_ELSEWHERE, Choice(OAK, care)), UNIT)
    assert Who.CHOSEN not in stands(StaffActor(NURSE_ELSEWHERE, Choice(CHILDREN, care)), UNIT)
    assert Who.CHOSEN not in stands(StaffActor(NURSE_ELSEWHERE, Choice(OAK, care)), VISIT)
    assert Who.CHOSEN not in stands(StaffActor(NURSE_ELSEWHERE, Choice(OAK, care)), OF_NURSE)
    same_name_elsewhere = Choice(UnitId("SE0000000009-0009.eken"), care)
    assert Who.CHOSEN not in stands(StaffActor(NURSE_ELSEWHERE, same_name_elsewhere), ADULTS)


@pytest.mark.spec("B24")
def test_a_choice_of_the_own_unit_is_no_way_round_its_permission() -> None:
    own = StaffActor(COLLEAGUE, Choice(OAK, Purpose.CARE))
    assert stands(own, ADULTS) == {Who.STAFF, Who.COLLEAGUE}
    refused = may_read(View.UNIT_CASES, PROVIDER, UNIT, facts(own))
    assert refused is not None
    assert refused.code == "access.denied"


@pytest.mark.spec("B24")
def test_a_block_hides_from_other_units_and_not_from_the_own() -> None:
    def may(actor: StaffActor) -> bool:
        return may_read(View.THREAD, PROVIDER, ADULTS, facts(actor, anton=BLOCKED)) is None

    assert not may(StaffActor(NURSE_ELSEWHERE, Choice(OAK, Purpose.CARE)))
    assert may(AS_NURSE)
    assert may(StaffActor(HEAD))


@pytest.mark.spec("B24")
def test_a_choice_shows_nothing_while_the_patients_blocks_are_not_known() -> None:
    actor = StaffActor(NURSE_ELSEWHERE, Choice(OAK, Purpose.CARE))
    refused = may_read(View.CASE, PROVIDER, ADULTS, facts(actor, anton=Nothing()))
    assert refused is not None


@pytest.mark.spec("B23", "B24")
def test_what_a_reading_is_logged_as() -> None:
    chose = StaffActor(NURSE_ELSEWHERE, Choice(OAK, Purpose.STATISTICS))

    def purpose(actor: Actor, relation: str) -> Purpose:
        at = RELATIONS[relation]
        known = Facts(now=at.now, shard=PROVIDER, actor=actor, policy=Policy(), new_id="x", found=at.found)
        ways = read_as(View.THREAD, PROVIDER, at.case, known)
        assert isinstance(ways, frozenset)
        return purpose_as(actor, ways)

    assert purpose(AS_NURSE, "adult") is Purpose.CARE
    assert purpose(StaffActor(NURSE, Choice(CHILDREN, Purpose.STATISTICS)), "adult") is Purpose.CARE
    assert purpose(chose, "adult") is Purpose.STATISTICS
    assert purpose(StaffActor(NURSE_ELSEWHERE), "emerg") is Purpose.EMERGENCY
    assert purpose(chose, "bl+em") is Purpose.EMERGENCY
    assert purpose(AS_KARIN, "child") is Purpose.OWN
    assert purpose(Operator("drift"), "child") is Purpose.OPERATION
    assert purpose(System(), "child") is Purpose.SYSTEM


@pytest.mark.spec("S5", "S15")
def test_the_other_guardian_and_the_child_see_nothing_of_the_case() -> None:
    subject = case_of(for_elsa(), from_staff(1))
    for person in (ERIK, ELSA, ANTON):
        for view in (View.CASE, View.THREAD, View.NOTICES):
            refused = may_read(view, PROVIDER, subject, facts(RepresentativeActor(person)))
            assert refused is not None
            assert refused.code == "access.denied"
    assert may_read(View.THREAD, PROVIDER, subject, facts(AS_KARIN)) is None


@pytest.mark.spec("S5", "S15")
def test_a_case_that_does_not_exist_is_refused_as_one_that_is_anothers() -> None:
    for view in View:
        theirs = may_read(view, PROVIDER, ADULTS, facts(AS_KARIN))
        assert may_read(view, PROVIDER, Nothing(), facts(AS_KARIN)) == theirs


@pytest.mark.spec("S6")
def test_a_case_at_another_provider_is_no_ones_here() -> None:
    other = ProviderId("SE0000000009-0009")
    command = c.SendMessage(case=CaseId(within(other, "c1")), text="Hej!")
    known = Facts(
        now=NOW,
        shard=shard_for(command, AS_NURSE),
        actor=AS_NURSE,
        policy=Policy(),
        new_id="new-1",
        found=gather(command, AS_NURSE, STREAMS),
    )
    assert decide(Nothing(), command, known).failure().code == "access.denied"
    assert STREAMS[Ref(Kind.CASE, CASE)] != Nothing()
