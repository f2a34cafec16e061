"""What `--help` says of lists of cases and their counts; Swedish, English, example. Texts only."""

from collections.abc import Mapping
from typing import Final

LIST_COMMANDS: Final[Mapping[str, tuple[str, str, str]]] = {
    "inbox": (
        "Visar inkorgen: ärenden som väntar på hantering, längst väntan först, och hur många varje lista rymmer.",
        "Shows the inbox: cases to deal with, longest wait first, and how many each list holds.",
        "arende inbox --as staff:SE1.a1",
    ),
    "case list": (
        "Listar ärenden: uppdragets, en enhets (--unit), dess kö (--pool) eller en patients (--patient).",
        "Lists cases: the assignment's, a unit's (--unit), its pool (--pool) or a patient's (--patient).",
        "arende case list --as staff:SE1.a1 --list ended",
    ),
}

LIST_OPTIONS: Final[Mapping[str, tuple[str, str]]] = {
    "which": (
        "Vilka ärenden; annars de pågående, och en patients alla.",
        "Which cases; otherwise those that are ongoing, and all of a patient's.",
    ),
}
