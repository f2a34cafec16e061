"""The sentences of the refusals that someone who writes can meet, Swedish first and English. Texts only."""

from collections.abc import Mapping
from typing import Final

WRITING_TEXTS: Final[Mapping[str, tuple[str, str]]] = {
    "case.colleague_wrote": (
        "En kollega har skrivit medan du skrev: meddelande {number}. Läs det först, skicka sedan. Din text är kvar.",
        "A colleague wrote while you were writing: message {number}. Read it first, then send. Your text is kept.",
    ),
    "case.patient_side_wrote": (
        "Nytt meddelande ({number}) – skicka ändå?",
        "New message ({number}) – send anyway?",
    ),
}
"""By the refusal's code."""
