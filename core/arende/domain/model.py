"""State of every machine, as one closed union, and where each stream begins."""

from typing import TYPE_CHECKING, TypeAlias

from attrs import frozen

if TYPE_CHECKING:
    from .case.model import Case
    from .directory.model import DirectoryState
    from .emergency.model import Emergency
    from .feed.model import Feed
    from .notice.model import Notice
    from .template.model import MessageTemplate
    from .ticket.model import Ticket
    from .visit.model import Visit


@frozen
class Nothing:
    """The state of a stream before its first event."""


State: TypeAlias = "Nothing | DirectoryState | Visit | Notice | Case | Emergency | Ticket | MessageTemplate | Feed"


def initial() -> Nothing:
    """Where every stream begins."""
    return Nothing()
