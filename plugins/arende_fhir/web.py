"""Calls over HTTP to one server. What is said there stands elsewhere; nothing is logged, no redirect is followed.

A call comes back within `timeout` whatever the other side does, also where it drips; for that each has an event loop of
its own, for its time. It tells what matters to an export: whether anything can have arrived.
"""

import asyncio
import ssl
from collections.abc import Mapping
from typing import TYPE_CHECKING, Final

from arende.ports.calls import NoReply, NotSent, Reply

if TYPE_CHECKING:
    import httpx

LONGEST: Final = 64 << 20
"""Bytes of an answer at most: a transaction's answer may hold every resource."""


class Web:
    """Safe from several threads. Its repr holds nothing."""

    def __init__(self, *, timeout: float, connect_timeout: float, trust: ssl.SSLContext) -> None:
        self._timeout = timeout
        self._connect_timeout = connect_timeout
        self._trust = trust
        self._closed = False

    def call(self, method: str, url: str, headers: Mapping[str, str], body: bytes = b"") -> Reply:
        """The answer, whatever it says. Raises NotSent, NoReply."""
        import httpx  # with the extra `fhir`; `settings` has said so before

        if self._closed:
            raise NotSent("closed")
        try:
            return asyncio.run(self._within(method, url, headers, body))
        except (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout):
            raise NotSent("unreachable") from None  # the library's own text may quote the address
        except (httpx.InvalidURL, httpx.UnsupportedProtocol):
            raise NotSent("address") from None
        except (TimeoutError, httpx.TimeoutException):
            raise NoReply("timeout") from None
        except (httpx.HTTPError, ssl.SSLError, OSError):
            raise NoReply("connection") from None

    def close(self) -> None:
        """A call after this is NotSent."""
        self._closed = True

    async def _within(self, method: str, url: str, headers: Mapping[str, str], body: bytes) -> Reply:
        import httpx

        waits = httpx.Timeout(self._timeout, connect=self._connect_timeout)
        sent = {"user-agent": "arende", **headers}
        async with asyncio.timeout(self._timeout), self._client(waits) as client:
            async with client.stream(method, url, headers=sent, content=body or None) as response:
                found = bytearray()
                async for chunk in response.aiter_bytes():
                    found += chunk
                    if len(found) > LONGEST:
                        raise NoReply("too_long")
            names = {name.lower(): value for name, value in response.headers.items()}
            return Reply(status=response.status_code, headers=names, body=bytes(found))

    def _client(self, waits: "httpx.Timeout") -> "httpx.AsyncClient":
        import httpx

        return httpx.AsyncClient(verify=self._trust, timeout=waits, follow_redirects=False, trust_env=False)
