"""Telling subscribers what was committed: by the outbox, after the commit, at least once, in order per stream.

Who is told stands in the settings (`[subscribers.NAME]`), for every process that writes must know of it. `host` is a
function of the host's own (`engine.subscribe`), which is handed typed events; plugins are handed records.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import timedelta
from typing import Final, TypeAlias

from attrs import evolve, field, frozen

from ..domain.events import Event
from ..domain.ids import Ref
from ..ports.records import Append, Later, OutboxItem, Record, Shard, StreamWrite
from ..ports.storage import Storage
from ..ports.subscribers import Subscriber
from ..ports.times import to_micros
from ..wire.ids import part_of
from ..wire.names import ref_of
from ..wire.records import decode_event
from ..wire.telling import TELL, Tell, tell_bytes, told_stream
from .faults import SettingsFaults
from .outcomes import DONE, Settled, faulty
from .settings import Settings
from .system import Clock

HOST: Final = "host"
"""The provider in the settings that is no plugin."""
AGAIN: Final = timedelta(seconds=10)
"""Between looks for a worker whose process has the host's function."""
NAME: Final = re.compile(r"[a-z0-9][a-z0-9_-]{0,39}")


@frozen(kw_only=True)
class Occurred:
    """An event that is committed. Whole, and not limited by anyone's access: it is for the host's own process."""

    ref: Ref
    """What it happened to. An identifier's is a hash of it."""
    seq: int
    """Its number in that stream, from 1 without gaps: the same event told twice has the same."""
    event: Event


Listener: TypeAlias = Callable[[Sequence[Occurred]], None]


@frozen(kw_only=True)
class Telling:
    """Carries out what is to be told. Safe for use from several threads."""

    storage: Storage = field(repr=False)
    clock: Clock = field(repr=False)
    names: frozenset[str]
    """The `host` subscriptions of the settings."""
    plugins: Mapping[str, Subscriber] = field(repr=False)
    listeners: dict[str, Listener] = field(factory=dict, init=False, repr=False)

    def subscribe(self, name: str, listener: Listener) -> None:
        """Have the host's function told from now on, and of what waits. Raises SettingsFaults, ValueError."""
        if name not in self.names:
            table = f'[subscribers.{name}], provider = "{HOST}"'
            sv, en = (
                f"subscribers: «{name}» saknas; skriv {table}.",
                f"subscribers: «{name}» is missing; write {table}.",
            )
            raise SettingsFaults([(sv, en)])
        if self.listeners.setdefault(name, listener) is not listener:
            raise ValueError(f"{name} has its listener already")

    def carry_out(self, item: OutboxItem, tell: Tell) -> Settled:
        """Tell; an exception means: again, and after some tries a dead letter. Raises StorageError of our own."""
        listener, plugin = self.listeners.get(tell.subscriber), self.plugins.get(tell.subscriber)
        if listener is None and plugin is None:
            return self.unheard(item, tell)
        records = self.storage.records(item.shard, tell.stream, tell.after, tell.count)
        try:
            if plugin is not None:
                plugin.told(records)
            elif listener is not None:
                listener([occurred(item.shard, record) for record in records])
        except Exception:  # noqa: BLE001 - a host's or vendor's fault: it must stop nothing, whatever it raises
            return faulty(item, self.clock.now())
        return DONE

    def unheard(self, item: OutboxItem, tell: Tell) -> Settled:
        """Nobody here: another process has the function, or the settings no longer name the subscriber."""
        if tell.subscriber not in self.names:
            return faulty(item, self.clock.now())
        # As if tried, for what follows in its stream must not overtake it.
        until = to_micros(self.clock.now() + AGAIN)
        return Later(id=item.id, not_before=until, attempt=max(item.attempt, 1))


def occurred(shard: Shard, record: Record) -> Occurred:
    return Occurred(ref=ref_of(shard, record.stream), seq=record.seq, event=decode_event(record))


def announced(append: Append, names: Sequence[str], id: str, at: int) -> Append:
    """The append with an item for each subscriber and stream; `id` is the command's. They commit with it, or not."""
    items = tuple(
        told_item(append.shard, write, name, f"{id}-{name}-{place}", at)
        for name in names
        for place, write in enumerate(append.writes)
    )
    return evolve(append, outbox=(*append.outbox, *items)) if items else append


def told_item(shard: Shard, write: StreamWrite, name: str, id: str, at: int) -> OutboxItem:
    stream = told_stream(name, write.stream)
    tell = Tell(subscriber=name, stream=write.stream, after=write.records[0].seq - 1, count=len(write.records))
    return OutboxItem(
        shard=shard,
        part=part_of(stream),
        id=id,
        stream=stream,
        not_before=at,
        attempt=0,
        kind=TELL,
        body=tell_bytes(tell),
        order=tell.after,  # commands of one group have one time
        created=at,
    )


def host_names(settings: Settings) -> frozenset[str]:
    """Subscriptions that wait for a function of the host's."""
    return frozenset(name for name, config in settings.subscribers.items() if config.name == HOST)
