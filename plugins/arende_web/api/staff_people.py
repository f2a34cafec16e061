"""Operations of staff about persons, visits, the ledger and the directory."""

from typing import Final

from arende.domain.case.commands import Maturity
from arende.domain.ids import PersonId, TemplateId, TicketId, VisitId, shard_of
from arende.views.names import StaffName
from arende.views.opening import Chosen
from arende.views.person_rows import PersonRow
from arende.views.rows import ReasonRow, TemplateRow, VisitRow
from arende.views.tickets import LedgerRow, TicketRow
from attrs import AttrsInstance

from . import bodies
from .call import Call
from .operations import PAGE, Leads, Operation, Param, Side, asks, gives
from .schemas import Case, Listed, Opening, Receipt
from .staff import FIRST, TO_CASE

STAFF: Final = Side.STAFF
MATURITY: Final = Param(name="maturity", about="The assessment.", choices=tuple(one.value for one in Maturity))
CHOSEN: Final = (Param(name="representative", about="Who was chosen.", id=True), MATURITY)
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


def opening(call: Call) -> object:
    maturity = call.choice("maturity", ("", *MATURITY.choices), "")
    representative = call.id("representative")
    chosen = Chosen(
        representative=PersonId(representative) if representative else None,
        maturity=Maturity(maturity) if maturity else None,
    )
    return call.one(call.engine.queries.opening(call.staff, person_id(call), chosen))


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


def about_person(
    id: str, path: str, about: str, command: str, body: type[AttrsInstance], named: str = "person"
) -> Operation:
    """A command about the person of the address, who is `named` so in it."""

    def run(call: Call) -> object:
        return call.give(command, {**call.body, named: call.path["person"]}, body)

    return Operation(
        id=id,
        method="POST",
        path=f"/patients/{{person}}{path}",
        side=STAFF,
        about=about,
        run=run,
        answer=Receipt,
        body=body,
        command=command,
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
    Operation(
        id="addPatient",
        method="POST",
        path="/patients",
        side=STAFF,
        about="A new person; one who is known already is answered with.",
        run=add_patient,
        answer=Receipt,
        body=bodies.NewPatient,
        command="register_person",
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
    asks(
        "opening",
        "/patients/{person}/opening",
        STAFF,
        "What «Nytt» offers: representative, length.",
        opening,
        Opening,
        CHOSEN,
    ),
    about_person(
        "addGuardian", "/guardians", "A guardian of the child.", "record_guardianship", bodies.NewGuardian, "child"
    ),
    about_person(
        "endGuardian", "/guardians/end", "The custody has ended.", "end_guardianship", bodies.GuardianEnds, "child"
    ),
    about_person(
        "emergencyAccess",
        "/emergency-access",
        "Nödåtkomst: reviewed afterwards.",
        "open_emergency_access",
        bodies.Reason,
        "patient",
    ),
    about_person("recordPhone", "/phone", "The number that SMS go to.", "record_phone", bodies.Phone),
    about_person("consentToSms", "/sms-consent", "The person consents to SMS.", "record_sms_consent", bodies.Word),
    about_person(
        "withdrawConsent", "/sms-consent/withdraw", "The person wants no SMS.", "withdraw_sms_consent", bodies.Word
    ),
    about_person(
        "blockUnit", "/blocks", "Spärr: the unit's cases are kept from the others.", "block_unit", bodies.Block
    ),
    about_person("liftBlock", "/blocks/lift", "The person lifts it.", "lift_block", bodies.Block),
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
