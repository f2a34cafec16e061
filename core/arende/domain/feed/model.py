"""State of a feed: how far it has been taken, which of its lines were at fault, and what troubles it."""

from datetime import datetime

from attrs import field, frozen

from ..ids import FeedId


@frozen(kw_only=True)
class OpenFault:
    """A line that said nothing usable, until a good line about the same thing comes. No identifier, no text of it."""

    about: str
    """A hash of what the line is about, or of the line itself where that cannot be read."""
    number: int
    """The line's number in its delivery, from 1."""
    cursor: str | None = field(default=None, repr=False)
    """Where the line stands in the register, where that is known."""
    path: str
    """The field; empty: the whole line."""
    problem_sv: str
    problem_en: str
    at: datetime
    whole: int = 0
    """The whole taking that had begun last when it was found."""


@frozen(kw_only=True)
class Trouble:
    """Why the feed does not go on by itself, until a taking that comes to its end."""

    code: str
    since: datetime
    ending: int = 0
    """Where the guard stopped it: how much would have ended,"""
    standing: int = 0
    """out of how much that the feed has stated."""


@frozen(kw_only=True)
class Feed:
    id: FeedId
    cursor: str | None = field(default=None, repr=False)
    """Where the register goes on after what has been taken; None: at its beginning."""
    whole: int = 0
    """How many times everything has begun to be taken."""
    whole_open: bool = False
    """Whether the last of them has yet to come to its end."""
    faults: tuple[OpenFault, ...] = ()
    beyond: int = 0
    """Faults that there was no room for, since everything last began to be taken."""
    trouble: Trouble | None = None
