"""Groups of callers: one of them leads, carries out what all asked for, and answers them. Nothing is decided here.

A caller that finds nobody leading leads on its own thread, so a lone caller pays nothing. While it works, others queue;
it answers its group, and hands the lead to the first that waits: a thread by waking it, a task by a thread of the pool.
Groups are of one provider. Whatever ends the leader reaches everyone in its group, and nobody is left waiting.
"""

import threading
from collections import deque
from collections.abc import Callable, Sequence
from concurrent.futures import Executor
from contextlib import suppress
from typing import TYPE_CHECKING, Final, Generic, TypeVar

from attrs import define, field

if TYPE_CHECKING:
    import asyncio

S = TypeVar("S")  # whose group it is: a provider
A = TypeVar("A")  # what is asked
B = TypeVar("B")  # what is answered

MOST: Final = 256
"""How many a group holds at most: a bound on how long the first of it waits."""


class LeaderFailed(Exception):
    """The caller that led this group was ended before it could answer; whether the command was carried out is unknown.

    Give the same command again with the same `command_id`: it is carried out once.
    """


@define(eq=False)
class Slot(Generic[A, B]):
    """One caller's place in the queue. A thread that must wait has `wake`; a task has its loop's future."""

    asked: A
    wake: threading.Event | None = None
    future: "asyncio.Future[B] | None" = None
    leads: bool = False
    """Set under the lock by whoever hands this one the lead."""
    answer: tuple[B, ...] = ()
    """One answer, once it is there."""
    failed: BaseException | None = None


@define(eq=False)
class Queue(Generic[A, B]):
    """Who waits for one provider, and whether someone leads."""

    waiting: deque[Slot[A, B]] = field(factory=deque)
    led: bool = False


@define(eq=False)
class Groups(Generic[S, A, B]):
    """Shares one way of carrying out groups among threads and tasks."""

    carry_out: Callable[[S, Sequence[A]], Sequence[B]]
    pool: Callable[[], Executor]
    lock: threading.Lock = field(factory=threading.Lock)
    queues: dict[S, Queue[A, B]] = field(factory=dict)

    def handle(self, shard: S, asked: A) -> B:
        """For a thread: lead, or wait for the one who does."""
        slot: Slot[A, B] = Slot(asked)
        try:
            if self.enter(shard, slot):
                self.lead(shard)
            elif slot.wake is not None:
                slot.wake.wait()
                if slot.leads:
                    self.lead(shard)
        except BaseException:
            self.leave(shard, slot)
            raise
        return result(slot)

    async def ahandle(self, shard: S, asked: A) -> B:
        """For a task: wait for a leader; where there is none, a thread of the pool becomes one."""
        from asyncio import get_running_loop  # loaded for callers that have a loop

        loop = get_running_loop()
        future: asyncio.Future[B] = loop.create_future()
        if self.enter(shard, Slot(asked, future=future)):
            # After the other tasks that are ready now, so that they are in the first group.
            loop.call_soon(lambda: self.pool().submit(self.lead, shard))
        return await future

    def enter(self, shard: S, slot: Slot[A, B]) -> bool:
        """Queue; True if nobody leads, so that the caller must."""
        with self.lock:
            queue = self.queues.get(shard)
            if queue is None:
                queue = self.queues[shard] = Queue()
            queue.waiting.append(slot)
            slot.leads, queue.led = not queue.led, True
            if not slot.leads and slot.future is None:
                slot.wake = threading.Event()  # only for who must wait: it costs more than all else here
        return slot.leads

    def leave(self, shard: S, slot: Slot[A, B]) -> None:
        """A thread that is ended while it waits leaves the queue; if it had the lead, the lead goes on."""
        with self.lock:
            waiting = self.queues[shard].waiting
            stood = slot in waiting
            if stood:
                waiting.remove(slot)
        if stood and slot.leads:
            self.pass_on(shard)

    def lead(self, shard: S) -> None:
        """Carry out one group and answer it; then someone else leads, if anyone waits."""
        group: list[Slot[A, B]] = []
        ended: BaseException | None = LeaderFailed()
        try:
            with self.lock:
                waiting = self.queues[shard].waiting
                while waiting and len(group) < MOST:
                    group.append(waiting.popleft())
            self.answer(shard, group)
            ended = None
        except BaseException as error:
            ended = error
            raise
        finally:
            for slot in group:
                if not slot.answer and slot.failed is None:
                    slot.failed = ended
            try:
                self.pass_on(shard)
            finally:
                tell(group)

    def answer(self, shard: S, group: Sequence[Slot[A, B]]) -> None:
        """The group together; after an unexpected error one by one, so that each has its own answer or error.

        Nothing of a failed group was kept, and what was kept without our knowing is found by its `command_id`.
        """
        try:
            for slot, answer in zip(group, self.carry_out(shard, [slot.asked for slot in group]), strict=True):
                slot.answer = (answer,)
        except Exception as error:  # noqa: BLE001 - handed to whom it concerns
            if len(group) == 1:
                group[0].failed = error
                return
            for slot in group:
                self.answer(shard, [slot])

    def pass_on(self, shard: S) -> None:
        """Hand the lead to the first that waits; with nobody there, the next caller leads."""
        with self.lock:
            queue = self.queues[shard]
            following = queue.waiting[0] if queue.waiting else None
            queue.led = following is not None
            if following is not None:
                following.leads = True
        if following is None:
            return
        if following.wake is not None:
            following.wake.set()
            return
        try:
            self.pool().submit(self.lead, shard)
        except RuntimeError:  # the pool is closed: nobody else can, so this thread goes on
            self.lead(shard)


def tell(group: Sequence[Slot[A, B]]) -> None:
    """Wake everyone: threads one by one, the tasks of a loop by one call."""
    loops: dict[asyncio.AbstractEventLoop, list[Slot[A, B]]] = {}
    for slot in group:
        if slot.future is not None:
            loops.setdefault(slot.future.get_loop(), []).append(slot)
        elif slot.wake is not None:
            slot.wake.set()
    for loop, slots in loops.items():
        with suppress(RuntimeError):  # the loop is closed: nobody waits there any more
            loop.call_soon_threadsafe(resolve, slots)


def resolve(slots: Sequence[Slot[A, B]]) -> None:
    """On the loop's own thread: give each task its answer, unless it was cancelled."""
    for slot in slots:
        if slot.future is None or slot.future.done():
            continue
        try:
            slot.future.set_result(result(slot))
        except Exception as error:  # noqa: BLE001 - whatever ended the leader is the task's to see
            slot.future.set_exception(error)


def result(slot: Slot[A, B]) -> B:
    """The answer, or what ended the leader."""
    if slot.answer:
        return slot.answer[0]
    if isinstance(slot.failed, Exception) and not isinstance(slot.failed, LeaderFailed):
        raise slot.failed
    raise LeaderFailed("Den som ledde gruppen avbröts. Ge kommandot igen med samma command_id.") from slot.failed
