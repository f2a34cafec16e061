"""What a journal note is begun with: a template, its places filled from the thread where staff want that. Pure.

Places that are known by name are filled; what is left is for whoever writes, and a note that still has it is refused.
"""

from collections.abc import Callable, Mapping
from typing import Final, Literal, TypeAlias
from zoneinfo import ZoneInfo

from attrs import field, frozen

from ..domain.day_texts import day_text
from ..domain.template.filling import PLACEHOLDER, placeholders
from ..ports.journal import JournalEntry, JournalMessage
from ..ports.times import from_micros

Language: TypeAlias = Literal["sv", "en"]


@frozen(kw_only=True)
class NoteProposal:
    """A text to go on from. `up_to` is the last message that it tells of; `left` names places that are not filled."""

    title: str = field(repr=False)
    text: str = field(repr=False)
    up_to: int | None
    left: tuple[str, ...]


def proposal(entry: JournalEntry, template: str, lang: Language, after: int = 0) -> NoteProposal:
    """From the messages after that number, which stand in the record already."""
    told = [message for message in entry.messages if message.number > after]

    def filled(name: str) -> str:
        fill = FILLS.get(name)
        return f"{{{name}}}" if fill is None else fill(entry, told, lang)

    return NoteProposal(
        title=entry.title,
        text=PLACEHOLDER.sub(lambda found: filled(found[1]), template),
        up_to=told[-1].number if told else None,
        left=tuple(name for name in placeholders(template) if name not in FILLS),
    )


def thread_text(entry: JournalEntry, told: list[JournalMessage], lang: Language) -> str:
    """Each message under its day, time and author; of one that was taken back the mark alone."""
    return "\n\n".join(f"{heading(message, entry, lang)}\n{said(message, lang)}" for message in told)


def heading(message: JournalMessage, entry: JournalEntry, lang: Language) -> str:
    at = from_micros(message.at).astimezone(ZoneInfo(entry.zone))
    who = ", ".join(part for part in (message.author, message.role or side(message, entry, lang)) if part)
    return f"{day_text(at.date(), lang)} {at.year} {at:%H:%M}, {who}:"


def side(message: JournalMessage, entry: JournalEntry, lang: Language) -> str:
    """What someone on the patient's side is to the patient."""
    if not message.by_patient_side:
        return ""
    own = message.author_id == entry.patient.id
    return {"sv": ("ombud", "patient"), "en": ("representative", "patient")}[lang][own]


def said(message: JournalMessage, lang: Language) -> str:
    return {"sv": "(återtaget)", "en": "(retracted)"}[lang] if message.retracted else message.text


def period(entry: JournalEntry, _: list[JournalMessage], lang: Language) -> str:
    """The first and the last day."""
    zone = ZoneInfo(entry.zone)
    first = from_micros(entry.opened).astimezone(zone).date()
    last = from_micros(entry.until - 1).astimezone(zone).date()
    return f"{day_text(first, lang)} {first.year} – {day_text(last, lang)} {last.year}"


def title(entry: JournalEntry, _: list[JournalMessage], __: Language) -> str:
    return entry.title


FILLS: Final[Mapping[str, Callable[[JournalEntry, list[JournalMessage], Language], str]]] = {
    "meddelanden": thread_text,
    "messages": thread_text,
    "period": period,
    "kontaktorsak": title,
    "reason": title,
}
"""Places that the case fills."""

BARE: Final = "{meddelanden}"
"""What a note is begun with where no template is chosen."""
