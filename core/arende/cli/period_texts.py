"""What `--help` says of the end of the phase: extend, shorten, close, reopen; Swedish, English, example. Texts only."""

from collections.abc import Mapping
from typing import Final

PERIOD_COMMANDS: Final[Mapping[str, tuple[str, str, str]]] = {
    "case extend": (
        "Förlänger perioden till en senare dag. Orsaken sparas, för personalen. Patientens sida ser den nya sista "
        "dagen; inget SMS skickas.",
        "Extends the period to a later day. The reason is kept, for staff. The patient's side sees the new last day; "
        "no SMS is sent.",
        'arende case extend SE1.k1 --last-day 2026-12-01 --reason "Väntar på provsvar" --as staff:SE1.a1',
    ),
    "case shorten": (
        "Förkortar perioden till en tidigare dag, tidigast i dag.",
        "Shortens the period to an earlier day, today at the earliest.",
        'arende case shorten SE1.k1 --last-day 2026-11-24 --reason "Klart tidigare" --as staff:SE1.a1',
    ),
    "case close": (
        "Avslutar ärendet nu, för båda sidor. Det ska bekräftas: med --yes, eller på frågan som ställs. Obesvarat "
        "ligger kvar i inkorgen tills det är hanterat.",
        "Closes the case now, for both sides. It must be confirmed: by --yes, or when asked. What is unanswered stays "
        "in the inbox until it is dealt with.",
        'arende case close SE1.k1 --reason "Löst på telefon" --yes --as staff:SE1.a1',
    ),
    "case reopen": (
        "Öppnar ett avslutat ärende igen: ny period, samma tråd. När tiden för det har gått ut skapas i stället ett "
        "nytt ärende med case create --follows.",
        "Reopens a case that is over: a new period, the same thread. When the time for that is over, a new case is "
        "created instead, by case create --follows.",
        'arende case reopen SE1.k1 --days 3 --reason "Ny fråga om samma sak" --as staff:SE1.a1',
    ),
}
"""By path: Swedish, English, example."""

PERIOD_OPTIONS: Final[Mapping[str, tuple[str, str]]] = {
    "last_day": ("Den nya sista dagen: 2026-12-01.", "The new last day: 2026-12-01."),
    "yes": ("Bekräftar att ärendet ska avslutas.", "Confirms that the case is to close."),
    "follows": (
        "Avslutat ärende för samma patient, som det nya följer på.",
        "A case of the same patient that is over, which the new one follows.",
    ),
}
"""By the name of the parameter: Swedish, English."""
