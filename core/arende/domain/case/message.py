"""A message as a later command refers to it: who wrote it, and when. Never what was written."""

from collections.abc import Iterable, Mapping
from datetime import datetime

from attrs import frozen

from ..ids import AssignmentId, PersonId
from .events import MessageSent


@frozen(kw_only=True)
class Message:
    """Exactly one of the two authors is set."""

    number: int
    at: datetime
    staff: AssignmentId | None
    representative: PersonId | None


def messages_among(events: Iterable[object], numbers: Iterable[int]) -> Mapping[int, Message]:
    """Those of these numbers that were sent by one of these events."""
    listed = tuple(events)
    found = {number: message_among(listed, number) for number in numbers}
    return {number: message for number, message in found.items() if message is not None}


def message_among(events: Iterable[object], number: int) -> Message | None:
    """The message of that number, if it was sent by one of these events."""
    for event in events:
        if isinstance(event, MessageSent) and event.number == number:
            return Message(number=number, at=event.at, staff=event.staff, representative=event.representative)
    return None
