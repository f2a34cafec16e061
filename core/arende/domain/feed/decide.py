"""What has come of taking from a register. What changes nothing makes no event: most takings find nothing new."""

from collections.abc import Iterator
from datetime import datetime

from ..model import Nothing
from .commands import BeginWhole, EndWhole, FeedCommand, NoteTrouble, TakeWindow
from .events import FeedBegunAnew, FeedEvent, FeedTaken, FeedTakenWhole, FeedTroubled
from .model import Feed
from .rules import FAULTS_KEPT


def decide(state: Feed | Nothing, command: FeedCommand, now: datetime) -> tuple[FeedEvent, ...]:
    """The command's events. None of these is refused: each tells what has been done."""
    feed = state if isinstance(state, Feed) else Feed(id=command.feed)
    match command:
        case BeginWhole():
            return (FeedBegunAnew(at=now, feed=feed.id),)
        case TakeWindow():
            return tuple(taken(feed, command, now))
        case EndWhole():
            return (FeedTakenWhole(at=now, feed=feed.id),) if feed.whole_open else ()
        case NoteTrouble(code=code, ending=ending, standing=standing):
            known = None if feed.trouble is None else (feed.trouble.code, feed.trouble.ending, feed.trouble.standing)
            said = None if code is None else (code, ending, standing)
            if said == known:
                return ()
            return (FeedTroubled(at=now, feed=feed.id, code=code, ending=ending, standing=standing),)


def taken(feed: Feed, command: TakeWindow, now: datetime) -> Iterator[FeedEvent]:
    """Where to go on from, and what is at fault: the last fault about a thing stands for those before it."""
    new = {fault.about: fault for fault in command.faults}
    cleared = tuple(sorted({one.about for one in feed.faults} & command.good - new.keys()))
    left = [one for one in feed.faults if one.about not in cleared and one.about not in new]
    room = max(0, FAULTS_KEPT - len(left))
    kept = tuple(new.values())[:room]
    cursor = feed.cursor if command.cursor is None else command.cursor
    if kept or cleared or len(new) > room or cursor != feed.cursor:
        yield FeedTaken(at=now, feed=feed.id, cursor=cursor, faults=kept, cleared=cleared, beyond=len(new) - len(kept))
