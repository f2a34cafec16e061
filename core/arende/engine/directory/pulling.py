"""How the worker pulls each feed as often as the settings say. Several workers may: of two at once, one gives way."""

import threading
from collections.abc import Callable
from datetime import timedelta
from typing import Final

from attrs import define, field

from ...ports.storage import StorageError
from .feeds import Feeds, FeedStatus, always
from .opening import OpenFeed

EVERY: Final = 5.0
"""Seconds between looks at whether a feed is due."""


@define(eq=False)
class Pulling:
    """Pulls what is due. What came of it is kept with each feed, and told by `status` and `arende doctor`."""

    feeds: Feeds
    beside: bool = False
    """Whether a thread of its own does it, for a whole register takes long and no SMS may wait for it."""
    one: threading.Lock = field(factory=threading.Lock, repr=False)

    def if_due(self, go_on: Callable[[], bool] = always) -> int:
        """Pull every feed whose time has come, unless that is being done; how many. Raises StorageError."""
        if not self.one.acquire(blocking=False):
            return 0
        try:
            due = [one for one in self.feeds.status() if self.is_due(one)]
            for status in due:
                if go_on():
                    self.feeds.begins(status.feed)
                    self.pull(status.feed, go_on)
        finally:
            self.one.release()
        return len(due)

    def pull(self, feed: OpenFeed, go_on: Callable[[], bool]) -> None:
        try:
            self.feeds.pull(feed.name, go_on=go_on)
        except Exception:  # noqa: BLE001 - a fault of ours: told with its feed, and it keeps no other feed waiting
            self.feeds.faulted(feed)

    def inline(self) -> int:
        """The same for a worker that has no thread for it. Raises StorageError."""
        return 0 if self.beside or not self.feeds.feeds else self.if_due()

    def is_due(self, one: FeedStatus) -> bool:
        """Counted from when it was last begun: a register that does not answer is not asked more often than others."""
        if one.feed.directory is None or one.feed.every_minutes is None:
            return False
        every = timedelta(minutes=one.feed.every_minutes)
        return one.tried is None or not timedelta(0) <= self.feeds.handler.clock.now() - one.tried < every

    def until(self, stop: threading.Event) -> None:
        """Go on until told to stop; a pull that is under way ends between two windows. What fails is tried again."""
        while self.feeds.feeds and not stop.wait(EVERY):
            try:
                self.if_due(lambda: not stop.is_set())
            except StorageError:
                continue
            except Exception:  # noqa: BLE001, S112 - the thread must not end unseen; feeds that come late are told
                continue
