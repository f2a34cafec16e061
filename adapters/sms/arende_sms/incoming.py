"""What comes in from a provider, read with doubt: forms, JSON, instants, ids, and the addresses reports are asked to.

Pure. ValueError says that a request is malformed; its text holds nothing of the request.
"""

import hmac
import json
from collections.abc import Mapping
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from ipaddress import ip_address
from typing import Final
from urllib.parse import parse_qsl, quote, urlsplit

from arende.ports.http import RawRequest
from arende.ports.times import to_micros

from .settings import Callback

LONGEST: Final = 1 << 16
"""Bytes of a request at most."""
FIELDS: Final = 100
OURS: Final = "sms"
"""The name in the query under which our id comes back."""


def address(callback: Callback, sms_id: str) -> str:
    """Where the reports of this SMS are to come; empty where they are not wanted."""
    if not callback.url:
        return ""
    secret = f"/{callback.secret}" if callback.secret else ""
    return f"{callback.url}{secret}?{OURS}={quote(sms_id, safe='')}"


def at_secret(callback: Callback, raw: RawRequest) -> bool:
    """Whether the request came to the secret address, from where it may come. The time it takes tells nothing."""
    if not callback.url or not callback.secret:
        return False
    try:
        path = urlsplit(raw.url).path
        remote = ip_address(raw.remote) if callback.networks else None
    except ValueError:
        return False
    wanted = f"{urlsplit(callback.url).path}/{callback.secret}"
    good = same(path, wanted)
    return good and (remote is None or any(remote in network for network in callback.networks))


def same(one: str, other: str) -> bool:
    """Whether two texts are equal, in a time that does not tell where they differ."""
    return hmac.compare_digest(one.encode("utf-8", "surrogatepass"), other.encode("utf-8", "surrogatepass"))


def our_id(raw: RawRequest) -> str | None:
    """Our id from the address that we asked the report to."""
    return query(raw).get(OURS) or None


def query(raw: RawRequest) -> Mapping[str, str]:
    """The query of the address. Raises ValueError."""
    if len(raw.url) > LONGEST:
        raise ValueError("too long")
    return _once(parse_qsl(urlsplit(raw.url).query, keep_blank_values=True, errors="strict", max_num_fields=FIELDS))


def form_pairs(raw: RawRequest) -> list[tuple[str, str]]:
    """The fields of a form in the body, in their order. Raises ValueError."""
    if len(raw.body) > LONGEST:
        raise ValueError("too long")
    if media_type(raw) != "application/x-www-form-urlencoded":
        raise ValueError("no form")
    text = raw.body.decode("utf-8")
    return parse_qsl(text, keep_blank_values=True, errors="strict", max_num_fields=FIELDS)


def form(raw: RawRequest) -> Mapping[str, str]:
    """The same by name. Raises ValueError, also where a name comes twice."""
    return _once(form_pairs(raw))


def json_body(raw: RawRequest) -> Mapping[str, object]:
    """The object in the body. Raises ValueError."""
    if len(raw.body) > LONGEST:
        raise ValueError("too long")
    try:
        found: object = json.loads(raw.body)
    except RecursionError:
        raise ValueError("too deep") from None
    except ValueError:
        raise ValueError("no JSON") from None
    if not isinstance(found, dict):
        raise ValueError("no object")
    return {str(key): value for key, value in found.items()}


def media_type(raw: RawRequest) -> str:
    """The type of the body, in lower case, without its parameters."""
    return raw.headers.get("content-type", "").partition(";")[0].strip().lower()


def text(fields: Mapping[str, object], name: str) -> str:
    """A text that must be there. Raises ValueError."""
    value = fields.get(name)
    if not isinstance(value, str) or not value:
        raise ValueError("a field is missing")
    return value


def instant(value: object) -> int | None:
    """Microseconds of ISO 8601 (without a zone: UTC) or of seconds since 1970; None for what is neither."""
    if not isinstance(value, str):
        return None
    try:
        if value.isascii() and value.isdigit() and len(value) <= 11:
            return int(value) * 1_000_000
        at = datetime.fromisoformat(value)
        return to_micros(at if at.tzinfo else at.replace(tzinfo=UTC))
    except (ValueError, OverflowError):
        return None


def mail_instant(value: object) -> int | None:
    """Microseconds of a date as mail has it (RFC 2822; without a zone: UTC); None for what is none."""
    if not isinstance(value, str):
        return None
    try:
        at = parsedate_to_datetime(value)
        return to_micros(at if at.tzinfo else at.replace(tzinfo=UTC))
    except (ValueError, OverflowError):
        return None


def _once(pairs: list[tuple[str, str]]) -> Mapping[str, str]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("a field comes twice")
    return found
