"""What stands in a patient's report, in plain Swedish: what was done, and the frame of the text. Texts only."""

from collections.abc import Mapping
from typing import Final

ACTIONS: Final[Mapping[str, str]] = {
    "read:inbox": "såg ärendet i inkorgen",
    "read:case": "läste uppgifterna om ärendet",
    "read:thread": "läste meddelandena i ärendet",
    "read:draft": "läste sitt eget utkast i ärendet",
    "marked_seen": "märkte ärendet som läst eller oläst",
    "draft.saved": "skrev på ett utkast i ärendet",
    "draft.discarded": "tog bort sitt utkast i ärendet",
    "read:disclosure": "tog fram hela ärendet för att lämna ut det",
    "read:undocumented": "såg ärendet i listan över vad som inte är journalfört",
    "read:notices": "läste om SMS-notifieringar i ärendet",
    "read:cases_of_unit": "såg ärendet i enhetens lista",
    "read:cases_of_patient": "såg listan över ärenden",
    "read:search_patients": "fick upp personen i en sökning",
    "read:person": "läste personuppgifterna",
    "read:ledger": "såg uppgifterna i patientliggaren",
    "read:visit": "läste uppgifterna om besöket",
    "read:ticket": "läste vad kontakten gäller",
    "read:tickets_of_person": "såg listan över önskad kontakt",
    "read:access_report": "tog fram ett loggutdrag",
    "read:access_log": "granskade åtkomstloggen",
    "export": "hämtade ut ärendet",
    "case.opened": "skapade ärendet",
    "case.message_sent": "skrev ett meddelande i ärendet",
    "case.message_retracted": "tog tillbaka ett meddelande i ärendet",
    "case.documented_marked": "markerade meddelanden i ärendet som journalförda",
    "case.messages_read": "markerade meddelanden som lästa i ärendet",
    "case.handled": "markerade en händelse som hanterad i ärendet",
    "case.representative_changed": "bytte ombud i ärendet",
    "case.export_requested": "begärde journalöverföring av ärendet",
    "visit.created": "skapade ett besök",
    "visit.started": "startade besöket",
    "visit.ended": "avslutade besöket",
    "ticket.asked": "bad om kontakt, eller noterade att patienten bett om det",
    "ticket.taken": "tog hand om önskan om kontakt",
    "ticket.returned": "lämnade tillbaka önskan om kontakt",
    "ticket.cancelled": "avslutade önskan om kontakt",
    "person.registered": "registrerade personuppgifter",
    "guardianship.recorded": "registrerade en vårdnadshavare",
    "guardianship.ended": "registrerade att ett vårdnadshavarskap upphört",
    "person.unit_blocked": "spärrade uppgifter",
    "person.block_lifted": "hävde en spärr",
    "emergency.opened": "öppnade uppgifterna med nödöppning",
}
"""By the log's action, or the name of the first event that a command made."""

REFUSED: Final = ("nekades åtkomst till uppgifter", "nekades åtkomst till ärendet")
"""Where nothing, or a case, was asked for by its id."""
OTHERWISE: Final = ("tog del av uppgifter", "ändrade uppgifter")
"""What is read and what is written, where nothing above says it."""

PATIENT: Final = "patienten själv"
REPRESENTATIVE: Final = "ombud"
OPERATOR: Final = "driftpersonal"
SYSTEM: Final = "systemet, utan att någon person såg uppgifterna"

HEADING: Final = "Loggutdrag för {name}"
MADE: Final = "Framtaget {at}. Tiderna är svensk tid."
INTRODUCTION: Final = (
    "Här står vem som har läst, skrivit eller på annat sätt tagit del av uppgifterna i våra asynkrona ärenden, "
    "från vilken enhet, när och varför."
)
NOBODY: Final = "Ingen har tagit del av uppgifterna."
LINE: Final = "{at}  {who} {what}{thing}. Ändamål: {purpose}."
QUESTIONS: Final = "Undrar du över något i utdraget, kontakta vårdenheten."


def did(action: str, ref: str, *, of_case: bool) -> str:
    """What a line says was done."""
    if action.startswith("refused:"):
        return REFUSED[of_case]
    known = ACTIONS.get("export" if ref.startswith("export:") else action)
    return known or OTHERWISE[0 if action.startswith("read:") else 1]
