"""The ledger and its tickets as tables and panels for people. What `plain` gives machines, for readers."""

from ..views.names import StaffName
from ..views.rows import Page
from ..views.tickets import LABELS, ContactRow, LedgerRow, TicketRow
from .context import Session
from .output import say, table, words
from .shown import person, show_list
from .words import LEDGER, heading, moment


def ledger(session: Session, page: Page[LedgerRow]) -> None:
    lang = session.lang
    headings = [heading(name, lang) for name in ("kind", "title", "patient", "waiting", "taken", "unit", "id")]
    rows = [
        [
            session.text(LEDGER[row.kind]),
            row.title,
            row.patient.name,
            moment(row.created),
            taken(session, row.taken_by, may_take=row.may_take),
            row.unit_name,
            row.id,
        ]
        for row in page.items
    ]
    empty = ("Ingen väntar i patientliggaren.", "Nobody waits in the ledger.")
    show_list(session, table(headings, rows, whole=[6]), len(rows), page.next, empty)


def taken(session: Session, by: StaffName | None, *, may_take: bool) -> str:
    """Who has it, and whether it may be taken over all the same."""
    if by is None:
        return ""
    free = session.text((" (kan tas över)", " (may be taken over)")) if may_take else ""
    return f"{by.name or by.assignment}{free}"


def tickets(session: Session, page: Page[TicketRow]) -> None:
    lang = session.lang
    headings = [heading(name, lang) for name in ("status", "title", "unit", "patient", "opened", "id")]
    rows = [
        [
            session.text(LABELS[row.status]),
            row.title,
            row.unit_name,
            row.patient.name,
            moment(row.created),
            row.id,
        ]
        for row in page.items
    ]
    empty = ("Ingen kontakt är begärd.", "No contact is asked for.")
    show_list(session, table(headings, rows, whole=[5]), len(rows), page.next, empty)


def ticket(session: Session, row: TicketRow) -> None:
    """What it is about, who waits since when, and what was asked."""
    lang = session.lang
    say(words(row.title, "bold"), words(f"{heading('patient', lang)}: {person(row.patient)}"))
    if row.by_guardian:
        say(words(f"{heading('representative', lang)}: {person(row.representative)}"))
    say(words(f"{heading('unit', lang)}: {row.unit_name}   {heading('waiting', lang)}: {moment(row.created)}"))
    if row.taken_by is not None:
        say(words(f"{heading('taken', lang)}: {taken(session, row.taken_by, may_take=row.may_take)}"))
    say(words(session.text(LABELS[row.status])))
    if row.message:
        author = ("", "") if row.by_patient_side else ("Noterat av personal: ", "Noted by staff: ")
        say(words(f"{session.text(author)}{row.message}"))
    if row.became is not None:
        say(words(f"{heading('id', lang)}: {row.became}"))


def contacts(session: Session, page: Page[ContactRow]) -> None:
    lang = session.lang
    headings = [heading(name, lang) for name in ("unit", "title", "id")]
    rows = [[row.unit_name, row.title, row.unit] for row in page.items]
    empty = ("Ingen enhet tar emot kontakt här.", "No unit takes contact here.")
    show_list(session, table(headings, rows, whole=[2]), len(rows), page.next, empty)
