"""Calls the receiver, and says that it was not told where no 2xx came. Nothing is tried again here.

================  ===================================================================================================
`url`             where the receiver is: https, or http on this machine itself
`events`          names of events, parted by comma or space: `case.opened case.message_sent`, `ticket.*`, `*`
`secret`          shared with the receiver: `whsec_` and base64 of 24–64 random bytes (better: `secret_file`)
`old_secret`      while it is changed: calls are signed by both (better: `old_secret_file`)
`ca_file`         the only authorities that are trusted, PEM; default those of the system
`timeout`         seconds for a call as a whole; default 10, at most 20
================  ===================================================================================================

Anything but 2xx within the time means: again. No redirect is followed, and nothing of an answer but its status is read.
"""

import asyncio
import ssl
import time
from collections.abc import Mapping, Sequence
from typing import Final

from arende.ports.config import AdapterConfig
from arende.ports.options import Options, named, need
from arende.ports.records import Record
from attrs import field, frozen

from .message import PATTERN, body, message_id, wanted
from .signature import key_of, signed

WHAT: Final = ("Prenumeranten", "The subscriber")


class NotTold(Exception):
    """The receiver has not said that it has it. `code` is a word or a status; nothing of the call is in it."""


@frozen(kw_only=True)
class Webhook:
    """One receiver. Safe from several threads."""

    url: str = field(repr=False)
    events: tuple[str, ...]
    keys: tuple[bytes, ...] = field(repr=False)
    trust: ssl.SSLContext = field(repr=False)
    timeout: int

    def told(self, records: Sequence[Record]) -> None:
        """One call for those that were asked for, or none. Raises NotTold."""
        some = wanted(records, self.events)
        if not some:
            return
        content = body(some)
        headers = signed(message_id(some), int(time.time()), content, self.keys)
        status = self.call({"content-type": "application/json", "user-agent": "arende", **headers}, content)
        if not 200 <= status < 300:
            raise NotTold(str(status))

    def call(self, headers: Mapping[str, str], content: bytes) -> int:
        """The status of the answer."""
        import httpx  # with the extra `webhooks`; the factory has said so before

        try:
            return asyncio.run(self.within(headers, content))
        except (TimeoutError, httpx.TimeoutException):
            raise NotTold("timeout") from None
        except (httpx.HTTPError, httpx.InvalidURL, ssl.SSLError, OSError):
            raise NotTold("connection") from None  # the library's own text may quote the address

    async def within(self, headers: Mapping[str, str], content: bytes) -> int:
        import httpx

        # A whole call has one time: a receiver that drips must not hold the worker.
        async with asyncio.timeout(self.timeout):
            client = httpx.AsyncClient(verify=self.trust, timeout=self.timeout, trust_env=False)
            async with client, client.stream("POST", self.url, headers=dict(headers), content=content) as answer:
                return answer.status_code

    def close(self) -> None:
        """Nothing is held."""


class WebhookFactory:
    """Opens a receiver by its options; it is not called yet."""

    def open(self, config: AdapterConfig) -> Webhook:
        """Raises ConfigError."""
        need("httpx", named(WHAT, config), "webhooks")
        o = Options(config, WHAT)
        events = o.texts("events")
        if not all(map(PATTERN.fullmatch, events)):
            sv, en = "ska vara namn som case.opened, case.* eller *", "must be names like case.opened, case.* or *"
            raise o.fault("events", (sv, en))
        webhook = Webhook(
            url=o.url("url"),
            events=events,
            keys=(key(o, "secret"), *([key(o, "old_secret")] if o.text("old_secret", "") else [])),
            trust=trust(o),
            timeout=o.whole("timeout", 10, 1, 20),
        )
        o.done()
        return webhook


def key(o: Options, name: str) -> bytes:
    found = key_of(o.text(name))
    if found is None:
        sv = "ska vara whsec_ och base64 av 24 till 64 slumpade byte"
        raise o.fault(name, (sv, "must be whsec_ and base64 of 24 to 64 random bytes"))
    return found


def trust(o: Options) -> ssl.SSLContext:
    path = o.path("ca_file")
    try:
        context = ssl.create_default_context(cafile=None if path is None else str(path))
    except (OSError, ValueError):
        sv, en = "ska ange en PEM-fil med certifikat", "must be a PEM file with certificates"
        raise o.fault("ca_file", (sv, en)) from None
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    return context
