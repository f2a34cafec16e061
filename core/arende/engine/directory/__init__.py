"""Directory feeds: a host's register pulled or pushed in, line by line (`feeds`). The rules are in `domain/feed`."""

from .feeds import Feeds, FeedStatus, Taken
from .opening import OpenFeed, open_directory
from .pulling import Pulling

__all__ = ["FeedStatus", "Feeds", "OpenFeed", "Pulling", "Taken", "open_directory"]
