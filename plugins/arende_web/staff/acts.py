"""What staff do on the page of a case: each form, its fields, and the command that it becomes. A table, and its posts.

After a post that went well the page is loaded anew; after a refusal it stands there with the reason and all that was
typed.
"""

import asyncio
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Final

from arende.domain.actor import StaffActor
from arende.domain.ids import CaseId
from arende.domain.refusals import Refusal
from arende.engine import Engine, Receipt
from arende.engine.presence import Presence
from attrs import frozen
from litestar import Request, Response, post
from litestar.datastructures import State
from litestar.exceptions import NotFoundException
from litestar.params import FromPath
from litestar.types import ControllerRouterHandler

from ..asking import StaffAsker
from ..doing import ONCE, give
from ..faults import status_of
from ..forms import Form, read_form
from ..given import TheEngine, TheStaff
from ..pages import go
from .case import Said, case_page

MOST: Final = 50

Fields = Callable[[Form], Mapping[str, object]]


@frozen(kw_only=True)
class Act:
    """A form on the page of a case."""

    command: str
    fields: Fields
    after: str = ""
    """Where to go on to, where that is not the case itself."""
    each: str = ""
    """A field that names several things, with spaces between: the command is given for each; empty: it is one."""


ACTS: Final[Mapping[str, Act]] = {
    "send": Act(
        command="send_message",
        fields=lambda form: {
            "text": form.text("text"),
            "seen": form.number("seen"),
            "despite_new": form.ticked("despite_new"),
            "despite_no_sms": form.ticked("despite_no_sms"),
            "template": form.some("template"),
        },
    ),
    "draft": Act(
        command="save_draft", fields=lambda form: {"text": form.text("text"), "template": form.some("template")}
    ),
    "discard-draft": Act(command="discard_draft", fields=lambda _: {}),
    "correct": Act(
        command="correct_message",
        fields=lambda form: {
            "number": form.number("number"),
            "text": form.text("text"),
            "seen": form.number("seen"),
            "despite_new": form.ticked("despite_new"),
            "despite_no_sms": form.ticked("despite_no_sms"),
        },
    ),
    "retract": Act(
        command="retract_message", fields=lambda form: {"number": form.number("number"), "reason": form.text("reason")}
    ),
    "note": Act(command="add_note", fields=lambda form: {"text": form.text("text")}),
    "handled": Act(command="mark_handled", fields=lambda form: {"seen": form.number("seen")}, after="/inbox"),
    "unread": Act(command="mark_seen", fields=lambda _: {"up_to": 0}, after="/inbox"),
    "documented": Act(command="mark_documented", fields=lambda form: {"up_to": form.number("up_to")}),
    "nothing-to-record": Act(
        command="mark_documented", fields=lambda form: {"up_to": form.number("up_to"), "nothing_to_record": True}
    ),
    "hand-over": Act(
        command="hand_over", fields=lambda form: {"to": form.some("to"), "note": form.line("note")}, after="/inbox"
    ),
    "take": Act(command="take_case", fields=lambda _: {}),
    "extend": Act(
        command="extend_phase", fields=lambda form: {"last_day": form.line("last_day"), "reason": form.text("reason")}
    ),
    "shorten": Act(
        command="shorten_phase", fields=lambda form: {"last_day": form.line("last_day"), "reason": form.text("reason")}
    ),
    "close": Act(command="close_case", fields=lambda form: {"reason": form.text("reason")}),
    "reopen": Act(
        command="reopen_case", fields=lambda form: {"days": form.line("days"), "reason": form.text("reason")}
    ),
    "representative": Act(
        command="change_representative",
        fields=lambda form: {
            "representative": form.some("representative"),
            "maturity": form.some("maturity"),
            "history": form.some("history"),
            "despite_no_sms": form.ticked("despite_no_sms"),
        },
    ),
    "retry-sms": Act(command="retry_sms", fields=lambda form: {"notice": form.some("notice")}, each="notice"),
    "export": Act(command="export_case", fields=lambda form: {"exporter": form.line("exporter")}),
}
"""By the last part of the address that the form posts to."""

WRITING: Final[Mapping[str, Callable[[Presence, StaffActor, CaseId], bool]]] = {
    "draft": Presence.writing,
    "send": Presence.stopped,
    "discard-draft": Presence.stopped,
}
"""What colleagues are told of who writes just now (B20)."""


@post("/cases/{case:str}/{act:str}", status_code=303)
async def done(
    case: FromPath[str], act: FromPath[str], request: Request[object, object, State], staff: TheStaff, engine: TheEngine
) -> Response[str]:
    """One of the acts."""
    if act not in ACTS:
        raise NotFoundException("act")
    form = await read_form(request, staff.asker)
    return await asyncio.to_thread(carried_out, CaseId(case), act, form, staff, engine)


def carried_out(case: CaseId, act: str, form: Form, staff: StaffAsker, engine: Engine) -> Response[str]:
    told = ACTS[act]
    forms = list(parts(form, told.each)) if told.each else [form]
    answer = carried_on(case, told, forms, staff, engine)
    if act in WRITING and isinstance(answer, Receipt):
        WRITING[act](engine.presence, staff.actor, case)
    if isinstance(answer, Receipt):
        return go(staff.asker, told.after or f"/cases/{case}")
    said = Said(act=act, refusal=answer, typed=form.fields)
    return case_page(engine, staff, case, said, status_of(answer))


def parts(form: Form, name: str) -> Iterator[Form]:
    """The form for each of the things that the field names, with a key of its own."""
    for number, one in enumerate(form.line(name).split()[:MOST] or [""]):
        yield Form({**form.fields, name: one, ONCE: f"{form.line(ONCE)}-{number}" if form.some(ONCE) else ""})


def carried_on(case: CaseId, told: Act, forms: Sequence[Form], staff: StaffAsker, engine: Engine) -> Receipt | Refusal:
    """Given for each, until one is refused."""
    asker, actor = staff.asker, staff.actor
    for form in forms[:-1]:
        answer = give(engine, asker, actor, told.command, {"case": case, **told.fields(form)}, form)
        if not isinstance(answer, Receipt):
            return answer
    form = forms[-1]
    return give(engine, asker, actor, told.command, {"case": case, **told.fields(form)}, form)


ROUTES: Final[list[ControllerRouterHandler]] = [done]
