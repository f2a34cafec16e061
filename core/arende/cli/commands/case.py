"""`arende case`: show, send, read, handled. Creating and listing are beside it; every rule is the engine's."""

from collections.abc import Sequence

import click

from ...domain.actor import Actor, RepresentativeActor, StaffActor
from ...domain.ids import CaseId
from ...engine import Engine
from ...views.rows import TemplateRow
from ...views.thread import ThreadLine
from ..context import Language, Session
from ..given import STDIN, carry_out, checked_id, got
from ..output import emit
from ..plain import thing, thread_line
from ..shown import case as show_case
from ..shown import writing as show_writing
from ..spoken import Branch, argument, option, spoken
from .case_text import filled, fills, text_of
from .shared import AS, COMMAND_ID, done

HERE = "arende.cli.commands"
AT_A_TIME = 500

group = Branch(
    "case",
    {
        "create": f"{HERE}.case_create:command",
        "send": f"{HERE}.case:send",
        "draft": f"{HERE}.case_draft:command",
        "list": f"{HERE}.case_list:command",
        "show": f"{HERE}.case:show",
        "read": f"{HERE}.case:read",
        "handled": f"{HERE}.case:handled",
        "seen": f"{HERE}.case_owner:seen",
        "handover": f"{HERE}.case_owner:handover",
        "take": f"{HERE}.case_owner:take",
        "correct": f"{HERE}.case_record:correct",
        "retract": f"{HERE}.case_record:retract",
        "note": f"{HERE}.case_record:note",
        "documented": f"{HERE}.case_record:documented",
        "retry-sms": f"{HERE}.case_sms:retry",
        "extend": f"{HERE}.case_period:extend",
        "shorten": f"{HERE}.case_period:shorten",
        "close": f"{HERE}.case_period:close",
        "reopen": f"{HERE}.case_period:reopen",
        "representative": f"{HERE}.case_representative:command",
    },
)


@spoken(
    "case send",
    AS,
    argument("case", "CASE"),
    argument("source", STDIN, required=False),
    option("--text", metavar="TEXT"),
    option("--file", metavar="FILE"),
    option("--seen", metavar="NUMBER", type=click.IntRange(0, 10**9)),
    option("--despite-new", is_flag=True, default=False),
    option("--template", metavar="TEMPLATE"),
    fills(),
    COMMAND_ID,
)
def send(
    session: Session,
    as_: str | None,
    case: str,
    source: str | None,
    text: str | None,
    file: str | None,
    seen: int | None,
    despite_new: bool,
    template: str | None,
    fill: tuple[str, ...],
    command_id: str | None,
) -> None:
    """With --template and no text, the template's is sent; a text that is given has been made from it."""
    actor = session.actor(as_)
    from_template = template is not None and source is None and text is None and file is None
    written = "" if from_template else text_of(source, text, file)
    with session.engine() as engine:
        if template is not None and from_template:
            written = filled(engine, actor, template, fill)
        data = {"case": checked_id(case, "case"), "text": written, "seen": seen, "despite_new": despite_new}
        data["template"] = template
        receipt = carry_out(session, engine, actor, "send_message", data, command_id)
    done(session, receipt, ("Meddelandet är skickat i", "The message is sent in"), sign=" ")


@spoken("case show", AS, argument("case", "CASE"))
def show(session: Session, as_: str | None, case: str) -> None:
    actor, id = session.actor(as_), CaseId(checked_id(case, "case"))
    with session.engine() as engine:
        row = got(engine.queries.case(actor, id))
        thread = whole_thread(engine, actor, id)
        now = engine.queries.clock.now()
        mine = got(engine.queries.draft(actor, id)) if isinstance(actor, StaffActor | RepresentativeActor) else None
        writing = engine.presence.others(actor, id)
        empty = row.messages == 0 and mine is None and isinstance(actor, StaffActor)
        begin_with = got(engine.queries.first_message(actor, id)) if empty else None
    if session.json:
        lines = [thread_line(line, session.lang) for line in thread]
        begun = None if mine is None else thing(mine, session.lang)
        others = [thing(one, session.lang) for one in writing]
        row_plain = thing(row, session.lang)
        more = {"draft": begun, "writing": others, **prefilled(begin_with, session.lang)}
        emit({**row_plain, "thread": {"items": lines, "next": None}, **more})
    else:
        show_case(session, row, thread, now, staff_side=not isinstance(actor, RepresentativeActor))
        show_writing(session, mine, writing, begin_with)


def prefilled(template: TemplateRow | None, lang: Language) -> dict[str, object]:
    """What the composer of an empty case begins with."""
    return {"begin_with": None if template is None else thing(template, lang)}


def whole_thread(engine: Engine, actor: Actor, case: CaseId) -> Sequence[ThreadLine]:
    found: list[ThreadLine] = []
    after: str | None = "0"
    while after is not None:
        page = got(engine.queries.thread(actor, case, after=int(after), limit=AT_A_TIME))
        found += page.items
        after = page.next
    return found


@spoken(
    "case read",
    AS,
    argument("case", "CASE"),
    option("--up-to", metavar="NUMBER", type=click.IntRange(0, 10**9)),
    COMMAND_ID,
)
def read(session: Session, as_: str | None, case: str, up_to: int | None, command_id: str | None) -> None:
    actor, id = session.actor(as_), checked_id(case, "case")
    with session.engine() as engine:
        last = got(engine.queries.case(actor, CaseId(id))).messages if up_to is None else up_to
        receipt = carry_out(session, engine, actor, "mark_read", {"case": id, "up_to": last}, command_id)
    done(session, receipt, ("Läst", "Read"))


@spoken(
    "case handled",
    AS,
    argument("case", "CASE"),
    option("--seen", metavar="NUMBER", type=click.IntRange(0, 10**9)),
    COMMAND_ID,
)
def handled(session: Session, as_: str | None, case: str, seen: int | None, command_id: str | None) -> None:
    with session.engine() as engine:
        data = {"case": checked_id(case, "case"), "seen": seen}
        receipt = carry_out(session, engine, session.actor(as_), "mark_handled", data, command_id)
    done(session, receipt, ("Markerat som hanterat", "Marked as dealt with"))
