"""What a server's answer to a transaction means, as a table. Pure.

Success is every entry's own 2xx, whatever the HTTP status says. What may have been kept all the same is uncertain;
exporting once more is harmless, for nothing is created twice.
"""

from collections.abc import Mapping, Sequence
from typing import Final

from arende.ports.calls import Reply
from arende.ports.export import Exported, ExportFailed, ExportOutcome, ExportUncertain

from .sign_in import plain

FAILED: Final[Mapping[int, tuple[str, bool]]] = {
    400: ("invalid", False),
    401: ("sign_in", False),  # after a new token, where there is one
    403: ("forbidden", False),
    404: ("address", False),
    405: ("address", False),
    406: ("format", False),
    409: ("conflict", True),
    410: ("address", False),
    412: ("several_matches", False),
    413: ("too_large", False),
    415: ("format", False),
    422: ("invalid", False),
    423: ("locked", True),
    429: ("busy", True),
    501: ("unsupported", False),
    503: ("busy", True),
}
"""By status: what it is called, and whether trying again may help. The transaction was refused, whole."""
UNCERTAIN: Final = (408, 500, 502, 504)
"""It may have been carried out before this was said, or behind whoever said it."""
MOST: Final = 24 * 3600
"""Seconds of `Retry-After` that are believed."""


def outcome(reply: Reply, sent: int, name: str) -> ExportOutcome:
    """Of a transaction of so many entries; `name`: of the case, where the server does not tell its own."""
    if reply.status != 200:
        return by_status(reply.status, waiting(reply))
    answers = entries(plain(reply))
    if len(answers) != sent:
        return ExportUncertain(code="unreadable")
    refused = [status for status, _ in answers if status // 100 != 2]
    if refused:
        # What cannot be mended by waiting decides.
        failures = [by_status(status, waiting(reply)) for status in refused]
        return next((f for f in failures if isinstance(f, ExportFailed) and not f.again), failures[0])
    places = [place for _, place in answers if place.startswith("Encounter/")]
    return Exported(reference=places[0] if places else name)


def by_status(status: int, wait: int | None) -> ExportOutcome:
    """What a status alone says, of a transaction or of an entry in it."""
    if status in UNCERTAIN:
        return ExportUncertain(code=f"server_{status}")
    if status in FAILED:
        code, again = FAILED[status]
        return ExportFailed(code=code, again=again, retry_after=wait if again else None)
    if 300 <= status < 400:
        return ExportFailed(code="redirected", again=False)
    if 400 <= status < 500:
        return ExportFailed(code=f"refused_{status}", again=False)
    return ExportUncertain(code="unreadable" if status < 300 else f"server_{status}")


def entries(found: Mapping[str, object]) -> Sequence[tuple[int, str]]:
    """Status and place of each entry of a transaction's answer; none where it is no such answer."""
    listed = found.get("entry")
    if found.get("resourceType") != "Bundle" or not isinstance(listed, list):
        return ()
    return [entry(one) for one in listed]


def entry(one: object) -> tuple[int, str]:
    """Status 0: it cannot be read."""
    response = one.get("response") if isinstance(one, dict) else None
    if not isinstance(response, dict):
        return 0, ""
    status, location = str(response.get("status", "")), response.get("location")
    code = int(status[:3]) if status[:3].isascii() and status[:3].isdigit() else 0
    return code, place(location) if isinstance(location, str) else ""


def place(location: str) -> str:
    """`Type/id` of a location, which may be absolute and tell the version."""
    parts = location.partition("/_history/")[0].split("/")
    return "/".join(parts[-2:])


def waiting(reply: Reply) -> int | None:
    """Seconds that the server asks for; None where it says nothing that is understood."""
    text = reply.headers.get("retry-after", "").strip()
    return min(int(text), MOST) if text.isascii() and text.isdigit() and len(text) < 10 else None
