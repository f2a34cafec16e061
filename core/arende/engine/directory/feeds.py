"""`engine.directory`: feeds pulled from a host's register or pushed by it, and how each fares. Every line is taken on
its own: one at fault is kept as such and holds up none of the others.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from datetime import datetime
from typing import Final

import orjson
from attrs import field, frozen
from returns.result import Failure, Result, Success

from ...domain.feed.commands import NoteTrouble
from ...domain.feed.model import Feed, OpenFault, Trouble
from ...domain.feed.rules import FAULTY, already, gap, kept_on, trouble_code
from ...domain.ids import ProviderId
from ...domain.refusals import FeedOnlyPushed, FeedOvertaken, FeedUnknown, Refusal, Unavailable
from ...domain.text import faulty
from ...ports.directory import Directory, DirectoryLine, UnknownCursor
from ...ports.records import Append, PlainRow
from ...ports.storage import StorageError
from ...ports.times import from_micros, to_micros
from ..handle import Handler
from . import stated
from .applying import Overtaken
from .keeping import Keeping
from .lines import LONGEST, WINDOW
from .opening import OpenFeed
from .taking import Taking

RUN: Final = "feed_run"  # key: the feed's name; sub: ""; of no record: when it was last tried, and what came of it


@frozen(kw_only=True)
class Taken:
    """What came of a pull or a push."""

    lines: int = 0
    changed: int = 0
    ended: int = 0
    """What was no longer in the whole register."""
    faulty: int = 0
    """Lines of this delivery that were at fault; `faults` are the first of them."""
    faults: tuple[OpenFault, ...] = ()
    trouble: Trouble | None = None
    """Why it did not come to its end; what was taken before stands."""
    repeated: bool = False
    """It had been received already: nothing was done."""
    stopped: bool = False
    """It was told to stop between two windows; the next pull goes on from there."""
    cursor: str | None = field(default=None, repr=False)
    """Where the register goes on."""


@frozen(kw_only=True)
class FeedStatus:
    """How a feed fares."""

    feed: OpenFeed
    state: Feed
    begun: bool
    """Whether anything has been taken, ever."""
    last: datetime | None = None
    """When it last came to its end."""
    tried: datetime | None = None
    lines: int = 0
    """Of the last taking."""
    changed: int = 0
    ended: int = 0
    guardianships: bool = False
    """Whether it has said anything of who has custody of whom."""

    @property
    def tells_guardians(self) -> bool:
        """Whether who has custody of whom follows it."""
        return self.guardianships and self.last is not None


def always() -> bool:
    return True


@frozen(kw_only=True)
class Feeds:
    """Safe for use from several threads and processes: of two takings of a feed at once, one is told to begin anew."""

    handler: Handler = field(repr=False)
    feeds: Mapping[str, OpenFeed]
    window: int = WINDOW
    """Lines that are taken together, at most."""

    def pull(
        self, name: str, *, full: bool = False, confirm: bool = False, go_on: Callable[[], bool] = always
    ) -> Result[Taken, Refusal]:
        """Read what has changed in the register, or everything (`full`), and do it. What a whole register no longer
        has ends; where that would be a great deal only if it is confirmed (`confirm`). `go_on` is asked between
        windows.
        """
        feed = self.feeds.get(name)
        if feed is None:
            return Failure(FeedUnknown())
        directory = feed.directory
        if directory is None:
            return Failure(FeedOnlyPushed())
        return self.guarded(lambda: self.pulled(feed, directory, full=full, confirm=confirm, go_on=go_on))

    def pulled(
        self, feed: OpenFeed, directory: Directory, *, full: bool, confirm: bool, go_on: Callable[[], bool]
    ) -> Result[Taken, Refusal]:
        taking = Taking(keeping=Keeping.begun(self.handler, feed), go_on=go_on, most=self.window)
        state = taking.keeping.state
        if full or (state.cursor is None and not state.whole_open):
            taking.begin_whole()
        try:
            trouble = taking.from_lines(changes(directory, taking.keeping.state.cursor))
        except UnknownCursor as error:
            if taking.keeping.state.cursor is None:
                trouble = trouble_code(error.code)
            else:
                taking.begin_whole()
                trouble = self.anew(taking, directory)
        return Success(self.over(taking, trouble, confirm=confirm))

    def anew(self, taking: Taking, directory: Directory) -> str | None:
        try:
            return taking.from_lines(changes(directory, None))
        except UnknownCursor as error:
            return trouble_code(error.code)

    def push(
        self,
        name: str,
        lines: Iterable[bytes],
        *,
        after: str | None = None,
        cursor: str | None = None,
        full: bool = False,
        confirm: bool = False,
    ) -> Result[Taken, Refusal]:
        """Take lines of `arende import`'s format. `cursor` says where the register goes on after them, `after` which
        cursor they follow on: another than the one kept is refused (FeedGap), the one kept is received already.
        """
        feed = self.feeds.get(name)
        if feed is None:
            return Failure(FeedUnknown())
        unusable = None if cursor is None else faulty("cursor", cursor, LONGEST)
        if unusable is not None:
            return Failure(unusable)
        return self.guarded(lambda: self.pushed(feed, lines, after, cursor, full=full, confirm=confirm))

    def pushed(
        self,
        feed: OpenFeed,
        lines: Iterable[bytes],
        after: str | None,
        cursor: str | None,
        *,
        full: bool,
        confirm: bool,
    ) -> Result[Taken, Refusal]:
        taking = Taking(keeping=Keeping.begun(self.handler, feed), go_on=always, most=self.window)
        state = taking.keeping.state
        if already(state, cursor, whole=full):
            return Success(Taken(repeated=True, cursor=cursor, trouble=state.trouble))
        refused = gap(state, after, whole=full)
        if refused is not None:
            return Failure(refused)
        if full:
            taking.begin_whole()
        trouble = taking.from_lines(lines)
        if trouble is None:
            taking.received(kept_on(state, after, cursor, whole=full, pulled=feed.directory is not None))
        return Success(self.over(taking, trouble, confirm=confirm, sweep=full))

    def over(self, taking: Taking, trouble: str | None, *, confirm: bool, sweep: bool = True) -> Taken:
        """What is left to do after the last line."""
        keeping = taking.keeping
        if not taking.stopped:
            whole = sweep and trouble is None and keeping.state.whole_open
            held = taking.end_whole(confirmed=confirm) if whole else None
            if trouble is not None or held is not None or sweep or not keeping.state.whole_open:
                taking.over(held or trouble)
        self.ran(taking, to_its_end=not taking.stopped and keeping.state.trouble is None)
        return Taken(
            lines=taking.lines,
            changed=taking.changed,
            ended=taking.ended,
            faulty=taking.faulty,
            faults=tuple(taking.faults),
            trouble=keeping.state.trouble,
            stopped=taking.stopped,
            cursor=keeping.state.cursor,
        )

    def faulted(self, feed: OpenFeed) -> None:
        """A pull ended as nobody foresaw: trouble of its feed, until one comes to its end. Raises StorageError."""
        with suppress(Overtaken):  # whoever took from it meanwhile tells how that fared
            Keeping.begun(self.handler, feed).note(NoteTrouble(feed=feed.id, code=FAULTY))

    def guarded(self, take: Callable[[], Result[Taken, Refusal]]) -> Result[Taken, Refusal]:
        try:
            return take()
        except Overtaken:
            return Failure(FeedOvertaken())
        except StorageError as error:
            return Failure(Unavailable(str(error)))

    def ran(self, taking: Taking, *, to_its_end: bool) -> None:
        """Keep when, beside the stream: most pulls find nothing, and are no event."""
        feed, now = taking.keeping.feed, to_micros(self.handler.clock.now())
        before = self.status_of(feed)
        last = now if to_its_end else None if before.last is None else to_micros(before.last)
        self.keep(feed, last, taking.lines, taking.changed, taking.ended)

    def begins(self, feed: OpenFeed) -> None:
        """Keep that it is tried now, so that another worker does not begin as well. Raises StorageError."""
        before = self.status_of(feed)
        last = None if before.last is None else to_micros(before.last)
        self.keep(feed, last, before.lines, before.changed, before.ended)

    def keep(self, feed: OpenFeed, last: int | None, lines: int, changed: int, ended: int) -> None:
        body = orjson.dumps({"last": last, "lines": lines, "changed": changed, "ended": ended})
        row = PlainRow(kind=RUN, key=feed.name, sub="", body=body, at=to_micros(self.handler.clock.now()))
        self.handler.storage.commit([Append(shard=feed.shard, rows=(row,))])

    def status(self) -> Sequence[FeedStatus]:
        """Every feed of the settings. Raises StorageError."""
        return [self.status_of(feed) for feed in self.feeds.values()]

    def tells_guardians(self, provider: ProviderId) -> bool:
        """Whether a register of that care provider has told of guardianships, and has come to its end. Raises
        StorageError.
        """
        own = (feed for feed in self.feeds.values() if feed.provider == provider)
        return any(self.status_of(feed).tells_guardians for feed in own)

    def status_of(self, feed: OpenFeed) -> FeedStatus:
        """Raises StorageError."""
        keeping = Keeping.begun(self.handler, feed)
        row = self.handler.storage.rows_at(feed.shard, RUN, [feed.name], "")[0]
        told = {} if row is None or row.body is None else orjson.loads(row.body)
        return FeedStatus(
            feed=feed,
            state=keeping.state,
            begun=keeping.version > 0 or row is not None,
            last=None if told.get("last") is None else from_micros(told["last"]),
            tried=None if row is None else from_micros(row.at),
            lines=told.get("lines", 0),
            changed=told.get("changed", 0),
            ended=told.get("ended", 0),
            guardianships=stated.of_guardianships(self.handler.storage, feed.shard, feed.name),
        )


def changes(directory: Directory, since: str | None) -> Iterator[DirectoryLine]:
    """The register's lines; begun within the iteration, so that what fails at once is met like what fails later."""
    yield from directory.changes(since)
