"""What stands above the patient's side's composer (S11): when an answer may come, when the unit is open, and whom to
call when it cannot wait. Texts in two languages, and which answer time counts; nothing is promised here.
"""

from typing import Final, Literal

from .directory.model import Reason, Unit

EMERGENCY: Final = (
    "Vid livshotande tillstånd, ring 112. För sjukvårdsrådgivning, ring 1177.",
    "If life is in danger, call 112. For medical advice, call 1177.",
)
UNKNOWN: Final = ("Svar kan ta tid.", "An answer may take time.")
HOURS: Final = ("Förväntad svarstid: inom {n} timmar.", "Expected answer: within {n} hours.")
HOUR: Final = ("Förväntad svarstid: inom en timme.", "Expected answer: within an hour.")
DAYS: Final = ("Förväntad svarstid: inom {n} dygn.", "Expected answer: within {n} days.")
OPEN: Final = ("Öppettider: {hours}", "Opening hours: {hours}")


def answer_hours(reason: Reason | None, unit: Unit | None) -> int | None:
    """The reason's own (B2), else the unit's; None: neither says."""
    if reason is not None and reason.answer_hours is not None:
        return reason.answer_hours
    return None if unit is None else unit.answer_hours


def composer_lines(hours: int | None, opening: str, lang: Literal["sv", "en"]) -> tuple[str, ...]:
    """In the order in which they stand. Two days and more are told in days, where they are whole."""
    place = 0 if lang == "sv" else 1
    if hours is None:
        expected = UNKNOWN[place]
    elif hours == 1:
        expected = HOUR[place]
    elif hours >= 48 and hours % 24 == 0:
        expected = DAYS[place].format(n=hours // 24)
    else:
        expected = HOURS[place].format(n=hours)
    times = (OPEN[place].format(hours=opening),) if opening else ()
    return (expected, *times, EMERGENCY[place])
