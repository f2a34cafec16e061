"""Rows as tables and panels for people. What `plain` gives machines, for readers. Nothing is computed here."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from ..domain.answer_time import composer_lines
from ..domain.case.attention import LABELS
from ..domain.case.lists import LABELS as LISTS
from ..domain.case.lists import CaseList
from ..domain.case.reply import MayReply, Side
from ..domain.day_texts import day_text
from ..domain.notice_texts import NO_SMS, NOTICE_STATES, hindered_by
from ..domain.refusal_texts import sentence
from ..engine.owners import CAP
from ..views.drafts import Draft, DraftRow
from ..views.happening_texts import HAPPENINGS
from ..views.names import PersonName, StaffName
from ..views.person_rows import PersonRow
from ..views.rows import CaseRow, Page, TemplateRow, VisitRow
from ..views.thread import HandoverLine, Happening, HappeningLine, JournalNoteLine, MessageLine, NoteLine, ThreadLine
from .context import Language, Session
from .output import say, table, words
from .words import (
    CORRECTS,
    DOCUMENTED,
    JOURNAL_NOTE,
    JOURNAL_REPLACED,
    JOURNAL_VERSION,
    NOT_RECORDED,
    REDACTED,
    REMOVED,
    RETRACTED,
    STATUS,
    heading,
    left_text,
    moment,
)

if TYPE_CHECKING:
    from rich.console import RenderableType


def show_list(
    session: Session, rows: "RenderableType", count: int, following: str | None, empty: tuple[str, str]
) -> None:
    """A table, or that it is empty, and how to go on."""
    if count == 0:
        say(words(session.text(empty)))
        return
    say(rows)
    if following is not None:
        say(words(session.text((f"Fler finns: --after {following}", f"There are more: --after {following}"))))


def cases(session: Session, page: Page[CaseRow], *, staff_side: bool) -> None:
    lang = session.lang
    names = ["title", "patient", "left", *(["attention", "waiting"] if staff_side else ["unit"]), "id"]
    rows = [case_cells(row, lang, staff_side=staff_side) for row in page.items]
    made = table([heading(name, lang) for name in names], rows, whole=[len(names) - 1])
    show_list(session, made, len(rows), page.next, ("Inga ärenden.", "No cases."))


def show_counts(session: Session, counts: Mapping[CaseList, int], unread: int | None = None) -> None:
    """How much every list holds, and how many cases in them are unread, on a line of its own."""
    told = [] if unread is None else [f"{session.text(UNREAD)} {number(unread)}"]
    say(words("\n" + " · ".join([counted(counts, session.lang), *told]), "dim"))


def counted(counts: Mapping[CaseList, int], lang: Language) -> str:
    """Every list with how much it holds."""
    place = 0 if lang == "sv" else 1
    return " · ".join(f"{LISTS[which][place]} {number(count)}" for which, count in counts.items())


def number(count: int) -> str:
    """What is counted no further is told to be more."""
    return str(count) if count < CAP else f"{CAP - 1}+"


UNREAD = ("Olästa", "Unread")


def case_cells(row: CaseRow, lang: Language, *, staff_side: bool) -> Sequence[str]:
    since = "" if row.waiting_since is None else moment(row.waiting_since)
    last = [attention_text(row, lang), since] if staff_side else [row.unit_name]
    return [row.title, row.patient.name, left_text(row.days_left, lang), *last, row.id]


def attention_text(row: CaseRow, lang: Language) -> str:
    return ", ".join(LABELS[reason][0 if lang == "sv" else 1] for reason in row.attention)


def case(session: Session, row: CaseRow, thread: Sequence[ThreadLine], now: datetime, *, staff_side: bool) -> None:
    """The box with days left, what the case is about, and its thread."""
    from rich.panel import Panel

    lang = session.lang
    say(words(row.title, "bold"), words(about(row, lang)))
    style = "green" if row.open else "dim"
    say(Panel(words(f"{left_text(row.days_left, lang)}\n{last_day(row, lang, now)}"), border_style=style, expand=False))
    if row.closing_soon:
        say(words(session.text(CLOSING_SOON), "yellow"))
    if staff_side and row.attention:
        say(words(attention_text(row, lang), "yellow"))
    if staff_side and row.undocumented:
        told = (f"Ej journalförda meddelanden: {row.undocumented}", f"Undocumented messages: {row.undocumented}")
        say(words(session.text(told), "dim"))
    if row.no_sms:
        say(words(f"{session.text(NO_SMS)}: {hindered_by(row.no_sms, 0 if lang == 'sv' else 1)}", "yellow"))
    if row.messages == 0:
        say(words(session.text(NOT_WRITTEN if not staff_side else NO_MESSAGE), "dim"))
    for line in thread:
        say_line(line, lang)
    if not isinstance(row.can_reply, MayReply):
        say(words(sentence(row.can_reply, lang)))
    elif not staff_side:
        say(words("\n" + "\n".join(composer_lines(row.answer_hours, row.opening_hours, lang)), "dim"))


CLOSING_SOON = ("Stängs snart", "Closes soon")
NOT_WRITTEN = ("Meddelandet är inte skrivet än.", "The message is not written yet.")
NO_MESSAGE = ("Inget meddelande än.", "No message yet.")


def about(row: CaseRow, lang: Language) -> str:
    """Whom it concerns, who reads on the patient's side, who answers for it."""
    lines = [f"{heading('patient', lang)}: {person(row.patient)}"]
    if row.by_guardian:
        lines.append(f"{heading('representative', lang)}: {person(row.representative)}")
    staff = ", ".join(part for part in (row.staff.name, row.staff.role, row.unit_name) if part)
    pool = {"sv": " (enhetens kö)", "en": " (the unit's pool)"}[lang] if row.in_pool else ""
    lines.append(f"{heading('staff', lang)}: {staff}{pool}")
    lines.append(f"{heading('opened', lang)}: {moment(row.opened)}   {heading('id', lang)}: {row.id}")
    if row.follows is not None:
        lines.append(f"{heading('follows', lang)}: {row.follows}")
    return "\n".join(lines)


def person(name: PersonName) -> str:
    return f"{name.name} {name.identifier}" if name.identifier else name.name


def last_day(row: CaseRow, lang: Language, now: datetime) -> str:
    day = day_text(row.last_day, lang, now.year)
    if row.open:
        return f"Öppet till och med {day}" if lang == "sv" else f"Open through {day}"
    if row.closed is not None:
        return f"Avslutades {day}" if lang == "sv" else f"Closed on {day}"
    return f"Var öppet till och med {day}" if lang == "sv" else f"Was open through {day}"


def say_line(line: ThreadLine, lang: Language) -> None:
    """A message under its author, or what else happened, on one line."""
    match line:
        case MessageLine():
            say_message(line, lang)
        case NoteLine():
            author = ", ".join(part for part in (line.author, line.role) if part)
            title = "Intern anteckning" if lang == "sv" else "Internal note"
            text = REMOVED[0 if lang == "sv" else 1] if line.redacted else line.text
            say(words(f"\n{moment(line.at)}  {title}  {author}", "bold yellow"), words(text))
        case JournalNoteLine():
            say_journal_note(line, lang)
        case HandoverLine():
            say(words(f"{moment(line.at)}  {handover_text(line, lang)}", "dim"))
        case HappeningLine():
            what = happening(line, lang)
            due = "" if line.due is None else moment(line.due)
            sms = "" if line.sms is None else NOTICE_STATES[line.sms][0 if lang == "sv" else 1]
            by = " · ".join(part for part in (what, line.author, line.reason, due, sms) if part)
            say(words(f"{moment(line.at)}  {by}", "dim"))


def say_journal_note(line: JournalNoteLine, lang: Language) -> None:
    """A signed note under its author; of an earlier version the text stays where the thread has it."""
    place = 0 if lang == "sv" else 1
    author = ", ".join(part for part in (line.author, line.role) if part)
    title = f"{JOURNAL_NOTE[place]} {line.number}, {JOURNAL_VERSION[place]} {line.version}"
    replaced = JOURNAL_REPLACED[place] if line.replaced else ""
    shown = "  ".join(part for part in (moment(line.at), title, author, replaced) if part)
    text = REMOVED[place] if line.redacted else line.text
    say(words(f"\n{shown}", "bold magenta"), words(line.title, "bold"), words(text))


def say_message(line: MessageLine, lang: Language) -> None:
    """A message under its author. The text of a retracted one is there for staff only."""
    place = 0 if lang == "sv" else 1
    author = ", ".join(part for part in (line.author, line.role) if part)
    read = {"sv": "läst", "en": "read"}[lang] if line.side is Side.STAFF and line.read else ""
    corrects = "" if line.corrects is None else CORRECTS[place].format(line.corrects)
    documented = (NOT_RECORDED if line.not_recorded else DOCUMENTED)[place] if line.documented else ""
    sms = "" if line.sms is None else NOTICE_STATES[line.sms][place]
    parts = (f"{line.number}", moment(line.at), author, read, sms, corrects, documented)
    shown = "  ".join(part for part in parts if part)
    say(words(f"\n{shown}", "bold" if line.side is Side.PATIENT else "bold green"))
    if line.retracted:
        say(words(RETRACTED[place], "dim"))
    if line.redacted is not None:
        say(words(REDACTED[place].format(line.redacted), "dim"))
    if line.text:
        say(words(line.text))


def templates(session: Session, page: Page[TemplateRow]) -> None:
    lang = session.lang
    rows = [[row.name, row.text, row.assignment or row.unit or "", row.id] for row in page.items]
    made = table([heading(name, lang) for name in ("name", "text", "of", "id")], rows, whole=[3])
    show_list(session, made, len(rows), page.next, ("Inga frastexter.", "No templates."))


def happening(line: HappeningLine, lang: Language) -> str:
    """What happened, and until when the case is open since."""
    said = HAPPENINGS[line.what][0 if lang == "sv" else 1].format(first=line.first, last=line.last)
    if line.hindrances:
        said = f"{said}: {hindered_by(line.hindrances, 0 if lang == 'sv' else 1)}"
    if line.last_day is not None and line.what is not Happening.CLOSED:
        through = {"sv": "öppet till och med", "en": "open through"}[lang]
        said = f"{said}, {through} {day_text(line.last_day, lang)}"
    return said


def writing(
    session: Session, mine: Draft | None, others: Sequence[StaffName], begin_with: TemplateRow | None = None
) -> None:
    """The reader's own draft, offered again, or what an empty case begins with; and who else writes just now."""
    if begin_with is not None:
        heading = session.text(("Förslag, frastexten", "Suggested, the template"))
        say(words(f"\n{heading} «{begin_with.name}» ({begin_with.id})", "dim"), words(begin_with.text))
    for one in others:
        say(words(session.text((f"{one.name} skriver …", f"{one.name} is writing …")), "yellow"))
    if mine is not None:
        draft(mine, session.lang)


def draft(of: Draft, lang: Language) -> None:
    heading = {"sv": "Ditt utkast, sparat", "en": "Your draft, saved"}[lang]
    say(words(f"\n{heading} {moment(of.at)}", "dim"), words(of.text))


def drafts(session: Session, page: Page[DraftRow]) -> None:
    lang = session.lang
    rows = [draft_cells(one) for one in page.items]
    made = table([heading(name, lang) for name in ("title", "patient", "text", "saved", "id")], rows, whole=[4])
    show_list(session, made, len(rows), page.next, ("Inga utkast.", "No drafts."))


def draft_cells(one: DraftRow) -> Sequence[str]:
    """Of a case that the writer may not read any more only their own words are shown."""
    title, patient = ("", "") if one.row is None else (one.row.title, one.row.patient.name)
    return [title, patient, one.draft.text, moment(one.draft.at), one.draft.case]


def handover_text(line: HandoverLine, lang: Language) -> str:
    """Who gave the case to whom, or who took it, with the note."""
    to = line.to or {"sv": "enhetens kö", "en": "the unit's pool"}[lang]
    if not line.by:
        return f"Ärendet togs av {to}" if lang == "sv" else f"The case was taken by {to}"
    given = f"{line.by} lämnade över till {to}" if lang == "sv" else f"{line.by} handed over to {to}"
    return f"{given}: {line.note}" if line.note else given


def people(session: Session, page: Page[PersonRow]) -> None:
    lang = session.lang
    headings = [heading(name, lang) for name in ("name", "identifier", "age", "phone", "guardians", "id")]
    rows = [person_cells(row) for row in page.items]
    empty = (
        "Ingen patient hittades. Lägg till med arende patient add.",
        "No patient was found. Add one by arende patient add.",
    )
    show_list(session, table(headings, rows, whole=[1, 5]), len(rows), page.next, empty)


def person_cells(row: PersonRow) -> Sequence[str]:
    age = "" if row.age is None else str(row.age)
    return [row.name, row.identifier, age, row.phone or "", ", ".join(one.name for one in row.guardians), row.id]


def visits(session: Session, page: Page[VisitRow]) -> None:
    lang, place = session.lang, 0 if session.lang == "sv" else 1
    headings = [heading(name, lang) for name in ("title", "patient", "status", "scheduled", "opened", "unit", "id")]
    rows = [
        [
            row.title,
            row.patient.name,
            STATUS[row.status][place],
            "" if row.scheduled is None else moment(row.scheduled),
            moment(row.created),
            row.unit_name,
            row.id,
        ]
        for row in page.items
    ]
    empty = ("Ingen väntar i patientliggaren.", "Nobody waits in the ledger.")
    show_list(session, table(headings, rows, whole=[6]), len(rows), page.next, empty)
