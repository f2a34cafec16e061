"""What a form brought, read and checked as a form: size, characters, the token against forged posts. No rule here."""

from collections.abc import Mapping
from typing import Final
from urllib.parse import parse_qsl

from attrs import field, frozen
from litestar import Request
from litestar.datastructures import State
from litestar.exceptions import ClientException, PermissionDeniedException

from .asking import Asker

FIELD: Final = "_csrf"
LARGEST: Final = 256 * 1024
"""Bytes of a form. The longest message has 8,000 characters of up to four bytes, each byte written as three."""
FIELDS: Final = 200
FORM: Final = "application/x-www-form-urlencoded"


class Forged(PermissionDeniedException):
    """The post does not come from a page of ours, or the page is of a session that has ended."""


class Unreadable(ClientException):
    """The body is no form."""


@frozen
class Form:
    """The fields of a form; of a repeated one the last."""

    fields: Mapping[str, str] = field(repr=False)

    def text(self, name: str) -> str:
        """As it was written; line breaks as one character. Empty where it is not there."""
        return self.fields.get(name, "").replace("\r\n", "\n")

    def line(self, name: str) -> str:
        """Trimmed."""
        return self.text(name).strip()

    def some(self, name: str) -> str | None:
        """Trimmed; None where nothing is left."""
        return self.line(name) or None

    def number(self, name: str) -> int | None:
        """A whole number; None for anything else."""
        text = self.line(name)
        return int(text) if text.isascii() and text.isdigit() and len(text) <= 9 else None

    def ticked(self, name: str) -> bool:
        return bool(self.fields.get(name))


async def read_form(request: Request[object, object, State], asker: Asker) -> Form:
    """The form of a post by a page of ours. Raises Forged or Unreadable."""
    form = await bare_form(request)
    given = form.fields.get(FIELD, "")
    if not asker.is_own(given):
        raise Forged("csrf")
    return form


async def bare_form(request: Request[object, object, State]) -> Form:
    """The form of a post that nobody needs to be signed in for: it must come from a page of the same site."""
    site = request.headers.get("sec-fetch-site")
    if site is not None and site not in ("same-origin", "none"):
        raise Forged("site")
    body = b""
    async for part in request.stream():
        body += part
        if len(body) > LARGEST:
            raise ClientException("too large", status_code=413)
    return parsed(request.headers.get("content-type", ""), body)


def parsed(media: str, body: bytes) -> Form:
    """The fields of what was posted. Raises Unreadable."""
    if media.partition(";")[0].strip().lower() != FORM:
        raise Unreadable("form")
    try:
        pairs = parse_qsl(body.decode("ascii"), keep_blank_values=True, errors="strict", max_num_fields=FIELDS)
    except ValueError:
        raise Unreadable("form") from None
    return Form(dict(pairs))
