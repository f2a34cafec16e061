"""`SmppSms`: the SMS port on one side, a thread with an event loop and the line to the operator on the other.

Nothing is connected before something is sent or asked for: a command that only opens the engine disturbs no operator.
"""

import asyncio
from collections.abc import Sequence
from concurrent.futures import CancelledError
from contextlib import suppress
from threading import Event, Lock, Thread
from typing import Final

from arende.ports.http import RawRequest
from arende.ports.sms import Heard, Rejected, Rejection, SendOutcome, SmsReport, SmsRequest, Uncertain

from .hearing import Hearing, pay
from .inbox import Owed
from .line import Line
from .sending import Plan, Sender, plan
from .session import FAREWELL
from .settings import SmppSettings

LIMIT: Final = 25.0
"""Seconds that a send may take, connecting included; a worker's lease leaves room for 30."""
SLACK: Final = 2.0


class SmppSms:
    """One account with one operator: `SmsProvider` and `Listening`. Safe from several threads."""

    def __init__(self, settings: SmppSettings) -> None:
        self._settings = settings
        self._hearing = Hearing(settings.reading)
        self._lock = Lock()
        self._running: _Running | None = None
        self._closed = False

    def send(self, sms: SmsRequest) -> SendOutcome:
        """Accepted when every segment has been taken; Uncertain from when one has been written till it is answered."""
        planned = plan(sms, self._settings)
        if isinstance(planned, Rejected):
            return planned
        running = self._run()
        if running is None:
            return Rejected(kind=Rejection.BUSY, code="closed")
        return running.send(planned)

    def parse_report(self, raw: RawRequest) -> Sequence[SmsReport]:
        """An operator sends no requests, only messages over the session (`heard`): always empty."""
        del raw
        return ()

    def verify(self, raw: RawRequest) -> bool:
        """No request is from the operator: always False."""
        del raw
        return False

    def heard(self, limit: int) -> Sequence[Heard]:
        """Receipts and replies that are not settled. The first call begins to connect, and does not wait for it."""
        self._run()
        return self._hearing.heard(limit)

    def settle(self, keys: Sequence[str]) -> None:
        """Answer the operator for these, if the session is still the one that they came by."""
        owed, running = self._hearing.settled(keys), self._running
        if owed and running is not None:
            running.pay(owed)

    def close(self) -> None:
        """Unbind, and end the thread."""
        with self._lock:
            running, self._running, self._closed = self._running, None, True
        if running is not None:
            running.end()

    def _run(self) -> "_Running | None":
        with self._lock:
            if self._running is None and not self._closed:
                self._running = _Running(self._settings, self._hearing)
            return self._running


class _Running:
    """The thread, its loop and the line."""

    def __init__(self, settings: SmppSettings, hearing: Hearing) -> None:
        self._settings = settings
        self._hearing = hearing
        self._sender = Sender(hearing)
        self._ready = Event()
        self._thread = Thread(target=lambda: asyncio.run(self._live()), name="arende-smpp", daemon=True)
        self._thread.start()
        self._ready.wait()

    def send(self, planned: Plan) -> SendOutcome:
        sending = self._send(planned)
        try:
            outcome = asyncio.run_coroutine_threadsafe(sending, self._loop)
        except RuntimeError:  # closed at this very moment, by another thread
            sending.close()
            return Rejected(kind=Rejection.BUSY, code="closed")
        try:
            return outcome.result(LIMIT + SLACK)
        except (TimeoutError, CancelledError):
            outcome.cancel()
            return Uncertain(code="no_answer")

    def pay(self, owed: Sequence[Owed]) -> None:
        with suppress(RuntimeError):  # as above
            self._loop.call_soon_threadsafe(pay, owed)

    def end(self) -> None:
        self._loop.call_soon_threadsafe(self._stop.set)
        self._thread.join(FAREWELL + SLACK)

    async def _send(self, planned: Plan) -> SendOutcome:
        now = self._loop.time()
        session = await self._line.session(now + self._settings.connect_timeout + SLACK)
        if isinstance(session, Rejected):
            return session
        return self._sender.held() or await self._sender.send(session, planned, now + LIMIT)

    async def _live(self) -> None:
        self._loop, self._stop = asyncio.get_running_loop(), asyncio.Event()
        self._line = Line(self._settings, self._hearing)
        keeping = asyncio.create_task(self._line.run())
        self._ready.set()
        await self._stop.wait()
        await self._line.leave()
        keeping.cancel()
