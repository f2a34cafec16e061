"""What `--help` says: each command and each option in Swedish and English, each command with an example. Texts only."""

from collections.abc import Mapping
from typing import Final

from .access_texts import ACCESS_COMMANDS, ACCESS_OPTIONS
from .audit_texts import AUDIT_COMMANDS, AUDIT_OPTIONS
from .contact_texts import CONTACT_COMMANDS, CONTACT_OPTIONS
from .feed_texts import FEED_COMMANDS, FEED_OPTIONS
from .list_texts import LIST_COMMANDS, LIST_OPTIONS
from .owner_texts import OWNER_COMMANDS, OWNER_OPTIONS
from .period_texts import PERIOD_COMMANDS, PERIOD_OPTIONS
from .record_texts import RECORD_COMMANDS, RECORD_OPTIONS
from .sms_texts import SMS_COMMANDS, SMS_OPTIONS
from .ticket_texts import TICKET_COMMANDS, TICKET_OPTIONS
from .writing_texts import WRITING_COMMANDS, WRITING_OPTIONS

COMMANDS: Final[Mapping[str, tuple[str, str, str]]] = {
    "": (
        "Asynkrona ärenden i vården, från kommandoraden. Utan --as arbetar man som maskinens operatör, och åtkomsten "
        "loggas med ändamålet drift.",
        "Asynchronous care cases, from the command line. Without --as one works as the machine's operator, and access "
        "is logged with the purpose drift.",
        "arende demo\narende init ./kliniken\narende inbox --as staff:SE1.a1",
    ),
    "demo": (
        "Spelar upp hela guiden på en påhittad vårdcentral. Inget behöver ställas in. Med --serve visas den sedan i "
        "webbläsaren.",
        "Plays the whole guide at an invented health centre. Nothing has to be configured. With --serve it is then "
        "shown in the browser.",
        "arende demo\narende demo --serve",
    ),
    "init": (
        "Skapar inställningsfil och tom databas i en mapp. Skriver aldrig över något som finns.",
        "Makes a settings file and an empty database in a folder. Never overwrites what exists.",
        "arende init ./kliniken",
    ),
    "import": (
        "Läser in register ur en fil med ett JSON-objekt per rad. Hela filen kontrolleras innan något skrivs; varje "
        "fel anges med rad och fält. Samma fil en gång till ändrar inget. - läser standard in. Saknas databasen "
        "skapas den. Varje rads type är provider, unit, role, staff, assignment, template, reason, person, "
        "guardianship eller sms_consent; fälten, och ett helt exempel, står i docs/register.md.",
        "Reads registers from a file with one JSON object a line. The whole file is checked before anything is "
        "written; each fault is named by line and field. The same file again changes nothing. - reads "
        "standard input. A missing database is made. The type of each line is provider, unit, role, staff, assignment, "
        "template, reason, person, guardianship or sms_consent; the fields, and an example, are in docs/register.md.",
        "arende import register.jsonl",
    ),
    "case": ("Arbetar med ärenden.", "Works with cases.", "arende case show SE1.k1 --as staff:SE1.a1"),
    "case create": (
        "Skapar ett ärende. Patient och ombud anges med id eller personnummer; - läser numret från standard in, så att "
        "det inte hamnar i skalets historik. Utan --reason tas enhetens förvalda sökorsak.",
        "Creates a case. Patient and representative are given by id or identity number; - reads the number from "
        "standard input, so that it does not end up in the shell's history. Without --reason the unit's preset one is "
        "taken.",
        'arende case create --as staff:SE1.a1 --patient - --reason "Uppföljning" --days 3',
    ),
    "case send": (
        "Skickar ett meddelande i ett ärende. Texten ges med --text, ur en fil med --file, eller - från standard in.",
        "Sends a message in a case. The text is given by --text, from a file by --file, or by - from standard input.",
        "arende case send SE1.k1 - --as staff:SE1.a1 < svar.txt",
    ),
    "case show": (
        "Visar ett ärende med dagar kvar och hela tråden.",
        "Shows a case with its days left and the whole thread.",
        "arende case show SE1.k1 --as rep:SE1.p1",
    ),
    "case read": (
        "Markerar ärendet som läst av patientens sida, till och med det senaste meddelandet eller --up-to.",
        "Marks the case as read by the patient's side, up to the latest message or --up-to.",
        "arende case read SE1.k1 --as rep:SE1.p1",
    ),
    "case handled": (
        "Markerar som hanterat det som väntar i ärendet, utan att svara.",
        "Marks what waits in the case as dealt with, without an answer.",
        "arende case handled SE1.k1 --seen 4 --as staff:SE1.a1",
    ),
    "patient": (
        "Söker, visar och lägger till patienter.",
        "Searches, shows and adds patients.",
        "arende patient search -",
    ),
    "patient search": (
        "Söker patient på fullständigt personnummer eller namn. - läser från standard in, så att det som söks inte "
        "hamnar i skalets historik.",
        "Searches for a patient by full identity number or name. - reads from standard input, so that what is searched "
        "for does not end up in the shell's history.",
        "arende patient search - --as staff:SE1.a1",
    ),
    "patient add": (
        "Lägger till en patient. Finns numret redan visas den patienten. Med - läses numret, och namnet om --name "
        "saknas, från varsin rad på standard in.",
        "Adds a patient. A number that exists leads to that patient. With - the number, and the name where --name is "
        "missing, are read from a line each of standard input.",
        'arende patient add - --phone "070-174 06 05" --as staff:SE1.a1',
    ),
    "patient show": (
        "Visar en patient med vårdnadshavare.",
        "Shows a patient with guardians.",
        "arende patient show SE1.p1 --as staff:SE1.a1",
    ),
    "visit": ("Arbetar med besök och biljetter.", "Works with visits and tickets.", "arende visit show SE1.b1"),
    "visit create": (
        "Skapar ett besök med tid (--at), eller utan: då väntar det som biljett i patientliggaren.",
        "Creates a visit at a set time (--at), or without: then it waits as a ticket in the ledger.",
        'arende visit create --as staff:SE1.a1 --patient SE1.p1 --reason Hosta --at "2026-11-30 09:30"',
    ),
    "visit start": (
        "Tar och startar ett besök.",
        "Takes and starts a visit.",
        "arende visit start SE1.b1 --as staff:SE1.a1",
    ),
    "visit end": ("Avslutar ett besök.", "Ends a visit.", "arende visit end SE1.b1 --as staff:SE1.a1"),
    "visit show": ("Visar ett besök.", "Shows a visit.", "arende visit show SE1.b1 --as staff:SE1.a1"),
    **TICKET_COMMANDS,
    **WRITING_COMMANDS,
    "ledger": (
        "Visar patientliggaren: enhetens fria besök och biljetter, längst väntan först.",
        "Shows the ledger: the unit's free visits and tickets, longest wait first.",
        "arende ledger --as staff:SE1.a1",
    ),
    "export": (
        "Skriver ut ett ärende som journalanteckning, till standard ut eller en fil. Med --all skrivs allt, i "
        "dokumenterade format; --check kontrollerar att det är helt.",
        "Writes a case as an entry for the health record, to standard output or a file. With --all all that is kept is "
        "written, in documented formats; --check verifies that it is whole.",
        "arende export SE1.k1 --format json -o arende.json\narende export --all ./allt\narende export --check ./allt",
    ),
    "worker": (
        "Skickar det som väntar: SMS, överföringar och det som har en tid. Stannar på SIGTERM och Ctrl-C när det som "
        "är påbörjat är klart.",
        "Sends what waits: SMS, transfers and what has a time. Stops on SIGTERM and Ctrl-C when what is begun is done.",
        "arende worker\narende worker --metrics 9464",
    ),
    "migrate": (
        "Gör databasen till den form som den här versionen har. En databas som saknas skapas.",
        "Brings the database to the form that this version has. A missing database is made.",
        "arende migrate --dry-run",
    ),
    "verify": (
        "Kontrollerar databasen: det som listor läses ur ska vara vad händelserna säger.",
        "Checks the database: what lists are read from must be what the events say.",
        "arende verify",
    ),
    "rebuild": (
        "Gör om det som listor läses ur, från händelserna. Inget som har hänt ändras.",
        "Makes what lists are read from anew, from the events. Nothing that has happened is changed.",
        "arende rebuild",
    ),
    "backup": (
        "Kopierar hela databasen till en ny fil medan den används, och kontrollerar kopian. Skriver aldrig över något.",
        "Copies the whole database to a new file while it is used, and checks the copy. Never overwrites anything.",
        "arende backup kopia-2026-11-22",
    ),
    "restore": (
        "Återställer en kopia till en databas som är tom eller saknas. Kopian kontrolleras först.",
        "Restores a copy to a database that is empty or missing. The copy is checked first.",
        "arende restore kopia-2026-11-22",
    ),
    "storage": (
        "Arbetar med databasen som helhet.",
        "Works with the database as a whole.",
        "arende storage distribute --dry-run",
    ),
    "storage distribute": (
        "Fördelar databasens tabeller på flera maskiner, efter vårdgivare. Kräver PostgreSQL med Citus.",
        "Distributes the database's tables over several machines, by care provider. Needs PostgreSQL with Citus.",
        "arende storage distribute --dry-run",
    ),
    "doctor": (
        "Visar vad som är inställt, vad som svarar och vad som saknas.",
        "Shows what is configured, what answers and what is missing.",
        "arende doctor",
    ),
    "plugins": (
        "Visar vilka insticksprogram som finns och vad de tillför.",
        "Shows which plugins there are and what they bring.",
        "arende plugins",
    ),
    **ACCESS_COMMANDS,
    **CONTACT_COMMANDS,
    **FEED_COMMANDS,
    **AUDIT_COMMANDS,
    **LIST_COMMANDS,
    **RECORD_COMMANDS,
    **SMS_COMMANDS,
    **OWNER_COMMANDS,
    **PERIOD_COMMANDS,
}
"""By path: Swedish, English, example. The text up to the first full stop stands in lists of commands."""

PERSON: Final = ("id, fullständigt personnummer, eller -", "id, full identity number, or -")

OPTIONS: Final[Mapping[str, tuple[str, str]]] = {
    "help": ("Visar den här hjälpen.", "Shows this help."),
    "everything": (
        "Skriver allt som finns till en ny mapp, så att man kan byta system.",
        "Writes all that is kept to a new folder, so that one can leave for another system.",
    ),
    "check": ("Kontrollerar en sådan mapp, av filerna själva.", "Verifies such a folder, by its files alone."),
    "against": ("Kontrollerar mappen mot databasen också.", "Verifies the folder against the database too."),
    "version": ("Visar versionen.", "Shows the version."),
    "json": ("Svarar med ett JSON-dokument på standard ut.", "Answers with one JSON document on standard output."),
    "lang": ("Språk: sv eller en.", "Language: sv or en."),
    "config": ("Inställningsfil i stället för arende.toml här.", "Settings file instead of arende.toml here."),
    "as_": (
        "Vem som arbetar: staff:UPPDRAG eller rep:PERSON.",
        "Who works: staff:ASSIGNMENT or rep:PERSON.",
    ),
    "assignment": ("Ett annat uppdrag än det egna.", "Another assignment than one's own."),
    "unit": ("Vårdenhet, med id.", "Care unit, by id."),
    "provider": ("Vårdgivare, där databasen har flera.", "Care provider, where the database holds several."),
    "after": ("Fortsätt efter den här markören.", "Go on after this cursor."),
    "limit": ("Högst så många.", "At most so many."),
    "patient": (f"Patienten: {PERSON[0]}.", f"The patient: {PERSON[1]}."),
    "representative": (
        f"Ombudet, för barn: {PERSON[0]}.",
        f"The representative, for a child: {PERSON[1]}.",
    ),
    "reason": ("Sökorsak: titel eller id.", "Contact reason: title or id."),
    "days": ("Asynkron fas i hela dagar.", "The asynchronous phase in whole days."),
    "maturity": ("Mognadsbedömning vid 13–17 år.", "Assessment of maturity at 13–17 years."),
    "entry": ("Varifrån ärendet skapas.", "Where the case is created from."),
    "visit": ("Besöket som ärendet skapas från.", "The visit that the case is created from."),
    "message": ("Första meddelandet; - läser standard in.", "The first message; - reads standard input."),
    "command_id": (
        "Eget id för kommandot: samma en gång till gör inget nytt.",
        "Your own id of the command: the same again does nothing new.",
    ),
    "text": ("Meddelandets text; - läser standard in.", "The message's text; - reads standard input."),
    "file": ("Läs texten ur en fil.", "Read the text from a file."),
    "up_to": ("Till och med meddelande nummer.", "Up to message number."),
    "name": ("Patientens namn.", "The patient's name."),
    "phone": ("Mobilnummer.", "Mobile number."),
    "language": ("SMS-språk, t.ex. sv.", "Language of SMS, e.g. sv."),
    "born": ("Födelsedatum, där numret saknar det.", "Birth date, where the number has none."),
    "protected": ("Skyddade personuppgifter.", "Protected identity."),
    "at": ("Besökets tid, lokal: 2026-11-30 09:30.", "The visit's time, local: 2026-11-30 09:30."),
    "form": ("Form: json, fhir eller pdf.", "Form: json, fhir or pdf."),
    "output": ("Skriv till en fil.", "Write to a file."),
    "metrics": (
        "Visa arbetarens siffror för Prometheus på den här porten; 0 tar en ledig.",
        "Show the worker's figures for Prometheus at this port; 0 takes a free one.",
    ),
    "metrics_host": (
        "Adress för siffrorna; annars bara den här datorn.",
        "Address of the figures; else this machine only.",
    ),
    "once": ("Gör det som är dags nu, och sluta.", "Do what is due now, and end."),
    "db": (
        "Databas för demot, ny eller från förra gången; annars arende-demo.db här.",
        "Database for the demo, new or from last time; else arende-demo.db here.",
    ),
    "serve": ("Visar sedan kliniken i webbläsaren, tills Ctrl-C.", "Serves the clinic afterwards, until Ctrl-C."),
    "port": ("Port för --serve; 0 tar en ledig. Annars 8000.", "Port for --serve; 0 takes a free one. Else 8000."),
    "dry_run": ("Visa bara vad som skulle göras.", "Only show what would be done."),
    "storage": (
        "Databasens URL, för en server: postgresql://…; annars en fil i mappen.",
        "URL of the database, for a server: postgresql://…; else a file in the folder.",
    ),
    **ACCESS_OPTIONS,
    **CONTACT_OPTIONS,
    **FEED_OPTIONS,
    **AUDIT_OPTIONS,
    **LIST_OPTIONS,
    **RECORD_OPTIONS,
    **SMS_OPTIONS,
    **OWNER_OPTIONS,
    **PERIOD_OPTIONS,
    **TICKET_OPTIONS,
    **WRITING_OPTIONS,
}
"""By the name of the parameter: Swedish, English."""
