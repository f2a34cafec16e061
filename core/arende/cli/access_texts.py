"""What `--help` says of access: representative, emergency, block, guardians; Swedish, English, example. Texts only."""

from collections.abc import Mapping
from typing import Final

ACCESS_COMMANDS: Final[Mapping[str, tuple[str, str, str]]] = {
    "case representative": (
        "Byter ombud i ett ärende. Samma regler gäller som när ärendet skapas. Utan --history ser patienten hela "
        "tråden, och en vårdnadshavare det som skrivs från och med nu. Det nya ombudet får SMS. - läser numret från "
        "standard in.",
        "Changes the representative of a case. The same rules hold as when the case is created. Without --history the "
        "patient sees the whole thread, and a guardian what is written from now on. The new representative gets an "
        "SMS. - reads the number from standard input.",
        "arende case representative SE1.k1 - --as staff:SE1.a1",
    ),
    "patient emergency": (
        "Nödöppnar en patients ärenden för uppdraget, en begränsad tid. Skälet sparas, och läsningen loggas som "
        "nödöppning och granskas efteråt.",
        "Opens a patient's cases to the assignment in an emergency, for a limited time. The reason is kept, and what "
        "is read is logged as emergency and reviewed afterwards.",
        'arende patient emergency SE1.p1 --reason "Medvetslös på akuten" --as staff:SE1.a1',
    ),
    "patient block": (
        "Spärrar en enhets uppgifter om patienten för vårdgivarens andra enheter, på patientens begäran.",
        "Blocks what a unit has about the patient from the provider's other units, at the patient's request.",
        "arende patient block SE1.p1 --unit SE1.vc --as staff:SE1.a1",
    ),
    "patient unblock": (
        "Häver en spärr, när patienten vill det.",
        "Lifts a block, when the patient wants it.",
        "arende patient unblock SE1.p1 --unit SE1.vc --as staff:SE1.a1",
    ),
    "patient guardian": (
        "Skriver in en vårdnadshavare för ett barn: varifrån det är känt och när det kontrollerades. Arbetas som "
        "maskinens operatör. - läser ett nummer från standard in, barnets först.",
        "Records a guardian of a child: from where it is known and when that was verified. Worked as the machine's "
        "operator. - reads a number from standard input, the child's first.",
        "arende patient guardian SE1.p1 SE1.p2 --source Folkbokföringen --verified 2026-11-22",
    ),
    "patient guardian-end": (
        "Avslutar en vårdnad: idag, eller den dag som --ended säger. Ärenden där vårdnadshavaren är ombud "
        "kontrolleras, och personalen får veta.",
        "Ends a custody: today, or on the day that --ended says. Cases in which the guardian is the representative are "
        "checked, and staff are told.",
        "arende patient guardian-end SE1.p1 SE1.p2 --ended 2026-11-22",
    ),
}
"""By path: Swedish, English, example."""

ACCESS_OPTIONS: Final[Mapping[str, tuple[str, str]]] = {
    "history": (
        "Vad det nya ombudet ser av det som redan är skrivet: nothing (inget) eller all (allt).",
        "What the new representative sees of what is written already: nothing or all.",
    ),
    "why": ("Skälet, som sparas; - läser standard in.", "The reason, which is kept; - reads standard input."),
    "source": ("Varifrån det är känt.", "From where it is known."),
    "verified": ("Dagen då det kontrollerades: 2026-11-22.", "The day when it was verified: 2026-11-22."),
    "until": ("Första dagen utan vårdnad, där den är känd.", "The first day without custody, where it is known."),
    "ended": ("Första dagen utan vårdnad, i stället för idag.", "The first day without custody, instead of today."),
}
"""By the name of the parameter: Swedish, English."""
