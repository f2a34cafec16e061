"""What `--help` says of corrections, notes and the health record; Swedish, English, example. Texts only."""

from collections.abc import Mapping
from typing import Final

RECORD_COMMANDS: Final[Mapping[str, tuple[str, str, str]]] = {
    "case correct": (
        "Rättar ett meddelande. Rättelsen är ett nytt meddelande som hänvisar till det förra, med SMS som vanligt; "
        "det förra står kvar. Rättas kan det som den egna sidan har skrivit.",
        "Corrects a message. The correction is a new message that refers to the old one, with an SMS as usual; the old "
        "one stays. What one's own side has written can be corrected.",
        'arende case correct SE1.k1 3 --seen 5 --text "Det ska vara 5 mg." --as staff:SE1.a1',
    ),
    "case retract": (
        "Tar tillbaka ett meddelande från vården. Patientens sida ser det inte längre; det står kvar i journalen, med "
        "skälet. Går också efter att perioden har gått ut. Inget SMS skickas, och ett svar som tas tillbaka gör att "
        "patienten väntar på svar igen.",
        "Retracts a message from staff. The patient's side no longer sees it; it stays in the record, with the reason. "
        "Also after the period has ended. No SMS is sent, and an answer that is retracted leaves the patient waiting "
        "again.",
        'arende case retract SE1.k1 3 --reason "Gällde en annan patient" --as staff:SE1.a1',
    ),
    "case note": (
        "Skriver en intern anteckning. Patientens sida ser den aldrig, och den följer inte med i journalöverföringar; "
        "den kan höra till journalen enligt lag (arende export --disclosure).",
        "Writes an internal note. The patient's side never sees it, and it is in no transfer to the record; it may be "
        "part of the record by law (arende export --disclosure).",
        "arende case note SE1.k1 - --as staff:SE1.a1 < anteckning.txt",
    ),
    "case documented": (
        "Markerar meddelanden som journalförda, till och med det senaste eller --up-to; med --nothing att där inte "
        "finns något att journalföra.",
        "Marks messages as documented in the health record, up to the latest or --up-to; with --nothing that there "
        "is nothing to record in them.",
        "arende case documented SE1.k1 --up-to 4 --as staff:SE1.a1",
    ),
    "case transfer": (
        "För över ärendet till journalen som det står nu, till varje inställd överföring eller till --exporter. "
        "Arbetaren (arende worker) gör det; tråden visar hur det gick.",
        "Transfers the case to the health record as it stands, to every exporter that is set up or to --exporter. The "
        "worker (arende worker) does it; the thread shows what came of it.",
        "arende case transfer SE1.k1 --exporter fhir --as staff:SE1.a1",
    ),
    "case sign-note": (
        "Signerar en journalanteckning om ärendet. Med --up-to markeras meddelandena som journalförda; med --corrects "
        "blir den en ny version av en tidigare. Med --propose skrivs ett förslag ut, och inget signeras.",
        "Signs a journal note about the case. With --up-to the messages are marked as documented; with --corrects "
        "it is a new version of an earlier one. With --propose a text to begin with is written out, and nothing is "
        "signed.",
        'arende case sign-note SE1.k1 --title Uppföljning --text "Mår bättre." --up-to 4 --as staff:SE1.a1',
    ),
    "record": (
        "Vad ett ärende bevarar: gallring enligt beslut, undantag från gallring, och vad som får gallras.",
        "What a case keeps: removal by order, holds, and what may be removed.",
        "arende record due",
    ),
    "record texts": (
        "Listar var i ett ärende det står något som någon har skrivit, utan att visa vad.",
        "Lists where in a case something stands that someone wrote, without showing what.",
        "arende record texts SE1.k1",
    ),
    "record redact": (
        "Tar bort en text för gott, enligt beslut: ett meddelande, en anteckning eller ett skäl. Platsen står i arende "
        "record texts. Båda sidor ser att den är borttagen, och av vem det beslutades. Det går inte att ångra.",
        "Removes a text for good, by order: a message, a note or a reason. Its place stands in arende record texts. "
        "Both sides see that it is removed, and who decided it. It cannot be undone.",
        'arende record redact SE1.k1 4 --by "IVO, dnr 8.2-17" --reason "Journalförstöring"',
    ),
    "record hold": (
        "Undantar ett ärende från gallring, eller alla som en patient har nu (--patient): inget tas bort förrän "
        "det hävs.",
        "Puts a hold on a case, or on all that a patient has now (--patient): nothing is removed until that is lifted.",
        'arende record hold SE1.k1 --by "Chefsjuristen" --reason "Tvist"',
    ),
    "record release": (
        "Häver ett undantag från gallring.",
        "Lifts a hold.",
        'arende record release SE1.k1 --by "Chefsjuristen" --reason "Tvisten är avgjord"',
    ),
    "record due": (
        "Listar ärenden som inte längre måste bevaras: tio år har gått sedan sista uppgiften, och inget undantag "
        "gäller. Inget tas bort.",
        "Lists cases that need not be kept any longer: ten years have passed since the last entry, and there is no "
        "hold. Nothing is removed.",
        "arende record due --years 12",
    ),
    "undocumented": (
        "Listar ärenden med meddelanden som inte är journalförda, äldst först: uppdragets, en enhets (--unit) eller "
        "dess kö (--pool).",
        "Lists cases with messages that are not documented in the health record, oldest first: the assignment's, a "
        "unit's (--unit) or its pool (--pool).",
        "arende undocumented --as staff:SE1.a1",
    ),
}

RECORD_OPTIONS: Final[Mapping[str, tuple[str, str]]] = {
    "nothing": ("Inget att journalföra.", "Nothing to record."),
    "propose": ("Skriv ut ett förslag att utgå från.", "Write out a text to begin with."),
    "exporter": ("Överföringens namn i inställningarna.", "The exporter's name in the settings."),
    "corrects": ("Nummer på anteckningen som rättas.", "Number of the note that is corrected."),
    "decided": ("Vem som har beslutat: myndighet och diarienummer.", "Who has decided: authority and reference."),
    "drafts": ("Ta bort alla utkast i ärendet också.", "Remove all drafts in the case, too."),
    "years": (
        "Hur länge ärenden bevaras hos er; minst tio år.",
        "How long you keep cases; ten years at least.",
    ),
    "because": ("Varför; sparas för personalen.", "Why; kept for staff."),
    "disclosure": (
        "Lämna ut hela ärendet, med interna anteckningar, på den här grunden. Grunden loggas.",
        "Disclose the whole case, with internal notes, on this ground. The ground is logged.",
    ),
}
