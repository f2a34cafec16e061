"""The sentence of each refusal, Swedish first and English: what is wrong and what to do. Texts only."""

from collections.abc import Mapping
from typing import Final, Literal, TypeAlias

from .day_texts import day_text
from .feed_texts import FEED
from .name_texts import FIELDS, KINDS
from .notice_texts import SMS_REFUSALS, hindered_by
from .people_texts import PEOPLE
from .period_texts import PERIOD
from .refusals import (
    AnswerTimeInvalid,
    CaseStillOpen,
    ClosedEarly,
    ColleagueWrote,
    CoverDayInvalid,
    FeedGap,
    FollowsOpen,
    GuardianRequired,
    IdentifierInvalid,
    InputInvalid,
    NoSuchJournalNote,
    NoSuchMessage,
    NotFound,
    PatientSideWrote,
    PhaseEnded,
    PhaseLengthInvalid,
    PhaseNotEarlier,
    PhaseNotLater,
    PhaseTooLong,
    PlaceholderInvalid,
    PlaceholderUnknown,
    Refusal,
    ReopenTooLate,
    SmsHindered,
    SmsStillHindered,
    TakenByAnother,
    TemplateUnfilled,
    TextTooLong,
    TooManyJournalNotes,
    Unavailable,
    Unclear,
)
from .writing_texts import WRITING_TEXTS

ANY_YEAR: Final = 0
"""No year that one expects: the day is told with its own."""

Language: TypeAlias = Literal["sv", "en"]

TEXTS: Final[Mapping[str, tuple[str, str]]] = {
    "not_found": (
        "{kind} finns inte. Kontrollera id eller sök igen.",
        "There is no such {kind}. Check the id or search again.",
    ),
    "exists": (
        "Det finns redan något med det id:t. Ge kommandot ett nytt command_id.",
        "Something with that id exists already. Give the command a new command_id.",
    ),
    "access.denied": (
        "Du har inte behörighet till det här. Personal kan byta uppdrag, eller fråga den som ansvarar för ärendet.",
        "You are not authorised for this. Staff can switch assignment, or ask whoever answers for the case.",
    ),
    "access.assignment_needed": (
        "Det här görs i ett uppdrag (person, roll och enhet). Logga in i ett uppdrag, på kommandoraden med "
        "--as staff:UPPDRAG.",
        "This is done in an assignment (person, role and unit). Sign in to one, on the command line with "
        "--as staff:ASSIGNMENT.",
    ),
    "access.assignment_ended": (
        "Uppdraget har upphört. Välj ett annat uppdrag.",
        "The assignment has ended. Choose another assignment.",
    ),
    "access.representation_ended": (
        "Ombudets rätt i ärendet har upphört. Personalen kan byta ombud.",
        "The representative's right in the case has ended. Staff can change representative.",
    ),
    "input.invalid": ("Fel i {field}: {problem}.", "Error in {field}: {problem}."),
    "list.of_staff": (
        "Den listan är personalens. Välj pågående (ongoing), avslutade (ended) eller alla (all).",
        "That list is staff's. Choose ongoing, ended or all.",
    ),
    "command.reused": (
        "Samma command_id har använts för något annat. Ge varje nytt kommando ett eget id.",
        "The same command_id was used for something else. Give each new command an id of its own.",
    ),
    "unavailable": ("Det gick inte just nu: {detail} Inget är ändrat.", "Not possible now: {detail} Nothing changed."),
    "unclear": (
        "Det är oklart om det sparades: {detail} Gör om det med samma command_id, så sker det en gång.",
        "It is unclear whether it was kept: {detail} Give it again with the same command_id, and it happens once.",
    ),
    "text.missing": ("Fyll i {field}.", "Fill in {field}."),
    "text.too_long": (
        "{field} är för lång: {length} tecken, högst {limit} får plats. Korta texten.",
        "{field} is too long: {length} characters, at most {limit} fit. Shorten the text.",
    ),
    "text.unreadable": (
        "{field} innehåller tecken som inte kan sparas. Skriv texten på nytt.",
        "{field} holds characters that cannot be kept. Type the text again.",
    ),
    "day.invalid": (
        "Ange {field} som ett datum, utan klockslag.",
        "Give {field} as a date, without a time.",
    ),
    "id.invalid": (
        "{field} är inte ett giltigt id. Ett id skrivs VÅRDGIVARE.DEL med bokstäver A–Z, siffror och bindestreck.",
        "{field} is not a valid id. An id is written PROVIDER.PART in letters A–Z, digits and hyphens.",
    ),
    **PEOPLE,
    "reason.elsewhere": (
        "Sökorsaken hör till en annan enhet. Välj en av enhetens egna.",
        "The contact reason belongs to another unit. Choose one of this unit's.",
    ),
    "phase.length_invalid": (
        "Asynkron fas anges i hela dagar, {low}–{high}.",
        "The asynchronous phase is given in whole days, {low}–{high}.",
    ),
    "case.message_required": (
        "Skriv det första meddelandet innan ärendet skapas.",
        "Write the first message before the case is created.",
    ),
    "case.phase_ended": (
        "Perioden har gått ut. Ärendet var öppet till och med {last_day}.",
        "The period has ended. The case was open through {last_day}.",
    ),
    "export.exporter_unknown": (
        "Ingen sådan journalöverföring är inställd. Se arende plugins och [export] i arende.toml.",
        "No such exporter is configured. See arende plugins and [export] in arende.toml.",
    ),
    "case.nothing_to_handle": (
        "Inget väntar på hantering i ärendet.",
        "Nothing waits to be dealt with in the case.",
    ),
    "case.no_such_message": (
        "Så många meddelanden finns inte. Det senaste har nummer {last}.",
        "There are not that many messages. The latest has number {last}.",
    ),
    "case.no_such_journal_note": (
        "Så många journalanteckningar finns inte. Den senaste har nummer {last}.",
        "There are not that many journal notes. The latest has number {last}.",
    ),
    "case.too_many_journal_notes": (
        "Ärendet har redan {limit} journalanteckningar. Rätta en av dem i stället.",
        "The case has {limit} journal notes already. Correct one of them instead.",
    ),
    "case.on_hold": (
        "Ärendet är undantaget från gallring. Häv det först.",
        "The case is on hold: nothing may be removed from it. Lift that first.",
    ),
    "case.not_on_hold": (
        "Ärendet är inte undantaget från gallring.",
        "The case is not on hold.",
    ),
    "case.message_of_another": (
        "Meddelandet är skrivet av någon annan. Välj ett som din egen sida har skrivit.",
        "The message was written by someone else. Choose one that your own side has written.",
    ),
    "visit.needed": ("Ange vilket besök ärendet skapas från.", "Name the visit that the case is created from."),
    "visit.other_patient": (
        "Besöket gäller en annan patient. Välj ett av patientens egna besök.",
        "The visit is another patient's. Choose one of this patient's.",
    ),
    "visit.not_started": ("Besöket pågår inte. Starta det först.", "The visit is not ongoing. Start it first."),
    "visit.not_ended": ("Besöket är inte avslutat. Avsluta det först.", "The visit has not ended. End it first."),
    "visit.taken": (
        "Besöket är redan taget. Välj ett annat i patientliggaren.",
        "The visit is taken already. Choose another in the ledger.",
    ),
    "reason.not_offered": (
        "Enheten tar inte emot kontakt i den frågan. Välj en av de orsaker som enheten erbjuder.",
        "The unit takes no contact about that. Choose one of the reasons that it offers.",
    ),
    "ticket.taken": (
        "En kollega har redan tagit biljetten. Välj en annan i patientliggaren.",
        "A colleague has taken the ticket already. Choose another in the ledger.",
    ),
    "ticket.not_taken": ("Ta biljetten i patientliggaren först.", "Take the ticket in the ledger first."),
    "ticket.over": (
        "Biljetten är avslutad: den har blivit ett ärende eller ett besök, eller behövs inte längre. "
        "Välj en annan i patientliggaren.",
        "The ticket is over: it has become a case or a visit, or is not needed any more. Choose another in the ledger.",
    ),
    "visit.over": ("Besöket är avslutat.", "The visit has ended."),
    **FEED,
    **PERIOD,
    **WRITING_TEXTS,
    **SMS_REFUSALS,
}
"""By code (an invalid identifier by its fault): Swedish, English."""


def sentence(refusal: Refusal, lang: Language = "sv") -> str:
    """The refusal for a person, in one sentence or two."""
    place = 0 if lang == "sv" else 1
    said = TEXTS[key_of(refusal)][place].format(**values(refusal, lang))
    return said[:1].upper() + said[1:]


def key_of(refusal: Refusal) -> str:
    """What its sentence stands under: its code, or what it is of that."""
    match refusal:
        case IdentifierInvalid(fault=fault):
            return f"identifier.{fault}"
        case PatientSideWrote(to_send=False):
            return f"{refusal.code}.unread"
        case _:
            return refusal.code


def values(refusal: Refusal, lang: Language) -> Mapping[str, object]:
    """What the sentence's placeholders stand for."""
    named = FIELDS.get(refusal.field, refusal.field) if lang == "sv" else refusal.field
    match refusal:
        case NotFound(kind=kind):
            return {"kind": KINDS[kind][0 if lang == "sv" else 1]}
        case InputInvalid(problem=problem, english=english):
            return {"field": named, "problem": english if english and lang == "en" else problem}
        case Unavailable(detail=detail) | Unclear(detail=detail):
            return {"detail": detail}
        case TextTooLong(length=length, limit=limit):
            return {"field": named, "length": length, "limit": limit}
        case GuardianRequired(below=below):
            return {"below": below}
        case PhaseLengthInvalid(low=low, high=high) | AnswerTimeInvalid(low=low, high=high):
            return {"low": low, "high": high}
        case CoverDayInvalid(low=low, high=high):
            return {"low": day_text(low, lang), "high": day_text(high, lang)}
        case TakenByAnother(role=role):
            return {"role": f" ({role})" if role else ""}
        case PhaseEnded(last_day=last_day) | ClosedEarly(last_day=last_day):
            return {"last_day": day_text(last_day, lang)}
        case (
            CaseStillOpen(last_day=last_day)
            | ReopenTooLate(last_day=last_day)
            | FollowsOpen(last_day=last_day)
            | PhaseNotLater(last_day=last_day)
            | PhaseNotEarlier(last_day=last_day)
            | PhaseTooLong(last_day=last_day)
        ):
            return {"last_day": day_text(last_day, lang, ANY_YEAR)}
        case FeedGap(kept=kept):
            return {"kept": ("början" if lang == "sv" else "the beginning") if kept is None else f"«{kept}»"}
        case SmsHindered(hindrances=found) | SmsStillHindered(hindrances=found):
            return {"why": hindered_by(found, 0 if lang == "sv" else 1)}
        case NoSuchMessage(last=last) | NoSuchJournalNote(last=last):
            return {"last": last}
        case TooManyJournalNotes(limit=limit):
            return {"limit": limit}
        case ColleagueWrote(number=number) | PatientSideWrote(number=number):
            return {"number": number}
        case TemplateUnfilled(names=names) | PlaceholderUnknown(names=names):
            return {"names": ", ".join(f"{{{name}}}" for name in names) or "–"}
        case PlaceholderInvalid():
            return {"example": "{läkemedel}"}
        case _:
            return {"field": named}
