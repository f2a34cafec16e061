"""Short texts of the command line, Swedish and English: headings, labels, days and months. No sentence of help is here.

Those are in `help_texts`; those of refusals, of what waits and of kinds are the domain's.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Final
from zoneinfo import ZoneInfo

from .context import Language

ZONE: Final = "Europe/Stockholm"

HEADINGS: Final[Mapping[str, str]] = {
    "Usage": "Användning",
    "Options": "Flaggor",
    "Commands": "Kommandon",
    "Arguments": "Argument",
    "Positional arguments": "Argument",
    "Example": "Exempel",
    "Show this message and exit.": "Visar den här hjälpen.",
}
"""What click writes in English."""

METAVARS: Final[Mapping[str, str]] = {
    "OPTIONS": "FLAGGOR",
    "COMMAND": "KOMMANDO",
    "ARGS": "ARGUMENT",
    "CASE": "ÄRENDE",
    "VISIT": "BESÖK",
    "TICKET": "BILJETT",
    "PATH": "MAPP",
    "FILE": "FIL",
    "TIME": "TID",
    "DATE": "DATUM",
    "NAME": "NAMN",
    "NUMBER": "NUMMER",
    "DAYS": "DAGAR",
    "YEARS": "ÅR",
    "TITLE": "TITEL",
    "UNIT": "ENHET",
    "TEMPLATE": "FRASTEXT",
    "VALUE": "VÄRDE",
    "ASSIGNMENT": "UPPDRAG",
    "PROVIDER": "VÅRDGIVARE",
    "CURSOR": "MARKÖR",
    "CHILD": "BARN",
    "GUARDIAN": "VÅRDNADSHAVARE",
    "LANGUAGE": "SPRÅK",
    "INTEGER": "TAL",
    "RANGE": "TAL",
}
"""Names of values."""

COLUMNS: Final[Mapping[str, tuple[str, str]]] = {
    "id": ("Id", "Id"),
    "title": ("Titel", "Title"),
    "patient": ("Patient", "Patient"),
    "representative": ("Ombud", "Representative"),
    "saved": ("Sparat", "Saved"),
    "left": ("Öppet", "Open"),
    "attention": ("Att göra", "To do"),
    "waiting": ("Väntat sedan", "Waiting since"),
    "name": ("Namn", "Name"),
    "identifier": ("Personnummer", "Identity number"),
    "age": ("Ålder", "Age"),
    "phone": ("Mobil", "Mobile"),
    "guardians": ("Vårdnadshavare", "Guardians"),
    "unit": ("Enhet", "Unit"),
    "staff": ("Vårdpersonal", "Staff"),
    "opened": ("Skapat", "Created"),
    "follows": ("Följer på", "Follows"),
    "status": ("Läge", "Status"),
    "scheduled": ("Tid", "Time"),
    "kind": ("Slag", "Kind"),
    "place": ("Plats", "Place"),
    "message": ("Meddelande", "Message"),
    "written": ("Skriven", "Written"),
    "gone": ("Borttagen", "Removed"),
    "last_entry": ("Sista uppgift", "Last entry"),
    "kept_until": ("Bevaras till", "Kept until"),
    "due": ("Tidigast", "Not before"),
    "attempt": ("Försök", "Attempts"),
    "last_try": ("Senast", "Last try"),
    "stream": ("Gäller", "About"),
    "port": ("Port", "Port"),
    "source": ("Kommer från", "Comes from"),
    "what": ("Vad", "What"),
    "undocumented": ("Ej journalförda", "Undocumented"),
    "since": ("Sedan", "Since"),
    "text": ("Text", "Text"),
    "of": ("Gäller för", "For"),
    "taken": ("Tagen av", "Taken by"),
    "provider": ("Vårdgivare", "Care provider"),
    "last_taken": ("Senast", "Last"),
    "lines": ("Rader", "Lines"),
    "changed": ("Ändrade", "Changed"),
    "faulty": ("Fel", "Faults"),
    "cursor": ("Markör", "Cursor"),
}
"""Headings of tables."""

STATUS: Final[Mapping[str, tuple[str, str]]] = {
    "waiting": ("Väntar", "Waiting"),
    "ongoing": ("Pågår", "Ongoing"),
    "ended": ("Avslutat", "Ended"),
}

LEDGER: Final[Mapping[str, tuple[str, str]]] = {
    "visit": ("Fritt besök", "Free visit"),
    "ticket": ("Biljett", "Ticket"),
}
"""What stands in the ledger, by kind."""

RETRACTED: Final = ("Meddelandet är återtaget", "The message was retracted")
REDACTED: Final = ("Borttaget enligt beslut av {}", "Removed by order of {}")
REMOVED: Final = ("Borttaget enligt beslut", "Removed by order")
CORRECTS: Final = ("rättar meddelande {}", "corrects message {}")
DOCUMENTED: Final = ("journalfört", "documented")
NOT_RECORDED: Final = ("inget att journalföra", "nothing to record")
JOURNAL_NOTE: Final = ("Journalanteckning", "Journal note")
JOURNAL_VERSION: Final = ("version", "version")
JOURNAL_REPLACED: Final = ("ersatt av en senare version", "replaced by a later version")


def moment(at: datetime, zone: str = ZONE) -> str:
    """Local date and time: «2026-11-22 14:05»."""
    return f"{at.astimezone(ZoneInfo(zone)):%Y-%m-%d %H:%M}"


def left_text(days: int, lang: Language) -> str:
    """What stands in the green box (S14)."""
    if days == 0:
        return "Avslutat" if lang == "sv" else "Ended"
    if days == 1:
        return "Sista dagen" if lang == "sv" else "Last day"
    return f"{days} dagar kvar" if lang == "sv" else f"{days} days left"


def heading(name: str, lang: Language) -> str:
    return COLUMNS[name][0 if lang == "sv" else 1]
