"""The peer `procrastinate`: jobs that do nothing, deferred in one batch and worked off on PostgreSQL.

It does less than our worker: no order per case, no fence, no look at whether the recipient still may know, and no
outcome in a log. It does more: a retry policy per task, and listeners that are told at once.
"""

import asyncio

import procrastinate
from procrastinate.types import JSONDict


class Jobs:
    """An application on an empty database."""

    def __init__(self, url: str) -> None:
        self.url = url

    def seconds(self, count: int, concurrency: int) -> float:
        """Working off so many, so many at a time."""
        return asyncio.run(self._seconds(count, concurrency))

    def prepare(self) -> None:
        asyncio.run(self._prepare())

    async def _prepare(self) -> None:
        app = procrastinate.App(connector=procrastinate.PsycopgConnector(conninfo=self.url))
        async with app.open_async():
            await app.schema_manager.apply_schema_async()

    async def _seconds(self, count: int, concurrency: int) -> float:
        app = procrastinate.App(connector=procrastinate.PsycopgConnector(conninfo=self.url))

        @app.task(name="nothing")
        async def nothing(case: str) -> None:
            """The provider that does nothing."""

        async with app.open_async():
            jobs: list[JSONDict] = [{"case": f"case-{number}"} for number in range(count)]
            await nothing.batch_defer_async(*jobs)
            loop = asyncio.get_running_loop()
            start = loop.time()
            await app.run_worker_async(
                wait=False, concurrency=concurrency, install_signal_handlers=False, listen_notify=False
            )
            return loop.time() - start
