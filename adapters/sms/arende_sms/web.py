"""The one HTTP client of the providers. What each provider says by HTTP stands elsewhere; nothing is logged here.

A call comes back within `timeout` whatever the other side does: looking up the name, a body that drips, a header that
never ends. It tells what matters for an SMS: whether anything can have arrived (`NotSent`, `NoReply`). It follows no
redirect, keeps no cookie, reads no settings of the environment, and takes no answer longer than `LONGEST`.
"""

import asyncio
import socket
import ssl
from collections.abc import Mapping
from concurrent.futures import CancelledError
from concurrent.futures import TimeoutError as Late
from threading import Lock, Thread
from typing import TYPE_CHECKING, Final

from arende.ports.calls import NoReply, NotSent, Reply
from attrs import field, frozen

from .settings import WebSettings

if TYPE_CHECKING:
    import httpx

LONGEST: Final = 1 << 18
"""Bytes of an answer at most."""
GRACE: Final = 2.0
"""Seconds beyond the deadline that a call may take to be put away."""
CONNECTIONS: Final = 20


@frozen(kw_only=True)
class Call:
    """One request. Everything in it may be secret."""

    method: str
    url: str = field(repr=False)
    headers: Mapping[str, str] = field(repr=False)
    body: bytes = field(default=b"", repr=False)


class Web:
    """One client with its pool, for one provider. Safe from several threads. Its repr holds nothing."""

    def __init__(self, settings: WebSettings) -> None:
        self._settings = settings
        self._transport: httpx.AsyncHTTPTransport | None = None
        self._loop: asyncio.AbstractEventLoop | None = None
        self._thread: Thread | None = None
        self._lock = Lock()
        self._closed = False

    def call(self, call: Call) -> Reply:
        """The answer, whatever it says. Raises NotSent, NoReply."""
        progress, loop = _Progress(), self._started()
        future = asyncio.run_coroutine_threadsafe(self._within(call, progress), loop)
        try:
            return future.result(self._settings.timeout + GRACE)
        except (Late, CancelledError):
            future.cancel()
            raise progress.fault("timeout") from None

    def close(self) -> None:
        """Give the connections back; a call after this is NotSent."""
        with self._lock:
            self._closed = True
            loop, thread, transport = self._loop, self._thread, self._transport
            self._loop = self._thread = self._transport = None
        if loop is None or thread is None or transport is None:
            return
        closing = asyncio.run_coroutine_threadsafe(transport.aclose(), loop)
        try:
            closing.result(GRACE)
        except (Late, CancelledError):
            closing.cancel()
        loop.call_soon_threadsafe(loop.stop)
        thread.join(GRACE)

    def _started(self) -> asyncio.AbstractEventLoop:
        """The loop that calls run in, in a thread of its own: there a deadline can end whatever a call waits for."""
        import httpx  # with the extra `sms`; `settings.need_httpx` has said so before

        with self._lock:
            if self._closed:
                raise NotSent("closed")
            if self._loop is None:
                self._transport = httpx.AsyncHTTPTransport(
                    verify=self._settings.trust,
                    trust_env=False,
                    limits=httpx.Limits(max_connections=CONNECTIONS, max_keepalive_connections=CONNECTIONS),
                    proxy=self._settings.proxy or None,
                )
                self._loop = asyncio.new_event_loop()
                self._thread = Thread(target=_run, args=(self._loop,), name="arende-sms", daemon=True)
                self._thread.start()
            return self._loop

    async def _within(self, call: Call, progress: "_Progress") -> Reply:
        import httpx

        try:
            async with asyncio.timeout(self._settings.timeout):
                return await self._send(call, progress)
        except (TimeoutError, httpx.ReadTimeout, httpx.WriteTimeout):
            if progress.answered is not None:
                return progress.answered
            raise progress.fault("timeout") from None
        except (httpx.HTTPError, httpx.InvalidURL, OSError, ValueError, RuntimeError) as error:
            raise progress.fault(_word(error)) from None  # the library's own text may quote the address

    async def _send(self, call: Call, progress: "_Progress") -> Reply:
        import httpx

        if self._transport is None:
            raise NotSent("closed")
        waits = dict.fromkeys(("read", "write"), self._settings.timeout)
        waits |= dict.fromkeys(("connect", "pool"), self._settings.connect_timeout)
        request = httpx.Request(
            call.method,
            call.url,
            headers={"user-agent": "arende", **call.headers},
            content=call.body,
            extensions={"timeout": waits, "trace": progress.trace},
        )
        response = await self._transport.handle_async_request(request)
        headers = {name.lower(): value for name, value in response.headers.items()}
        body = bytearray()
        whole = True
        try:
            # What the answer says is known now; a body that never ends takes nothing of it back.
            async for chunk in response.aiter_raw():
                body += chunk
                if len(body) > LONGEST:
                    whole = False
                    break
        except httpx.HTTPError:
            whole = False
        except asyncio.CancelledError:
            progress.answered = Reply(status=response.status_code, headers=headers, body=b"", whole=False)
            raise
        finally:
            await response.aclose()
        return Reply(status=response.status_code, headers=headers, body=bytes(body) if whole else b"", whole=whole)


class _Progress:
    """How far a call has come."""

    def __init__(self) -> None:
        self.written = False
        """A whole request may have left: until its body is begun, none has."""
        self.answered: Reply | None = None
        """What is known of an answer whose body was not read to its end."""

    async def trace(self, name: str, info: Mapping[str, object]) -> None:
        """The transport's own account. What is said to a proxy, to open a way through it, is no request yet."""
        if name.endswith("send_request_body.started") and getattr(info.get("request"), "method", b"") != b"CONNECT":
            self.written = True

    def fault(self, code: str) -> NotSent | NoReply:
        """The error for a call that ends here."""
        return NoReply(code) if self.written else NotSent(code)


def _run(loop: asyncio.AbstractEventLoop) -> None:
    try:
        loop.run_forever()
    finally:
        loop.run_until_complete(_ended(asyncio.all_tasks(loop)))
        loop.close()


async def _ended(left: "set[asyncio.Task[object]]") -> None:
    for task in left:
        task.cancel()
    await asyncio.gather(*left, return_exceptions=True)


WORDS: Final[tuple[tuple[type[BaseException], str], ...]] = (
    (socket.gaierror, "dns"),
    (ssl.SSLError, "tls"),
    (ConnectionRefusedError, "refused"),
    (ConnectionResetError, "reset"),
    (TimeoutError, "timeout"),
)
"""What lay at the bottom of an error, in a word."""


def _word(error: BaseException) -> str:
    seen: BaseException | None = error
    while seen is not None:
        for kind, word in WORDS:
            if isinstance(seen, kind):
                return word
        seen = seen.__cause__ or seen.__context__
    return "connection"
