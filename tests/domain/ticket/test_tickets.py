"""Tickets: one taker, turned into a case or a visit in one append, never lost (B17)."""

from datetime import date, timedelta

import pytest
from arende.domain.actor import RepresentativeActor
from arende.domain.case.attention import Attention, attention
from arende.domain.case.model import Case
from arende.domain.commands import (
    CancelTicket,
    CreateCase,
    Entry,
    TakeTicket,
    TurnIntoCase,
    TurnIntoVisit,
)
from arende.domain.directory.model import Unit
from arende.domain.effects import SendSms
from arende.domain.events import (
    MessageSent,
    TicketCancelled,
    TicketReturned,
    TicketTaken,
    TicketTurned,
    VisitCreated,
    VisitStarted,
)
from arende.domain.evolve import evolve
from arende.domain.ids import CaseId, Kind, Ref, TicketId, VisitId
from arende.domain.model import Nothing
from arende.domain.policy import Policy
from arende.domain.ticket.decide import decide as decide_ticket
from arende.domain.ticket.model import HOLD, Ticket, TicketStatus, TurnedInto, may_be_taken
from arende.domain.ticket.turning import turn
from arende.testing.build import (
    ANTON,
    AS_ANTON,
    AS_KARIN,
    AS_NURSE,
    COLLEAGUE,
    ELSA,
    ENDED,
    NOW,
    NURSE,
    OAK,
    RENEWAL,
    STINA,
    clinic,
    local,
    person,
    ticket,
)
from arende.testing.given import given
from attrs import evolve as changed

from tests.domain.samples import LATER, SYSTEM
from tests.domain.ticket.samples import (
    AS_COLLEAGUE,
    ASK,
    ASKED,
    BACK,
    FOUND,
    ID,
    OFFERED,
    TAKE,
    TAKEN,
    TICKET,
    facts,
    state_of,
    with_ticket,
)
from tests.domain.world import World


@pytest.mark.spec("B17", "S16")
def test_one_taker_and_the_second_is_told() -> None:
    waiting = given(ASKED, found=FOUND)
    waiting.when(TAKE, actor=AS_COLLEAGUE, now=LATER).then(TicketTaken(at=LATER, assignment=COLLEAGUE)).effects()
    held = given(ASKED, TAKEN, found=FOUND)
    held.when(TAKE, actor=AS_NURSE, now=LATER).nothing()
    held.when(TAKE, actor=AS_COLLEAGUE, now=LATER).refused("ticket.taken")
    held.when(BACK, actor=AS_COLLEAGUE, now=LATER).refused("ticket.taken")
    held.when(CancelTicket(ticket=TICKET, reason="Nej"), actor=AS_COLLEAGUE, now=LATER).refused("ticket.taken")


@pytest.mark.spec("B17", "B19")
def test_what_is_taken_and_left_goes_back_by_itself() -> None:
    held = given(ASKED, TAKEN, found=FOUND)
    held.when(TAKE, actor=AS_COLLEAGUE, now=NOW + HOLD - timedelta(microseconds=1)).refused("ticket.taken")
    later = NOW + HOLD
    held.when(TAKE, actor=AS_COLLEAGUE, now=later).then(TicketTaken(at=later, assignment=COLLEAGUE))
    by_ended = given(ASKED, TicketTaken(at=NOW, assignment=ENDED), found=FOUND)
    by_ended.when(TAKE, actor=AS_COLLEAGUE, now=LATER).then(TicketTaken(at=LATER, assignment=COLLEAGUE))
    assert held.state.in_ledger if isinstance(held.state, Ticket) else False


@pytest.mark.spec("B17")
def test_put_back_it_waits_since_it_was_asked() -> None:
    held = given(ASKED, TAKEN, found=FOUND)
    outcome = held.when(BACK, actor=AS_NURSE, now=LATER).then(TicketReturned(at=LATER, assignment=NURSE))
    assert outcome.state == state_of(ASKED)
    given(ASKED, found=FOUND).when(BACK, actor=AS_NURSE, now=LATER).nothing()


@pytest.mark.spec("B17", "S9", "S12")
def test_turned_into_a_case_the_askers_words_wait_for_an_answer_and_one_sms_leaves() -> None:
    held = ticket("t1", ANTON, taken_by=NURSE)
    outcome = given(found=with_ticket(held)).when(
        TurnIntoCase(ticket=ID, days=3), actor=AS_NURSE, now=LATER, new_id="c1"
    )
    case = outcome.state
    assert isinstance(case, Case)
    assert (case.id, case.assignment, case.title, case.messages) == (local("c1"), NURSE, held.title, 1)
    assert attention(case, LATER) == (Attention.UNANSWERED,)
    assert outcome.decision is not None
    opened, first = outcome.decision.events
    assert getattr(opened, "entry", None) is Entry.TICKET
    assert first == MessageSent(at=LATER, number=1, staff=None, representative=ANTON, text=held.message)
    assert [effect.recipient for effect in outcome.decision.effects if isinstance(effect, SendSms)] == [ANTON]
    turned = TicketTurned(at=LATER, assignment=NURSE, into=TurnedInto.CASE, id=CaseId(local("c1")))
    assert [(also.ref, also.events) for also in outcome.decision.also] == [(Ref(Kind.TICKET, ID), (turned,))]


@pytest.mark.spec("B17", "B1")
def test_staff_may_answer_as_they_open_it() -> None:
    held = ticket("t1", ANTON, taken_by=NURSE)
    command = TurnIntoCase(ticket=ID, message="Hej! Jag förnyar receptet.")
    outcome = given(found=with_ticket(held)).when(command, actor=AS_NURSE, now=LATER, new_id="c1")
    assert isinstance(outcome.state, Case)
    assert (outcome.state.messages, outcome.state.last_from_staff) == (2, 2)
    assert attention(outcome.state, LATER) == ()
    blank = changed(command, message=" ")
    given(found=with_ticket(held)).when(blank, actor=AS_NURSE, now=LATER, new_id="c1").refused("text.missing")


@pytest.mark.spec("B17", "S10")
def test_what_staff_wrote_down_is_not_the_patients_message() -> None:
    held = changed(ticket("t1", ANTON, taken_by=NURSE), created_by=COLLEAGUE)
    outcome = given(found=with_ticket(held)).when(TurnIntoCase(ticket=ID), actor=AS_NURSE, now=LATER, new_id="c1")
    assert isinstance(outcome.state, Case)
    assert attention(outcome.state, LATER) == (Attention.EMPTY,)
    strict = given(found=with_ticket(held), policy=Policy(compose_first=True))
    strict.when(TurnIntoCase(ticket=ID), actor=AS_NURSE, now=LATER, new_id="c1").refused("case.message_required")
    redacted = changed(held, created_by=None, message="")
    outcome = given(found=with_ticket(redacted)).when(TurnIntoCase(ticket=ID), actor=AS_NURSE, now=LATER, new_id="c1")
    assert isinstance(outcome.state, Case)
    assert outcome.state.messages == 0


@pytest.mark.spec("B17", "S3")
def test_turned_into_a_visit_it_has_begun_or_has_a_time() -> None:
    held = ticket("t1", ANTON, taken_by=NURSE)
    created = VisitCreated(
        at=LATER,
        visit=VisitId(local("v9")),
        patient=ANTON,
        representative=ANTON,
        unit=OAK,
        reason=RENEWAL,
        title=held.title,
        scheduled=None,
        created_by=NURSE,
    )
    known = given(found=with_ticket(held))
    outcome = known.when(TurnIntoVisit(ticket=ID), actor=AS_NURSE, now=LATER, new_id="v9")
    outcome.then(created, VisitStarted(at=LATER, assignment=NURSE)).effects()
    at = LATER + timedelta(days=2)
    planned = known.when(TurnIntoVisit(ticket=ID, scheduled=at), actor=AS_NURSE, now=LATER, new_id="v9")
    planned.then(changed(created, scheduled=at))


@pytest.mark.spec("B17")
@pytest.mark.parametrize("command", [TurnIntoCase(ticket=ID), TurnIntoVisit(ticket=ID)])
def test_only_its_taker_turns_it_and_only_once(command: TurnIntoCase | TurnIntoVisit) -> None:
    waiting, mine = ticket("t1", ANTON), ticket("t1", ANTON, taken_by=NURSE)
    given(found=with_ticket(waiting)).when(command, actor=AS_NURSE, now=NOW).refused("ticket.not_taken")
    given(found=with_ticket(mine)).when(command, actor=AS_COLLEAGUE, now=NOW).refused("ticket.taken")
    over = changed(mine, status=TicketStatus.TURNED)
    given(found=with_ticket(over)).when(command, actor=AS_NURSE, now=NOW).refused("ticket.over")
    given(found=FOUND).when(command, actor=AS_NURSE, now=NOW).refused("access.denied")
    assert turn(command, facts(AS_NURSE, FOUND)).failure().code == "not_found"
    assert turn(command, facts(SYSTEM, FOUND)).failure().code == "access.assignment_needed"
    assert decide_ticket(waiting, command, facts(AS_NURSE, FOUND)).failure().code == "ticket.over"
    gone = clinic(OFFERED, person(ANTON, "198001072381", "Anton", deceased=date(2026, 11, 1)))
    given(found={**gone, Ref(Kind.TICKET, ID): mine}).when(command, actor=AS_NURSE, now=NOW).refused("patient.deceased")


@pytest.mark.spec("B17", "S1")
def test_a_case_is_not_said_to_come_of_a_ticket() -> None:
    command = CreateCase(patient=ANTON, reason=RENEWAL, entry=Entry.TICKET)
    given(found=FOUND).when(command, actor=AS_NURSE, now=NOW).refused("ticket.not_taken")


@pytest.mark.spec("B17")
def test_whoever_asked_withdraws_it_and_staff_say_why() -> None:
    waiting = given(ASKED, found=FOUND)
    withdrawn = waiting.when(CancelTicket(ticket=TICKET), actor=AS_ANTON, now=LATER)
    withdrawn.then(TicketCancelled(at=LATER, assignment=None, reason=""))
    assert isinstance(withdrawn.state, Ticket)
    assert not withdrawn.state.in_ledger
    waiting.when(CancelTicket(ticket=TICKET, reason=" "), actor=AS_ANTON, now=LATER).refused("text.missing")
    waiting.when(CancelTicket(ticket=TICKET), actor=AS_NURSE, now=LATER).refused("text.missing")
    ended = TicketCancelled(at=LATER, assignment=NURSE, reason="Fått hjälp")
    command = CancelTicket(ticket=TICKET, reason="Fått hjälp")
    waiting.when(command, actor=AS_NURSE, now=LATER).then(ended)
    given(ASKED, TAKEN, found=FOUND).when(command, actor=AS_NURSE, now=LATER).then(ended)
    over = given(ASKED, ended, found=FOUND)
    over.when(command, actor=AS_NURSE, now=LATER).nothing()
    for again in (TAKE, BACK):
        over.when(again, actor=AS_NURSE, now=LATER).refused("ticket.over")
    turned = given(ASKED, TAKEN, TicketTurned(at=NOW, assignment=NURSE, into=TurnedInto.CASE, id="x"), found=FOUND)
    turned.when(command, actor=AS_NURSE, now=LATER).refused("ticket.over")
    waiting.when(CancelTicket(ticket=TICKET), actor=RepresentativeActor(STINA), now=LATER).refused("access.denied")


@pytest.mark.spec("B16", "B17")
def test_a_guardian_whose_custody_has_ended_reaches_the_ticket_no_more() -> None:
    asked = given(found=FOUND).when(changed(ASK, patient=ELSA), actor=AS_KARIN, now=NOW).state
    without = clinic(OFFERED, person(ELSA, "201802142396", "Elsa"))
    known = given(since=asked, found=without)
    known.when(CancelTicket(ticket=TICKET), actor=AS_KARIN, now=NOW).refused("access.representation_ended")


def test_a_ticket_that_is_not_there() -> None:
    for command in (TAKE, BACK, CancelTicket(ticket=TICKET)):
        given(found=FOUND).when(command, actor=AS_NURSE, now=NOW).refused("access.denied")
        assert decide_ticket(Nothing(), command, facts(AS_NURSE, FOUND)).failure().code == "not_found"
    assert decide_ticket(state_of(ASKED), TAKE, facts(SYSTEM, FOUND)).failure().code == "access.assignment_needed"
    assert not may_be_taken(state_of(ASKED, TicketCancelled(at=NOW, assignment=None, reason="")), False, NOW)
    with pytest.raises(ValueError, match="before the ticket"):
        evolve(Nothing(), TAKEN)
    with pytest.raises(ValueError, match="TicketTaken"):
        evolve(Unit(id=OAK, name="Eken", zone="Europe/Stockholm", days=None), TAKEN)


@pytest.mark.spec("B17")
def test_in_memory_as_a_store_would_both_streams_change() -> None:
    world = World(dict(FOUND))
    world.handle(ASK, AS_ANTON, NOW).unwrap()
    asked = TicketId(local("n1"))
    world.handle(TakeTicket(ticket=asked), AS_NURSE, NOW).unwrap()
    world.handle(TurnIntoCase(ticket=asked), AS_NURSE, LATER).unwrap()
    turned = world.streams[Ref(Kind.TICKET, asked)]
    assert isinstance(turned, Ticket)
    assert (turned.status, turned.into, turned.became) == (TicketStatus.TURNED, TurnedInto.CASE, local("n3"))
    assert isinstance(world.streams[Ref(Kind.CASE, local("n3"))], Case)
