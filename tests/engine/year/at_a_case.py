"""What staff do with a case before them, one function for each thing. What must hold is watched elsewhere."""

from datetime import timedelta
from typing import Final

from arende.domain import commands as c
from arende.domain.actor import StaffActor, name_of
from arende.domain.ids import AssignmentId, PersonId
from arende.views.rows import CaseRow

from .cast import FIRST
from .promises import Promise, hold
from .promises_of_cases import message_is_what_was_said
from .world import NOTE, Year

UNREAD: Final = ("case.colleague_wrote", "case.patient_side_wrote")


def writes(year: Year, actor: StaffActor, row: CaseRow) -> None:
    """An answer: from a draft, from a template whose places are filled or not, or plainly."""
    text = year.belief.drafts.get((name_of(actor), row.id), "").replace(NOTE, "svar") or f"Tack! ({year.number()})"
    template = None
    if year.chance(0.1):
        template, text = FIRST, year.random.choice(("Hej {namn}!", f"Hej du ({year.number()})!"))
    seen = row.messages if year.chance(0.8) else None
    command = c.SendMessage(case=row.id, text=text, seen=seen, template=template)
    code = message_is_what_was_said(year, command, actor)
    hold(Promise.WHOLE, "{" not in text or code is not None, f"{row.id}: an unfilled template was sent")
    if code == "case.patient_side_wrote":
        again = c.SendMessage(case=row.id, text=text, seen=seen, template=template, despite_new=True)
        code = message_is_what_was_said(year, again, actor)
        hold(Promise.NO_COLLEAGUE_OVERWRITTEN, code not in UNREAD, f"{row.id}: asked again, {code}")


def two_at_once(year: Year, actor: StaffActor, row: CaseRow) -> None:
    """Someone begins to write; a colleague, or the patient's side, is first (B20)."""
    begun = f"{NOTE} utkast {year.number()}"
    year.give(c.SaveDraft(case=row.id, text=begun), actor)
    other = year.colleague(actor)
    year.give(c.HandOver(case=row.id, to=other.assignment), actor)
    first = c.SendMessage(case=row.id, text=f"Svar från en kollega ({year.number()})")
    sent = message_is_what_was_said(year, first, other) is None and other != actor
    year.give(c.HandOver(case=row.id, to=actor.assignment), other)
    code = message_is_what_was_said(
        year, c.SendMessage(case=row.id, text=f"Mitt svar ({year.number()})", seen=row.messages), actor
    )
    overwritten = sent and code is None
    hold(Promise.NO_COLLEAGUE_OVERWRITTEN, not overwritten, f"{row.id}: {actor} did not know of {other}")


def beside(year: Year, actor: StaffActor, row: CaseRow) -> None:
    """What else staff do with a case: each kind about as often as the others."""
    draw = year.random.randrange(13)
    id, last = row.id, row.last_day
    written = [one.number for one in year.belief.cases[id].said if one.staff is not None] or [1]
    number = year.random.choice(written)
    receiver = year.colleague(actor).assignment if year.chance(0.9) else year.someone().assignment
    some: tuple[c.Command, ...] = (
        c.AddNote(case=id, text=f"{NOTE} {year.number()}"),
        c.HandOver(case=id, to=None, note=NOTE),
        c.HandOver(case=id, to=AssignmentId(receiver), note=NOTE),
        c.ExtendPhase(case=id, last_day=last + timedelta(days=7), reason=NOTE),
        c.ShortenPhase(case=id, last_day=max(year.today, last - timedelta(days=2)), reason=NOTE),
        c.CloseCase(case=id, reason=NOTE),
        c.ReopenCase(case=id, days=3, reason=NOTE),
        c.MarkDocumented(case=id, up_to=max(1, row.messages)),
        c.SignJournalNote(case=id, title=NOTE, text=f"{NOTE} {year.number()}", up_to=max(1, row.messages)),
        c.RetractMessage(case=id, number=number, reason=NOTE),
        c.SaveDraft(case=id, text=f"{NOTE} utkast {year.number()}"),
        c.DiscardDraft(case=id),
        c.ExportCase(case=id, exporter="journal"),
    )
    if year.chance(0.08):
        correction = c.CorrectMessage(case=id, number=number, text=f"Rättat ({year.number()})", seen=row.messages)
        message_is_what_was_said(year, correction, actor)
    else:
        year.give(some[draw], actor)


def documents(year: Year, actor: StaffActor, row: CaseRow) -> None:
    """Mostly all of it, sometimes only what came first."""
    up_to = row.messages if year.chance(0.8) else max(1, row.messages - 1)
    year.give(c.MarkDocumented(case=row.id, up_to=up_to), actor)


def choose_anew(
    year: Year, actor: StaffActor, row: CaseRow, chosen: PersonId | None, maturity: c.Maturity | None
) -> None:
    """Another representative, who sees what went before, or not."""
    year.give(
        c.ChangeRepresentative(
            case=row.id,
            representative=chosen or row.patient.id,
            maturity=maturity,
            history=year.random.choice((None, c.History.NOTHING, c.History.ALL)),
        ),
        actor,
    )
