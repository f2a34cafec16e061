"""What happened to a feed."""

from datetime import datetime
from typing import TypeAlias

from attrs import field, frozen

from ..ids import FeedId
from .model import OpenFault


@frozen(kw_only=True)
class FeedBegunAnew:
    """Everything is taken from the register's beginning."""

    at: datetime
    feed: FeedId


@frozen(kw_only=True)
class FeedTaken:
    """Lines were taken. `cleared` are hashes of what is no longer at fault; `beyond` faults had no room."""

    at: datetime
    feed: FeedId
    cursor: str | None = field(repr=False)
    faults: tuple[OpenFault, ...]
    cleared: tuple[str, ...]
    beyond: int


@frozen(kw_only=True)
class FeedTakenWhole:
    """All of the register has been taken; faults from before it are no more."""

    at: datetime
    feed: FeedId


@frozen(kw_only=True)
class FeedTroubled:
    """It cannot go on by itself; `code` None: it does again."""

    at: datetime
    feed: FeedId
    code: str | None
    ending: int
    standing: int


FeedEvent: TypeAlias = FeedBegunAnew | FeedTaken | FeedTakenWhole | FeedTroubled
