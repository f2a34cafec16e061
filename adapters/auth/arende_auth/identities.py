"""Identifiers and names as arende has them, from what providers state. No claim of any provider is named here."""

import re
from typing import Final

CITIZENS: Final = ("personnummer", "samordningsnummer")
PERSONNUMMER, SAMORDNINGSNUMMER = CITIZENS
HSA: Final = "hsa"
LONGEST_NAME: Final = 200
_HSA: Final = re.compile(r"[A-Za-z0-9-]{1,32}", re.ASCII)
_TWELVE: Final = re.compile(r"[0-9]{12}", re.ASCII)
_OTHER: Final = re.compile(r"[!-~]{1,64}", re.ASCII)


def identifier(system: str, stated: str) -> tuple[str, str] | None:
    """System and value as arende has them; None if the text is no such identifier.

    The forms of HSA-ids that occur are wider than the rule for new ones, so only length and alphabet are checked.
    """
    if system in CITIZENS:
        if not _TWELVE.fullmatch(stated):
            return None
        # Providers give both kinds of number in one place; the day tells them apart (61–91).
        return SAMORDNINGSNUMMER if int(stated[6:8]) > 60 else PERSONNUMMER, stated
    if system == HSA:
        return (system, stated.upper()) if is_hsa(stated) else None
    return (system, stated) if _OTHER.fullmatch(stated) else None


def is_hsa(text: str) -> bool:
    """Whether a text may be an HSA-id, of whatever it names."""
    return _HSA.fullmatch(text) is not None


def display_name(name: str, given: str = "", family: str = "") -> str:
    """One printable line of bounded length; may be empty."""
    text = name or " ".join(part for part in (given, family) if part)
    return "".join(c for c in text if c.isprintable()).strip()[:LONGEST_NAME]


def one_text(value: object) -> str:
    """A text that stands alone or as the only one of a list; empty where there are several, or none."""
    if isinstance(value, list):
        value = value[0] if len(value) == 1 else None
    return value.strip() if isinstance(value, str) else ""
