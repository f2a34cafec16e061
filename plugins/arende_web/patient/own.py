"""How one is told of messages: the own number, and yes or no to SMS (B4). What may be recorded the engine answers."""

import asyncio
from collections.abc import Callable, Mapping
from typing import Final

from arende.domain.refusals import Refusal
from arende.engine import Engine, Receipt
from litestar import Request, Response, get, post
from litestar.datastructures import State
from litestar.exceptions import NotFoundException
from litestar.params import FromPath
from litestar.types import ControllerRouterHandler

from ..asking import PatientAsker
from ..doing import give, new_once
from ..faults import status_of
from ..forms import Form, read_form
from ..given import TheEngine, ThePatient
from ..pages import go, page
from ..staff.frame import answered

SOURCE: Final = "patientappen"
ACTS: Final[Mapping[str, tuple[str, Callable[[Form], Mapping[str, object]]]]] = {
    "phone": ("record_phone", lambda form: {"phone": form.line("phone")}),
    "consent": ("record_sms_consent", lambda _: {"source": SOURCE}),
    "no-sms": ("withdraw_sms_consent", lambda _: {"source": SOURCE}),
}


@get("/patient/contact-details", sync_to_thread=True)
def own(patient: ThePatient, engine: TheEngine) -> Response[str]:
    """What is known, and the forms."""
    return own_page(engine, patient, {})


@post("/patient/contact-details/{act:str}", status_code=303)
async def change(
    act: FromPath[str], request: Request[object, object, State], patient: ThePatient, engine: TheEngine
) -> Response[str]:
    """One of the forms."""
    if act not in ACTS:
        raise NotFoundException("act")
    form = await read_form(request, patient.asker)
    return await asyncio.to_thread(changed, act, form, patient, engine)


def changed(act: str, form: Form, patient: PatientAsker, engine: Engine) -> Response[str]:
    command, fields = ACTS[act]
    data = {"person": patient.actor.person, **fields(form)}
    answer = give(engine, patient.asker, patient.actor, command, data, form)
    if isinstance(answer, Receipt):
        return go(patient.asker, "/patient/contact-details")
    return own_page(engine, patient, form.fields, answer)


def own_page(
    engine: Engine, patient: PatientAsker, typed: Mapping[str, str], refusal: Refusal | None = None
) -> Response[str]:
    person = answered(engine.queries.person(patient.actor, patient.actor.person))
    no = person.sms_consent is not None and not person.sms_consent.given
    data = {"person": person, "no": no, "typed": typed, "refusal": refusal, "once": new_once()}
    return page(patient.asker, "patient/own.html", data, status=200 if refusal is None else status_of(refusal))


ROUTES: Final[list[ControllerRouterHandler]] = [own, change]
