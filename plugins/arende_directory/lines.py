"""What a line of a register is about, and where it stands among others. No I/O, and no line is refused: what cannot be
read stands for itself, and whoever reads it tells what is wrong with it.

However an identifier is written it is the same person: else somebody whose protection is stated under ten digits would
be shown under twelve.
"""

import re
from datetime import date
from typing import Final, TypeAlias

import orjson
from attrs import field, frozen

Thing: TypeAlias = tuple[str, ...]
ENDS: Final = {"assignment_end": "assignment", "guardianship_end": "guardianship"}
"""Types of lines that end something, and of what."""
KINDS: Final = (
    "provider",
    "person",
    "unit",
    "role",
    "staff",
    "assignment",
    "template",
    "reason",
    "guardianship",
    "sms_consent",
)
"""In the order in which they need each other; persons early, for those who are protected come before anybody else."""
NAMED: Final = {
    "person": ("provider", "identifier"),
    "sms_consent": ("provider", "person"),
    "guardianship": ("provider", "child", "guardian"),
}
"""What tells one of that kind from another, where it is not `id`."""


@frozen(kw_only=True)
class Placed:
    """Where a line stands."""

    thing: Thing = field(repr=False)
    """What it is about: the same for a thing and for its end. Empty where that cannot be read."""
    rank: int
    protected: bool = False


NUMBER: Final = re.compile(r"([0-9]{2})?([0-9]{6})([-+]?)([0-9]{4})", re.ASCII)
OF_PERSONS: Final = ("personnummer", "samordningsnummer")
"""Systems whose identifiers tell themselves which of the two they are."""
NOWHERE: Final = Placed(thing=(), rank=2 * len(KINDS) + 1)


def placed(raw: bytes, today: date) -> Placed:
    """What a line is about; `today` settles the century of ten digits.

    A line that does not say whether a person is protected takes the place of none that does: else somebody would be
    shown whose protection had been stated before.
    """
    try:
        plain: object = orjson.loads(raw)
    except orjson.JSONDecodeError:
        return NOWHERE
    told = plain.get("type") if isinstance(plain, dict) else None
    if not isinstance(plain, dict) or not isinstance(told, str):
        return NOWHERE
    kind = ENDS.get(told, told)
    first, *others = NAMED.get(kind, ("id",))
    named = [_text(plain.get(first)), *(_known_as(plain.get(name), today) for name in others)]
    if not all(named):
        return NOWHERE
    rank = 2 * (KINDS.index(kind) if kind in KINDS else len(KINDS))
    if kind != "person":
        return Placed(thing=(kind, *named), rank=rank)
    stated = plain.get("protected")
    if not isinstance(stated, bool):
        return Placed(thing=(kind, *named, "unstated"), rank=rank)
    return Placed(thing=(kind, *named), rank=rank - stated, protected=stated)


def _text(value: object) -> str:
    return value.strip() if isinstance(value, str) else ""


def _known_as(value: object, today: date) -> str:
    """An identifier, which may stand with its system, in one form; empty where it is none."""
    system = ""
    if isinstance(value, dict):
        system, value = _text(value.get("system")), value.get("value")
    text = _text(value).replace(" ", "")
    found = NUMBER.fullmatch(text) if system in ("", *OF_PERSONS) else None
    if found is None:
        return f"{system}:{text.replace('-', '').upper()}" if text else ""
    century, six, sign, rest = found.groups()
    return f"{century or _century(six, sign == '+', today)}{six}{rest}"


def _century(six: str, plus: bool, today: date) -> str:
    """The latest that is not in the future; with `+`, which stands from the hundredth year on, the one before."""
    year = today.year - (today.year - int(six[:2])) % 100
    if year == today.year and (int(six[2:4]), int(six[4:]) % 60) > (today.month, today.day):
        year -= 100
    if plus and today.year - year < 100:
        year -= 100
    return f"{year // 100:02}"
