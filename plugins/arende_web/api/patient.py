"""Operations of the patient's side: the patient, or a guardian as representative."""

from typing import Final

from arende.domain.ids import PersonId, TicketId
from arende.engine.audit.report import Report
from arende.views.tickets import ContactRow, TicketRow
from attrs import AttrsInstance

from . import bodies
from .bodies import Written
from .call import Call
from .operations import Leads, Method, Operation, Param, Side, asks, gives
from .schemas import Case, Line, Listed, MaybeDraft
from .staff import RECORDS, case, draft, thread

PATIENT: Final = Side.PATIENT
TO_CASE: Final = Leads(to="ownCase", param="case")
FIRST: Final = Leads(to="ownCase", param="case", value="$response.body#/items/0/id")
PERSON: Final = Param(name="person", about="A child; without it, oneself.", id=True)


def cases(call: Call) -> object:
    return call.many(call.engine.queries.cases_of_patient(call.patient, call.patient.person))


def tickets(call: Call) -> object:
    return call.many(call.engine.queries.tickets_of(call.patient, call.patient.person))


def ticket(call: Call) -> object:
    return call.one(call.engine.queries.ticket(call.patient, TicketId(call.path["ticket"])))


def ways(call: Call) -> object:
    return call.many(call.engine.queries.ways_to_contact(call.patient, call.patient.person))


def access(call: Call) -> object:
    person = PersonId(call.id("person") or call.patient.person)
    return call.one(call.engine.audit.report(call.patient, person, lang=call.asker.lang))


def act(
    id: str, path: str, about: str, command: str, body: type[AttrsInstance] | None = None, method: Method = "POST"
) -> Operation:
    """Something the patient's side does in a case."""
    return gives(id, f"/patient/cases/{{case}}{path}", PATIENT, about, command, body, method=method, leads=(TO_CASE,))


OPERATIONS: Final = (
    asks(
        "ownCases",
        "/patient/cases",
        PATIENT,
        "Cases that one is patient or representative in, latest first.",
        cases,
        Listed[Case],
        (),
        (FIRST,),
    ),
    asks("ownCase", "/patient/cases/{case}", PATIENT, "One of them, without its thread.", case, Case),
    asks(
        "ownThread", "/patient/cases/{case}/thread", PATIENT, "Its thread, oldest first.", thread, Listed[Line], RECORDS
    ),
    asks("ownDraft", "/patient/cases/{case}/draft", PATIENT, "What one has begun to write.", draft, MaybeDraft),
    act("answer", "/messages", "Write to staff. Never stale.", "send_message", Written),
    act("markRead", "/read", "Read up to that message.", "mark_read", bodies.UpTo),
    act("saveOwnDraft", "/draft", "Keep what is begun.", "save_draft", bodies.DraftText, "PUT"),
    act("discardOwnDraft", "/draft", "Throw it away.", "discard_draft", None, "DELETE"),
    asks(
        "contactWays",
        "/patient/contact-ways",
        PATIENT,
        "Where one may ask for contact, and about what.",
        ways,
        Listed[ContactRow],
    ),
    asks(
        "ownTickets", "/patient/tickets", PATIENT, "What one has asked for, latest first.", tickets, Listed[TicketRow]
    ),
    gives(
        "askForContact",
        "/patient/tickets",
        PATIENT,
        "Ask a unit for contact.",
        "ask_for_contact",
        bodies.Asking,
        leads=(Leads(to="ownTicket", param="ticket"),),
    ),
    asks("ownTicket", "/patient/tickets/{ticket}", PATIENT, "One of them.", ticket, TicketRow),
    gives(
        "cancelOwnTicket",
        "/patient/tickets/{ticket}/cancel",
        PATIENT,
        "No contact is needed any more.",
        "cancel_ticket",
    ),
    asks(
        "accessReport",
        "/patient/access-report",
        PATIENT,
        "Who has looked at one's data, or changed it.",
        access,
        Report,
        (PERSON,),
    ),
)
