"""The engine: settings and plugins put together into one object per clinic's database. Composition only.

Several engines may live in one process; nothing is global and nothing happens on import.
"""

from collections.abc import Iterable, Sequence
from contextlib import AbstractContextManager, ExitStack
from pathlib import Path
from types import TracebackType
from typing import Self

from attrs import field, frozen

from ..domain.actor import Actor
from ..domain.commands import Command
from ..domain.refusals import Refusal
from ..ports.anchor import Anchor
from ..ports.config import Said
from ..ports.storage import Storage
from .adapters import open_exporters, open_sms, open_storage
from .audit import Audit, FileAnchor
from .audit.keys import Keyring, key_path, read_keys
from .audit.pace import Pace
from .audit.sealer import Sealer
from .directory import Feeds, Pulling, open_directory
from .dispatch import Dispatcher
from .entrance import Entrance, Request, entrance
from .erasing import Erasing
from .faults import SettingsFaults
from .handle import Answer, Handler
from .hands import Hands
from .joining import Joined, joined
from .metrics import Gauges
from .once import OnceInStorage
from .pausing import Pausing
from .plugins import Registries, load
from .presence import Presence
from .queries import Queries
from .sessions import Sessions
from .settings import Settings
from .sms.incoming import SmsReports
from .sms.listening import Ears
from .sms.matching import Matching
from .sms.replies import Replies
from .sms.reports import Reports
from .sms.sender import Sender
from .sms_replies import SmsReplies
from .sweeping import Sweeping
from .system import Clock, SystemClock
from .telling import Listener, Telling, host_names, open_subscribers
from .unread import Unread
from .untouched import Untouched
from .worker import Worker


@frozen(kw_only=True)
class Engine:
    """Commands in, answers out; queries; the worker. Safe for use from several threads. Close it, or use `with`."""

    settings: Settings = field(repr=False)
    registries: Registries = field(repr=False)
    storage: Storage = field(repr=False)
    queries: Queries = field(repr=False)
    audit: Audit = field(repr=False)
    worker: Worker = field(repr=False)
    handler: Handler = field(repr=False)
    entrance: Entrance = field(repr=False)
    presence: Presence = field(repr=False)
    sms_replies: SmsReplies = field(repr=False)
    """Which colleagues are writing in a case just now."""
    sessions: Sessions = field(repr=False)
    """Who is signed in at a web face."""
    sms_reports: SmsReports = field(repr=False)
    """What SMS providers send to us, by the routes of a host."""
    metrics: Gauges = field(repr=False)
    """Called, it gives the numbers of this moment."""
    hands: Hands = field(repr=False)
    """What a person does to the outbox."""
    telling: Telling = field(repr=False)
    """Who is told of what was committed."""
    pausing: Pausing = field(repr=False)
    """Exporters that nothing goes to for now."""
    erasing: Erasing = field(repr=False)
    """What is kept, and removed by order."""
    directory: Feeds = field(repr=False)
    """A host's registers, pulled or pushed in."""
    once: OnceInStorage = field(repr=False)
    """What authenticators remember as used."""
    closing: ExitStack = field(repr=False)

    @classmethod
    def open(
        cls,
        settings: Settings,
        plugins: Sequence[object] = (),
        *,
        clock: Clock | None = None,
        anchor: Anchor | None = None,
        create: bool = True,
        migrate: bool = True,
    ) -> Self:
        """Open storage and adapters as the settings say; `create` and `migrate` let a database be made fit for use.

        `anchor` is told of the access log's chains; without one, the file that the settings name.

        Raises SettingsFaults, PluginFaults or StorageError, each with sentences that say what to do.
        """
        settings = settings.resolved()
        registries = load(plugins, settings.plugins_allow, settings.plugins_block)
        with ExitStack() as stack:
            storage = open_storage(settings.storage, registries, create=create, migrate=migrate)
            stack.callback(storage.close)
            faults: list[Said] = []
            sms = open_sms(settings, registries, stack, faults)
            exporters = open_exporters(settings, registries, stack, faults)
            told_of = open_subscribers(settings, registries, stack, faults)
            feeds = open_directory(settings, registries, stack, faults)
            if faults:
                raise SettingsFaults(faults)
            at = clock or SystemClock()
            names = tuple(settings.subscribers)
            handler = Handler(storage=storage, clock=at, policy=settings.policy, subscribers=names)
            queries = Queries(storage=storage, clock=at, policy=settings.policy)
            door = entrance(handler)
            stack.callback(door.pool.close)
            audit = open_audit(settings, queries, anchor)
            sender = Sender(entrance=door, queries=queries, routes=sms, uncertain=settings.policy.sms_uncertain)
            reports = Reports(entrance=door, storage=storage, matching=Matching(queries=queries))
            told = SmsReplies(entrance=door, queries=queries)
            replies = Replies(counted=reports.counted, told=told)
            telling = Telling(storage=storage, clock=at, names=host_names(settings), plugins=told_of)
            hands, erasing = Hands(queries=queries), Erasing(queries=queries)
            pausing = Pausing(storage=storage, clock=at, exporters=frozenset(exporters))
            dispatcher = Dispatcher(
                entrance=door,
                queries=queries,
                sms=sender,
                reports=reports,
                hands=hands,
                erasing=erasing,
                pausing=pausing,
                exporters=exporters,
                telling=telling,
            )
            directory = Feeds(handler=handler, feeds=feeds)
            sessions = Sessions(storage=storage, clock=at, limits=settings.sessions)
            return cls(
                settings=settings,
                registries=registries,
                storage=storage,
                queries=queries,
                audit=audit,
                worker=Worker(
                    storage=storage,
                    dispatcher=dispatcher,
                    clock=at,
                    pace=Pace(audit.seal_once),
                    sweeping=Sweeping(sessions.sweep),
                    untouched=Untouched(owners=queries, entrance=door),
                    ears=Ears(routes=sms, reports=reports, replies=replies),
                    unread=Unread(owners=queries, entrance=door),
                    pulling=Pulling(directory),
                ),
                hands=hands,
                telling=telling,
                erasing=erasing,
                pausing=pausing,
                metrics=Gauges(storage=storage, clock=at, routes=sms, counted=reports.counted, pausing=pausing),
                sms_reports=SmsReports(routes=sms, reports=reports, replies=replies),
                handler=handler,
                entrance=door,
                presence=Presence(queries=queries),
                sms_replies=told,
                sessions=sessions,
                directory=directory,
                once=OnceInStorage(storage),
                closing=stack.pop_all(),
            )

    def handle(self, command: Command, *, actor: Actor, command_id: str | None = None) -> Answer:
        """Carry out a command. With `command_id` it is repeatable: the same again gives the first receipt again."""
        return self.entrance.handle(command, actor=actor, command_id=command_id)

    def would(self, command: Command, *, actor: Actor) -> Refusal | None:
        """Why the command would be refused as things stand now; None: it would be carried out. Nothing is changed.

        For faces that ask step by step. What is decided is decided anew by `handle`.
        """
        return self.entrance.would(command, actor=actor)

    async def ahandle(self, command: Command, *, actor: Actor, command_id: str | None = None) -> Answer:
        """The same from a task. A cancelled task leaves the outcome unknown: ask again with the same `command_id`."""
        return await self.entrance.ahandle(command, actor=actor, command_id=command_id)

    def handle_many(self, requests: Iterable[Request]) -> Sequence[Answer]:
        """Many commands at once: in few transactions, in order within each provider, each with its own answer."""
        return self.entrance.handle_many(requests)

    def transaction(self, connection: object) -> AbstractContextManager[Joined]:
        """Commands inside the transaction that the host has open on a connection of its own, to the same database.

        `with engine.transaction(connection) as joined: joined.handle(…)`: kept when the host commits, undone when it
        rolls back. On PostgreSQL, with a connection of psycopg 3. StorageUnusable where that cannot be.
        """
        return joined(self.handler, connection)

    def subscribe(self, name: str, listener: Listener) -> None:
        """Have a function told of events: after commit, by this engine's worker, at least once, in order per stream.

        `name` stands in the settings (`[subscribers.NAME]`, provider `host`), so that what other processes write is
        told too; what has waited for the function comes first. One that raises is asked again, with longer and longer
        waits, and holds up later events of that stream only; at last it is a dead letter (`arende outbox`).

        Raises SettingsFaults where the settings do not name it, ValueError where it has another function already.
        """
        self.telling.subscribe(name, listener)

    def close(self) -> None:
        """Give back storage and adapters."""
        self.closing.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def open_audit(settings: Settings, queries: Queries, anchor: Anchor | None) -> Audit:
    """The log as a whole. Its keys are read when they are needed: who only works with cases need not have them."""

    def keys() -> Keyring:
        return read_keys(key_path(settings.audit.key_file, settings.storage))

    at = anchor or (FileAnchor(Path(settings.audit.anchor)) if settings.audit.anchor else None)
    sealer = Sealer(storage=queries.storage, clock=queries.clock, keys=keys, anchor=at)
    return Audit(
        queries=queries,
        sealer=sealer,
        keys=keys,
        key_file=key_path(settings.audit.key_file, settings.storage),
        anchor=at,
    )
