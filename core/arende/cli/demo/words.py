"""Days, dates and states of a case in words, Swedish and English. Nothing is decided and nothing printed."""

from datetime import date, datetime
from typing import Final

from arende.domain.case.attention import LABELS
from arende.domain.day_texts import day_text
from arende.domain.refusal_texts import Language
from arende.views.rows import CaseRow

from .clock import ZONE

NOT_WRITTEN: Final = ("Meddelandet är inte skrivet än", "The message is not written yet")


def place(lang: Language) -> int:
    """Where a language stands in the pairs of texts."""
    return 0 if lang == "sv" else 1


def on(day: date, lang: Language) -> str:
    """«onsdag 18 november»."""
    return day_text(day, lang)


def at(moment: datetime, lang: Language) -> str:
    """«onsdag 18 november 08.30», Swedish time."""
    return f"{on(moment.astimezone(ZONE).date(), lang)} {clock(moment, lang)}"


def clock(moment: datetime, lang: Language) -> str:
    """«08.30», Swedish time."""
    here = moment.astimezone(ZONE)
    return f"{here:%H.%M}" if lang == "sv" else f"{here:%H:%M}"


def left(row: CaseRow, lang: Language) -> str:
    """What the green box says."""
    which = place(lang)
    if not row.open:
        return ("avslutat", "ended")[which]
    if row.days_left == 1:
        return ("Sista dagen", "Last day")[which]
    return (f"{row.days_left} dagar kvar", f"{row.days_left} days left")[which]


def until(row: CaseRow, lang: Language) -> str:
    """Days left, and the last day by name."""
    said = ("öppet till och med", "open through")[place(lang)]
    return f"{left(row, lang)}, {said} {on(row.last_day, lang)}"


def why(row: CaseRow, lang: Language) -> str:
    """Why it stands in the inbox."""
    return ", ".join(LABELS[reason][place(lang)] for reason in row.attention)


def item(row: CaseRow, lang: Language) -> str:
    """A case as it stands in a list of what is to be dealt with."""
    return " · ".join(part for part in (row.title, row.patient.name, why(row, lang)) if part)
