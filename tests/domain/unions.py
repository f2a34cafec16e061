"""Members of the closed unions, read from their aliases, so that a new one cannot be forgotten in a test."""

from typing import get_args

from arende.domain import commands, effects, events, refusals


def members(union: object) -> tuple[type, ...]:
    """The classes of a union, nested unions laid flat."""
    return tuple(member for member in get_args(union) if isinstance(member, type))


COMMANDS = members(commands.Command)
EVENTS = members(events.Event)
EFFECTS = members(effects.Effect)
REFUSALS = members(refusals.Refusal)
