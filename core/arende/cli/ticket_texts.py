"""What `--help` says of `arende ticket`, in Swedish and English, with an example each. Texts only."""

from collections.abc import Mapping
from typing import Final

TICKET_COMMANDS: Final[Mapping[str, tuple[str, str, str]]] = {
    "ticket": (
        "Arbetar med biljetter: någon ber om kontakt, och den som tar biljetten gör ett ärende eller ett besök av den.",
        "Works with tickets: someone asks for contact, and whoever takes the ticket makes a case or a visit of it.",
        "arende ticket take SE1.t1 --as staff:SE1.a1",
    ),
    "ticket ask": (
        "Ber en enhet om kontakt, som patient eller som vårdnadshavare för ett barn (--patient). Orsaken är en av dem "
        "som enheten erbjuder; se arende ticket reasons.",
        "Asks a unit for contact, as the patient or as a guardian for a child (--patient). The reason is one of those "
        "that the unit offers; see arende ticket reasons.",
        'arende ticket ask --as rep:SE1.p1 --unit SE1.vc --reason Hosta --message "Jag har hostat i två veckor."',
    ),
    "ticket create": (
        "Lägger en biljett i patientliggaren åt en patient som har bett om kontakt.",
        "Puts a ticket into the ledger for a patient who has asked for contact.",
        'arende ticket create --as staff:SE1.a1 --patient - --reason Hosta --message "Ringde, vill bli uppringd."',
    ),
    "ticket take": (
        "Tar en biljett ur patientliggaren. En kan ta den; nästa får besked.",
        "Takes a ticket from the ledger. One can take it; the next is told.",
        "arende ticket take SE1.t1 --as staff:SE1.a1",
    ),
    "ticket return": (
        "Lämnar tillbaka en biljett till patientliggaren.",
        "Puts a ticket back into the ledger.",
        "arende ticket return SE1.t1 --as staff:SE1.a1",
    ),
    "ticket case": (
        "Gör ett ärende av en biljett som man har tagit. Det patienten skrev blir det första meddelandet.",
        "Makes a case of a ticket that one has taken. What the patient wrote becomes the first message.",
        "arende ticket case SE1.t1 --as staff:SE1.a1 --days 3",
    ),
    "ticket visit": (
        "Gör ett besök av en biljett som man har tagit: med tid (--at), eller utan, och då har det börjat.",
        "Makes a visit of a ticket that one has taken: at a set time (--at), or without, and then it has begun.",
        'arende ticket visit SE1.t1 --as staff:SE1.a1 --at "2026-11-30 09:30"',
    ),
    "ticket cancel": (
        "Avslutar en biljett som inte behövs längre. Personal anger varför.",
        "Ends a ticket that is not needed any more. Staff say why.",
        'arende ticket cancel SE1.t1 --as staff:SE1.a1 --reason "Har fått hjälp på annat håll"',
    ),
    "ticket list": (
        "Visar den kontakt som en person har bett om.",
        "Shows the contact that a person has asked for.",
        "arende ticket list --as rep:SE1.p1",
    ),
    "ticket show": (
        "Visar en biljett med det som står i den.",
        "Shows a ticket with what it says.",
        "arende ticket show SE1.t1 --as staff:SE1.a1",
    ),
    "ticket reasons": (
        "Visar var man kan be om kontakt, och om vad.",
        "Shows where one can ask for contact, and about what.",
        "arende ticket reasons --as rep:SE1.p1",
    ),
}
"""By path: Swedish, English, example."""

TICKET_OPTIONS: Final[Mapping[str, tuple[str, str]]] = {
    "why_cancelled": ("Varför biljetten inte behövs längre.", "Why the ticket is not needed any more."),
}
"""By the name of the parameter: Swedish, English."""
