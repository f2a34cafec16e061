"""Headers that every answer carries: what a page may load and who may frame it. Nothing of the product is here."""

from collections.abc import Mapping
from typing import Final

from litestar import Response
from litestar.datastructures import MutableScopeHeaders
from litestar.types import Message, Send

from .settings import WebSettings

ALWAYS: Final[Mapping[str, str]] = {
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), microphone=(), geolocation=(), payment=(), usb=()",
}
FOREVER: Final = "public, max-age=31536000, immutable"


def content_policy(settings: WebSettings) -> str:
    """Our own files only, no inline script or style, and forms that post to us only."""
    ancestors = " ".join(settings.frame_ancestors) or "'none'"
    return (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
        f"form-action 'self'; base-uri 'none'; frame-ancestors {ancestors}"
    )


def headers_of(settings: WebSettings) -> Mapping[str, str]:
    """What every answer carries under these settings."""
    found = {**ALWAYS, "content-security-policy": content_policy(settings)}
    return found | ({"strict-transport-security": "max-age=31536000"} if settings.strict_transport else {})


def with_headers(send: Send, headers: Mapping[str, str]) -> Send:
    """Sends with the headers; an answer that says nothing of caching is not kept by anyone."""

    async def sent(message: Message) -> None:
        if message["type"] == "http.response.start":
            found = MutableScopeHeaders.from_message(message)
            for name, value in headers.items():
                found.setdefault(name, value)
            found.setdefault("cache-control", "no-store")
        await send(message)

    return sent


def forever(response: Response[object]) -> Response[object]:
    """A static file: its address holds a digest, so that it never changes."""
    response.headers["cache-control"] = FOREVER
    return response
