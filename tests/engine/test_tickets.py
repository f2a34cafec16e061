"""Tickets through the engine: the ledger merged and paged, one taker, both streams or neither, who sees what."""

from datetime import timedelta

import pytest
from arende.domain import commands as c
from arende.domain.case.reply import Side
from arende.domain.ids import CaseId, Kind, ReasonId, TicketId, VisitId
from arende.domain.ticket.model import HOLD, TicketStatus
from arende.engine.verifying import verify
from arende.ports.records import Shard
from arende.views.thread import MessageLine
from returns.pipeline import is_successful

from .clinic import AT_CHILDREN, CENTRE, COLLEAGUE, FOLLOW_UP, NURSE, OPERATOR, STRANGER, Clinic
from .conftest import Opener
from .test_races import at_once, press, through
from .vendor import Vendor

WORDS = "Min medicin är snart slut."


def offer(clinic: Clinic) -> None:
    clinic.do(c.RegisterReason(reason=FOLLOW_UP, title="Uppföljningsbesök", for_patients=True))


def ask(clinic: Clinic, who: str = "anton", patient: str | None = None) -> TicketId:
    command = c.AskForContact(patient=clinic.persons[patient or who], unit=CENTRE, reason=FOLLOW_UP, message=WORDS)
    return TicketId(clinic.do(command, clinic.rep(who)).ids["ticket"])


@pytest.mark.spec("B17", "S16")
def test_the_ledger_merges_tickets_and_free_visits_by_waiting_time_and_pages(clinic: Clinic) -> None:
    offer(clinic)
    made: list[str] = []
    for n in range(7):
        made.append(ask(clinic) if n % 3 else clinic.open_visit())
        if n % 2:
            clinic.clock.advance(timedelta(minutes=1))
    whole = clinic.engine.queries.ledger(NURSE).unwrap()
    assert sorted(row.id for row in whole.items) == sorted(made)
    assert [row.created for row in whole.items] == sorted(row.created for row in whole.items)
    assert {row.kind for row in whole.items} == {Kind.VISIT, Kind.TICKET}
    for limit in (1, 2, 3, 6, 7):
        seen: list[str] = []
        after: str | None = None
        while True:
            page = clinic.engine.queries.ledger(COLLEAGUE, after=after, limit=limit).unwrap()
            seen += [row.id for row in page.items]
            after = page.next
            if after is None:
                break
        assert seen == [row.id for row in whole.items], limit
    counted = clinic.engine.queries.ledger_count(NURSE).unwrap()
    assert (counted.visits, counted.tickets) == (3, 4)
    assert clinic.engine.queries.ledger_count(STRANGER, CENTRE).failure().code == "access.denied"
    assert clinic.engine.queries.ledger_count(OPERATOR).failure().code == "not_found"
    assert clinic.engine.queries.ledger(OPERATOR).failure().code == "not_found"


@pytest.mark.spec("B17", "S12")
def test_taken_and_turned_it_is_the_takers_case_with_one_sms(clinic: Clinic) -> None:
    offer(clinic)
    ticket = ask(clinic)
    clinic.do(c.TakeTicket(ticket=ticket), NURSE)
    assert clinic.refused(c.TakeTicket(ticket=ticket), COLLEAGUE) == "ticket.taken"
    row = clinic.engine.queries.ledger(COLLEAGUE).unwrap().items[0]
    assert row.taken_by is not None
    assert (row.taken_by.name, row.may_take) == ("Haris Testgren", False)
    case = CaseId(clinic.do(c.TurnIntoCase(ticket=ticket), NURSE, "t-1").ids["case"])
    assert clinic.do(c.TurnIntoCase(ticket=ticket), NURSE, "t-1").repeated
    assert clinic.refused(c.TurnIntoCase(ticket=ticket), NURSE) == "ticket.over"
    clinic.work()
    assert len(clinic.sms()) == 1
    assert [row.id for row in clinic.engine.queries.inbox(NURSE).unwrap().items] == [case]
    lines = clinic.engine.queries.thread(clinic.rep("anton"), case).unwrap().items
    assert [(line.side, line.text) for line in lines if isinstance(line, MessageLine)] == [(Side.PATIENT, WORDS)]
    assert clinic.engine.queries.ledger(NURSE).unwrap().items == ()
    own = clinic.engine.queries.tickets_of(clinic.rep("anton"), clinic.persons["anton"]).unwrap().items
    assert [(one.id, one.status, one.became) for one in own] == [(ticket, TicketStatus.TURNED, case)]
    assert verify(clinic.engine.storage).faults == ()


@pytest.mark.spec("B17")
def test_one_taker_however_many_try(pair: tuple[Clinic, Clinic]) -> None:
    offer(pair[0])
    ticket, takers = ask(pair[0]), (NURSE, COLLEAGUE)
    answers = at_once([press(pair[n % 2].engine, c.TakeTicket(ticket=ticket), takers[n % 2]) for n in range(8)])
    assert len({takers[n % 2] for n, answer in enumerate(answers) if is_successful(answer)}) == 1
    assert {answer.failure().code for answer in answers if not is_successful(answer)} == {"ticket.taken"}


@pytest.mark.spec("B17")
def test_turned_at_once_into_a_case_and_a_visit_it_becomes_one_of_them(pair: tuple[Clinic, Clinic]) -> None:
    first, second = pair
    offer(first)
    ticket = ask(first)
    first.do(c.TakeTicket(ticket=ticket), NURSE)
    answers = at_once(
        [
            press(first.engine, c.TurnIntoCase(ticket=ticket), NURSE),
            press(second.engine, c.TurnIntoVisit(ticket=ticket), NURSE),
        ]
    )
    assert sorted(is_successful(answer) for answer in answers) == [False, True]
    assert [answer.failure().code for answer in answers if not is_successful(answer)] == ["ticket.over"]


@pytest.mark.spec("B16", "B17")
def test_custody_that_ends_meanwhile_turns_no_ticket(opener: Opener) -> None:
    """The right goes between the moment when it was looked up and that when the case would have been written."""
    vendor = Vendor()
    clinic = opener(plugins=(vendor,), scheme="cut:")
    (cut,) = vendor.opened
    offer(clinic)
    ticket = ask(clinic, "erik", "elsa")
    clinic.do(c.TakeTicket(ticket=ticket), NURSE)
    child, guardian = clinic.persons["elsa"], clinic.persons["erik"]
    end = c.EndGuardianship(child=child, guardian=guardian, ended=clinic.clock.now().date())
    cut.meanwhile.append(through(cut, clinic, end, OPERATOR))
    assert clinic.refused(c.TurnIntoCase(ticket=ticket), NURSE) == "representative.not_guardian"
    assert cut.meanwhile == []


@pytest.mark.spec("B17", "S5")
def test_only_its_asker_sees_it_on_the_patients_side_and_not_who_has_it(clinic: Clinic) -> None:
    offer(clinic)
    ticket = ask(clinic, "karin", "elsa")
    clinic.do(c.TakeTicket(ticket=ticket), NURSE)
    queries = clinic.engine.queries
    row = queries.ticket(clinic.rep("karin"), ticket).unwrap()
    assert (row.message, row.taken_by, row.status) == (WORDS, None, TicketStatus.WAITING)
    assert queries.ticket(NURSE, ticket).unwrap().taken_by is not None
    for who in (clinic.rep("erik"), clinic.rep("elsa"), clinic.rep("stina"), AT_CHILDREN, STRANGER):
        assert queries.ticket(who, ticket).failure().code == "access.denied"
    assert queries.ticket(NURSE, TicketId("SE1.nej")).failure().code == "access.denied"
    assert queries.ticket(OPERATOR, TicketId("SE1.nej")).failure().code == "not_found"
    assert [one.id for one in queries.tickets_of(clinic.rep("karin"), clinic.persons["karin"]).unwrap().items] == [
        ticket
    ]
    assert queries.tickets_of(clinic.rep("erik"), clinic.persons["erik"]).unwrap().items == ()
    assert queries.tickets_of(clinic.rep("erik"), clinic.persons["karin"]).failure().code == "access.denied"
    clinic.end_custody("elsa", "karin")
    assert queries.ticket(clinic.rep("karin"), ticket).failure().code == "access.representation_ended"
    assert queries.tickets_of(clinic.rep("karin"), clinic.persons["karin"]).unwrap().items == ()
    assert clinic.refused(c.TurnIntoCase(ticket=ticket), NURSE) == "representative.not_guardian"


@pytest.mark.spec("B17", "B19")
def test_what_is_left_lying_is_shown_to_colleagues_as_free(clinic: Clinic) -> None:
    offer(clinic)
    ticket = ask(clinic)
    clinic.do(c.TakeTicket(ticket=ticket), NURSE)
    clinic.do(c.EndAssignment(assignment=NURSE.assignment))
    row = clinic.engine.queries.ledger(COLLEAGUE).unwrap().items[0]
    assert (row.id, row.may_take) == (ticket, True)
    clinic.do(c.TakeTicket(ticket=ticket), COLLEAGUE)
    assert not clinic.engine.queries.ledger(COLLEAGUE).unwrap().items[0].may_take
    clinic.clock.advance(HOLD)
    assert clinic.engine.queries.ledger(COLLEAGUE).unwrap().items[0].may_take


@pytest.mark.spec("B17")
def test_a_patient_sees_where_to_ask_and_about_what(clinic: Clinic) -> None:
    queries, anton = clinic.engine.queries, clinic.persons["anton"]
    assert queries.ways_to_contact(clinic.rep("anton"), anton).unwrap().items == ()
    clinic.do(c.RegisterReason(reason=ReasonId("SE1.recept"), title="Recept", unit=CENTRE, for_patients=True))
    rows = queries.ways_to_contact(clinic.rep("anton"), anton).unwrap().items
    assert [(row.unit, row.title) for row in rows] == [(CENTRE, "Recept")]
    offer(clinic)
    assert len(queries.ways_to_contact(clinic.rep("anton"), anton).unwrap().items) == 3
    assert queries.ways_to_contact(NURSE, anton).failure().code == "access.denied"


@pytest.mark.spec("B17", "B23")
def test_reading_and_refusing_are_in_the_log_and_the_report_tells_who_took_it(clinic: Clinic) -> None:
    offer(clinic)
    ticket, anton = ask(clinic), clinic.persons["anton"]
    clinic.engine.queries.ticket(NURSE, ticket).unwrap()
    clinic.do(c.TakeTicket(ticket=ticket), NURSE)
    clinic.refused(c.TurnIntoCase(ticket=ticket), AT_CHILDREN)
    clinic.do(c.TurnIntoVisit(ticket=ticket), NURSE)
    entries = clinic.engine.storage.access_of(Shard("SE1"), anton, None, 99)
    assert [entry.action for entry in entries] == ["read:ticket", "refused:turn_into_case"]
    text = clinic.engine.audit.report(OPERATOR, anton).unwrap().text()
    for said in ("patienten själv bad om kontakt", "läste vad kontakten gäller", "tog hand om önskan om kontakt"):
        assert said in text
    assert WORDS not in text


@pytest.mark.spec("B17", "S3")
def test_turned_into_a_visit_it_is_the_takers_and_ongoing(clinic: Clinic) -> None:
    command = c.CreateTicket(patient=clinic.persons["anton"], reason=FOLLOW_UP, message="Ringde")
    ticket = TicketId(clinic.do(command, COLLEAGUE).ids["ticket"])
    assert clinic.engine.queries.ticket(clinic.rep("anton"), ticket).unwrap().message == ""
    assert clinic.refused(c.TurnIntoVisit(ticket=ticket), NURSE) == "ticket.not_taken"
    clinic.do(c.TakeTicket(ticket=ticket), NURSE)
    visit = VisitId(clinic.do(c.TurnIntoVisit(ticket=ticket), NURSE).ids["visit"])
    row = clinic.engine.queries.visit(NURSE, visit).unwrap()
    assert (row.assignment, row.in_ledger) == (NURSE.assignment, False)
