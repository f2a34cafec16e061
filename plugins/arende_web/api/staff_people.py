"""Operations of staff about persons, visits, the ledger and the directory."""

from typing import Final

from arende.domain.ids import PersonId, TemplateId, TicketId, VisitId, shard_of
from arende.views.names import StaffName
from arende.views.person_rows import PersonRow
from arende.views.rows import ReasonRow, TemplateRow, VisitRow
from arende.views.tickets import LedgerRow, TicketRow
from attrs import AttrsInstance

from . import bodies
from .call import Call
from .operations import PAGE, Leads, Operation, Run, Side, asks, gives
from .schemas import Case, Listed, Receipt
from .staff import FIRST, TO_CASE

STAFF: Final = Side.STAFF
TO_PATIENT: Final = Leads(to="patient", param="person", value="$response.body#/items/0/id")
TO_VISIT: Final = Leads(to="visit", param="visit")
TO_TICKET: Final = Leads(to="ticket", param="ticket")


def search(call: Call) -> object:
    body = call.as_published(bodies.Search)
    return call.many(call.engine.queries.search_patients(call.staff, body.text, after=body.after, limit=body.limit))


def add_patient(call: Call) -> object:
    data = {**call.body, "provider": shard_of(call.staff.assignment)}
    return call.give("register_person", data, bodies.NewPatient)


def person_id(call: Call) -> PersonId:
    return PersonId(call.path["person"])


def patient(call: Call) -> object:
    return call.one(call.engine.queries.person(call.staff, person_id(call)))


def cases_of(call: Call) -> object:
    return call.many(call.engine.queries.cases_of_patient(call.staff, person_id(call)))


def emergency(call: Call) -> object:
    data = {**call.body, "patient": call.path["person"]}
    return call.give("open_emergency_access", data, bodies.Reason)


def guardian(call: Call) -> object:
    return call.give("record_guardianship", {**call.body, "child": call.path["person"]}, bodies.NewGuardian)


def guardian_ends(call: Call) -> object:
    return call.give("end_guardianship", {**call.body, "child": call.path["person"]}, bodies.GuardianEnds)


def ledger(call: Call) -> object:
    return call.many(call.engine.queries.ledger(call.staff, after=call.after, limit=call.limit))


def visit(call: Call) -> object:
    return call.one(call.engine.queries.visit(call.staff, VisitId(call.path["visit"])))


def ticket(call: Call) -> object:
    return call.one(call.engine.queries.ticket(call.staff, TicketId(call.path["ticket"])))


def reasons(call: Call) -> object:
    return call.many(call.engine.queries.reasons(call.staff))


def templates(call: Call) -> object:
    return call.many(call.engine.queries.templates(call.staff))


def template(call: Call) -> object:
    return call.one(call.engine.queries.template(call.staff, TemplateId(call.path["template"])))


def colleagues(call: Call) -> object:
    return call.many(call.engine.queries.colleagues(call.staff))


def turns(id: str, path: str, about: str, command: str, body: type[AttrsInstance], leads: Leads) -> Operation:
    return gives(id, f"/tickets/{{ticket}}/{path}", STAFF, about, command, body, leads=(leads,))


def about_person(id: str, path: str, about: str, run: Run, body: type[AttrsInstance]) -> Operation:
    """A command about the person of the address."""
    return Operation(
        id=id,
        method="POST",
        path=f"/patients{path}",
        side=STAFF,
        about=about,
        run=run,
        answer=Receipt,
        body=body,
        command=True,
    )


OPERATIONS: Final = (
    Operation(
        id="searchPatients",
        method="POST",
        path="/patients/search",
        side=STAFF,
        about="By full identifier, or by the beginnings of names. POST, so that no address holds a name.",
        run=search,
        answer=Listed[PersonRow],
        body=bodies.Search,
        leads=(TO_PATIENT,),
    ),
    about_person(
        "addPatient", "", "A new person; one who is known already is answered with.", add_patient, bodies.NewPatient
    ),
    asks("patient", "/patients/{person}", STAFF, "A person's profile.", patient, PersonRow),
    asks(
        "casesOfPatient",
        "/patients/{person}/cases",
        STAFF,
        "Those of the person's cases that staff may see.",
        cases_of,
        Listed[Case],
        (),
        (FIRST,),
    ),
    about_person("addGuardian", "/{person}/guardians", "A guardian of the child.", guardian, bodies.NewGuardian),
    about_person(
        "endGuardian", "/{person}/guardians/end", "The custody has ended.", guardian_ends, bodies.GuardianEnds
    ),
    about_person(
        "emergencyAccess", "/{person}/emergency-access", "Nödåtkomst: reviewed afterwards.", emergency, bodies.Reason
    ),
    asks("reasons", "/reasons", STAFF, "Contact reasons that may be chosen at the unit.", reasons, Listed[ReasonRow]),
    asks("templates", "/templates", STAFF, "Message templates that may be chosen.", templates, Listed[TemplateRow]),
    asks("template", "/templates/{template}", STAFF, "One template.", template, TemplateRow),
    asks("colleagues", "/colleagues", STAFF, "Whom a case can be handed over to.", colleagues, Listed[StaffName]),
    asks(
        "ledger",
        "/ledger",
        STAFF,
        "Patientliggaren: free visits and tickets, longest wait first.",
        ledger,
        Listed[LedgerRow],
        PAGE,
    ),
    gives("createVisit", "/visits", STAFF, "A visit.", "create_visit", bodies.NewVisit, leads=(TO_VISIT,)),
    asks("visit", "/visits/{visit}", STAFF, "One visit.", visit, VisitRow),
    gives("startVisit", "/visits/{visit}/start", STAFF, "Take and start it.", "start_visit", leads=(TO_VISIT,)),
    gives("endVisit", "/visits/{visit}/end", STAFF, "It is over.", "end_visit", leads=(TO_VISIT,)),
    gives(
        "createTicket",
        "/tickets",
        STAFF,
        "A ticket, in staff's words.",
        "create_ticket",
        bodies.NewTicket,
        leads=(TO_TICKET,),
    ),
    asks("ticket", "/tickets/{ticket}", STAFF, "One ticket, with what was asked.", ticket, TicketRow),
    gives("takeTicket", "/tickets/{ticket}/take", STAFF, "Take it.", "take_ticket", leads=(TO_TICKET,)),
    gives("returnTicket", "/tickets/{ticket}/return", STAFF, "Put it back.", "return_ticket", leads=(TO_TICKET,)),
    gives(
        "cancelTicket", "/tickets/{ticket}/cancel", STAFF, "No contact is needed.", "cancel_ticket", bodies.Cancelling
    ),
    turns("ticketToCase", "case", "A case is opened of it.", "turn_into_case", bodies.TicketToCase, TO_CASE),
    turns("ticketToVisit", "visit", "A visit is made of it.", "turn_into_visit", bodies.TicketToVisit, TO_VISIT),
)
