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
    "case.patient_side_wrote.unread": (
        "Nytt meddelande ({number}) sedan du läste. Läs det först, markera sedan.",
        "New message ({number}) since you read. Read it first, then mark.",
    ),
    "template.unfilled": (
        "Fyll i {names} innan meddelandet skickas.",
        "Fill in {names} before the message is sent.",
    ),
    "template.placeholder_unknown": (
        "Frastexten har inte den platsen. Den har: {names}.",
        "The template has no such place. It has: {names}.",
    ),
    "template.placeholder_invalid": (
        "En plats i frastexten skrivs som ett ord inom klamrar, {example}. Inga andra klamrar får finnas i texten.",
        "A place in the template is written as one word in braces, {example}. The text may have no other braces.",
    ),
    "answer_time.invalid": (
        "Svarstid anges i hela timmar, {low}–{high}.",
        "The answer time is given in whole hours, {low}–{high}.",
    ),
    "template.of_two": (
        "En frastext är enhetens eller uppdragets egen. Ange bara ett av dem.",
        "A template is the unit's or the assignment's own. Give only one of them.",
    ),
}
"""By the refusal's code; `.unread` where there is nothing to send anyway."""
