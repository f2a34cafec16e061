"""A case as a file: the entry for the health record (S17), or all of it with internal notes, on a ground (B8)."""

import asyncio
from collections.abc import Sequence
from typing import Final

from arende.domain.disclosure import Ground
from arende.domain.ids import CaseId
from arende.domain.refusals import InputInvalid
from arende.engine import Engine
from arende.ports.disclosure import Disclosure
from arende.ports.export import JSON, JournalForm, NoDisclosure
from arende.ports.journal import JournalEntry
from arende.wire.disclosure import disclosure_json
from arende.wire.journal import entry_json
from litestar import Request, Response, get, post
from litestar.datastructures import State
from litestar.enums import MediaType
from litestar.params import FromPath, FromQuery
from litestar.types import ControllerRouterHandler

from ..asking import StaffAsker
from ..faults import Refused
from ..forms import Form, read_form
from ..given import TheEngine, TheStaff
from .frame import answered

PDF: Final = "pdf"


def offered(engine: Engine) -> Sequence[str]:
    """The forms that the page offers: one for people to read, where a plugin gives it, and one for machines."""
    return [*([PDF] if engine.registries.export.forms.get(PDF) else []), JSON]


@get("/cases/{case:str}/entry", sync_to_thread=True)
def entry_of(case: FromPath[str], staff: TheStaff, engine: TheEngine, form: FromQuery[str] = JSON) -> Response[bytes]:
    """What an exporter is given: no internal note is in it."""
    made = form_of(engine, form)
    entry = answered(engine.queries.journal_entry(staff.actor, CaseId(case), form))
    return file(entry_json(entry)) if made is None else document(made, entry, staff, None)


@post("/cases/{case:str}/disclosure", status_code=200)
async def disclosure(
    case: FromPath[str], request: Request[object, object, State], staff: TheStaff, engine: TheEngine
) -> Response[bytes]:
    """The whole case, on a ground that is chosen each time and logged."""
    form = await read_form(request, staff.asker)
    return await asyncio.to_thread(disclosed, CaseId(case), form, staff, engine)


def disclosed(case: CaseId, form: Form, staff: StaffAsker, engine: Engine) -> Response[bytes]:
    ground = next((one for one in Ground if one.value == form.line("ground")), None)
    if ground is None:
        raise Refused(InputInvalid("ground", "välj i listan", "choose in the list"))
    name = form.line("form") or JSON
    made = form_of(engine, name)
    held = answered(engine.queries.disclosure(staff.actor, case, ground, name))
    return file(disclosure_json(held)) if made is None else document(made, held.entry, staff, held)


def form_of(engine: Engine, name: str) -> JournalForm | None:
    """None: JSON. Refused where no plugin gives it."""
    made = engine.registries.export.forms.get(name)
    if made is None and name != JSON:
        raise Refused(InputInvalid("form", "välj i listan", "choose in the list"))
    return made


def document(form: JournalForm, entry: JournalEntry, staff: StaffAsker, held: Disclosure | None) -> Response[bytes]:
    try:
        made = form.render(entry, staff.asker.lang, held)
    except (NoDisclosure, ValueError):
        raise Refused(InputInvalid("form", "ärendet ryms inte i den formen", "the case does not fit in it")) from None
    return file(made, form.media_type(), form.suffix())


def file(content: bytes, media_type: str = MediaType.JSON, suffix: str = ".json") -> Response[bytes]:
    """To be saved; its name tells of nobody."""
    headers = {"content-disposition": f'attachment; filename="arende{suffix}"'}
    return Response(content, media_type=media_type, headers=headers)


ROUTES: Final[list[ControllerRouterHandler]] = [entry_of, disclosure]
