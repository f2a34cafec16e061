"""The view of a case: who, days left, thread, composer. Leaving it changes nothing (S18); what may be done is asked."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Final

from arende.domain.actor import StaffActor
from arende.domain.case.attention import Attention
from arende.domain.case.commands import MarkSeen
from arende.domain.case.reply import MayReply, Side
from arende.domain.disclosure import LABELS as GROUNDS
from arende.domain.ids import CaseId, TemplateId
from arende.domain.notice.model import Hindrance
from arende.domain.notice_texts import NO_SMS, NOTICE_STATES, hindered_by
from arende.domain.refusals import PatientSideWrote, Refusal
from arende.engine import Engine
from arende.ports.times import to_micros
from arende.views.drafts import Draft
from arende.views.happening_texts import EXPORT_MARKS, HAPPENINGS
from arende.views.rows import CaseRow, TemplateRow
from arende.views.thread import HandoverLine, HappeningLine, JournalNoteLine, MessageLine, NoteLine, ThreadLine
from attrs import frozen
from litestar import Response, get
from litestar.params import FromPath, FromQuery
from litestar.types import ControllerRouterHandler

from ..asking import Asker, StaffAsker
from ..doing import new_once
from ..given import TheEngine, TheStaff
from ..pages import page
from ..texts import local
from .frame import answered, staff_page
from .records import offered

LIMIT: Final = 200


@frozen(kw_only=True)
class Shown:
    """A line of the thread as the template takes it: its kind, itself, and whether a new day begins with it."""

    kind: str
    line: ThreadLine
    day: date | None
    """Set on the first line of a day."""
    new: bool
    """Whether what is unread begins here."""
    text: str = ""
    """What happened, in words, where it is no message."""
    sms: str = ""
    """How the SMS stands that told of it, in words (B4); empty: there was none."""
    marks: tuple[str, ...] = ()
    """Of a message: how it stands where the case has been transferred to."""


KINDS: Final[Mapping[type, str]] = {
    MessageLine: "message",
    NoteLine: "note",
    JournalNoteLine: "journal_note",
    HandoverLine: "handover",
    HappeningLine: "happening",
}


@frozen(kw_only=True)
class Said:
    """What a form on the page met: shown on top of the page, with what was typed kept in that form."""

    act: str = ""
    refusal: Refusal | None = None
    typed: Mapping[str, str] = {}


NOTHING: Final = Said()


def whole_thread(engine: Engine, actor: StaffActor, case: CaseId) -> Sequence[ThreadLine]:
    """Every line, a page at a time."""
    found: list[ThreadLine] = []
    after: str | None = "0"
    while after is not None:
        part = answered(engine.queries.thread(actor, case, after=int(after), limit=LIMIT))
        found += part.items
        after = part.next
    return found


def shown(lines: Sequence[ThreadLine], row: CaseRow, asker: Asker) -> Iterator[Shown]:
    """The lines with days between them, and the place where what is unread begins."""
    messages = [line for line in lines if isinstance(line, MessageLine)]
    answered_up_to = max((line.number for line in messages if line.side is Side.STAFF), default=0)
    first_new = next((m.number for m in messages if row.unread and m.number > answered_up_to), None)
    last: date | None = None
    for line in lines:
        on = local(line.at, row.zone).date()
        new = isinstance(line, MessageLine) and line.number == first_new
        state = line.sms if isinstance(line, MessageLine | HappeningLine) else None
        yield Shown(
            kind=KINDS[type(line)],
            line=line,
            day=on if on != last else None,
            new=new,
            text=happened(line, asker) if isinstance(line, HappeningLine) else "",
            sms="" if state is None else asker.text(NOTICE_STATES[state]),
            marks=exported(line, asker) if isinstance(line, MessageLine) else (),
        )
        last = on


def happened(line: HappeningLine, asker: Asker) -> str:
    """In words, with why nobody was told by SMS where nobody was."""
    words = asker.text(HAPPENINGS[line.what]).format(first=line.first, last=line.last)
    return f"{words}: {asker.text(hindered(line.hindrances))}" if line.hindrances else words


def exported(line: MessageLine, asker: Asker) -> tuple[str, ...]:
    """How the message stands where the case has been transferred to, in words."""
    return tuple(asker.text(EXPORT_MARKS[mark.state]).format(exporter=mark.exporter) for mark in line.exports)


def correctable(lines: Sequence[Shown]) -> Sequence[MessageLine]:
    """Staff's messages that stand, the latest first: what can be corrected or taken back (B9)."""
    messages = [one.line for one in lines if isinstance(one.line, MessageLine)]
    return [one for one in reversed(messages) if one.side is Side.STAFF and not one.retracted][:20]


@get("/cases/{case:str}", sync_to_thread=True)
def view(
    case: FromPath[str], staff: TheStaff, engine: TheEngine, phrase: FromQuery[str | None] = None
) -> Response[str]:
    """The case. That it was read is noted, once it is shown. With `phrase` that template stands in the box (B7)."""
    return case_page(engine, staff, CaseId(case), NOTHING if phrase is None else inserted(engine, staff, case, phrase))


def inserted(engine: Engine, staff: StaffAsker, case: str, phrase: str) -> Said:
    """The template after what had been begun: what a page without scripts does of «Infoga»."""
    chosen = answered(engine.queries.template(staff.actor, TemplateId(phrase)))
    draft = engine.queries.draft(staff.actor, CaseId(case)).value_or(None)
    text = f"{draft.text}\n\n{chosen.text}" if draft else chosen.text
    return Said(act="send", typed={"text": text, "template": chosen.id})


@get("/cases/{case:str}/thread", sync_to_thread=True)
def thread(case: FromPath[str], staff: TheStaff, engine: TheEngine) -> Response[str]:
    """The thread alone, as a live page asks for it again."""
    row = answered(engine.queries.case(staff.actor, CaseId(case)))
    lines = list(shown(whole_thread(engine, staff.actor, row.id), row, staff.asker))
    seen(engine, staff.actor, row)
    writing = engine.presence.others(staff.actor, row.id)
    return page(staff.asker, "staff/thread_live.html", {"row": row, "lines": lines, "writing": writing})


def case_page(
    engine: Engine, staff: StaffAsker, case: CaseId, said: Said = NOTHING, status: int = 200
) -> Response[str]:
    """The page, with what a form on it met."""
    actor, queries = staff.actor, engine.queries
    row = answered(queries.case(actor, case))
    lines = list(shown(whole_thread(engine, actor, case), row, staff.asker))
    draft = queries.draft(actor, case).value_or(None)
    template = queries.first_message(actor, case).value_or(None)
    may_write = isinstance(row.can_reply, MayReply)
    text = said.typed.get("text") if said.act == "send" else None
    earlier = answered(queries.cases_of_patient(actor, row.patient.id)).items
    data = {
        "row": row,
        "lines": lines,
        "own": correctable(lines),
        "lost": Attention.REPRESENTATIVE in row.attention,
        "may_write": may_write,
        "text": text if text is not None else draft.text if draft else template.text if template else "",
        "template": begun_from(said, draft, template),
        "draft": draft,
        "said": said,
        "no_sms": staff.asker.text(not_told(row.hindrances)),
        "was_no_sms": staff.asker.text(not_told(row.no_sms)) if row.no_sms else "",
        "grounds": [(one.value, staff.asker.text(both)) for one, both in GROUNDS.items()],
        "forms": offered(engine),
        "again": isinstance(said.refusal, PatientSideWrote),
        "templates": answered(queries.templates(actor)).items if may_write else (),
        "colleagues": [one for one in answered(queries.colleagues(actor)).items if one.assignment != actor.assignment],
        "writing": engine.presence.others(actor, case),
        "earlier": [one for one in earlier if one.id != case],
        "exporters": list(engine.settings.policy.exporters or engine.settings.export),
        "once": new_once(),
        "read_at": to_micros(queries.clock.now()),
    }
    here = "inbox" if row.attention else "mine" if row.open else "ended"
    answer = staff_page(engine, staff, "staff/case.html", here, data, status=status)
    seen(engine, actor, row)
    return answer


def begun_from(said: Said, draft: Draft | None, template: TemplateRow | None) -> str:
    """The template whose places what stands in the composer must have filled (B7)."""
    if said.act == "send":
        return said.typed.get("template", "")
    if draft is not None:
        return draft.template or ""
    return "" if template is None else template.id


def not_told(found: Iterable[Hindrance]) -> tuple[str, str]:
    """What staff confirm where nobody would be told by SMS (B4)."""
    why = hindered(found)
    return f"{NO_SMS[0]}: {why[0]}", f"{NO_SMS[1]}: {why[1]}"


def hindered(found: Iterable[Hindrance]) -> tuple[str, str]:
    found = tuple(found)
    return hindered_by(found, 0), hindered_by(found, 1)


def seen(engine: Engine, actor: StaffActor, row: CaseRow) -> None:
    """The assignment has it before its eyes (B5). Who may read and not answer leaves no mark, and a failure is nothing
    to trouble a reader with: then it stays unread.
    """
    if row.unread:
        engine.handle(MarkSeen(case=row.id, up_to=row.messages), actor=actor)


ROUTES: Final[list[ControllerRouterHandler]] = [view, thread]
