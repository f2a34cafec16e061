"""Sentences of the refusals about the end of the phase (B13), for `refusal_texts`. Texts only."""

from collections.abc import Mapping
from typing import Final

PERIOD: Final[Mapping[str, tuple[str, str]]] = {
    "case.closed": (
        "Ärendet avslutades {last_day}. Personalen kan öppna det igen.",
        "The case was closed on {last_day}. Staff can reopen it.",
    ),
    "case.open": (
        "Ärendet är öppet till och med {last_day}. Förläng det i stället.",
        "The case is open through {last_day}. Extend it instead.",
    ),
    "case.reopen_too_late": (
        "Ärendet kunde öppnas igen till och med {last_day}. Skapa ett nytt ärende som följer på det här.",
        "The case could be reopened through {last_day}. Create a new case that follows this one.",
    ),
    "unit.window_invalid": (
        "Hur länge enhetens ärenden kan öppnas igen anges i hela dagar, 0–3650.",
        "How long the unit's cases can be reopened is given in whole days, 0–3650.",
    ),
    "case.follows_other_patient": (
        "Ärendet som det nya följer på gäller en annan patient. Välj ett av patientens egna.",
        "The case to follow is another patient's. Choose one of this patient's.",
    ),
    "case.follows_open": (
        "Ärendet som det nya följer på är öppet till och med {last_day}. Skriv i det i stället.",
        "The case to follow is open through {last_day}. Write in that one instead.",
    ),
    "phase.not_later": (
        "Ärendet är redan öppet till och med {last_day}. Ange en senare dag.",
        "The case is open through {last_day} already. Give a later day.",
    ),
    "phase.not_earlier": (
        "Ärendet är öppet till och med {last_day}. Ange en tidigare dag.",
        "The case is open through {last_day}. Give an earlier day.",
    ),
    "phase.before_today": (
        "Sista dagen kan tidigast vara i dag. Avsluta ärendet i stället om det ska stängas nu.",
        "The last day can be today at the earliest. Close the case instead if it is to end now.",
    ),
    "phase.too_long": (
        "Ärendet kan vara öppet till och med {last_day}, 3650 dagar från att det skapades. Ange en tidigare dag, "
        "eller skapa ett nytt ärende.",
        "The case can be open through {last_day}, 3650 days from its creation. Give an earlier day, or create a new "
        "case.",
    ),
}
"""By code: Swedish, English."""
