"""Calls over HTTP to one server. What is said there stands elsewhere; nothing is logged, no redirect is followed.

A call tells what matters to an export: whether anything can have arrived. Its time is bounded as a whole from when the
answer begins, and by its parts before that.
"""

import ssl
import time
from collections.abc import Mapping
from contextlib import closing
from typing import TYPE_CHECKING, Final

from arende.ports.calls import NoReply, NotSent, Reply

if TYPE_CHECKING:
    import httpx

LONGEST: Final = 64 << 20
"""Bytes of an answer at most: a transaction's answer may hold every resource."""


class Web:
    """One client with its pool. Safe from several threads. Its repr holds nothing."""

    def __init__(self, *, timeout: float, connect_timeout: float, trust: ssl.SSLContext) -> None:
        import httpx  # with the extra `fhir`; `settings` has said so before

        self._timeout = timeout
        self._client: httpx.Client = httpx.Client(
            verify=trust,
            timeout=httpx.Timeout(timeout, connect=connect_timeout),
            follow_redirects=False,
            trust_env=False,
            headers={"user-agent": "arende"},
        )

    def call(self, method: str, url: str, headers: Mapping[str, str], body: bytes = b"") -> Reply:
        """The answer, whatever it says. Raises NotSent, NoReply."""
        import httpx

        deadline = time.monotonic() + self._timeout
        try:
            request = self._client.build_request(method, url, headers=dict(headers), content=body or None)
            response = self._client.send(request, stream=True)
            with closing(response):
                return self._whole(response, deadline)
        except (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout):
            raise NotSent("unreachable") from None  # the library's own text may quote the address
        except (httpx.InvalidURL, httpx.UnsupportedProtocol, httpx.ProxyError):
            raise NotSent("address") from None
        except httpx.TimeoutException:
            raise NoReply("timeout") from None
        except (httpx.HTTPError, ssl.SSLError, OSError):
            raise NoReply("connection") from None
        except RuntimeError:
            raise NotSent("closed") from None  # what a closed client raises

    def close(self) -> None:
        """Give the connections back."""
        self._client.close()

    def _whole(self, response: "httpx.Response", deadline: float) -> Reply:
        body = bytearray()
        for chunk in response.iter_bytes():
            body += chunk
            if len(body) > LONGEST:
                raise NoReply("too_long")
            if time.monotonic() > deadline:
                raise NoReply("timeout")
        headers = {name.lower(): value for name, value in response.headers.items()}
        return Reply(status=response.status_code, headers=headers, body=bytes(body))
