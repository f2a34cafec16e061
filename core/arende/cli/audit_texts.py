"""What `--help` says of `arende audit`: each command and option in Swedish and English, with an example. Texts only."""

from collections.abc import Mapping
from typing import Final

AUDIT_COMMANDS: Final[Mapping[str, tuple[str, str, str]]] = {
    "audit": (
        "Förseglar, kontrollerar och lämnar ut åtkomstloggen.",
        "Seals, verifies and hands out the access log.",
        "arende audit verify",
    ),
    "audit verify": (
        "Kontrollerar åtkomstloggen: varje post som har ändrats, tagits bort, flyttats eller satts in anges. Med "
        "ankaret, ur inställningarna eller --anchor, syns också om slutet har tagits bort; utan det "
        "sägs vad som inte syns.",
        "Verifies the access log: each thing that was changed, removed, moved or inserted is named. With the anchor, "
        "of the settings or --anchor, it shows too if the end was removed; without it, what cannot be seen is said.",
        "arende audit verify --anchor /mnt/ankare/arende.txt",
    ),
    "audit seal": (
        "Förseglar det som inte är förseglat. arende worker gör det annars, inom tio sekunder.",
        "Seals what is not sealed yet. Otherwise arende worker does, within ten seconds.",
        "arende audit seal",
    ),
    "audit key": (
        "Skapar nyckeln som loggen förseglas med, eller byter den med --rotate. Spara en kopia på annan plats.",
        "Makes the key that the log is sealed with, or changes it with --rotate. Keep a copy in another place.",
        "arende audit key --rotate",
    ),
    "audit report": (
        "Visar vem som har tagit del av en patients uppgifter, på vanlig svenska (engelska med --lang en). För en "
        "vårdnadshavare utelämnas ärenden där den inte är ombud, om inte personalen beslutar annat (--whole). Den som "
        "är patient, eller vårdnadshavare, får sitt eget utdrag med --as rep:PERSON.",
        "Shows who has looked at a patient's data, in plain Swedish (English with --lang en). For a guardian, cases in "
        "which that guardian is not the representative are left out, unless staff decide otherwise (--whole). A "
        "patient, or a guardian, has their own report with --as rep:PERSON.",
        "arende audit report - > loggutdrag.txt",
    ),
    "audit sample": (
        "Drar ett slumpmässigt stickprov ur loggen. Vad som drogs sparas, och utfallet skrivs in med record.",
        "Draws a random sample of the log. What was drawn is kept, and the outcome is recorded with record.",
        "arende audit sample --from 2026-11-01 --to 2026-12-01 --count 20",
    ),
    "audit samples": (
        "Listar stickprov med utfall.",
        "Lists samples with their outcomes.",
        "arende audit samples",
    ),
    "audit record": (
        "Skriver in vad en granskning av ett stickprov ledde till.",
        "Records what came of reviewing a sample.",
        'arende audit record 01a2… --outcome follow-up --note "Frågat enhetschefen."',
    ),
    "audit export": (
        "Skriver ut en period av loggen, en JSON-rad per åtkomst, med fälten i StoreLog.",
        "Writes a period of the log, one JSON line an access, with the fields of StoreLog.",
        "arende audit export --from 2026-11-01 --to 2026-12-01 > logg.jsonl",
    ),
}
"""By path: Swedish, English, example."""

AUDIT_OPTIONS: Final[Mapping[str, tuple[str, str]]] = {
    "anchor": ("Ankarfil, i stället för inställningarnas.", "Anchor file, instead of that of the settings."),
    "rotate": ("Lägg till en ny nyckel, som förseglar från och med nu.", "Add a new key, which seals from now on."),
    "guardian": (
        "Vårdnadshavaren som ska ha utdraget: id eller personnummer.",
        "The guardian who is to have the report: id or identity number.",
    ),
    "whole": ("Personalen har beslutat att inget utelämnas.", "Staff have decided that nothing is left out."),
    "start": ("Första dagen: 2026-11-01.", "First day: 2026-11-01."),
    "end": ("Dagen efter den sista: 2026-12-01.", "The day after the last: 2026-12-01."),
    "count": ("Antal poster i stickprovet.", "How many things are in the sample."),
    "seed": ("Frö, för att dra samma stickprov igen.", "Seed, to draw the same sample again."),
    "outcome": ("nothing (utan anmärkning) eller follow-up (följs upp).", "nothing (to remark) or follow-up."),
    "note": ("Anteckning; skriv inga personuppgifter.", "Note; write no personal data."),
}
"""By the name of the parameter: Swedish, English."""
