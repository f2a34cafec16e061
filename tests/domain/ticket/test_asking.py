"""A ticket comes to be: a patient or guardian asks for contact, or staff create it for them (B17)."""

from datetime import date

import pytest
from arende.domain.access import may_command
from arende.domain.actor import RepresentativeActor
from arende.domain.case.model import Case, Representation, Representative
from arende.domain.commands import (
    AskForContact,
    CreateTicket,
    Maturity,
    TurnIntoCase,
)
from arende.domain.directory.model import Person
from arende.domain.evolve import evolve
from arende.domain.ids import Kind, PersonId, ReasonId, Ref, UnitId
from arende.domain.model import Nothing
from arende.domain.policy import MESSAGE_MAX
from arende.domain.refusals import NoAccess
from arende.domain.ticket.asking import ask, create
from arende.domain.ticket.model import Ticket, TicketStatus
from arende.testing.build import (
    ANTON,
    AS_ANTON,
    AS_KARIN,
    AS_NURSE,
    CHILD_REASON,
    CHILDREN,
    ELSA,
    ERIK,
    KARIN,
    NILS,
    NOW,
    NURSE,
    PROVIDER,
    RENEWAL,
    STINA,
    clinic,
    local,
    person,
)
from arende.testing.given import given
from attrs import evolve as changed

from tests.domain.samples import OPERATOR
from tests.domain.ticket.samples import ASK, ASKED, FOUND, OFFERED, TAKEN, TICKET, facts, with_ticket


@pytest.mark.spec("B17")
def test_a_patient_asks_and_it_waits_in_the_ledger() -> None:
    outcome = given(found=FOUND).when(ASK, actor=AS_ANTON, now=NOW).then(ASKED).effects().also()
    assert isinstance(outcome.state, Ticket)
    assert (outcome.state.status, outcome.state.in_ledger) == (TicketStatus.WAITING, True)
    given(ASKED, found=FOUND).when(ASK, actor=AS_ANTON, now=NOW).refused("exists")


@pytest.mark.spec("B17", "S4")
def test_a_guardian_asks_for_a_child_and_is_the_representative() -> None:
    by_karin = Representative(person=KARIN, by=Representation.GUARDIAN, until=date(2031, 2, 14))
    of_elsa = changed(ASK, patient=ELSA)
    given(found=FOUND).when(of_elsa, actor=AS_KARIN, now=NOW).then(
        changed(ASKED, patient=ELSA, representative=by_karin)
    )
    given(found=FOUND).when(of_elsa, actor=RepresentativeActor(ELSA), now=NOW).refused(
        "representative.guardian_required"
    )


@pytest.mark.spec("B17", "S4")
def test_at_13_to_17_one_asks_oneself_and_the_assessment_comes_when_staff_open_the_case() -> None:
    of_nils = given(found=FOUND)
    of_nils.when(changed(ASK, patient=NILS), actor=AS_KARIN, now=NOW).refused("access.denied")
    asked = of_nils.when(changed(ASK, patient=NILS), actor=RepresentativeActor(NILS), now=NOW).state
    assert isinstance(asked, Ticket)
    assert (asked.representative.person, asked.maturity) == (NILS, None)
    taken = evolve(asked, TAKEN)
    assert isinstance(taken, Ticket)
    into = given(found=with_ticket(taken))
    into.when(TurnIntoCase(ticket=TICKET), actor=AS_NURSE, now=NOW, new_id="c1").refused(
        "representative.maturity_required"
    )
    assessed = TurnIntoCase(ticket=TICKET, maturity=Maturity.NOT_MATURE)
    into.when(assessed, actor=AS_NURSE, now=NOW, new_id="c1").refused("representative.not_mature")
    mature = changed(assessed, maturity=Maturity.MATURE)
    assert isinstance(into.when(mature, actor=AS_NURSE, now=NOW, new_id="c1").state, Case)


@pytest.mark.spec("B17", "S5")
@pytest.mark.parametrize("who", [STINA, ERIK, ELSA])
def test_nobody_asks_for_another_and_learns_nothing_by_trying(who: PersonId) -> None:
    for patient in (ANTON, PersonId(local("nej"))):
        given(found=FOUND).when(changed(ASK, patient=patient), actor=RepresentativeActor(who), now=NOW).refused(
            "access.denied"
        )


@pytest.mark.spec("B16", "B17")
@pytest.mark.parametrize(
    "people",
    [
        (person(ELSA, "201802142396", "Elsa"),),
        (person(ELSA, "201802142396", "Elsa", guardians=(KARIN,), protected=True),),
        (person(KARIN, "198512242390", "Karin", protected=True),),
        (person(KARIN, "198512242390", "Karin", deceased=date(2026, 1, 1)),),
        (person(ELSA, "200001072385", "Elsa", guardians=(KARIN,)),),
    ],
    ids=["no custody", "child protected", "guardian protected", "guardian deceased", "of age"],
)
def test_only_who_has_custody_asks_for_a_child(people: tuple[Person, ...]) -> None:
    given(found=clinic(OFFERED, *people)).when(changed(ASK, patient=ELSA), actor=AS_KARIN, now=NOW).refused(
        "access.denied"
    )
    refused = may_command(changed(ASK, patient=ELSA), PROVIDER, Nothing(), facts(RepresentativeActor(STINA), FOUND))
    assert refused == NoAccess()


@pytest.mark.spec("B17", "S7")
@pytest.mark.parametrize(
    ("command", "code", "field"),
    [
        (changed(ASK, unit=UnitId(local("nej"))), "not_found", "unit"),
        (changed(ASK, reason=ReasonId(local("nej"))), "not_found", "reason"),
        (changed(ASK, reason=CHILD_REASON), "reason.elsewhere", "reason"),
        (changed(ASK, unit=CHILDREN, reason=CHILD_REASON), "reason.not_offered", "reason"),
        (changed(ASK, message=" "), "text.missing", "message"),
        (changed(ASK, message="å" * (MESSAGE_MAX + 1)), "text.too_long", "message"),
    ],
)
def test_what_is_wrong_with_asking_is_named(command: AskForContact, code: str, field: str) -> None:
    outcome = given(found=FOUND).when(command, actor=AS_ANTON, now=NOW).refused(code)
    assert outcome.refusal is not None
    assert outcome.refusal.field == field
    assert ask(ASK, facts(AS_ANTON, {})).failure().code == "not_found"
    assert ask(ASK, facts(AS_ANTON, clinic())).failure().code == "reason.not_offered"
    assert ask(ASK, facts(AS_NURSE, FOUND)).failure().code == "access.denied"
    unknown = {ref: state for ref, state in FOUND.items() if ref != Ref(Kind.PERSON, ANTON)}
    assert ask(ASK, facts(AS_ANTON, unknown)).failure().code == "not_found"


@pytest.mark.spec("B17")
def test_staff_create_it_for_a_patient_in_their_own_words() -> None:
    command = CreateTicket(patient=ANTON, reason=RENEWAL, message="Ringde om recept")
    given(found=clinic()).when(command, actor=AS_NURSE, now=NOW).then(
        changed(ASKED, message="Ringde om recept", created_by=NURSE)
    )
    given(ASKED, found=clinic()).when(command, actor=AS_NURSE, now=NOW).refused("exists")
    for_elsa = changed(command, patient=ELSA)
    given(found=clinic()).when(for_elsa, actor=AS_NURSE, now=NOW).refused("representative.required")
    made = given(found=clinic()).when(changed(for_elsa, representative=KARIN), actor=AS_NURSE, now=NOW)
    assert isinstance(made.state, Ticket)
    assert made.state.representative.person == KARIN


CREATED = CreateTicket(patient=ANTON, reason=RENEWAL, message="Ringde")


@pytest.mark.spec("B17")
@pytest.mark.parametrize(
    ("command", "code"),
    [
        (changed(CREATED, patient=PersonId(local("nej"))), "not_found"),
        (changed(CREATED, reason=ReasonId(local("nej"))), "not_found"),
        (changed(CREATED, reason=CHILD_REASON), "reason.elsewhere"),
        (changed(CREATED, message=""), "text.missing"),
    ],
)
def test_what_is_wrong_with_creating_is_named(command: CreateTicket, code: str) -> None:
    given(found=clinic()).when(command, actor=AS_NURSE, now=NOW).refused(code)
    assert create(command, facts(AS_NURSE, {})).failure().code == "not_found"
    assert create(command, facts(OPERATOR, {})).failure().code == "access.assignment_needed"
