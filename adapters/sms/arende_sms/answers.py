"""What a provider's answer means for the SMS, by small tables and a default. No provider's own table stands here.

The default is cautious both ways. A provider that turns a request down has not taken it: what no table knows goes on
to the next provider (SENDER). One that falls over may have taken it: any 5xx is Uncertain, unless a table says that
this provider answers so instead of taking it. Of a refusal only the code goes on, never its text: it may quote us.
"""

import json
import re
import time
from collections.abc import Mapping
from email.utils import parsedate_to_datetime
from typing import Final

from arende.ports.calls import NoReply, NotSent, Reply
from arende.ports.sms import Rejected, Rejection, Unanswered, Uncertain
from attrs import frozen

from .web import Call, Web

COMMON: Final[Mapping[int, Rejection]] = {
    401: Rejection.CREDENTIALS,
    402: Rejection.CREDENTIALS,
    403: Rejection.CREDENTIALS,
    404: Rejection.CREDENTIALS,  # no such account, or a wrong address: ours to mend
    407: Rejection.CREDENTIALS,
    408: Rejection.BUSY,  # the request had not come in whole
    413: Rejection.CONTENT,
    425: Rejection.BUSY,
    429: Rejection.BUSY,
}
"""By HTTP status, where a provider's own table says nothing."""
CODE: Final = re.compile(r"[A-Za-z0-9_.-]{1,40}", re.ASCII)
NUMBERLIKE: Final = re.compile(r"[0-9]{6}", re.ASCII)
LONGEST_WAIT: Final = 86_400


@frozen(kw_only=True)
class Table:
    """What one provider's refusals mean: by its own code, by words in the body, by HTTP status, in this order.

    Words are in lower case; each gives the kind, and the code that people are shown.
    """

    codes: Mapping[str, Rejection] = {}
    words: Mapping[str, tuple[Rejection, str]] = {}
    statuses: Mapping[int, Rejection] = {}


def called(web: Web, call: Call) -> Reply | Rejected | Uncertain:
    """The answer; where none came, what that means."""
    try:
        return web.call(call)
    except NotSent as error:
        return Rejected(kind=Rejection.BUSY, code=error.code)
    except NoReply as error:
        return Uncertain(code=error.code)


def asked(web: Web, call: Call, table: Table) -> Mapping[str, object] | Unanswered:
    """What the provider tells when it is asked; Unanswered for anything but an object with status 200."""
    reply = called(web, call)
    if not isinstance(reply, Reply):
        return Unanswered(code=reply.code)
    if reply.status != 200:
        return Unanswered(code=refusal(reply, table).code)
    found = json_object(reply)
    return Unanswered(code="answer") if found is None else found


def refusal(reply: Reply, table: Table, code: str = "") -> Rejected | Uncertain:
    """What an answer means that is no success. `code`: the provider's own, if it gave one."""
    status = f"http_{reply.status}"
    if code in table.codes:
        return _rejected(reply, table.codes[code], code)
    said = reply.body[:1000].decode("utf-8", "replace").lower()
    for words, (kind, name) in table.words.items():
        if words in said:
            return _rejected(reply, kind, name)
    kind_of_status = table.statuses.get(reply.status) or COMMON.get(reply.status)
    if kind_of_status is not None:
        return _rejected(reply, kind_of_status, clean(code) or status)
    if 300 <= reply.status < 500:
        return _rejected(reply, Rejection.SENDER, clean(code) or status)
    return Uncertain(code=clean(code) or status)


def json_object(reply: Reply) -> Mapping[str, object] | None:
    """The object that the body holds; None for anything else."""
    try:
        found: object = json.loads(reply.body)
    except (ValueError, RecursionError):
        return None
    return {str(key): value for key, value in found.items()} if isinstance(found, dict) else None


def clean(code: object) -> str:
    """A provider's code as it may be shown; empty for what is none, or could be a number or a text."""
    text = str(code) if isinstance(code, str | int) and not isinstance(code, bool) else ""
    return text if CODE.fullmatch(text) and not NUMBERLIKE.search(text) else ""


def _rejected(reply: Reply, kind: Rejection, code: str) -> Rejected:
    return Rejected(kind=kind, code=code, retry_after=_wait(reply.headers) if kind is Rejection.BUSY else None)


def _wait(headers: Mapping[str, str]) -> int | None:
    """Retry-After in seconds: a number of them, or a date, counted from the answer's own where it has one."""
    text = headers.get("retry-after", "").strip()
    if text.isascii() and text.isdigit():
        return min(int(text[:6]), LONGEST_WAIT)
    try:
        then = parsedate_to_datetime(text).timestamp()
        now = parsedate_to_datetime(headers["date"]).timestamp() if "date" in headers else time.time()
    except (ValueError, TypeError, OverflowError):
        return None
    return min(max(0, round(then - now)), LONGEST_WAIT)
