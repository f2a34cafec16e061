"""Languages of the web: catalogues, days, times and lengths in words. Swedish is the source; no page is made here.

English is in `locales/en/*.po`, a file for each folder of templates, compiled when an application is made. Times are
shown in the zone of the care unit they belong to, Sweden's where none is named.
"""

import io
from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta
from functools import cache
from gettext import GNUTranslations, NullTranslations
from importlib.resources import files
from typing import Final, Literal, TypeAlias
from zoneinfo import ZoneInfo

from babel.dates import format_date, format_datetime, format_time
from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

Lang: TypeAlias = Literal["sv", "en"]
LANGS: Final[tuple[Lang, ...]] = ("sv", "en")
LOCALES: Final[Mapping[Lang, str]] = {"sv": "sv_SE", "en": "en_GB"}
ZONE: Final = "Europe/Stockholm"


@cache
def catalogue(lang: Lang) -> NullTranslations:
    """The translations from Swedish; none for Swedish itself."""
    if lang == "sv":
        return NullTranslations()
    whole = Catalog(locale=lang)
    for file in sorted((files(__package__) / "locales" / lang).iterdir(), key=lambda one: one.name):
        if file.name.endswith(".po"):
            for message in read_po(io.BytesIO(file.read_bytes()), locale=lang):
                if message.id:
                    whole[message.id] = message
    compiled = io.BytesIO()
    write_mo(compiled, whole)
    compiled.seek(0)
    return GNUTranslations(compiled)


def local(at: datetime, zone: str = ZONE) -> datetime:
    """The instant on the wall clock of the zone."""
    return at.astimezone(ZoneInfo(zone))


def day(at: date | datetime, lang: Lang, zone: str = ZONE) -> str:
    """«fredag 27 november»; the year is added where it is not this one."""
    on = local(at, zone).date() if isinstance(at, datetime) else at
    year = "" if on.year == local(datetime.now(UTC), zone).year else " y"
    return format_date(on, f"EEEE d MMMM{year}", locale=LOCALES[lang])


def short_day(at: date | datetime, lang: Lang, zone: str = ZONE) -> str:
    """«27 nov.»"""
    on = local(at, zone).date() if isinstance(at, datetime) else at
    return format_date(on, "d MMM", locale=LOCALES[lang])


def clock(at: datetime, lang: Lang, zone: str = ZONE) -> str:
    """«14:05»"""
    return format_time(local(at, zone), "HH:mm", locale=LOCALES[lang])


def moment(at: datetime, lang: Lang, zone: str = ZONE) -> str:
    """«27 nov. 14:05»"""
    return format_datetime(local(at, zone), "d MMM HH:mm", locale=LOCALES[lang])


def waited(since: datetime, now: datetime, lang: Lang) -> str:
    """How long something has waited, in two units at most: «1 d 3 h», «6 h 44 min», «22 min»."""
    minutes = max(0, int((now - since) / timedelta(minutes=1)))
    days, hours = minutes // 1440, minutes % 1440 // 60
    hour = "h" if lang == "en" else "tim"
    if days:
        return f"{days} d {hours} {hour}" if hours else f"{days} d"
    if hours:
        return f"{hours} {hour} {minutes % 60} min"
    return f"{minutes} min"


def left(days: int, lang: Lang) -> str:
    """What stands in the green box (S14)."""
    if days == 0:
        return "Avslutat" if lang == "sv" else "Ended"
    if days == 1:
        return "Sista dagen" if lang == "sv" else "Last day"
    return f"{days} dagar kvar" if lang == "sv" else f"{days} days left"
