"""What a feed becomes by an event. No rule is checked: an event has happened."""

from attrs import evolve as changed

from ..model import Nothing
from .events import FeedBegunAnew, FeedEvent, FeedTaken, FeedTakenWhole, FeedTroubled
from .model import Feed, Trouble


def evolve(state: Feed | Nothing, event: FeedEvent) -> Feed:
    """The feed after the event; its first may be any of them."""
    feed = state if isinstance(state, Feed) else Feed(id=event.feed)
    match event:
        case FeedBegunAnew():
            return changed(feed, cursor=None, whole=feed.whole + 1, whole_open=True, beyond=0)
        case FeedTaken():
            gone = {*event.cleared, *(fault.about for fault in event.faults)}
            left = tuple(fault for fault in feed.faults if fault.about not in gone)
            beyond = feed.beyond + event.beyond
            return changed(feed, cursor=event.cursor, faults=(*left, *event.faults), beyond=beyond)
        case FeedTakenWhole():
            left = tuple(fault for fault in feed.faults if fault.whole >= feed.whole)
            return changed(feed, whole_open=False, faults=left)
        case FeedTroubled(at=at, code=code):
            told = None if code is None else Trouble(code=code, since=at, ending=event.ending, standing=event.standing)
            return changed(feed, trouble=told)
