"""Utkast: all that the assignment has begun to write and not sent (B10), also in a case that has gone to another."""

import asyncio
from typing import Final

from arende.engine import Receipt
from litestar import Request, Response, get, post
from litestar.datastructures import State
from litestar.params import FromPath, FromQuery
from litestar.types import ControllerRouterHandler

from ..doing import give, new_once
from ..faults import Refused
from ..forms import read_form
from ..given import TheEngine, TheStaff
from ..pages import go
from .frame import answered, staff_page


@get("/drafts", sync_to_thread=True)
def drafts(staff: TheStaff, engine: TheEngine, after: FromQuery[str | None] = None) -> Response[str]:
    """The list, by case."""
    page = answered(engine.queries.drafts(staff.actor, after=after))
    return staff_page(engine, staff, "staff/drafts.html", "drafts", {"page": page, "after": after, "once": new_once()})


@post("/drafts/{case:str}/discard", status_code=303)
async def discard(
    case: FromPath[str], request: Request[object, object, State], staff: TheStaff, engine: TheEngine
) -> Response[str]:
    """Thrown away."""
    form = await read_form(request, staff.asker)
    answer = await asyncio.to_thread(give, engine, staff.asker, staff.actor, "discard_draft", {"case": case}, form)
    if not isinstance(answer, Receipt):
        raise Refused(answer)
    return go(staff.asker, "/drafts")


ROUTES: Final[list[ControllerRouterHandler]] = [drafts, discard]
