"""Frånvaro: who stands in for whom at the unit, until when (B19). Who may arrange it for whom the engine answers."""

import asyncio
from collections.abc import Mapping
from typing import Final

from arende.domain.ids import AssignmentId, UnitId
from arende.domain.refusals import Refusal
from arende.engine import Engine, Receipt
from litestar import Request, Response, get, post
from litestar.datastructures import State
from litestar.params import FromPath
from litestar.types import ControllerRouterHandler

from ..asking import StaffAsker
from ..doing import give, new_once, would
from ..faults import status_of
from ..forms import Form, read_form
from ..given import TheEngine, TheStaff
from ..pages import go
from .frame import answered, staff_page


@get("/absence", sync_to_thread=True)
def absence(staff: TheStaff, engine: TheEngine) -> Response[str]:
    """Who is away just now, and the form."""
    return absence_page(engine, staff, {})


@post("/absence", status_code=303)
async def cover(request: Request[object, object, State], staff: TheStaff, engine: TheEngine) -> Response[str]:
    """A colleague stands in, through a last day; it ends by itself."""
    form = await read_form(request, staff.asker)
    return await asyncio.to_thread(covered, form, staff, engine)


def covered(form: Form, staff: StaffAsker, engine: Engine) -> Response[str]:
    fields = {
        "assignment": form.some("assignment") or staff.actor.assignment,
        "by": form.some("by"),
        "last_day": form.some("last_day"),
    }
    answer = give(engine, staff.asker, staff.actor, "cover_assignment", fields, form)
    if isinstance(answer, Receipt):
        return go(staff.asker, "/absence")
    return absence_page(engine, staff, form.fields, answer)


@post("/absence/{assignment:str}/end", status_code=303)
async def back(
    assignment: FromPath[str], request: Request[object, object, State], staff: TheStaff, engine: TheEngine
) -> Response[str]:
    """Back before time."""
    form = await read_form(request, staff.asker)
    fields = {"assignment": assignment}
    answer = await asyncio.to_thread(give, engine, staff.asker, staff.actor, "end_cover", fields, form)
    if isinstance(answer, Receipt):
        return go(staff.asker, "/absence")
    return await asyncio.to_thread(absence_page, engine, staff, {}, answer)


def absence_page(
    engine: Engine, staff: StaffAsker, typed: Mapping[str, str], refusal: Refusal | None = None
) -> Response[str]:
    queries, own = engine.queries, staff.actor.assignment
    colleagues = answered(queries.colleagues(staff.actor)).items
    others = [one for one in colleagues if one.assignment != own]
    manages = bool(others) and may_end(engine, staff, others[0].assignment)
    rows = answered(queries.absences(staff.actor, queries.own_unit(staff.actor) or UnitId(""))).items
    data = {
        "rows": [(row, manages or row.staff.assignment == own) for row in rows],
        "colleagues": colleagues,
        "others": others,
        "own": own,
        "manages": manages,
        "typed": typed,
        "refusal": refusal,
        "field": refusal.field if refusal else "",
        "once": new_once(),
    }
    status = 200 if refusal is None else status_of(refusal)
    return staff_page(engine, staff, "staff/absence.html", "", data, status=status)


def may_end(engine: Engine, staff: StaffAsker, assignment: AssignmentId) -> bool:
    """Whether the absence of a colleague is theirs to arrange: of one it is, where it is of all."""
    return would(engine, staff.asker, staff.actor, "end_cover", {"assignment": assignment}) is None


ROUTES: Final[list[ControllerRouterHandler]] = [absence, cover, back]
