"""Where commands come in: one by one from threads and tasks, or many at once. They are led in groups (`group`).

Step 1 of the five is here: the command's provider, id and digest. The others are in `handle`.
"""

from collections.abc import Iterable, Sequence
from concurrent.futures import Executor, ThreadPoolExecutor
from threading import Lock
from typing import Final

from attrs import define, field, frozen
from returns.result import Failure

from ..domain.actor import Actor
from ..domain.commands import Command
from ..domain.needs import shard_for
from ..domain.refusals import Refusal, Unclear
from ..domain.text import faulty, faulty_shard
from ..ports.records import Shard
from ..wire.ids import derive, fresh
from .appends import Asked, asked
from .group import MOST, Groups
from .handle import Answer, Handler
from .system import Clock

LONGEST_ID: Final = 200
"""Characters of a caller's own `command_id`."""


@frozen(kw_only=True)
class Request:
    """A command with who gives it; the same `command_id` again gives the first receipt again."""

    command: Command
    actor: Actor
    command_id: str | None = None


@define
class Pool:
    """Threads that lead for tasks; made when the first task asks, for most engines never have one."""

    made: ThreadPoolExecutor | None = None
    closed: bool = False
    lock: Lock = field(factory=Lock)

    def get(self) -> Executor:
        """RuntimeError once it is closed."""
        with self.lock:
            if self.closed:
                raise RuntimeError("the engine is closed")
            if self.made is None:
                self.made = ThreadPoolExecutor(max_workers=4, thread_name_prefix="arende-lead")
            return self.made

    def close(self) -> None:
        """What is under way is finished."""
        with self.lock:
            self.closed, made = True, self.made
        if made is not None:
            made.shutdown(wait=True)


@frozen
class Entrance:
    """Commands in, answers out. Safe for use from any thread and any event loop; all of them share one leader."""

    handler: Handler
    groups: Groups[Shard, Asked, Answer] = field(repr=False)
    pool: Pool = field(repr=False)

    @property
    def clock(self) -> Clock:
        return self.handler.clock

    def handle(self, command: Command, *, actor: Actor, command_id: str | None = None) -> Answer:
        """From a thread. It may lead others' commands too, and return when its own is answered."""
        shard, one = parsed(command, actor, command_id)
        fault = input_fault(shard, command_id)
        return Failure(fault) if fault is not None else self.groups.handle(shard, one)

    def would(self, command: Command, *, actor: Actor) -> Refusal | None:
        """Why the command would be refused now; None: it would be carried out."""
        shard, one = parsed(command, actor, None)
        return input_fault(shard, None) or self.handler.would(shard, one)

    async def ahandle(self, command: Command, *, actor: Actor, command_id: str | None = None) -> Answer:
        """From a task. Cancelling the task leaves the command's outcome unknown: ask again with its `command_id`."""
        shard, one = parsed(command, actor, command_id)
        fault = input_fault(shard, command_id)
        return Failure(fault) if fault is not None else await self.groups.ahandle(shard, one)

    def handle_many(self, requests: Iterable[Request]) -> Sequence[Answer]:
        """Many from one caller, in order within each provider; each is answered for itself, as if given alone."""
        lots: dict[Shard, list[tuple[int, Asked]]] = {}
        answers: dict[int, Answer] = {}
        for place, request in enumerate(requests):
            shard, one = parsed(request.command, request.actor, request.command_id)
            fault = input_fault(shard, request.command_id)
            if fault is None:
                lots.setdefault(shard, []).append((place, one))
            else:
                answers[place] = Failure(fault)
        for shard, lot in lots.items():
            for start in range(0, len(lot), MOST):
                part = lot[start : start + MOST]
                given = self.answered(shard, [one for _, one in part])
                answers.update(zip((place for place, _ in part), given, strict=True))
        return [answers[place] for place in sorted(answers)]

    def answered(self, shard: Shard, part: Sequence[Asked]) -> Sequence[Answer]:
        """Together; after an unexpected error one by one, so that the others are carried out.

        What was at fault is told so. Given alone, by `handle`, it raises what it met.
        """
        try:
            return self.handler.handle_group(shard, part)
        except Exception as error:  # noqa: BLE001 - one command's fault must not undo or silence the others
            if len(part) == 1:
                return [Failure(Unclear(f"Ett oväntat fel ({type(error).__name__})."))]
            return [self.answered(shard, [one])[0] for one in part]


def entrance(handler: Handler) -> Entrance:
    pool = Pool()
    return Entrance(handler, Groups(handler.handle_group, pool.get), pool)


def parsed(command: Command, actor: Actor, command_id: str | None) -> tuple[Shard, Asked]:
    new_id = fresh() if command_id is None else derive(command_id)
    return Shard(shard_for(command, actor)), asked(command, actor, command_id, new_id)


def input_fault(shard: Shard, command_id: str | None) -> Refusal | None:
    """What no storage could keep as a key: it is refused before anyone is asked to lead it."""
    bad_id = None if command_id is None else faulty("command_id", command_id, LONGEST_ID)
    return bad_id or faulty_shard("id", shard)
