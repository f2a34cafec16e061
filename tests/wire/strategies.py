"""Strategies for whatever the wire carries, drawn from the types themselves: a new field is covered without a word."""

from datetime import UTC, date, datetime
from enum import StrEnum
from types import NoneType, UnionType
from typing import NewType, TypeVar, Union, get_args, get_origin, get_type_hints

from arende.domain.commands import Command
from arende.domain.effects import Effect
from arende.domain.events import Event
from arende.domain.model import State
from arende.wire.heads import STATES
from arende.wire.names import COMMANDS, EVENTS
from attrs import has
from hypothesis import strategies as st

T = TypeVar("T")

TEXTS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=40)
IDS = st.from_regex(r"[A-Za-z0-9-]{1,12}\.[A-Za-z0-9-]{1,20}", fullmatch=True)
TIMES = st.datetimes(datetime(1900, 1, 1), datetime(2200, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001 (made aware)
WHOLE = st.integers(-(2**53), 2**53)


def of(cls: type[T]) -> st.SearchStrategy[T]:
    """Any value of an attrs class."""
    return st.builds(cls, **{name: by_type(hint) for name, hint in get_type_hints(cls).items() if fielded(cls, name)})


def fielded(cls: type, name: str) -> bool:
    return name in {field.name for field in getattr(cls, "__attrs_attrs__", ())}


def by_type(hint: object) -> st.SearchStrategy[object]:
    """Any value that the annotation allows."""
    if isinstance(hint, NewType):
        return IDS
    if get_origin(hint) in (Union, UnionType):
        return st.one_of([by_type(one) for one in get_args(hint)])
    if get_origin(hint) is tuple:
        return st.lists(by_type(get_args(hint)[0]), max_size=3).map(tuple)
    if isinstance(hint, type) and issubclass(hint, StrEnum):
        return st.sampled_from(list(hint))
    if isinstance(hint, type) and has(hint):
        return of(hint)
    plain: dict[object, st.SearchStrategy[object]] = {
        NoneType: st.none(),
        str: TEXTS,
        int: WHOLE,
        bool: st.booleans(),
        datetime: TIMES,
        date: st.dates(),
    }
    return plain[hint]


def events() -> st.SearchStrategy[Event]:
    return st.one_of([of(cls) for cls in EVENTS])


def commands() -> st.SearchStrategy[Command]:
    return st.one_of([of(cls) for cls in COMMANDS])


def states() -> st.SearchStrategy[State]:
    return st.one_of([of(cls) for cls in STATES.values()])


def effects() -> st.SearchStrategy[Effect]:
    return st.one_of([of(cls) for cls in get_args(Effect)])
