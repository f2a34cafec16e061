"""Days in words, as S14 writes them: «fredag 27 november». Two languages, two tables, nothing else."""

from datetime import date
from typing import Final, Literal

WEEKDAYS: Final = (
    ("måndag", "tisdag", "onsdag", "torsdag", "fredag", "lördag", "söndag"),
    ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
)
MONTHS: Final = (
    (
        "januari",
        "februari",
        "mars",
        "april",
        "maj",
        "juni",
        "juli",
        "augusti",
        "september",
        "oktober",
        "november",
        "december",
    ),
    (
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ),
)


def day_text(day: date, lang: Literal["sv", "en"], year: int | None = None) -> str:
    """«fredag 27 november»; with its year where one is expected and it is not that one."""
    place = 0 if lang == "sv" else 1
    text = f"{WEEKDAYS[place][day.weekday()]} {day.day} {MONTHS[place][day.month - 1]}"
    return text if year in (None, day.year) else f"{text} {day.year}"
