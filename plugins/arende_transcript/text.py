"""What people wrote, made ready to be set: line by line, no sign lost, and none that misleads who reads."""

import re
import unicodedata
from collections.abc import Callable
from typing import Final, TypeAlias

from attrs import frozen

from .fonts import covered

Glyphs: TypeAlias = Callable[[str], bool]
"""Whether a sign can be shown as itself."""

BASIC_END: Final = 0x250
TAB: Final = "\u2003"
FIRST_STRONG: Final = "\u2068"
POP: Final = "\u2069"
OVERRIDES: Final = frozenset("\u202d\u202e")
"""They turn the order of what follows: a reader could not tell what was written."""
BARRED: Final = frozenset("\ufeff\ufffe")
"""PDF/A has no place for them, nor for controls."""
UNSEEN: Final = frozenset(("Cc", "Cn", "Co", "Cs"))
STACKED: Final = 3
"""As many marks as a sign may bear: more would cover the lines above and below."""
DIRECTIONS: Final = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
RTL: Final = frozenset(("R", "AL"))


def every(sign: str) -> bool:
    return ord(sign) in covered() and sign not in BARRED and unicodedata.category(sign) not in UNSEEN


def basic(sign: str) -> bool:
    """Those that stand each for itself, whatever stands beside them."""
    return ord(sign) < BASIC_END and every(sign)


@frozen(kw_only=True)
class Line:
    """One line of a text, with its own direction."""

    text: str
    rtl: bool


def lines(text: str, glyphs: Glyphs) -> tuple[Line, ...]:
    """The text as its writer divided it."""
    return tuple(Line(text=shown(one, OVERRIDES, glyphs), rtl=is_rtl(one)) for one in text.splitlines())


def inline(text: str, glyphs: Glyphs) -> str:
    """A name or a title, to stand among other words without turning them."""
    told = shown(" ".join(text.split()), DIRECTIONS, glyphs)
    return f"{FIRST_STRONG}{told}{POP}" if has_rtl(told) else told


def shown(text: str, marked: frozenset[str], glyphs: Glyphs) -> str:
    """A sign that no font has, one of those `marked` and one mark too many are told by number: [U+202E]."""
    told, marks = list[str](), 0
    for sign in unicodedata.normalize("NFC", text):
        marks = marks + 1 if unicodedata.category(sign) in ("Mn", "Me") else 0
        kept = sign not in marked and marks <= STACKED and glyphs(sign)
        told.append(TAB if sign == "\t" else sign if kept else f"[U+{ord(sign):04X}]")
    return "".join(told)


def is_rtl(text: str) -> bool:
    """By the first sign that has a direction, as browsers do (`dir=auto`)."""
    strong = (unicodedata.bidirectional(sign) for sign in text)
    return next((kind in RTL for kind in strong if kind in RTL or kind == "L"), False)


def has_rtl(text: str) -> bool:
    return any(unicodedata.bidirectional(sign) in RTL for sign in text)


def written(system: str, value: str) -> str:
    """An identifier as people write it."""
    known = system in ("personnummer", "samordningsnummer") and re.fullmatch(r"\d{12}", value)
    return f"{value[:8]}-{value[8:]}" if known else value
