"""Asking a unit for contact (B17), and what became of it; and who has looked at one's data (B23)."""

import asyncio
from collections.abc import Mapping, Sequence
from typing import Final

from arende.domain.answer_time import EMERGENCY
from arende.domain.ids import PersonId
from arende.domain.refusals import Refusal
from arende.engine import Engine, Receipt
from arende.views.tickets import LABELS
from litestar import Request, Response, get, post
from litestar.datastructures import State
from litestar.params import FromPath
from litestar.types import ControllerRouterHandler

from ..asking import PatientAsker
from ..doing import give, new_once
from ..faults import status_of
from ..forms import Form, read_form
from ..given import TheEngine, ThePatient
from ..pages import go, page
from ..staff.frame import answered


def whom(engine: Engine, patient: PatientAsker) -> Sequence[tuple[str, str]]:
    """For whom someone may ask: themself, and each child of whose cases they see one."""
    own = answered(engine.queries.person(patient.actor, patient.actor.person))
    rows = answered(engine.queries.cases_of_patient(patient.actor, patient.actor.person)).items
    children = {row.patient.id: row.patient.name for row in rows if row.by_guardian}
    return [(own.id, own.name), *children.items()]


@get("/patient/contact", sync_to_thread=True)
def contact(patient: ThePatient, engine: TheEngine) -> Response[str]:
    """The form."""
    return contact_page(engine, patient, {})


def contact_page(
    engine: Engine, patient: PatientAsker, typed: Mapping[str, str], refusal: Refusal | None = None
) -> Response[str]:
    ways = answered(engine.queries.ways_to_contact(patient.actor, patient.actor.person)).items
    data = {
        "whom": whom(engine, patient),
        "ways": ways,
        "typed": typed,
        "refusal": refusal,
        "emergency": patient.asker.text(EMERGENCY),
        "once": new_once(),
    }
    return page(patient.asker, "patient/contact.html", data, status=200 if refusal is None else status_of(refusal))


@post("/patient/contact", status_code=303)
async def ask(request: Request[object, object, State], patient: ThePatient, engine: TheEngine) -> Response[str]:
    """Asked: it waits in the unit's ledger."""
    form = await read_form(request, patient.asker)
    return await asyncio.to_thread(asked, form, patient, engine)


def asked(form: Form, patient: PatientAsker, engine: Engine) -> Response[str]:
    unit, _, reason = form.line("way").partition(" ")
    fields = {
        "patient": form.some("patient") or patient.actor.person,
        "unit": unit,
        "reason": reason,
        "message": form.text("message"),
    }
    answer = give(engine, patient.asker, patient.actor, "ask_for_contact", fields, form)
    if isinstance(answer, Receipt):
        return go(patient.asker, "/patient")
    return contact_page(engine, patient, form.fields, answer)


@post("/patient/tickets/{ticket:str}/cancel", status_code=303)
async def cancel(
    ticket: FromPath[str], request: Request[object, object, State], patient: ThePatient, engine: TheEngine
) -> Response[str]:
    """No contact is needed any more."""
    form = await read_form(request, patient.asker)
    answer = await asyncio.to_thread(
        give, engine, patient.asker, patient.actor, "cancel_ticket", {"ticket": ticket}, form
    )
    if isinstance(answer, Receipt):
        return go(patient.asker, "/patient")
    return await asyncio.to_thread(contact_page, engine, patient, {}, answer)


@get("/patient/access", sync_to_thread=True)
def access(patient: ThePatient, engine: TheEngine) -> Response[str]:
    """Who has looked at the patient's own data, and changed it."""
    return access_page(engine, patient, patient.actor.person)


@get("/patient/access/{person:str}", sync_to_thread=True)
def access_of(person: FromPath[str], patient: ThePatient, engine: TheEngine) -> Response[str]:
    """The same for a child."""
    return access_page(engine, patient, PersonId(person))


def access_page(engine: Engine, patient: PatientAsker, person: PersonId) -> Response[str]:
    report = answered(engine.audit.report(patient.actor, person, lang=patient.asker.lang))
    return page(patient.asker, "patient/access.html", {"report": report, "whom": whom(engine, patient)})


def labels(patient: PatientAsker) -> Mapping[str, str]:
    """What a ticket's status is called."""
    return {status.value: patient.asker.text(both) for status, both in LABELS.items()}


ROUTES: Final[list[ControllerRouterHandler]] = [contact, ask, cancel, access, access_of]
