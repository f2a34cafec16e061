"""Commands inside a transaction of the host's own: they are kept or undone with what the host writes there.

Nothing is grouped, and what is decided holds locks until the host's transaction ends: keep it short. Refusals that the
access log must hold are written beside it, for they stay true when the host's transaction does not.
"""

from collections.abc import Generator
from contextlib import contextmanager

from attrs import evolve, field, frozen
from returns.result import Failure

from ..domain.actor import Actor
from ..domain.commands import Command
from ..ports.storage import Joining, StorageUnusable
from .entrance import input_fault, parsed
from .handle import Answer, Handler


@frozen(kw_only=True)
class Joined:
    """Takes commands for as long as the transaction is joined, on the thread that has it."""

    handler: Handler = field(repr=False)

    def handle(self, command: Command, *, actor: Actor, command_id: str | None = None) -> Answer:
        """As `Engine.handle`. A refusal, and what storage could not take, leave the transaction as it was."""
        shard, one = parsed(command, actor, command_id)
        fault = input_fault(shard, command_id)
        return Failure(fault) if fault is not None else self.handler.handle_group(shard, [one])[0]


@contextmanager
def joined(handler: Handler, connection: object) -> Generator[Joined]:
    """Raises StorageUnusable where the storage joins no transactions, or this is none."""
    if not isinstance(handler.storage, Joining):
        raise StorageUnusable("This storage joins no transactions of a host: PostgreSQL does.")
    storage = handler.storage.joined(connection)
    try:
        yield Joined(handler=evolve(handler, storage=storage, log=handler.storage))
    finally:
        storage.close()
