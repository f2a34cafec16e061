"""A case in the patient app: days left, the thread, and a reply while that may be written (S11, S15, B14)."""

import asyncio
from collections.abc import Sequence
from typing import Final

from arende.domain.actor import RepresentativeActor
from arende.domain.answer_time import composer_lines
from arende.domain.case.commands import MarkRead
from arende.domain.case.reply import MayReply
from arende.domain.ids import CaseId
from arende.domain.refusals import Refusal
from arende.engine import Engine, Receipt
from arende.ports.times import to_micros
from arende.views.happening_texts import HAPPENINGS
from arende.views.rows import CaseRow
from arende.views.thread import HappeningLine, MessageLine, ThreadLine
from litestar import Request, Response, get, post
from litestar.datastructures import State
from litestar.params import FromPath
from litestar.types import ControllerRouterHandler

from ..asking import PatientAsker
from ..doing import give, new_once
from ..faults import status_of
from ..forms import Form, read_form
from ..given import TheEngine, ThePatient
from ..pages import go, page
from ..staff.frame import answered
from ..texts import local

LIMIT: Final = 200


def whole_thread(engine: Engine, actor: RepresentativeActor, case: CaseId) -> Sequence[ThreadLine]:
    found: list[ThreadLine] = []
    after: str | None = "0"
    while after is not None:
        part = answered(engine.queries.thread(actor, case, after=int(after), limit=LIMIT))
        found += part.items
        after = part.next
    return found


@get("/patient/cases/{case:str}", sync_to_thread=True)
def view(case: FromPath[str], patient: ThePatient, engine: TheEngine) -> Response[str]:
    """The case. That it was read is told to staff (B5), once it is shown."""
    return case_page(engine, patient, CaseId(case))


@get("/patient/cases/{case:str}/thread", sync_to_thread=True)
def thread(case: FromPath[str], patient: ThePatient, engine: TheEngine) -> Response[str]:
    """The thread alone, as a live page asks for it again."""
    row = answered(engine.queries.case(patient.actor, CaseId(case)))
    lines = whole_thread(engine, patient.actor, row.id)
    seen(engine, patient.actor, row, lines)
    return page(patient.asker, "patient/thread.html", data_of(patient, row, lines))


def data_of(patient: PatientAsker, row: CaseRow, lines: Sequence[ThreadLine]) -> dict[str, object]:
    words = {line: patient.asker.text(HAPPENINGS[line.what]) for line in lines if isinstance(line, HappeningLine)}
    days = [local(line.at, row.zone).date() for line in lines]
    new_day = [on if on != before else None for on, before in zip(days, [None, *days], strict=False)]
    return {"row": row, "lines": list(zip(lines, new_day, strict=True)), "words": words}


def case_page(
    engine: Engine, patient: PatientAsker, case: CaseId, typed: str | None = None, refusal: Refusal | None = None
) -> Response[str]:
    """The page, with what was typed where it could not be sent."""
    queries, actor = engine.queries, patient.actor
    row = answered(queries.case(actor, case))
    lines = whole_thread(engine, actor, case)
    draft = queries.draft(actor, case).value_or(None)
    data = data_of(patient, row, lines) | {
        "may_write": isinstance(row.can_reply, MayReply),
        "text": typed if typed is not None else draft.text if draft else "",
        "draft": draft,
        "refusal": refusal,
        "above": composer_lines(row.answer_hours, row.opening_hours, patient.asker.lang),
        "once": new_once(),
        "read_at": to_micros(queries.clock.now()),
    }
    answer = page(patient.asker, "patient/case.html", data, status=200 if refusal is None else status_of(refusal))
    seen(engine, actor, row, lines)
    return answer


def seen(engine: Engine, actor: RepresentativeActor, row: CaseRow, lines: Sequence[ThreadLine]) -> None:
    last = max((line.number for line in lines if isinstance(line, MessageLine)), default=0)
    if last > row.read_by_patient_side:
        engine.handle(MarkRead(case=row.id, up_to=last), actor=actor)


@post("/patient/cases/{case:str}/send", status_code=303)
async def send(
    case: FromPath[str], request: Request[object, object, State], patient: ThePatient, engine: TheEngine
) -> Response[str]:
    """The answer. Never stale (B20): what staff have written meanwhile stands in the thread."""
    form = await read_form(request, patient.asker)
    return await asyncio.to_thread(written, CaseId(case), "send_message", form, patient, engine)


@post("/patient/cases/{case:str}/draft", status_code=303)
async def draft(
    case: FromPath[str], request: Request[object, object, State], patient: ThePatient, engine: TheEngine
) -> Response[str]:
    """What has been begun, kept."""
    form = await read_form(request, patient.asker)
    return await asyncio.to_thread(written, CaseId(case), "save_draft", form, patient, engine)


def written(case: CaseId, command: str, form: Form, patient: PatientAsker, engine: Engine) -> Response[str]:
    text = form.text("text")
    answer = give(engine, patient.asker, patient.actor, command, {"case": case, "text": text}, form)
    if isinstance(answer, Receipt):
        return go(patient.asker, f"/patient/cases/{case}")
    return case_page(engine, patient, case, text, answer)


ROUTES: Final[list[ControllerRouterHandler]] = [view, thread, send, draft]
