"""`arende case draft`: show, save, list or throw away one's own drafts in cases. Whose they are, the engine says."""

from ...domain.ids import CaseId
from ..context import Session
from ..given import STDIN, carry_out, checked_id, got
from ..output import emit, say, words
from ..plain import listed, thing
from ..shown import draft as show_draft
from ..shown import drafts as show_drafts
from ..spoken import argument, option, spoken
from ..usage import Misuse
from .case_text import text_of
from .shared import AS, COMMAND_ID, done, paged


@spoken(
    "case draft",
    AS,
    argument("case", "CASE"),
    argument("source", STDIN, required=False),
    option("--text", metavar="TEXT"),
    option("--file", metavar="FILE"),
    option("--discard", is_flag=True, default=False),
    option("--template", metavar="TEMPLATE"),
    COMMAND_ID,
)
def command(
    session: Session,
    as_: str | None,
    case: str,
    source: str | None,
    text: str | None,
    file: str | None,
    discard: bool,
    template: str | None,
    command_id: str | None,
) -> None:
    """With --template the text has been begun from it."""
    actor, id = session.actor(as_), checked_id(case, "case")
    writes = any(one is not None for one in (source, text, file))
    if writes and discard:
        raise Misuse("Ange antingen en text eller --discard", "Give either a text or --discard", "discard")
    written = text_of(source, text, file) if writes else ""
    with session.engine() as engine:
        if discard:
            receipt = carry_out(session, engine, actor, "discard_draft", {"case": id}, command_id)
            done(session, receipt, ("Utkastet är borttaget i", "The draft is gone in"), sign=" ")
            return
        if writes:
            data = {"case": id, "text": written, "template": template}
            receipt = carry_out(session, engine, actor, "save_draft", data, command_id)
            done(session, receipt, ("Utkastet är sparat i", "The draft is saved in"), sign=" ")
            return
        found = got(engine.queries.draft(actor, CaseId(id)))
    if session.json:
        emit({"id": id, "draft": None if found is None else thing(found, session.lang)})
    elif found is None:
        say(words(session.text(("Inget utkast.", "No draft."))))
    else:
        show_draft(found, session.lang)


@spoken("case drafts", AS, *paged())
def listing(session: Session, as_: str | None, after: str | None, limit: int) -> None:
    actor = session.actor(as_)
    with session.engine() as engine:
        page = got(engine.queries.drafts(actor, after=after, limit=limit))
    if session.json:
        emit(listed(page, session.lang))
    else:
        show_drafts(session, page)
