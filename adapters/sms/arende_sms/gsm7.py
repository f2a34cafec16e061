"""The alphabet of an SMS: what is GSM-7, how long a text is in it, where it is cut into segments. Nothing is sent here.

Source: 3GPP TS 23.038 §6.2.1 (alphabet and extension table) and TS 23.040 (140 octets, of which a segment of several
spends six on its header). A text with one character outside the alphabet is UCS-2 as a whole.
"""

from collections.abc import Iterator, Mapping
from enum import StrEnum
from typing import Final

from attrs import frozen

ESCAPE: Final = 0x1B
BASIC: Final = (
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞ\x1bÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?"
    "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà"
)
"""A character's place is its code. Place 0x1B is the escape and stands for no character."""
EXTENSION: Final[Mapping[str, int]] = {
    "\f": 0x0A,
    "^": 0x14,
    "{": 0x28,
    "}": 0x29,
    "\\": 0x2F,
    "[": 0x3C,
    "~": 0x3D,
    "]": 0x3E,
    "|": 0x40,
    "€": 0x65,
}
"""Written as the escape and this code: two septets."""

_CODES: Final[Mapping[str, bytes]] = {
    **{character: bytes([code]) for code, character in enumerate(BASIC) if code != ESCAPE},
    **{character: bytes([ESCAPE, code]) for character, code in EXTENSION.items()},
}
_EXTENDED: Final[Mapping[int, str]] = {code: character for character, code in EXTENSION.items()}


class Alphabet(StrEnum):
    """How a text travels."""

    GSM7 = "gsm7"
    UCS2 = "ucs2"


ALONE: Final[Mapping[Alphabet, int]] = {Alphabet.GSM7: 160, Alphabet.UCS2: 70}
"""Septets, or UTF-16 units, of a text that is one segment."""
TOGETHER: Final[Mapping[Alphabet, int]] = {Alphabet.GSM7: 153, Alphabet.UCS2: 67}
"""The same for each segment of several."""


@frozen(kw_only=True)
class Size:
    """`units`: septets in GSM-7, UTF-16 units in UCS-2. `segments`: what is paid for."""

    alphabet: Alphabet
    units: int
    segments: int


def alphabet(text: str) -> Alphabet:
    """The alphabet that the text needs."""
    return Alphabet.GSM7 if all(character in _CODES for character in text) else Alphabet.UCS2


def size(text: str) -> Size:
    """How long the text is, and in how many segments it travels."""
    of = alphabet(text)
    return Size(alphabet=of, units=sum(_weights(text, of)), segments=len(split(text)))


def split(text: str) -> tuple[str, ...]:
    """The text by segment. No character is cut, neither an escaped one nor one of two UTF-16 units."""
    of = alphabet(text)
    if sum(_weights(text, of)) <= ALONE[of]:
        return (text,)
    parts, start, used = [], 0, 0
    for place, weight in enumerate(_weights(text, of)):
        if used + weight > TOGETHER[of]:
            parts.append(text[start:place])
            start, used = place, 0
        used += weight
    return (*parts, text[start:])


def encode(text: str) -> bytes:
    """One septet in each octet, not packed (as SMPP has it). ValueError where the text is not GSM-7."""
    if alphabet(text) is not Alphabet.GSM7:
        raise ValueError("not GSM-7")
    return b"".join(_CODES[character] for character in text)


def decode(septets: bytes) -> str:
    """The text of septets that are not packed. ValueError for what is no septet or no character."""
    text, escaped = [], False
    for code in septets:
        if escaped:
            if code not in _EXTENDED:
                raise ValueError("not GSM-7")
            text.append(_EXTENDED[code])
            escaped = False
        elif code == ESCAPE:
            escaped = True
        elif code < len(BASIC):
            text.append(BASIC[code])
        else:
            raise ValueError("not GSM-7")
    if escaped:
        raise ValueError("not GSM-7")
    return "".join(text)


def _weights(text: str, of: Alphabet) -> Iterator[int]:
    if of is Alphabet.GSM7:
        return (len(_CODES[character]) for character in text)
    return (2 if ord(character) > 0xFFFF else 1 for character in text)
