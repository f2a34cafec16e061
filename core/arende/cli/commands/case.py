"""`arende case`: show, send, read, handled. Creating and listing are beside it; every rule is the engine's."""

from collections.abc import Sequence

import click

from ...domain.actor import Actor, RepresentativeActor, StaffActor
from ...domain.case.commands import MarkSeen
from ...domain.ids import CaseId, Kind, Ref
from ...engine import Engine
from ...engine.last_tries import tries_of
from ...views.drafts import Draft
from ...views.rows import CaseRow, TemplateRow
from ...views.thread import ThreadLine
from ..context import Language, Session
from ..given import STDIN, carry_out, checked_id, got
from ..output import emit, say, words
from ..plain import thing, thread_line
from ..shown import case as show_case
from ..shown import writing as show_writing
from ..sms_texts import last_try, last_try_text
from ..spoken import Branch, argument, option, spoken
from ..usage import Misuse
from .case_text import filled, fills, text_of
from .shared import AS, COMMAND_ID, DESPITE_NO_SMS, done, what_is_seen

HERE = "arende.cli.commands"
AT_A_TIME = 500

group = Branch(
    "case",
    {
        "create": f"{HERE}.case_create:command",
        "send": f"{HERE}.case:send",
        "draft": f"{HERE}.case_draft:command",
        "drafts": f"{HERE}.case_draft:listing",
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
        "transfer": f"{HERE}.case_record:transfer",
        "sign-note": f"{HERE}.case_record:sign_note",
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
    DESPITE_NO_SMS,
    option("--template", metavar="TEMPLATE"),
    fills(),
    option("--draft", is_flag=True, default=False),
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
    despite_no_sms: bool,
    template: str | None,
    fill: tuple[str, ...],
    draft: bool,
    command_id: str | None,
) -> None:
    """With --template and no text, the template's is sent; a text that is given has been made from it. With --draft
    what was begun is sent, and the template that it was begun from is asked about its places.
    """
    actor, id = session.actor(as_), checked_id(case, "case")
    given = any(one is not None for one in (source, text, file))
    if draft and (given or template is not None):
        raise Misuse("Ange antingen en text eller --draft", "Give either a text or --draft", "draft")
    written = text_of(source, text, file) if given or not (draft or template is not None) else ""
    with session.engine() as engine:
        if draft:
            begun = kept_draft(engine, actor, CaseId(id))
            written, template = begun.text, begun.template
        elif template is not None and not given:
            written = filled(engine, actor, template, fill)
        seen = what_is_seen(engine, actor, id, seen, command_id)
        data = {"case": id, "text": written, "seen": seen, "despite_new": despite_new, "template": template}
        data["despite_no_sms"] = despite_no_sms
        receipt = carry_out(session, engine, actor, "send_message", data, command_id)
    done(session, receipt, ("Meddelandet är skickat i", "The message is sent in"), sign=" ")


def kept_draft(engine: Engine, actor: Actor, case: CaseId) -> Draft:
    """What the actor has begun to write there. Raises Misuse or Refused."""
    found = got(engine.queries.draft(actor, case))
    if found is None:
        raise Misuse("Det finns inget utkast i ärendet", "There is no draft in the case", "draft")
    return found


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
        troubled = tries_of(engine.queries, {one: Ref(Kind.NOTICE, one) for one in row.sms_troubled})
        noted(engine, actor, row)
    if session.json:
        lines = [thread_line(line, session.lang) for line in thread]
        begun = None if mine is None else thing(mine, session.lang)
        others = [thing(one, session.lang) for one in writing]
        row_plain = thing(row, session.lang)
        more = {"draft": begun, "writing": others, **prefilled(begin_with, session.lang)}
        more["sms_last_tries"] = [{"notice": one, **last_try(tried)} for one, tried in troubled.items()]
        emit({**row_plain, "thread": {"items": lines, "next": None}, **more})
    else:
        show_case(session, row, thread, now, staff_side=not isinstance(actor, RepresentativeActor))
        show_writing(session, mine, writing, begin_with)
        for tried in troubled.values():
            say(words(f"SMS: {session.text(last_try_text(tried))}", "yellow"))


def noted(engine: Engine, actor: Actor, row: CaseRow) -> None:
    """What is shown is read (B5). Who may read and not answer leaves no mark, and is not told so."""
    if isinstance(actor, StaffActor) and row.seen < row.messages:
        engine.handle(MarkSeen(case=row.id, up_to=row.messages), actor=actor)


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
    actor, id = session.actor(as_), checked_id(case, "case")
    with session.engine() as engine:
        data = {"case": id, "seen": what_is_seen(engine, actor, id, seen, command_id)}
        receipt = carry_out(session, engine, actor, "mark_handled", data, command_id)
    done(session, receipt, ("Markerat som hanterat", "Marked as dealt with"))
