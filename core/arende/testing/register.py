"""Lines of a register read as `arende import` reads them: what each is about, what it refers to, and what it states.

For tests of directories and for the conformance suite. Nothing is stored, and no line's content is shown.
"""

from collections.abc import Mapping
from datetime import date
from typing import Final, TypeAlias

import orjson
from attrs import field, frozen

from arende.wire.converter import unstructure
from arende.wire.imports import Faulty, content_of

Thing: TypeAlias = tuple[str, ...]
"""A kind, and what tells one of that kind from another: `("unit", "SE1.vc")`."""

ENDS: Final[Mapping[str, str]] = {"assignment_end": "assignment", "guardianship_end": "guardianship"}
"""Types of lines that end something, and the kind of what they end."""
BETWEEN_PERSONS: Final = "guardianship"
REFERENCES: Final = ("staff", "role", "unit", "assignment", "template")


@frozen(kw_only=True)
class RegisterLine:
    """A line that says something."""

    kind: str
    thing: Thing = field(repr=False)
    """What it is about: the same for a thing and for its end."""
    ends: bool
    refers: tuple[Thing, ...] = field(repr=False)
    """What must be known before it. An end needs nothing: what is not known need not end."""
    content: Mapping[str, object] = field(repr=False)
    """Every field in one form, however it was written; defaults filled in."""
    stated: frozenset[str]
    """The fields that stand in the line itself."""


@frozen(kw_only=True)
class Unreadable:
    """A line that import refuses: the path in it (empty: the whole line), and the problem, without its content."""

    path: str
    problem: str


def read_line(line: bytes, today: date) -> RegisterLine | Unreadable:
    """What a line says. `today` is the day that identifiers are read on."""
    try:
        content = content_of(line, today)
    except Faulty as faulty:
        path, (_, problem) = faulty.faults[0]
        return Unreadable(path=path, problem=problem)
    written: Mapping[str, object] = orjson.loads(line)
    plain = unstructure(content)
    kind = str(written["type"])
    thing = _thing(ENDS.get(kind, kind), written, plain)
    return RegisterLine(
        kind=kind,
        thing=thing,
        ends=kind in ENDS,
        refers=() if kind in ENDS else tuple(_refers(kind, thing, plain)),
        content=plain,
        stated=frozenset(written) - {"type"},
    )


def _thing(kind: str, written: Mapping[str, object], plain: Mapping[str, object]) -> Thing:
    if kind == "person":
        return (kind, str(plain["provider"]), _known_as(plain["identifier"]))
    if kind == "sms_consent":
        return (kind, str(plain["provider"]), _known_as(plain["person"]))
    if kind == BETWEEN_PERSONS:
        return (kind, str(plain["provider"]), _known_as(plain["child"]), _known_as(plain["guardian"]))
    return (kind, str(written["id"]))


def _refers(kind: str, thing: Thing, plain: Mapping[str, object]) -> list[Thing]:
    provider = thing[1].partition(".")[0]
    if kind == "provider":
        return []
    if kind in ("sms_consent", BETWEEN_PERSONS):
        return [("person", provider, one) for one in thing[2:]]
    named = [(name, str(plain[name])) for name in REFERENCES if name != kind and plain.get(name) is not None]
    return [("provider", provider), *named]


def _known_as(identifier: object) -> str:
    return ":".join(map(str, identifier.values())) if isinstance(identifier, Mapping) else str(identifier)
