"""What a decision is: events for the command's own stream, events for others in the same append, and effects."""

from attrs import frozen

from .effects import Effect
from .events import Event
from .ids import Ref


@frozen
class Also:
    """Events in a second stream that must come to pass with the first, or not at all."""

    ref: Ref
    events: tuple[Event, ...]


@frozen
class Decision:
    """Without events nothing changed: the command was heard, and there was nothing to do."""

    events: tuple[Event, ...] = ()
    effects: tuple[Effect, ...] = ()
    also: tuple[Also, ...] = ()
