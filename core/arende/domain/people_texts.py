"""Sentences of the refusals about persons, the directory and representatives, for `refusal_texts`. Texts only."""

from collections.abc import Mapping
from typing import Final

PEOPLE: Final[Mapping[str, tuple[str, str]]] = {
    "identifier.form": (
        "Skriv personnumret med tolv siffror, ÅÅÅÅMMDD-NNNN (tio går också).",
        "Write the personal identity number with twelve digits, YYYYMMDD-NNNN (ten will do).",
    ),
    "identifier.date": (
        "Det finns inget sådant datum i personnumret. Kontrollera år, månad och dag.",
        "There is no such date in the personal identity number. Check year, month and day.",
    ),
    "identifier.future": (
        "Personnumret anger en födelsedag som inte har varit än. Kontrollera året.",
        "The personal identity number gives a birth date that has not been yet. Check the year.",
    ),
    "identifier.check": (
        "Personnumrets kontrollsiffra stämmer inte. Kontrollera siffrorna.",
        "The check digit of the personal identity number is wrong. Check the digits.",
    ),
    "person.birth_date_contradicts": (
        "Födelsedatumet stämmer inte med personnumret. Ange det bara när det saknas i numret.",
        "The birth date contradicts the identity number. State it only where the number lacks one.",
    ),
    "phone.invalid": (
        "Ange ett mobilnummer, t.ex. 070-174 06 05 eller +46701740605.",
        "Give a mobile number, e.g. 070-174 06 05 or +46701740605.",
    ),
    "phone.not_mobile": (
        "Numret är inte ett mobilnummer, och dit går inga SMS. Ange ett mobilnummer, t.ex. 070-174 06 05.",
        "The number is not a mobile, and no SMS reaches it. Give a mobile number, e.g. 070-174 06 05.",
    ),
    "consent.day_invalid": (
        "Ange dagen då det sades: idag eller tidigare.",
        "Give the day on which it was said: today or earlier.",
    ),
    "provider.sender_invalid": (
        "Avsändarnamnet för SMS ska ha 3–11 tecken, A–Z, a–z och 0–9, och börja med en bokstav.",
        "The sender name of SMS must have 3–11 characters, A–Z, a–z and 0–9, and begin with a letter.",
    ),
    "unit.notices_invalid": (
        "Regeln {field} går inte att använda: timmar, dagar och minuter är hela tal från 1, och tysta timmar skrivs "
        "HH:MM med olika början och slut.",
        "The rule {field} cannot be used: hours, days and minutes are whole numbers from 1, and quiet hours are "
        "written HH:MM with a start and an end that differ.",
    ),
    "unit.zone_unknown": (
        "Tidszonen finns inte. Ange ett IANA-namn, t.ex. Europe/Stockholm.",
        "There is no such time zone. Give an IANA name, e.g. Europe/Stockholm.",
    ),
    "assignment.fixed": (
        "Person, roll och enhet i ett uppdrag går inte att ändra, för ärenden hör till uppdraget. Avsluta det och "
        "registrera ett nytt.",
        "Person, role and unit of an assignment stay, for cases belong to it. End it and register another.",
    ),
    "assignment.over": (
        "Uppdraget i {field} har upphört. Välj ett annat vid enheten.",
        "The assignment in {field} has ended. Choose another at the unit.",
    ),
    "assignment.elsewhere": (
        "Uppdraget i {field} hör till en annan enhet. Välj ett vid samma enhet.",
        "The assignment in {field} is at another unit. Choose one at the same unit.",
    ),
    "cover.self": (
        "Ett uppdrag kan inte täcka sig självt. Välj ett annat vid enheten.",
        "An assignment cannot cover itself. Choose another at the unit.",
    ),
    "cover.mutual": (
        "Det uppdraget täcks av det här. Välj ett annat, så att någon är på plats.",
        "That assignment is covered by this one. Choose another, so that someone is there.",
    ),
    "cover.day_invalid": (
        "Ange sista dagen med täckning, från {low} till {high}.",
        "Give the last day of the cover, from {low} to {high}.",
    ),
    "handover.same": (
        "Ärendet ligger redan där. Välj ett annat uppdrag, eller enhetens kö.",
        "The case is there already. Choose another assignment, or the unit's pool.",
    ),
    "case.taken": (
        "Någon annan på enheten{role} har redan tagit ärendet. Välj ett annat i kön, eller be att få det överlämnat.",
        "Someone else at the unit{role} has the case. Choose another in the pool, or ask to have it handed over.",
    ),
    "guardianship.same_person": (
        "En person kan inte vara sin egen vårdnadshavare. Ange någon annan.",
        "Nobody is their own guardian. Name someone else.",
    ),
    "person.block_by_adult": (
        "En spärr sätts av den vuxna patienten själv. Vårdnadshavare kan inte spärra ett barns uppgifter.",
        "A block is set by the adult patient. Guardians cannot block a child's data.",
    ),
    "patient.age_unknown": (
        "Patientens ålder framgår inte av numret. Ange födelsedatum på patienten först.",
        "The patient's age does not follow from the number. State the birth date on the patient first.",
    ),
    "patient.deceased": (
        "Patienten är avliden. Inget ärende kan skapas.",
        "The patient is deceased. No case can be created.",
    ),
    "representative.required": (
        "Välj ombud: vem ska läsa och skriva på patientens sida?",
        "Choose a representative: who is to read and write on the patient's side?",
    ),
    "representative.guardian_required": (
        "Patienten är under {below} år. Välj en vårdnadshavare som ombud.",
        "The patient is under {below}. Choose a guardian as representative.",
    ),
    "representative.not_guardian": (
        "Personen är inte registrerad som patientens vårdnadshavare. Välj en vårdnadshavare.",
        "The person is not registered as the patient's guardian. Choose a guardian.",
    ),
    "representative.not_offered": (
        "En vuxen patient är sitt eget ombud. Ta bort valet av ombud.",
        "An adult patient is their own representative. Remove the choice of representative.",
    ),
    "representative.protected": (
        "Ombud går inte att välja när barnet eller vårdnadshavaren har skyddade personuppgifter. "
        "Kontakta familjen på annat sätt.",
        "A guardian cannot be chosen when child or guardian has protected identity. Reach the family another way.",
    ),
    "representative.same": (
        "Personen är redan ombud i ärendet. Välj någon annan.",
        "The person is the representative already. Choose someone else.",
    ),
    "representative.deceased": (
        "Vårdnadshavaren är avliden. Välj en annan vårdnadshavare.",
        "The guardian is deceased. Choose another guardian.",
    ),
    "representative.maturity_required": (
        "Ange mognadsbedömningen: patienten är i den ålder då den avgör vem som är ombud.",
        "State the assessment of maturity: the patient is of the age at which it settles who represents.",
    ),
    "representative.not_mature": (
        "Patienten är bedömd som inte tillräckligt mogen. Välj en vårdnadshavare som ombud.",
        "The patient is assessed as not mature enough. Choose a guardian as representative.",
    ),
}
"""By code (an invalid identifier by its fault): Swedish, English."""
