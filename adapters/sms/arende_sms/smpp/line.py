"""The line to one operator: keeps a session, and makes a new one with backoff when it is gone. In one event loop.

What is sent over it is `sending`, what comes in is `hearing`; threads are `provider`'s business.
"""

import asyncio
import random
import ssl
from math import ceil
from typing import Final

from arende.ports.sms import Rejected, Rejection

from . import backoff
from .hearing import Hearing
from .pdu import Malformed
from .session import Session
from .settings import SmppSettings
from .status import OK, code, kind

STEADY: Final = 60.0
"""Seconds after which a session that is lost was a good one: backoff begins anew."""


class Line:
    """`run` keeps the session; `session` is what others ask for."""

    def __init__(self, settings: SmppSettings, hearing: Hearing) -> None:
        self._settings = settings
        self._hearing = hearing
        self._session: Session | None = None
        self._attempted = asyncio.Event()
        """Cleared while a connection is being made."""
        self._again_at = 0.0
        self._unbound = Rejected(kind=Rejection.BUSY, code="not_bound")
        """Why there is no session."""

    async def run(self) -> None:
        """Until it is cancelled."""
        loop = asyncio.get_running_loop()
        failures = 0
        while True:
            self._attempted.clear()
            began = loop.time()
            self._session = await self._bound()
            if self._session is not None:
                self._attempted.set()
                await self._session.serve()
                self._unbound = Rejected(kind=Rejection.BUSY, code="connection_lost")
            failures = 1 if self._session is not None and loop.time() - began >= STEADY else failures + 1
            locked_out = self._unbound.kind is Rejection.CREDENTIALS
            wait = backoff.LOCKED_OUT if locked_out else backoff.reconnect(failures, random.random())
            self._again_at = loop.time() + wait
            self._attempted.set()
            await asyncio.sleep(wait)

    async def session(self, deadline: float) -> Session | Rejected:
        """The session, waited for while it is being made; or why there is none, and when it is tried again."""
        try:
            async with asyncio.timeout_at(deadline):
                await self._attempted.wait()
        except TimeoutError:
            return Rejected(kind=Rejection.BUSY, code="not_bound")
        if self._session is not None and not self._session.over:
            return self._session
        why, left = self._unbound, self._again_at - asyncio.get_running_loop().time()
        retry_after = max(1, ceil(left)) if why.kind is Rejection.BUSY else None
        return Rejected(kind=why.kind, code=why.code, retry_after=retry_after)

    async def leave(self) -> None:
        """Unbind, if there is a session."""
        if self._session is not None and not self._session.over:
            await self._session.leave()

    async def _bound(self) -> Session | None:
        """A bound session; None, and why in `_unbound`, where there is none to be had."""
        settings, session = self._settings, None
        try:
            async with asyncio.timeout(settings.connect_timeout):
                reader, writer = await asyncio.open_connection(settings.host, settings.port, ssl=settings.tls)
                session = Session(reader, writer, settings, self._hearing)
                status = await session.bind()
        except ssl.SSLError:
            why = Rejected(kind=Rejection.BUSY, code="tls")
        except (OSError, EOFError, UnicodeError, Malformed):
            why = Rejected(kind=Rejection.BUSY, code="unreachable")
        except asyncio.CancelledError:
            if session is not None:
                session.end()
            raise
        else:
            if status == OK:
                return session
            why = Rejected(kind=kind(status), code=code(status))
        if session is not None:
            session.end()
        self._unbound = why
        return None
