"""A ticket of the ledger: taken by one, and turned into a case or a visit, put back, or cancelled (B17, S16)."""

import asyncio
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Final
from zoneinfo import ZoneInfo

from arende.domain.ids import TicketId
from arende.domain.policy import Choice
from arende.domain.refusals import InputInvalid, Refusal, SmsHindered
from arende.domain.ticket.model import TicketStatus
from arende.engine import Engine, Receipt
from attrs import frozen
from litestar import Request, Response, get, post
from litestar.datastructures import State
from litestar.exceptions import NotFoundException
from litestar.params import FromPath
from litestar.types import ControllerRouterHandler

from ..asking import StaffAsker
from ..doing import give, new_once
from ..faults import status_of
from ..forms import Form, read_form
from ..given import TheEngine, TheStaff
from ..pages import go
from .case import not_told
from .frame import answered, staff_page


@frozen(kw_only=True)
class Act:
    """A form on the page of a ticket."""

    command: str
    fields: Callable[[Form], Mapping[str, object]]
    after: str
    """Where to go on to, with the ids of what was made."""


ACTS: Final[Mapping[str, Act]] = {
    "take": Act(command="take_ticket", fields=lambda _: {}, after="/tickets/{ticket}"),
    "return": Act(command="return_ticket", fields=lambda _: {}, after="/"),
    "cancel": Act(command="cancel_ticket", fields=lambda form: {"reason": form.some("reason")}, after="/"),
    "into-case": Act(
        command="turn_into_case",
        fields=lambda form: {
            "maturity": form.some("maturity"),
            "days": form.line("days"),
            "message": form.some("message"),
            "despite_no_sms": form.ticked("despite_no_sms"),
        },
        after="/tickets/{ticket}/became",
    ),
    "into-visit": Act(
        command="turn_into_visit",
        fields=lambda form: {"maturity": form.some("maturity"), "scheduled": form.some("scheduled")},
        after="/tickets/{ticket}/became",
    ),
}


@get("/tickets/{ticket:str}", sync_to_thread=True)
def ticket(ticket: FromPath[str], staff: TheStaff, engine: TheEngine) -> Response[str]:
    """What the patient's side asks, and what can be done with it."""
    return ticket_page(engine, staff, TicketId(ticket))


@get("/tickets/{ticket:str}/became", sync_to_thread=True)
def became(ticket: FromPath[str], staff: TheStaff, engine: TheEngine) -> Response[str]:
    """On to the case or the visit that it has become."""
    row = answered(engine.queries.ticket(staff.actor, TicketId(ticket)))
    places = {"case": "cases", "visit": "visits"}
    kind = places.get(row.into.value) if row.into is not None else None
    return go(staff.asker, f"/{kind}/{row.became}" if kind and row.became else f"/tickets/{ticket}")


@post("/tickets/{ticket:str}/{act:str}", status_code=303)
async def done(
    ticket: FromPath[str],
    act: FromPath[str],
    request: Request[object, object, State],
    staff: TheStaff,
    engine: TheEngine,
) -> Response[str]:
    """One of the acts."""
    if act not in ACTS:
        raise NotFoundException("act")
    form = await read_form(request, staff.asker)
    return await asyncio.to_thread(carried_out, TicketId(ticket), act, form, staff, engine)


def carried_out(ticket: TicketId, act: str, form: Form, staff: StaffAsker, engine: Engine) -> Response[str]:
    told = ACTS[act]
    fields = dict(told.fields(form))
    at = fields.get("scheduled")
    if isinstance(at, str):
        zone = answered(engine.queries.ticket(staff.actor, ticket)).zone
        try:
            fields["scheduled"] = datetime.fromisoformat(at).replace(tzinfo=ZoneInfo(zone)).isoformat()
        except ValueError:
            fault = InputInvalid("scheduled", staff.asker.text(("ange dag och tid", "give a day and a time")))
            return ticket_page(engine, staff, ticket, act, fault, form.fields, 422)
    answer = give(engine, staff.asker, staff.actor, told.command, {"ticket": ticket, **fields}, form)
    if isinstance(answer, Receipt):
        return go(staff.asker, told.after.format(ticket=ticket))
    return ticket_page(engine, staff, ticket, act, answer, form.fields, status_of(answer))


def ticket_page(
    engine: Engine,
    staff: StaffAsker,
    ticket: TicketId,
    act: str = "",
    refusal: Refusal | None = None,
    typed: Mapping[str, str] | None = None,
    status: int = 200,
) -> Response[str]:
    row = answered(engine.queries.ticket(staff.actor, ticket))
    form = answered(engine.queries.opening(staff.actor, row.patient.id))
    data = {
        "row": row,
        "mine": row.taken_by is not None and row.taken_by.assignment == staff.actor.assignment,
        "waits": row.status in (TicketStatus.WAITING, TicketStatus.TAKEN),
        "either": form.choice is Choice.EITHER,
        "days": form.days,
        "act": act,
        "refusal": refusal,
        "no_sms": staff.asker.text(not_told(refusal.hindrances)) if isinstance(refusal, SmsHindered) else "",
        "typed": typed or {},
        "once": new_once(),
    }
    return staff_page(engine, staff, "staff/ticket.html", "start", data, status=status)


ROUTES: Final[list[ControllerRouterHandler]] = [ticket, became, done]
