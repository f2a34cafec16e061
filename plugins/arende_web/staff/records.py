"""A case as a file: the entry for the health record (S17), or all of it with internal notes, on a ground (B8)."""

import asyncio
from typing import Final

from arende.domain.disclosure import Ground
from arende.domain.ids import CaseId
from arende.domain.refusals import InputInvalid
from arende.engine import Engine
from arende.wire.disclosure import disclosure_json
from arende.wire.journal import entry_json
from litestar import Request, Response, get, post
from litestar.datastructures import State
from litestar.enums import MediaType
from litestar.params import FromPath
from litestar.types import ControllerRouterHandler

from ..asking import StaffAsker
from ..faults import Refused
from ..forms import Form, read_form
from ..given import TheEngine, TheStaff
from .frame import answered


@get("/cases/{case:str}/entry", sync_to_thread=True)
def entry_of(case: FromPath[str], staff: TheStaff, engine: TheEngine) -> Response[bytes]:
    """What an exporter is given: no internal note is in it."""
    return file(entry_json(answered(engine.queries.journal_entry(staff.actor, CaseId(case)))))


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
    return file(disclosure_json(answered(engine.queries.disclosure(staff.actor, case, ground))))


def file(content: bytes) -> Response[bytes]:
    """To be saved; its name tells of nobody."""
    headers = {"content-disposition": 'attachment; filename="arende.json"'}
    return Response(content, media_type=MediaType.JSON, headers=headers)


ROUTES: Final[list[ControllerRouterHandler]] = [entry_of, disclosure]
