"""Journalanteckning: written from a template that the thread fills, signed, corrected by a new version (S17)."""

import asyncio
from collections.abc import Mapping, Sequence
from typing import Final

from arende.domain.ids import CaseId, TemplateId
from arende.domain.refusals import Refusal
from arende.engine import Engine, Receipt
from arende.views.thread import JournalNoteLine
from litestar import Request, Response, get, post
from litestar.datastructures import State
from litestar.params import FromPath, FromQuery
from litestar.types import ControllerRouterHandler

from ..asking import StaffAsker
from ..doing import give, new_once
from ..faults import status_of
from ..forms import Form, read_form
from ..given import TheEngine, TheStaff
from ..pages import go
from .case import whole_thread
from .frame import answered, staff_page


@get("/cases/{case:str}/journal-note", sync_to_thread=True)
def write(
    case: FromPath[str],
    staff: TheStaff,
    engine: TheEngine,
    template: FromQuery[str] = "",
    corrects: FromQuery[int] = 0,
) -> Response[str]:
    """The form: with what is not documented yet, with a template that is filled, or with the note to be corrected."""
    id = CaseId(case)
    if corrects:
        note = next((one for one in reversed(notes_of(engine, staff, id)) if one.number == corrects), None)
        if note is not None:
            typed = {"title": note.title, "text": note.text, "corrects": str(corrects)}
            return form_page(engine, staff, id, typed)
    chosen = TemplateId(template) if template else None
    proposed = answered(engine.queries.note_proposal(staff.actor, id, chosen, staff.asker.lang))
    typed = {"title": proposed.title, "text": proposed.text, "template": template}
    return form_page(engine, staff, id, typed | ({"up_to": str(proposed.up_to)} if proposed.up_to else {}))


@post("/cases/{case:str}/journal-note", status_code=303)
async def sign(
    case: FromPath[str], request: Request[object, object, State], staff: TheStaff, engine: TheEngine
) -> Response[str]:
    """Signed; what cannot be is shown again with what was written."""
    form = await read_form(request, staff.asker)
    return await asyncio.to_thread(signed, CaseId(case), form, staff, engine)


def signed(case: CaseId, form: Form, staff: StaffAsker, engine: Engine) -> Response[str]:
    fields = {
        "case": case,
        "title": form.line("title"),
        "text": form.text("text").strip(),
        "up_to": form.number("up_to") if form.some("up_to") else None,
        "corrects": form.number("corrects") if form.some("corrects") else None,
        "template": form.some("template"),
    }
    answer = give(engine, staff.asker, staff.actor, "sign_journal_note", fields, form)
    if isinstance(answer, Receipt):
        return go(staff.asker, f"/cases/{case}")
    return form_page(engine, staff, case, form.fields, answer)


def notes_of(engine: Engine, staff: StaffAsker, case: CaseId) -> Sequence[JournalNoteLine]:
    """The signed versions, in order."""
    return [line for line in whole_thread(engine, staff.actor, case) if isinstance(line, JournalNoteLine)]


def form_page(
    engine: Engine, staff: StaffAsker, case: CaseId, typed: Mapping[str, str], refusal: Refusal | None = None
) -> Response[str]:
    row = answered(engine.queries.case(staff.actor, case))
    data = {
        "row": row,
        "typed": typed,
        "templates": answered(engine.queries.templates(staff.actor)).items,
        "refusal": refusal,
        "field": refusal.field if refusal else "",
        "once": new_once(),
    }
    status = 200 if refusal is None else status_of(refusal)
    return staff_page(engine, staff, "staff/journal_note.html", "", data, status=status)


ROUTES: Final[list[ControllerRouterHandler]] = [write, sign]
