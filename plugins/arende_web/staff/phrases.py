"""Frastexter: message templates that an assignment may choose, and keeping them (B7); who may keep which is asked."""

import asyncio
from collections.abc import Mapping
from typing import Final

from arende.domain.ids import TemplateId, shard_of, within
from arende.domain.refusals import Refusal
from arende.engine import Engine, Receipt
from arende.views.rows import TemplateRow
from arende.wire.ids import derive
from litestar import Request, Response, get, post
from litestar.datastructures import State
from litestar.params import FromPath
from litestar.types import ControllerRouterHandler

from ..asking import StaffAsker
from ..doing import ONCE, give, new_once, would
from ..faults import status_of
from ..forms import Form, read_form
from ..given import TheEngine, TheStaff
from ..pages import go
from .frame import answered, staff_page

OWN: Final = "own"
UNIT: Final = "unit"
OWNERS: Final[Mapping[str, tuple[str, str]]] = {
    OWN: ("Bara jag, i det här uppdraget", "Only me, in this assignment"),
    UNIT: ("Alla på enheten", "Everyone at the unit"),
}
"""For whom staff may keep a template; the whole provider's come from its register."""
LABELS: Final[Mapping[str, tuple[str, str]]] = {
    OWN: ("Min egen", "My own"),
    UNIT: ("Enhetens", "The unit's"),
    "": ("Vårdgivarens", "The care provider's"),
}


def owner_of(row: TemplateRow) -> str:
    return OWN if row.assignment is not None else UNIT if row.unit is not None else ""


@get("/templates", sync_to_thread=True)
def listing(staff: TheStaff, engine: TheEngine) -> Response[str]:
    """Own ones first, then the unit's, then the provider's."""
    return list_page(engine, staff)


def list_page(engine: Engine, staff: StaffAsker, refusal: Refusal | None = None) -> Response[str]:
    asker = staff.asker
    rows = answered(engine.queries.templates(staff.actor)).items
    told = [
        (
            row,
            asker.text(LABELS[owner_of(row)]),
            would(engine, asker, staff.actor, "retire_template", {"template": row.id}) is None,
        )
        for row in rows
    ]
    data = {"rows": told, "refusal": refusal, "once": new_once()}
    status = 200 if refusal is None else status_of(refusal)
    return staff_page(engine, staff, "staff/phrases.html", "templates", data, status=status)


@get("/templates/new", sync_to_thread=True)
def new(staff: TheStaff, engine: TheEngine) -> Response[str]:
    """An empty form."""
    return form_page(engine, staff, {"owner": OWN})


@get("/templates/{phrase:str}", sync_to_thread=True)
def change(phrase: FromPath[str], staff: TheStaff, engine: TheEngine) -> Response[str]:
    """The form with what the template says now."""
    row = answered(engine.queries.template(staff.actor, TemplateId(phrase)))
    return form_page(engine, staff, {"owner": owner_of(row), "name": row.name, "text": row.text}, row.id)


@post(["/templates/new", "/templates/{phrase:str}"], status_code=303)
async def save(
    request: Request[object, object, State], staff: TheStaff, engine: TheEngine, phrase: FromPath[str] = ""
) -> Response[str]:
    """Made, or changed."""
    form = await read_form(request, staff.asker)
    return await asyncio.to_thread(saved, TemplateId(phrase), form, staff, engine)


def saved(phrase: TemplateId, form: Form, staff: StaffAsker, engine: Engine) -> Response[str]:
    """A new one is named by the key of its form: sent twice it is one."""
    shard = shard_of(staff.actor.assignment)
    of_unit = form.line("owner") == UNIT
    fields = {
        "template": phrase or within(shard, derive(f"web:{form.some(ONCE) or new_once()}")),
        "name": form.line("name"),
        "text": form.text("text").strip(),
        "unit": engine.queries.own_unit(staff.actor) if of_unit else None,
        "assignment": None if of_unit else staff.actor.assignment,
    }
    answer = give(engine, staff.asker, staff.actor, "register_template", fields, form)
    if isinstance(answer, Receipt):
        return go(staff.asker, "/templates")
    return form_page(engine, staff, form.fields, phrase or None, answer)


@post("/templates/{phrase:str}/retire", status_code=303)
async def retire(
    phrase: FromPath[str], request: Request[object, object, State], staff: TheStaff, engine: TheEngine
) -> Response[str]:
    """It is offered no more."""
    form = await read_form(request, staff.asker)
    fields = {"template": phrase}
    answer = await asyncio.to_thread(give, engine, staff.asker, staff.actor, "retire_template", fields, form)
    if isinstance(answer, Receipt):
        return go(staff.asker, "/templates")
    return await asyncio.to_thread(list_page, engine, staff, answer)


def form_page(
    engine: Engine,
    staff: StaffAsker,
    typed: Mapping[str, str],
    phrase: TemplateId | None = None,
    refusal: Refusal | None = None,
) -> Response[str]:
    """The form; the unit is offered to those who may keep its templates."""
    asker, shard = staff.asker, shard_of(staff.actor.assignment)
    trial = {"template": within(shard, "x"), "name": "x", "text": "x", "unit": engine.queries.own_unit(staff.actor)}
    may_unit = would(engine, asker, staff.actor, "register_template", trial) is None
    owners = [(name, asker.text(both)) for name, both in OWNERS.items() if name != UNIT or may_unit]
    data = {
        "typed": typed,
        "phrase": phrase,
        "owners": owners,
        "refusal": refusal,
        "field": refusal.field if refusal else "",
        "once": new_once(),
    }
    status = 200 if refusal is None else status_of(refusal)
    return staff_page(engine, staff, "staff/phrase.html", "templates", data, status=status)


ROUTES: Final[list[ControllerRouterHandler]] = [listing, new, change, save, retire]
