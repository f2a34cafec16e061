"""What stands in a patient's report, in plain words: what was done, and the frame of the text. Texts only.

Each text is a pair: Swedish, English. What is about one case ends so that the case's title can follow it.
"""

from collections.abc import Mapping
from typing import Final, TypeAlias

from ...domain.actor import Purpose
from ...wire.converter import Language

Text: TypeAlias = tuple[str, str]

CORRECTED: Final = "case.message_corrected"
"""How the report tells the sending of a message that corrects another."""
REFUSED: Final = "refused:"
EXPORT: Final = "export"

READ: Final[Mapping[str, Text]] = {
    "read:inbox": ("såg ärendet i inkorgen", "saw the case in the inbox"),
    "read:counters": ("såg hur många ärenden som väntar", "saw how many cases are waiting"),
    "read:case": ("läste uppgifterna om ärendet", "read the particulars of the case"),
    "read:thread": ("läste meddelandena i ärendet", "read the messages in the case"),
    "read:drafts": ("läste listan över sina egna utkast", "read the list of their own drafts"),
    "read:draft": ("läste sitt eget utkast i ärendet", "read their own draft in the case"),
    "read:cases_of_unit": ("såg ärendet i enhetens lista", "saw the case in the unit's list"),
    "read:pool_of_unit": (
        "såg ärendet bland dem som väntar på att någon på enheten tar dem",
        "saw the case among those that wait for someone at the unit to take them",
    ),
    "read:stranded_cases": (
        "såg vilka enheter som har ärenden men ingen personal",
        "saw which units have cases and no staff",
    ),
    "read:cases_of_patient": ("såg listan över ärenden", "saw the list of cases"),
    "read:search_patients": ("fick upp personen i en sökning", "found the person in a search"),
    "read:person": ("läste personuppgifterna", "read the personal details"),
    "read:ledger": ("såg uppgifterna i patientliggaren", "saw the details in the patient ledger"),
    "read:visit": ("läste uppgifterna om besöket", "read the particulars of the visit"),
    "read:ticket": ("läste vad kontakten gäller", "read what the wish for contact is about"),
    "read:tickets_of_person": ("såg listan över önskad kontakt", "saw the list of wishes for contact"),
    "read:opening": ("började skapa ett ärende för", "began to create a case for"),
    "read:ways_to_contact": ("såg var man kan be om kontakt", "saw where contact can be asked for"),
    "read:notices": ("läste om SMS-notifieringar i ärendet", "read about SMS notices in the case"),
    "read:journal_entry": ("läste underlaget till journalen för ärendet", "read the entry for the record of the case"),
    "read:disclosure": ("tog fram hela ärendet för att lämna ut det", "produced the whole case to hand it out"),
    "read:undocumented": (
        "såg ärendet i listan över vad som inte är journalfört",
        "saw the case in the list of what is not in the health record",
    ),
    "read:access_report": ("tog fram ett loggutdrag", "produced an access report"),
    "read:access_log": ("granskade åtkomstloggen", "reviewed the access log"),
    "read:everything": (
        "tog ut allt som vårdgivaren har i systemet, också detta",
        "took out all that the care provider has in the system, this too",
    ),
    "read:directory": ("läste i förteckningen över enheter och personal", "read the list of units and staff"),
    EXPORT: ("hämtade ut ärendet", "took out the case"),
}
"""What was read, by the log's action."""

BESIDE: Final[Mapping[str, Text]] = {
    "marked_seen": ("ändrade sin läsmarkering i ärendet", "changed their read mark in the case"),
    "draft.saved": ("skrev på ett utkast i ärendet", "worked on a draft in the case"),
    "draft.discarded": ("tog bort sitt utkast i ärendet", "discarded their draft in the case"),
    "unchanged": ("gjorde något utan verkan i ärendet", "did something without effect in the case"),
    "redact": ("tog bort text som inte fick finnas kvar", "removed text that was not to be kept"),
}
"""What changed something that is no record, by the log's action."""

CASE: Final[Mapping[str, Text]] = {
    "case.opened": ("skapade ärendet", "opened the case"),
    "case.message_sent": ("skrev ett meddelande i ärendet", "wrote a message in the case"),
    CORRECTED: ("rättade ett meddelande i ärendet", "corrected a message in the case"),
    "case.message_retracted": ("tog tillbaka ett meddelande i ärendet", "retracted a message in the case"),
    "case.note_added": ("skrev en intern anteckning i ärendet", "wrote an internal note in the case"),
    "case.documented_marked": (
        "markerade meddelanden som journalförda i ärendet",
        "marked messages as entered in the health record in the case",
    ),
    "case.journal_note_signed": (
        "signerade en journalanteckning om ärendet",
        "signed a journal note about the case",
    ),
    "case.text_redacted": ("tog bort en text enligt beslut i ärendet", "removed a text by order in the case"),
    "case.hold_placed": ("undantog från gallring ärendet", "put a hold on the case"),
    "case.hold_lifted": ("hävde undantaget från gallring av ärendet", "lifted the hold on the case"),
    "case.messages_read": ("markerade meddelanden som lästa i ärendet", "marked messages as read in the case"),
    "case.handled": ("markerade en händelse som hanterad i ärendet", "marked something as dealt with in the case"),
    "case.handed_over": ("lämnade över ansvaret för ärendet", "handed over responsibility for the case"),
    "case.taken": ("tog över ansvaret för ärendet", "took over responsibility for the case"),
    "case.returned": ("gav enheten ansvaret för ärendet", "gave the unit responsibility for the case"),
    "case.phase_extended": ("förlängde perioden för ärendet", "extended the period of the case"),
    "case.phase_shortened": ("förkortade perioden för ärendet", "shortened the period of the case"),
    "case.phase_ended": ("noterade att perioden gått ut för ärendet", "noted the end of the period of the case"),
    "case.closed": ("avslutade ärendet", "closed the case"),
    "case.reopened": ("återöppnade ärendet", "reopened the case"),
    "case.representative_changed": ("bytte ombud i ärendet", "changed the representative in the case"),
    "case.representative_lost": (
        "noterade att ombudets rätt upphört i ärendet",
        "noted that the representative's right has ended in the case",
    ),
    "case.export_requested": (
        "begärde journalöverföring av ärendet",
        "asked for transfer to the health record for the case",
    ),
    "case.export_recorded": (
        "noterade utfallet av journalöverföringen av ärendet",
        "noted the outcome of the transfer to the health record for the case",
    ),
    "case.notice_planned": ("planerade en SMS-notifiering i ärendet", "planned an SMS notice in the case"),
    "case.sms_troubled": (
        "noterade att en SMS-notifiering inte gick fram i ärendet",
        "noted that an SMS notice did not arrive in the case",
    ),
    "case.sms_omitted": (
        "noterade att ingen SMS-notifiering skickades i ärendet",
        "noted that no SMS notice was sent in the case",
    ),
    "case.sms_replied": ("noterade ett svar på SMS i ärendet", "noted a reply to an SMS in the case"),
    "case.sms_mended": (
        "noterade att en SMS-notifiering gick fram i ärendet",
        "noted that an SMS notice came through in the case",
    ),
    "case.sms_retried": ("skickade en SMS-notifiering igen i ärendet", "sent an SMS notice again in the case"),
    "case.unread_reminded": (
        "påminde om ett oläst meddelande i ärendet",
        "gave a reminder of what is unread in the case",
    ),
    "case.unread_planned": (
        "noterade när det olästa ska påminnas om i ärendet",
        "noted when to remind of what is unread in the case",
    ),
    "case.unread_noted": (
        "noterade att ett meddelande är oläst i ärendet",
        "noted that a message is unread in the case",
    ),
    "sms.begun": ("började skicka en SMS-notifiering i ärendet", "began to send an SMS notice in the case"),
    "sms.reported": ("noterade en leveransrapport för SMS i ärendet", "noted a delivery report of an SMS in the case"),
    "sms.queued_again": ("ställde en SMS-notifiering i kö igen i ärendet", "queued an SMS notice again in the case"),
    "sms.outcome_recorded": ("noterade hur en SMS-notifiering gick", "noted what became of an SMS notice"),
}
"""What changed a case, by the name of the first event that a command made."""

CONTACT: Final[Mapping[str, Text]] = {
    "visit.created": ("skapade ett besök", "created a visit"),
    "visit.started": ("startade besöket", "started the visit"),
    "visit.ended": ("avslutade besöket", "ended the visit"),
    "ticket.asked": (
        "bad om kontakt, eller noterade att patienten bett om det",
        "asked for contact, or noted that the patient has asked for it",
    ),
    "ticket.taken": ("tog hand om önskan om kontakt", "took on the wish for contact"),
    "ticket.returned": ("lämnade tillbaka önskan om kontakt", "gave back the wish for contact"),
    "ticket.turned": (
        "gjorde ett ärende eller besök av önskan om kontakt",
        "made a case or visit of the wish for contact",
    ),
    "ticket.cancelled": ("avslutade önskan om kontakt", "closed the wish for contact"),
}
PEOPLE: Final[Mapping[str, Text]] = {
    "person.registered": ("registrerade personuppgifter", "registered personal details"),
    "identifier.claimed": ("registrerade personens nummer", "registered the person's number"),
    "guardianship.recorded": ("registrerade en vårdnadshavare", "registered a guardian"),
    "guardianship.ended": (
        "registrerade att ett vårdnadshavarskap upphört",
        "registered that a guardianship has ended",
    ),
    "person.phone_recorded": ("ändrade telefonnumret", "changed the telephone number"),
    "person.sms_consent_recorded": ("noterade samtycke till SMS", "recorded consent to SMS"),
    "person.sms_consent_withdrawn": ("noterade att SMS inte önskas", "recorded that no SMS are wanted"),
    "person.unit_blocked": ("spärrade uppgifter", "blocked access to data"),
    "person.block_lifted": ("hävde en spärr", "lifted a block"),
    "emergency.opened": ("öppnade uppgifterna med nödöppning", "opened the data by emergency access"),
}
DIRECTORY: Final[Mapping[str, Text]] = {
    "provider.registered": ("registrerade vårdgivaren", "registered the care provider"),
    "unit.registered": ("registrerade en enhet", "registered a unit"),
    "role.registered": ("registrerade en roll", "registered a role"),
    "staff.registered": ("registrerade en medarbetare", "registered a member of staff"),
    "assignment.registered": ("registrerade ett uppdrag", "registered an assignment"),
    "assignment.ended": ("avslutade ett uppdrag", "ended an assignment"),
    "assignment.covered": ("lät någon bevaka för den som är borta", "let someone cover for a colleague who is away"),
    "assignment.cover_ended": ("avslutade en bevakning", "ended the cover for a colleague"),
    "assignment.emptied": ("noterade att ett uppdrag är tomt", "noted that an assignment is empty"),
    "reason.registered": ("registrerade en sökorsak", "registered a contact reason"),
    "template.registered": ("sparade en meddelandemall", "saved a message template"),
    "template.retired": ("tog bort en meddelandemall", "retired a message template"),
    "feed.begun_anew": ("började ta emot hela registret", "began to take the whole register"),
    "feed.taken": ("tog emot ändringar från registret", "took changes from the register"),
    "feed.taken_whole": ("tog emot hela registret", "took the whole register"),
    "feed.troubled": ("noterade hur det går med registerflödet", "noted how the directory feed fares"),
}
"""What concerns no patient stands in no patient's report; it has words all the same."""

ACTIONS: Final[Mapping[str, Text]] = {**READ, **BESIDE, **CASE, **CONTACT, **PEOPLE, **DIRECTORY}

DENIED: Final[tuple[Text, Text]] = (
    ("nekades åtkomst till uppgifter", "was refused access to data"),
    ("nekades åtkomst till ärendet", "was refused access to the case"),
)
"""Where nothing, or a case, was asked for by its id."""
OTHERWISE: Final[tuple[Text, Text]] = (
    ("tog del av uppgifter", "looked at data"),
    ("ändrade uppgifter", "changed data"),
)
"""What a later version has read and written, which this one has no words for."""

PURPOSES: Final[Mapping[str, str]] = {
    Purpose.CARE: "care and treatment",
    Purpose.QUALITY: "quality assurance",
    Purpose.DOCUMENTATION: "other documentation required by law",
    Purpose.STATISTICS: "statistics",
    Purpose.ADMINISTRATION: "administration",
    Purpose.EMERGENCY: "emergency access",
    Purpose.OPERATION: "operation",
    Purpose.SYSTEM: "system",
    Purpose.OWN: "own access",
}
"""In English; in Swedish they stand as they are stored."""

PATIENT: Final = ("patienten själv", "the patient")
REPRESENTATIVE: Final = ("ombud", "representative")
OPERATOR: Final = ("driftpersonal", "operator")
REGISTER: Final = ("ett anslutet register", "a connected register")
SYSTEM: Final = ("systemet, utan att någon person såg uppgifterna", "the system, without any person seeing the data")
PROTECTED: Final = ("Skyddade personuppgifter", "Protected identity")

HEADING: Final = ("Loggutdrag för {name}", "Access report for {name}")
MADE: Final = ("Framtaget {at}. Tiderna är svensk tid.", "Made {at}. Times are Swedish time.")
INTRODUCTION: Final = (
    "Här står vem som har läst, skrivit eller på annat sätt tagit del av uppgifterna i våra asynkrona ärenden, "
    "från vilken enhet, när och varför.",
    "This is who has read, written or otherwise taken part of the data in our asynchronous cases, from which unit, "
    "when and why.",
)
NOBODY: Final = ("Ingen har tagit del av uppgifterna.", "Nobody has looked at the data.")
LINE: Final = (
    "{at}  {who} {what}{thing}. Ändamål: {purpose}.",
    "{at}  {who} {what}{thing}. Purpose: {purpose}.",
)
QUESTIONS: Final = (
    "Undrar du över något i utdraget, kontakta vårdenheten.",
    "If you wonder about anything in this report, contact the care unit.",
)


def said(text: Text, lang: Language) -> str:
    """A text in that language."""
    return text[0 if lang == "sv" else 1]


def did(action: str, ref: str, *, of_case: bool) -> Text:
    """What a line says was done."""
    if action.startswith(REFUSED):
        return DENIED[of_case]
    known = ACTIONS.get(EXPORT if ref.startswith("export:") else action)
    return known or OTHERWISE[0 if action.startswith("read:") else 1]


def purpose_in(purpose: str, lang: Language) -> str:
    """Why, in that language; one that is not known stands as it is stored."""
    return purpose if lang == "sv" else PURPOSES.get(purpose, purpose)
