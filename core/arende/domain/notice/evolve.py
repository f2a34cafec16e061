"""What a notice becomes by an event."""

from ..model import Nothing
from .events import NoticeEvent
from .model import Notice


def evolve(state: Notice | Nothing, event: NoticeEvent) -> Notice:
    """The notice after the outcome: the latest is what it is."""
    del state
    return Notice(
        id=event.notice,
        case=event.case,
        recipient=event.recipient,
        state=event.state,
        provider=event.provider,
        provider_id=event.provider_id,
        code=event.code,
        at=event.at,
    )
