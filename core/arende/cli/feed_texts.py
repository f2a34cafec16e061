"""What `--help` says of directory feeds; Swedish, English, example. Texts only."""

from collections.abc import Mapping
from typing import Final

FEED_COMMANDS: Final[Mapping[str, tuple[str, str, str]]] = {
    "directory": (
        "Tar emot värdens register: befolkning, personal och enheter.",
        "Takes the host's registers: population, staff and units.",
        "arende directory status",
    ),
    "directory pull": (
        "Hämtar det som har ändrats i registret, i alla flöden eller i ett. En felaktig rad hindrar inte de andra: "
        "felet sparas och visas av status. Med --full läses allt, och det som registret inte längre har avslutas.",
        "Pulls what has changed in the register, in every feed or in one. A faulty line holds up none of the others: "
        "the fault is kept and shown by status. With --full everything is read, and what the register no longer has "
        "ends.",
        "arende directory pull\narende directory pull folkbokforing --full",
    ),
    "directory push": (
        "Tar emot ändringar i ett flöde ur en fil med ett JSON-objekt per rad, som arende import läser; - läser "
        "standard in. Samma leverans en gång till ändrar inget.",
        "Takes changes of a feed from a file with one JSON object a line, as arende import reads; - reads standard "
        "input. The same delivery again changes nothing.",
        "arende directory push hsa andringar.jsonl --after 41 --cursor 42",
    ),
    "directory status": (
        "Visar hur det går för varje flöde: när det senast togs emot, hur mycket, och vad som är fel.",
        "Shows how each feed fares: when it was last taken, how much, and what is at fault.",
        "arende directory status",
    ),
}
"""By path: Swedish, English, example."""

FEED_OPTIONS: Final[Mapping[str, tuple[str, str]]] = {
    "full": (
        "Hela registret: det som flödet har sagt och som saknas nu avslutas.",
        "The whole register: what the feed has said and now lacks ends.",
    ),
    "confirm_ended": (
        "Avsluta det som saknas, också när det är ovanligt mycket.",
        "End what is lacking, even where it is unusually much.",
    ),
    "follows_on": (
        "Markören som leveransen följer på; en annan än den sparade tas inte emot.",
        "The cursor that the delivery follows on; another than the one kept is refused.",
    ),
    "ends_at": ("Markören där registret fortsätter sedan.", "The cursor where the register goes on afterwards."),
}
"""By the name of the parameter: Swedish, English."""
