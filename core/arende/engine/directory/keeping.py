"""A feed's own stream: its state read, and what has come of a taking written, where the stream still stands."""

from hashlib import sha256

from attrs import define, field

from ...domain.actor import name_of, purpose_of
from ...domain.evolve import evolve
from ...domain.feed.commands import FeedCommand
from ...domain.feed.decide import decide
from ...domain.feed.model import Feed
from ...domain.ids import Kind, Ref
from ...domain.model import Nothing, State
from ...ports.records import NEW, Append, CommandMark, Committed, Exactly, StreamWrite
from ...ports.times import to_micros
from ...wire.heads import decode_state
from ...wire.ids import fresh
from ...wire.names import stream_name
from ...wire.records import encode_event
from ..appends import head, record
from ..handle import Handler
from ..telling import announced
from .applying import Applying, Overtaken
from .opening import OpenFeed


@define(kw_only=True)
class Keeping:
    """One taking's view of its feed: it moves on by what it writes itself, and by nothing else."""

    handler: Handler = field(repr=False)
    feed: OpenFeed
    state: Feed
    version: int

    @classmethod
    def begun(cls, handler: Handler, feed: OpenFeed) -> "Keeping":
        """As the feed stands now. Raises StorageError."""
        found = handler.storage.heads(feed.shard, [stream_of(feed)])[0]
        state = Nothing() if found is None else decode_state(found)
        known = state if isinstance(state, Feed) else Feed(id=feed.id)
        return cls(handler=handler, feed=feed, state=known, version=0 if found is None else found.version)

    @property
    def applying(self) -> Applying:
        """How lines are made durable while the feed stands here."""
        fence = (stream_of(self.feed), self.version)
        return Applying(handler=self.handler, shard=self.feed.shard, actor=self.feed.actor, fence=fence)

    def note(self, command: FeedCommand) -> None:
        """Write what came of it, if anything did. Raises Overtaken, StorageError."""
        now = self.handler.clock.now()
        events = decide(self.state, command, now)
        if not events:
            return
        stream, actor, id = stream_of(self.feed), self.feed.actor, fresh()
        state: State = self.state if self.version else Nothing()
        for event in events:
            state = evolve(state, event)
        mark = CommandMark(
            command_id=id,
            digest=sha256(b"".join(encode_event(event).body for event in events)).digest(),
            actor=name_of(actor),
            assignment=None,
            purpose=purpose_of(actor),
            events=len(events),
        )
        first = self.version + 1
        write = StreamWrite(
            stream=stream,
            expected=Exactly(self.version) if self.version else NEW,
            records=tuple(
                record(self.feed.shard, stream, first + place, event, mark if place == 0 else None)
                for place, event in enumerate(events)
            ),
            head=head(self.feed.shard, stream, state, self.version + len(events)),
        )
        made = Append(shard=self.feed.shard, writes=(write,), mark=mark)
        told = announced(made, self.handler.subscribers, id, to_micros(now))
        if not isinstance(self.handler.storage.commit([told])[0], Committed):
            raise Overtaken
        self.version += len(events)
        if isinstance(state, Feed):
            self.state = state


def stream_of(feed: OpenFeed) -> str:
    return stream_name(Ref(Kind.FEED, feed.id))
