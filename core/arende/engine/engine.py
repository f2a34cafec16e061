"""The engine: one object per clinic's database. What it is put together of, and how, is in `assembly`.

Several engines may live in one process; nothing is global and nothing happens on import.
"""

from collections.abc import Iterable, Sequence
from contextlib import AbstractContextManager, ExitStack
from types import TracebackType
from typing import TYPE_CHECKING, Self

from attrs import field, frozen

from ..domain.actor import Actor
from ..domain.commands import Command
from ..domain.refusals import Refusal
from .entrance import Entrance, Request
from .handle import Answer, Handler
from .settings import Settings
from .system import Clock
from .telling import Listener, Telling

if TYPE_CHECKING:
    from ..ports.anchor import Anchor
    from ..ports.storage import Storage
    from .audit import Audit
    from .directory import Feeds
    from .erasing import Erasing
    from .hands import Hands
    from .joining import Joined
    from .metrics import Gauges
    from .once import OnceInStorage
    from .pausing import Pausing
    from .plugins import Registries
    from .presence import Presence
    from .queries import Queries
    from .sessions import Sessions
    from .sms.incoming import SmsReports
    from .sms_replies import SmsReplies
    from .worker import Worker


@frozen(kw_only=True)
class Engine:
    """Commands in, answers out; queries; the worker. Safe for use from several threads. Close it, or use `with`."""

    settings: Settings = field(repr=False)
    registries: "Registries" = field(repr=False)
    storage: "Storage" = field(repr=False)
    queries: "Queries" = field(repr=False)
    audit: "Audit" = field(repr=False)
    worker: "Worker" = field(repr=False)
    handler: Handler = field(repr=False)
    entrance: Entrance = field(repr=False)
    presence: "Presence" = field(repr=False)
    """Which colleagues are writing in a case just now."""
    sms_replies: "SmsReplies" = field(repr=False)
    """Who has answered an SMS."""
    sessions: "Sessions" = field(repr=False)
    """Who is signed in at a web face."""
    sms_reports: "SmsReports" = field(repr=False)
    """What SMS providers send to us, by the routes of a host."""
    metrics: "Gauges" = field(repr=False)
    """Called, it gives the numbers of this moment."""
    hands: "Hands" = field(repr=False)
    """What a person does to the outbox."""
    telling: Telling = field(repr=False)
    """Who is told of what was committed."""
    pausing: "Pausing" = field(repr=False)
    """Exporters that nothing goes to for now."""
    erasing: "Erasing" = field(repr=False)
    """What is kept, and removed by order."""
    directory: "Feeds" = field(repr=False)
    """A host's registers, pulled or pushed in."""
    once: "OnceInStorage" = field(repr=False)
    """What authenticators remember as used."""
    closing: ExitStack = field(repr=False)

    @classmethod
    def open(
        cls,
        settings: Settings,
        plugins: Sequence[object] = (),
        *,
        clock: Clock | None = None,
        anchor: "Anchor | None" = None,
        create: bool = True,
        migrate: bool = True,
    ) -> Self:
        """Open storage and adapters as the settings say; `create` and `migrate` let a database be made fit for use.

        `anchor` is told of the access log's chains; without one, the file that the settings name.

        Raises SettingsFaults, PluginFaults or StorageError, each with sentences that say what to do.
        """
        from .assembly import assembled  # most of what an engine consists of is loaded where the first one is opened

        return assembled(cls, settings, plugins, clock=clock, anchor=anchor, create=create, migrate=migrate)

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

    def transaction(self, connection: object) -> "AbstractContextManager[Joined]":
        """Commands inside the transaction that the host has open on a connection of its own, to the same database.

        `with engine.transaction(connection) as joined: joined.handle(…)`: kept when the host commits, undone when it
        rolls back. On PostgreSQL, with a connection of psycopg 3. StorageUnusable where that cannot be.
        """
        from .joining import joined

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
