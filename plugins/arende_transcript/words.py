"""The document's own words, Swedish and English, and its dates."""

from datetime import date, datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from arende.ports.times import from_micros
from attrs import frozen
from babel.dates import format_date

SV: Final = {
    "title": "Ärende",
    "patient": "Patient",
    "protected": "skyddade personuppgifter",
    "born": "född {born}",
    "representative": "Ombud",
    "former": "Tidigare ombud",
    "unit": "Vårdenhet",
    "provider": "Vårdgivare",
    "answers": "Ansvarig",
    "opened": "Öppnat",
    "period": "Asynkron fas",
    "until": "till och med {day}",
    "status": "Status",
    "open": "Öppet",
    "ended": "Perioden gick ut {at}",
    "closed": "Avslutat i förtid {at}",
    "case": "Ärendenummer",
    "version": "Version",
    "zone": "Tider anges i",
    "thread": "Meddelanden",
    "no_messages": "Inga meddelanden har skrivits i ärendet.",
    "message": "meddelande {number}",
    "taken_back": "återtaget",
    "clock": "kl.\u00a0{clock}",
    "is_patient": "patient",
    "is_representative": "ombud",
    "is_former": "tidigare ombud",
    "corrects": "Rättar meddelande {number}.",
    "corrected": "Rättat i meddelande {number}.",
    "retracted": "Återtaget {at} av {who}. Patientens sida kan inte längre läsa texten.",
    "read_patient": "Läst av patienten {at}.",
    "read_representative": "Läst av ombudet {at}.",
    "read_side": "Läst av patientens sida {at}.",
    "unread_patient": "Inte läst av patienten.",
    "unread_representative": "Inte läst av ombudet.",
    "unread_side": "Inte läst av patientens sida.",
    "journal": "Journalanteckningar",
    "note": "Anteckning {number}, version {version}: {title}",
    "signed": "Signerad {at} av {who}.",
    "stands": "Gällande version.",
    "replaced": "Ersatt av version {version}.",
    "tells": "Dokumenterar meddelande {first}–{last}.",
    "tells_one": "Dokumenterar meddelande {first}.",
    "disclosure": "Utlämnande",
    "ground": "Grund: {ground}.",
    "holds": "Dokumentet innehåller även interna anteckningar, anteckningar vid överlämning och skäl till "
    "ändringar, som inte visas för patientens sida.",
    "internal": "Interna anteckningar",
    "handovers": "Överlämningar",
    "to": "Till {who}.",
    "pool": "Till enhetens gemensamma ärenden.",
    "moves": "Ändringar av perioden",
    "extended": "Perioden förlängd",
    "shortened": "Perioden förkortad",
    "closed_by": "Ärendet avslutat i förtid",
    "reopened": "Ärendet öppnat igen",
    "retractions": "Återtagna meddelanden",
    "retraction": "Meddelande {number} återtaget",
    "none": "Inga.",
    "check": "Kontroll",
    "digest": "Kontrollsumma (SHA-256) för ärendet som JSON-dokument i formatet {format}, version\u00a0{version}:",
    "how": "Så länge ärendet står i samma version, och namnen är desamma, kan summan fås igen med kommandot under den.",
    "unknown": "okänd",
    "page": "Sida",
    "of": "av",
    "patient_ground": "På patientens begäran",
    "supervision_ground": "För tillsyn av IVO",
    "authority_ground": "Till en annan myndighet, enligt lag",
    "court_ground": "Till domstol",
}

EN: Final = {
    "title": "Case",
    "patient": "Patient",
    "protected": "protected personal data",
    "born": "born {born}",
    "representative": "Representative",
    "former": "Earlier representatives",
    "unit": "Care unit",
    "provider": "Care provider",
    "answers": "Responsible",
    "opened": "Opened",
    "period": "Asynchronous phase",
    "until": "through {day}",
    "status": "Status",
    "open": "Open",
    "ended": "The period ended {at}",
    "closed": "Closed early {at}",
    "case": "Case number",
    "version": "Version",
    "zone": "Times are in",
    "thread": "Messages",
    "no_messages": "No messages have been written in the case.",
    "message": "message {number}",
    "taken_back": "retracted",
    "clock": "{clock}",
    "is_patient": "patient",
    "is_representative": "representative",
    "is_former": "earlier representative",
    "corrects": "Corrects message {number}.",
    "corrected": "Corrected in message {number}.",
    "retracted": "Retracted {at} by {who}. The patient's side can no longer read the text.",
    "read_patient": "Read by the patient {at}.",
    "read_representative": "Read by the representative {at}.",
    "read_side": "Read by the patient's side {at}.",
    "unread_patient": "Not read by the patient.",
    "unread_representative": "Not read by the representative.",
    "unread_side": "Not read by the patient's side.",
    "journal": "Journal notes",
    "note": "Note {number}, version {version}: {title}",
    "signed": "Signed {at} by {who}.",
    "stands": "The version that stands.",
    "replaced": "Replaced by version {version}.",
    "tells": "Documents messages {first}–{last}.",
    "tells_one": "Documents message {first}.",
    "disclosure": "Disclosure",
    "ground": "Ground: {ground}.",
    "holds": "The document also holds internal notes, notes that went with hand-overs and reasons for changes, which "
    "the patient's side is not shown.",
    "internal": "Internal notes",
    "handovers": "Hand-overs",
    "to": "To {who}.",
    "pool": "To the unit's shared cases.",
    "moves": "Changes of the period",
    "extended": "Period extended",
    "shortened": "Period shortened",
    "closed_by": "Case closed early",
    "reopened": "Case reopened",
    "retractions": "Retracted messages",
    "retraction": "Message {number} retracted",
    "none": "None.",
    "check": "Verification",
    "digest": "Checksum (SHA-256) of the case as a JSON document in the format {format}, version\u00a0{version}:",
    "how": "As long as the case stands in the same version, and the names are the same, the sum can be "
    "had again by the command below it.",
    "unknown": "unknown",
    "page": "Page",
    "of": "of",
    "patient_ground": "At the patient's request",
    "supervision_ground": "For supervision by IVO",
    "authority_ground": "To another authority, as the law requires",
    "court_ground": "To a court",
}

LOCALES: Final = {"sv": "sv", "en": "en_GB"}


@frozen
class Words:
    """One language, and the zone that its times are told in."""

    language: str
    zone: ZoneInfo

    def __call__(self, key: str, **given: str) -> str:
        return (SV if self.language == "sv" else EN)[key].format(**given)

    def local(self, at: int) -> datetime:
        """OverflowError outside the years 1–9999."""
        return from_micros(at).astimezone(self.zone)

    def weekday(self, day: date) -> str:
        told = format_date(day, "EEEE d MMMM y", locale=LOCALES[self.language])
        return told[0].upper() + told[1:]

    def day(self, day: date) -> str:
        return format_date(day, "d MMMM y", locale=LOCALES[self.language])

    def clock(self, at: int) -> str:
        """Hours and minutes, with the offset where the clock shows that hour twice."""
        local = self.local(at)
        twice = local.utcoffset() != local.replace(fold=1 - local.fold).utcoffset()
        offset = local.isoformat()[-6:]
        told = local.strftime("%H:%M") + (f" (UTC{offset})" if twice else "")
        return self("clock", clock=told)

    def when(self, at: int) -> str:
        return f"{self.day(self.local(at).date())} {self.clock(at)}"

    def last_day(self, until: int) -> str:
        """Of a period that ends before `until`."""
        return self.day((self.local(until) - timedelta(microseconds=1)).date())


def words(language: str, zone: str) -> Words:
    """ValueError for a zone that nobody knows."""
    try:
        return Words(language, ZoneInfo(zone))
    except (ZoneInfoNotFoundError, OSError):
        raise ValueError("the entry's zone is not known") from None
