"""P2: many callers. Group commit beside a lock around the same handler, one transaction a command.

Beside it are measured throughput and the time that each caller waits: a group must not buy the one with the other.
"""

import asyncio
import threading
import time
from collections.abc import Awaitable, Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import Final, TypeAlias

from arende.engine import Request
from arende.engine.entrance import parsed
from arende.engine.handle import Answer
from attrs import define, field
from returns.pipeline import is_successful

from .bench import Bench
from .clinic import Clinic, clinic, refused
from .rounds import interleaved, percentile
from .rows import Row, beside, over, row

CALLERS: Final = 32
Call: TypeAlias = Callable[[Request], Answer]
AsyncCall: TypeAlias = Callable[[Request], Awaitable[Answer]]


@define(eq=False)
class Waits:
    """Milliseconds that the slowest hundredth of callers waited, one figure a round."""

    p99: list[float] = field(factory=list)

    def measured(self, waits: Sequence[float], seconds: float) -> float:
        self.p99.append(percentile(waits, 0.99) * 1000)
        return len(waits) / seconds


def rows(bench: Bench) -> list[Row]:
    each, rounds = bench.pick(20, 60), bench.pick(5, 11)
    with clinic(f"sqlite:///{bench.file()}", bench.pick(300, 1000)) as ours:
        lock = threading.Lock()

        def locked(request: Request) -> Answer:
            """The same handler with one command a transaction, behind a lock."""
            shard, asked = parsed(request.command, request.actor, request.command_id)
            with lock:
                return ours.engine.handler.handle_group(shard, [asked])[0]

        async def agrouped(request: Request) -> Answer:
            return await ours.engine.ahandle(request.command, actor=request.actor, command_id=request.command_id)

        waits = {name: Waits() for name in ("threads", "lock", "tasks", "executor")}
        found = interleaved(
            {
                "threads": lambda: waits["threads"].measured(*threads(ours, partial(calling, ours), each)),
                "lock": lambda: waits["lock"].measured(*threads(ours, locked, each)),
                "tasks": lambda: waits["tasks"].measured(*asyncio.run(tasks(ours, agrouped, each))),
                "executor": lambda: waits["executor"].measured(*executor(ours, locked, each)),
            },
            rounds,
        )
        p99 = {name: one.p99[1:] for name, one in waits.items()}
        return [
            row(
                "P2",
                f"{CALLERS} threads against a lock with one transaction a command",
                over(found["threads"], found["lock"]),
                2.5,
                note=beside(found["threads"], found["lock"]),
                why=lambda: bound_by_python(ours),
            ),
            row(
                "P2",
                f"p99 of {CALLERS} threads against the lock's",
                over(p99["threads"], p99["lock"]),
                1.0,
                sense="<=",
                note=beside(p99["threads"], p99["lock"], " ms"),
            ),
            row(
                "P2",
                f"asyncio, {CALLERS} tasks against an executor with one transaction a command",
                over(found["tasks"], found["executor"]),
                5.0,
                note=beside(found["tasks"], found["executor"]),
                why=lambda: bound_by_python(ours),
            ),
            row(
                "P2",
                f"p99 of {CALLERS} tasks against the executor's",
                over(p99["tasks"], p99["executor"]),
                1.0,
                sense="<=",
                note=beside(p99["tasks"], p99["executor"], " ms"),
            ),
        ]


def bound_by_python(ours: Clinic) -> str:
    from .breakdown import parts

    return f"In groups of {CALLERS} the transaction is shared and what is left is each command's own: " + (
        parts(ours, CALLERS, CALLERS * 20).sentence()
    )


def calling(ours: Clinic, request: Request) -> Answer:
    """As a host's thread calls."""
    return ours.engine.handle(request.command, actor=request.actor, command_id=request.command_id)


def one_call(call: Call, request: Request, waits: list[float]) -> None:
    start = time.perf_counter()
    answer = call(request)
    waits.append(time.perf_counter() - start)
    if not is_successful(answer):
        raise refused(answer.failure().code)


def lots(ours: Clinic, each: int, callers: int = CALLERS) -> list[list[Request]]:
    """What each caller sends; neighbours write in different cases."""
    requests = ours.requests(callers * each)
    return [requests[caller::callers] for caller in range(callers)]


def threads(ours: Clinic, call: Call, each: int, callers: int = CALLERS) -> tuple[list[float], float]:
    """So many threads, each with its own messages one after the other: waits and seconds in all."""
    waits: list[float] = []
    begin = threading.Barrier(callers + 1)

    def work(lot: Sequence[Request]) -> None:
        begin.wait()
        for request in lot:
            one_call(call, request, waits)

    with ThreadPoolExecutor(callers) as pool:
        working = [pool.submit(work, lot) for lot in lots(ours, each, callers)]
        begin.wait()
        start = time.perf_counter()
        for one in working:
            one.result()
    return waits, time.perf_counter() - start


async def tasks(ours: Clinic, call: AsyncCall, each: int) -> tuple[list[float], float]:
    """So many tasks of one loop, each with its own messages."""
    waits: list[float] = []

    async def work(lot: Sequence[Request]) -> None:
        for request in lot:
            start = time.perf_counter()
            answer = await call(request)
            waits.append(time.perf_counter() - start)
            if not is_successful(answer):
                raise refused(answer.failure().code)

    start = time.perf_counter()
    await asyncio.gather(*(work(lot) for lot in lots(ours, each)))
    return waits, time.perf_counter() - start


def executor(ours: Clinic, call: Call, each: int) -> tuple[list[float], float]:
    """The same tasks, each of whose calls is handed to a thread: what asyncio hosts do with a blocking library."""
    with ThreadPoolExecutor(CALLERS) as pool:

        async def threaded(request: Request) -> Answer:
            return await asyncio.get_running_loop().run_in_executor(pool, call, request)

        return asyncio.run(tasks(ours, threaded, each))
