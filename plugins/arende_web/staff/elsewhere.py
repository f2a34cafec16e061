"""Another unit of the same provider: an active choice with a purpose, which is logged (B24). Blocks hold: see `access`.

The choice lies in the session until it is ended; what is one's own is read as before.
"""

import asyncio
from collections.abc import Mapping, Sequence
from typing import Final

from arende.domain.actor import CHOOSABLE, Choice, Purpose, StaffActor
from arende.domain.case.lists import CaseList
from arende.domain.ids import UnitId, shard_of
from arende.domain.refusals import InputInvalid
from arende.engine import Engine
from arende.views.waits import UnitName
from litestar import Request, Response, get, post
from litestar.datastructures import State
from litestar.params import FromQuery
from litestar.types import ControllerRouterHandler

from ..asking import StaffAsker
from ..forms import Form, read_form
from ..given import TheEngine, TheStaff
from ..pages import go
from .frame import answered, staff_page
from .lists import List, list_of, list_page, named

PURPOSES: Final[Mapping[Purpose, tuple[str, str]]] = {
    Purpose.CARE: ("Vård och behandling", "Care and treatment"),
    Purpose.QUALITY: ("Kvalitetssäkring", "Quality assurance"),
    Purpose.DOCUMENTATION: ("Annan dokumentation enligt lag", "Other documentation by law"),
    Purpose.STATISTICS: ("Statistik", "Statistics"),
    Purpose.ADMINISTRATION: ("Administration", "Administration"),
}
"""Those of `CHOOSABLE`, in words."""


@get("/elsewhere", sync_to_thread=True)
def choose(staff: TheStaff, engine: TheEngine) -> Response[str]:
    """The form."""
    return choose_page(engine, staff, {})


def choose_page(
    engine: Engine, staff: StaffAsker, typed: Mapping[str, str], refusal: InputInvalid | None = None
) -> Response[str]:
    own = engine.queries.own_unit(staff.actor)
    data = {
        "units": [unit for unit in units_of(engine, staff) if unit.id != own],
        "purposes": [(purpose.value, staff.asker.text(both)) for purpose, both in PURPOSES.items()],
        "typed": typed,
        "refusal": refusal,
    }
    status = 200 if refusal is None else 422
    return staff_page(engine, staff, "staff/elsewhere.html", "", data, status=status)


def units_of(engine: Engine, staff: StaffAsker) -> Sequence[UnitName]:
    return answered(engine.queries.units(staff.actor, shard_of(staff.actor.assignment))).items


@post("/elsewhere", status_code=303)
async def chosen(request: Request[object, object, State], staff: TheStaff, engine: TheEngine) -> Response[str]:
    """Chosen: on to that unit's cases, with a new token."""
    form = await read_form(request, staff.asker)
    return await asyncio.to_thread(begun, form, staff, engine)


def begun(form: Form, staff: StaffAsker, engine: Engine) -> Response[str]:
    unit = next((one.id for one in units_of(engine, staff) if one.id == form.line("unit")), None)
    purpose = next((one for one in CHOOSABLE if one.value == form.line("purpose")), None)
    if unit is None or purpose is None:
        field = "unit" if unit is None else "purpose"
        wrong = InputInvalid(field, "välj i listan", "choose in the list")
        return choose_page(engine, staff, form.fields, wrong)
    actor = StaffActor(staff.actor.assignment, Choice(unit, purpose))
    return went(engine, staff, actor, "/elsewhere/cases")


@post("/elsewhere/end", status_code=303)
async def end(request: Request[object, object, State], staff: TheStaff, engine: TheEngine) -> Response[str]:
    """Back to the own unit alone."""
    await read_form(request, staff.asker)
    return await asyncio.to_thread(went, engine, staff, StaffActor(staff.actor.assignment), "/")


def went(engine: Engine, staff: StaffAsker, actor: StaffActor, path: str) -> Response[str]:
    token = engine.sessions.rotate(staff.asker.token, actor)
    return go(staff.asker, path, None if token is None else [staff.asker.cookie(token)])


@get("/elsewhere/cases", sync_to_thread=True)
def cases(
    staff: TheStaff,
    engine: TheEngine,
    list: FromQuery[str | None] = None,
    after: FromQuery[str | None] = None,
    back: FromQuery[str] = "",
) -> Response[str]:
    """The chosen unit's cases, those that patients keep from other units left out."""
    if staff.actor.choice is None:
        return go(staff.asker, "/elsewhere")
    which, unit = list_of(list, CaseList.ONGOING), UnitId(staff.actor.choice.unit)
    rows = answered(engine.queries.cases_of_unit(staff.actor, unit, which, after=after, limit=List.SIZE))
    title = ("En annan enhets ärenden", "Another unit's cases")
    shown = named(staff, title, which, "elsewhere", "/elsewhere/cases?list=", {})
    return list_page(staff, engine, shown, rows, after, back)


ROUTES: Final[list[ControllerRouterHandler]] = [choose, chosen, end, cases]
