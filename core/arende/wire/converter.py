"""The one strict converter between attrs classes and JSON-able data. Nothing is coerced, guessed or left out.

One of the two files where `Any` may stand: cattrs hooks take and give whatever comes. A fault names its path and a
problem by code, and never the value: it may be personal data.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, date, datetime
from enum import StrEnum
from functools import cache
from typing import TYPE_CHECKING, Any, Final, Literal, TypeAlias, TypeVar, get_origin

from attrs import frozen, has

if TYPE_CHECKING:
    from cattrs import Converter

T = TypeVar("T")
Language: TypeAlias = Literal["sv", "en"]

PROBLEMS: Final[Mapping[str, tuple[str, str]]] = {
    "missing": ("saknas", "is missing"),
    "unknown": ("finns inte; kontrollera stavningen", "does not exist; check the spelling"),
    "text": ("ska vara en text", "must be a text"),
    "number": ("ska vara ett helt tal", "must be a whole number"),
    "decimal": ("ska vara ett tal med decimaler", "must be a number with decimals"),
    "truth": ("ska vara true eller false", "must be true or false"),
    "date": ("ska vara ett datum, ÅÅÅÅ-MM-DD", "must be a date, YYYY-MM-DD"),
    "time": (
        "ska vara en tid med zon, t.ex. 2026-03-01T09:30:00+01:00",
        "must be a time with zone, e.g. 2026-03-01T09:30:00+01:00",
    ),
    "list": ("ska vara en lista", "must be a list"),
    "object": ("ska vara ett objekt med fält", "must be an object with fields"),
    "choice": ("är inte ett av de värden som finns", "is not one of the values there are"),
    "form": ("har fel form", "has the wrong form"),
}
"""By code: Swedish, English."""

DATE: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", re.ASCII)
TIME: Final = re.compile(
    r"[0-9]{4}-[0-9]{2}-[0-9]{2}[Tt][0-9]{2}:[0-9]{2}(:[0-9]{2}(\.[0-9]{1,64})?)?([Zz]|[+-][0-9]{2}:[0-9]{2})", re.ASCII
)
"""RFC 3339, and without seconds. Of a second more than six decimals are cut off."""
KEY: Final = re.compile(r"(?!.*[0-9]{4})[A-Za-z0-9_.-]{1,40}", re.ASCII)
"""Names of fields that may be repeated in a fault; anything else might be data in the wrong place, as an identifier."""


@frozen
class Flaw:
    """One fault: where, as `field.0.field` (empty: the whole), and what, as a code of `PROBLEMS`."""

    path: str
    problem: str


class WireError(Exception):
    """The data is not of the form asked for. `faults` has every flaw; the text has paths and codes, no values."""

    def __init__(self, faults: tuple[Flaw, ...]) -> None:
        super().__init__("; ".join(f"{flaw.path or '.'}: {flaw.problem}" for flaw in faults))
        self.faults = faults


class Problem(ValueError):
    """What a hook raises: a code of `PROBLEMS`."""


def said(problem: str, lang: Language = "sv") -> str:
    """The problem for a person, to stand after the field's name."""
    return PROBLEMS[problem][0 if lang == "sv" else 1]


def structure(data: object, cls: type[T]) -> T:
    """The value that the data stands for. Raises WireError."""
    from cattrs.errors import BaseValidationError  # cattrs is loaded when something is first read or written

    try:
        return converter().structure(data, cls)
    except (BaseValidationError, ValueError, TypeError) as error:
        raise WireError(tuple(flaws(error, ""))) from None


def unstructure(value: object) -> dict[str, object]:
    """An attrs value as JSON-able data: every field, times in UTC. ValueError for a time without zone."""
    plain: dict[str, object] = converter().unstructure(value)
    return plain


@cache
def converter() -> "Converter":
    """Built once; it is never changed afterwards."""
    from cattrs import Converter

    made = Converter(forbid_extra_keys=True, detailed_validation=True)
    for cls, problem in ((str, "text"), (int, "number"), (bool, "truth"), (float, "decimal")):
        made.register_structure_hook(cls, exactly(cls, problem))
    # Enumerations are texts too: without a hook for their base they would pass as plain texts, unchecked.
    made.register_structure_hook(StrEnum, enumeration)
    made.register_structure_hook(date, day)
    made.register_structure_hook(datetime, instant)
    made.register_structure_hook_factory(is_tuple, sequence)
    made.register_structure_hook_factory(is_attrs, only_objects)
    made.register_unstructure_hook(StrEnum, lambda value: value.value)
    made.register_unstructure_hook(date, lambda value: value.isoformat())
    made.register_unstructure_hook(datetime, utc)
    return made


def exactly(cls: type, problem: str) -> Callable[[Any, Any], Any]:
    """A hook that takes only this very type: True is no number, "5" is no number and 5 is no text."""

    def hook(value: Any, _: Any) -> Any:
        if type(value) is not cls:
            raise Problem(problem)
        return value

    return hook


def enumeration(value: Any, cls: Any) -> Any:
    if type(value) is not str:
        raise Problem("text")
    try:
        return cls(value)
    except ValueError:
        raise Problem("choice") from None


def day(value: Any, _: Any) -> date:
    if type(value) is not str or DATE.fullmatch(value) is None:
        raise Problem("date")
    try:
        return date.fromisoformat(value)
    except ValueError:
        raise Problem("date") from None


def instant(value: Any, _: Any) -> datetime:
    if type(value) is not str or TIME.fullmatch(value) is None:
        raise Problem("time")
    try:
        return datetime.fromisoformat(value.upper()).astimezone(UTC)
    except (ValueError, OverflowError):
        raise Problem("time") from None


def utc(value: datetime) -> str:
    if value.tzinfo is None:
        raise ValueError("a time has no zone: give every datetime a tzinfo")
    return value.astimezone(UTC).isoformat()


def is_tuple(cls: Any) -> bool:
    return get_origin(cls) is tuple


def is_attrs(cls: Any) -> bool:
    return isinstance(cls, type) and has(cls)


def sequence(cls: Any, made: "Converter") -> Callable[[Any, Any], Any]:
    """A tuple is read from a list, and from nothing else that one can walk through."""
    from cattrs.cols import homogenous_tuple_structure_factory

    inner = homogenous_tuple_structure_factory(cls, made)

    def hook(value: Any, target: Any) -> Any:
        if type(value) is not list:
            raise Problem("list")
        return inner(value, target)

    return hook


def only_objects(cls: Any, made: "Converter") -> Callable[[Any, Any], Any]:
    """An attrs class is read from a dict with text keys."""
    inner = made.gen_structure_attrs_fromdict(cls)

    def hook(value: Any, target: Any) -> Any:
        if type(value) is not dict or any(type(key) is not str for key in value):
            raise Problem("object")
        return inner(value, target)

    return hook


def flaws(error: BaseException, path: str) -> Iterator[Flaw]:
    """Every flaw in what cattrs raised, with its path."""
    from cattrs.errors import ClassValidationError, ForbiddenExtraKeysError, IterableValidationError

    if isinstance(error, ClassValidationError):
        placed, loose = error.group_exceptions()
        for one, note in placed:
            yield from flaws(one, within(path, note.name))
        for one in loose:
            yield from flaws(one, path)
    elif isinstance(error, IterableValidationError):
        items, rest = error.group_exceptions()
        for one, item in items:
            yield from flaws(one, within(path, str(item.index)))
        for one in rest:
            yield from flaws(one, path)
    elif isinstance(error, ForbiddenExtraKeysError):
        for key in sorted(error.extra_fields):
            yield Flaw(within(path, key if KEY.fullmatch(key) else "?"), "unknown")
    elif isinstance(error, KeyError):
        yield Flaw(path, "missing")
    else:
        yield Flaw(path, str(error) if isinstance(error, Problem) else "form")


def within(path: str, name: str) -> str:
    return f"{path}.{name}" if path else name
