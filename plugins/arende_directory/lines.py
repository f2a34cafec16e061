"""What a line of a register is about, and where it stands among others. No I/O; whether it is right, import says.

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


class BadLine(Exception):
    """A line that cannot be placed. `what` says why in a word, without its content."""

    def __init__(self, what: str) -> None:
        super().__init__(what)
        self.what = what


@frozen(kw_only=True)
class Placed:
    """A line that can be placed."""

    thing: Thing = field(repr=False)
    """What it is about: the same for a thing and for its end."""
    rank: int
    protected: bool


def placed(raw: bytes) -> Placed:
    """What a line is about. Raises BadLine, also for a person of whom it is not said whether they are protected."""
    try:
        plain: object = orjson.loads(raw)
    except orjson.JSONDecodeError:
        raise BadLine("json") from None
    if not isinstance(plain, dict) or not isinstance(plain.get("type"), str):
        raise BadLine("type")
    kind = plain["type"].removesuffix(ENDS)
    named = [_said(plain.get(name)) for name in NAMED.get(kind, ("id",))]
    if kind in NAMED:
        named = [one.replace("-", "").replace(" ", "") for one in named]
    if not all(named):
        raise BadLine("whom" if kind in NAMED else "id")
    protected = plain.get("protected")
    if kind == "person" and not isinstance(protected, bool):
        raise BadLine("protected")
    rank = 2 * (KINDS.index(kind) if kind in KINDS else len(KINDS))
    first = kind == "person" and protected is True
    return Placed(thing=(kind, *named), rank=rank - first, protected=first)


def _said(value: object) -> str:
    """An id or an identifier, which may stand with its system; empty where it is neither."""
    if isinstance(value, dict):
        value = value.get("value")
    return value if isinstance(value, str) else ""
