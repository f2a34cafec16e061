"""What `--help` says of who answers for a case: hand-over, taking, cover, the pool. Texts only."""

from collections.abc import Mapping
from typing import Final

OWNER_COMMANDS: Final[Mapping[str, tuple[str, str, str]]] = {
    "case handover": (
        "Lämnar över ärendet till ett annat uppdrag vid enheten, eller till enhetens kö. Anteckningen ser bara "
        "personalen.",
        "Hands the case over to another assignment at the unit, or to the unit's pool. Only staff see the note.",
        'arende case handover SE1.k1 --to SE1.a2 --note "Jag är ledig i morgon" --as staff:SE1.a1',
    ),
    "case take": (
        "Tar ett ärende ur enhetens kö. Den som kommer tvåa får veta vem som tog det.",
        "Takes a case from the unit's pool. Who comes second is told who took it.",
        "arende case take SE1.k1 --as staff:SE1.a2",
    ),
    "case seen": (
        "Flyttar det egna läsmärket till ett meddelande. Ett lägre nummer märker det som följer som oläst.",
        "Moves the own read mark to a message. By a lower number what follows is marked unread.",
        "arende case seen SE1.k1 2 --as staff:SE1.a1",
    ),
    "assignment": (
        "Arbetar med uppdrag: vem som täcker vid frånvaro, och när någon slutar.",
        "Works with assignments: who covers an absence, and when someone leaves.",
        "arende assignment cover SE1.a1 --by SE1.a2 --until 2026-12-01 --as staff:SE1.a1",
    ),
    "assignment cover": (
        "En kollega vid enheten täcker till och med en dag: det som väntar står i båda inkorgarna. Det upphör av sig "
        "självt.",
        "A colleague at the unit covers through a day: what waits stands in both inboxes. It ends by itself.",
        "arende assignment cover SE1.a1 --by SE1.a2 --until 2026-12-01 --as staff:SE1.a1",
    ),
    "assignment end": (
        "Avslutar ett uppdrag för gott. Dess ärenden är enhetens på en gång, i kön.",
        "Ends an assignment for good. Its cases are the unit's at once, in the pool.",
        "arende assignment end SE1.a1",
    ),
    "assignment uncover": (
        "Avslutar täckningen i förtid.",
        "Ends the cover before its day.",
        "arende assignment uncover SE1.a1 --as staff:SE1.a1",
    ),
}
"""By path: Swedish, English, example."""

OWNER_OPTIONS: Final[Mapping[str, tuple[str, str]]] = {
    "to": ("Uppdraget som får ärendet.", "The assignment that gets the case."),
    "pool": ("Enhetens kö.", "The unit's pool."),
    "by": ("Uppdraget som täcker.", "The assignment that covers."),
    "covered_until": ("Sista dagen: 2026-12-01.", "The last day: 2026-12-01."),
}
"""By the name of the parameter: Swedish, English."""
