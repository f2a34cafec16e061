"""One reader of changes a process, and everyone who listens: each is sent the hints that concern them, and no content.

A listener has a bounded queue; one that does not keep up is told to look at everything again. What is hinted at is kept
for some minutes, so that a browser that comes back is told what it missed, by whichever process it comes back to.
"""

import asyncio
import logging
from collections import deque
from collections.abc import AsyncIterator, Iterable
from typing import Final

from arende.engine import Engine
from arende.engine.changes import Change, Changes
from arende.ports.storage import StorageError
from arende.ports.times import to_micros
from attrs import define, field, frozen

LOG: Final = logging.getLogger("arende.web")
POLL: Final = 1.0
"""Seconds between looks, while anyone listens."""
KEPT: Final = 10_000
"""Changes that are kept for who comes back."""
QUEUE: Final = 32
HEARTBEAT: Final = 15.0
EACH: Final = 6
"""Streams that one session may have open; the oldest is ended."""


@frozen
class Hint:
    """Something that concerns the listener: when, in microseconds, and by which of its topics."""

    at: int
    topics: frozenset[str]


RESYNC: Final = Hint(0, frozenset())
"""Look at everything again: something may have been missed."""


@define(eq=False)
class Listener:
    """One open stream."""

    session: str = field(repr=False)
    topics: frozenset[str]
    queue: "asyncio.Queue[Hint | None]" = field(factory=lambda: asyncio.Queue(QUEUE))
    """None: the stream ends."""

    def hear(self, change: Change) -> None:
        concerned = change.topics & self.topics
        if concerned:
            self.put(Hint(change.at, concerned))

    def put(self, hint: Hint | None) -> None:
        if self.queue.full():
            while not self.queue.empty():
                self.queue.get_nowait()
            hint = None if hint is None else RESYNC
        self.queue.put_nowait(hint)


@define(eq=False)
class Hub:
    """The listeners of one process. Everything runs on the event loop but the reading itself."""

    engine: Engine = field(repr=False)
    changes: Changes
    listeners: list[Listener] = field(factory=list)
    recent: deque[Change] = field(factory=lambda: deque(maxlen=KEPT))
    since: int = 0
    """From when on `recent` holds everything, in microseconds; 0: nothing is read."""
    task: "asyncio.Task[None] | None" = None

    @classmethod
    def of(cls, engine: Engine) -> "Hub":
        return cls(engine, Changes(storage=engine.storage))

    def join(self, session: str, topics: frozenset[str], after: int | None) -> Listener:
        """Listens from now on, and is told what came after `after`. To be heard by `hints`, and ended by `leave`."""
        listener = Listener(session, topics)
        own = [one for one in self.listeners if one.session == session]
        for one in own[: max(0, len(own) + 1 - EACH)]:
            one.put(None)
        self.listeners.append(listener)
        self.start()
        self.catch_up(listener, after)
        return listener

    def leave(self, listener: Listener) -> None:
        """No longer listens."""
        if listener in self.listeners:
            self.listeners.remove(listener)

    def end(self, session: str) -> None:
        """Who has signed out hears no more, here. What other processes hold open ends by itself (`events.LIFE`)."""
        for one in self.listeners:
            if one.session == session:
                one.put(None)

    async def hints(self, listener: Listener) -> AsyncIterator[Hint | None]:
        """What it hears; None now and then, so that the connection is kept open."""
        while True:
            try:
                hint = await asyncio.wait_for(listener.queue.get(), HEARTBEAT)
            except TimeoutError:
                yield None
                continue
            if hint is None:
                return
            yield hint

    def catch_up(self, listener: Listener, after: int | None) -> None:
        """What was missed since then; everything, where that is further back than is kept."""
        if after is None:
            return
        if not self.since or after < self.since:
            listener.put(RESYNC)
            return
        for change in self.recent:
            if change.at > after:
                listener.hear(change)

    def start(self) -> None:
        if self.task is None or self.task.done():
            self.since = to_micros(self.engine.queries.clock.now())
            self.recent.clear()
            self.changes = Changes(storage=self.engine.storage)
            self.task = asyncio.create_task(self.read())

    async def read(self) -> None:
        """Reads while anyone listens. What cannot be read is asked for again, and then everyone looks at everything."""
        missed = False
        while self.listeners:
            try:
                changes = await asyncio.to_thread(self.changes.since_last, self.since)
            except StorageError:
                LOG.warning("live: storage does not answer; asked again")
                missed = True
            except Exception as error:  # noqa: BLE001 - pages that stay as they are, and do not say so, would be worse
                LOG.error("live: what happened could not be read (%s); asked again", type(error).__name__)
                missed = True
            else:
                if missed:
                    self.look_again()
                self.tell(changes)
                missed = False
            await asyncio.sleep(POLL)

    def look_again(self) -> None:
        """Something may have been read and not told: to those who listen, and to those who come back."""
        self.since = to_micros(self.engine.queries.clock.now())
        self.recent.clear()
        for listener in self.listeners:
            listener.put(RESYNC)

    def tell(self, changes: Iterable[Change]) -> None:
        for change in changes:
            if len(self.recent) == KEPT:
                self.since = self.recent[0].at
            self.recent.append(change)
            for listener in self.listeners:
                listener.hear(change)

    async def close(self) -> None:
        """The process ends: every stream does."""
        for listener in self.listeners:
            listener.put(None)
        if self.task is not None:
            self.task.cancel()
