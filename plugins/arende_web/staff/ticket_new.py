"""A ticket that staff put into their unit's ledger for a patient who has asked for contact, in staff's words (B17)."""

import asyncio
from collections.abc import Mapping
from typing import Final

from arende.domain.ids import PersonId
from arende.domain.policy import Choice
from arende.domain.refusals import Refusal
from arende.engine import Engine, Receipt
from litestar import Request, Response, get, post
from litestar.datastructures import State
from litestar.params import FromQuery
from litestar.types import ControllerRouterHandler

from ..asking import StaffAsker
from ..doing import give, new_once
from ..faults import status_of
from ..forms import Form, read_form
from ..given import TheEngine, TheStaff
from ..pages import go
from .frame import answered, staff_page

FIELDS: Final = ("patient", "reason", "representative", "maturity")


@get("/new-ticket", sync_to_thread=True)
def begin(person: FromQuery[str], staff: TheStaff, engine: TheEngine) -> Response[str]:
    """The form."""
    return form_page(engine, staff, {"patient": person})


@post("/new-ticket", status_code=303)
async def create(request: Request[object, object, State], staff: TheStaff, engine: TheEngine) -> Response[str]:
    """It waits in the ledger."""
    form = await read_form(request, staff.asker)
    return await asyncio.to_thread(created, form, staff, engine)


def created(form: Form, staff: StaffAsker, engine: Engine) -> Response[str]:
    fields = {name: form.some(name) for name in FIELDS} | {"message": form.text("message")}
    answer = give(engine, staff.asker, staff.actor, "create_ticket", fields, form)
    if isinstance(answer, Receipt):
        return go(staff.asker, f"/tickets/{answer.ids['ticket']}")
    return form_page(engine, staff, form.fields, answer)


def form_page(
    engine: Engine, staff: StaffAsker, typed: Mapping[str, str], refusal: Refusal | None = None
) -> Response[str]:
    offered = answered(engine.queries.opening(staff.actor, PersonId(typed.get("patient", ""))))
    data = {
        "typed": typed,
        "form": offered,
        "either": offered.choice is Choice.EITHER,
        "child": offered.choice in (Choice.EITHER, Choice.GUARDIAN),
        "reasons": answered(engine.queries.reasons(staff.actor)).items,
        "refusal": refusal,
        "field": refusal.field if refusal else "",
        "once": new_once(),
    }
    status = 200 if refusal is None else status_of(refusal)
    return staff_page(engine, staff, "staff/ticket_new.html", "search", data, status=status)


ROUTES: Final[list[ControllerRouterHandler]] = [begin, create]
