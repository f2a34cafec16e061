"""What a line of a register is about, and where it stands among others. No I/O, and no line is refused: what cannot be
read stands for itself, and whoever reads it tells what is wrong with it.

An identifier is compared as it is written, but for hyphen and spaces: a register writes each in one way.
"""

from typing import Final, TypeAlias

import orjson
from attrs import field, frozen

Thing: TypeAlias = tuple[str, ...]
ENDS: Final = "_end"
"""How the type of a line ends that ends something."""
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


NOWHERE: Final = Placed(thing=(), rank=2 * len(KINDS) + 1)


def placed(raw: bytes) -> Placed:
    """What a line is about. A line that does not say whether a person is protected takes the place of none that does:
    else somebody would be shown whose protection had been stated before.
    """
    try:
        plain: object = orjson.loads(raw)
    except orjson.JSONDecodeError:
        return NOWHERE
    if not isinstance(plain, dict) or not isinstance(plain.get("type"), str):
        return NOWHERE
    kind = plain["type"].removesuffix(ENDS)
    named = [_said(plain.get(name)) for name in NAMED.get(kind, ("id",))]
    if kind in NAMED:
        named = [one.replace("-", "").replace(" ", "") for one in named]
    if not all(named):
        return NOWHERE
    rank = 2 * (KINDS.index(kind) if kind in KINDS else len(KINDS))
    if kind != "person":
        return Placed(thing=(kind, *named), rank=rank)
    stated = plain.get("protected")
    if not isinstance(stated, bool):
        return Placed(thing=(kind, *named, "unstated"), rank=rank)
    return Placed(thing=(kind, *named), rank=rank - stated, protected=stated)


def _said(value: object) -> str:
    """An id or an identifier, which may stand with its system; empty where it is neither."""
    if isinstance(value, dict):
        value = value.get("value")
    return value if isinstance(value, str) else ""
