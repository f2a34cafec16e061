"""A stand-in for Twilio: its documented fields, errors and list of messages, what it refuses, and what it signs."""

import hmac
import re
from base64 import b64encode
from collections.abc import Mapping
from datetime import UTC, datetime
from email.utils import format_datetime
from hashlib import sha1
from itertools import count
from typing import Final
from urllib.parse import parse_qsl, urlencode, urlsplit

from arende.ports.http import RawRequest
from arende.ports.sms import SmsRequest

from .server import FORM, Got, Reply, Rule, Rules, broken, said

ACCOUNT: Final = "AC0123456789abcdef0123456789abcdef"
KEY: Final = "abcdef0123456789abcdef0123456789"
BASIC: Final = f"Basic {b64encode(f'{ACCOUNT}:{KEY}'.encode()).decode()}"
MESSAGES: Final = f"/2010-04-01/Accounts/{ACCOUNT}/Messages"
FIELDS: Final = frozenset(
    {"To", "From", "Body", "StatusCallback", "ValidityPeriod", "SmartEncoded", "ContentRetention", "AddressRetention"}
)
NUMBER: Final = re.compile(r"\+[1-9][0-9]{6,14}")
SENDER: Final = re.compile(r"(?=.*[A-Za-z])[A-Za-z0-9 ]{1,11}|\+[1-9][0-9]{6,14}|[1-9][0-9]{3,5}")
HOST: Final = re.compile(r"[A-Za-z0-9.-]+")
FROM_THEM: Final = "54.172.60.1"
LISTED: Final = frozenset({"To", "From", "DateSent", "DateSent<", "DateSent>", "PageSize", "Page", "PageToken"})


class TwilioSide:
    """Twilio, with an account in good order or not. `left` is in the order of arrival; `page` is how long a page is."""

    def __init__(self) -> None:
        self.left: list[SmsRequest] = []
        self.stored: list[dict[str, object]] = []
        self.active = True
        self.opted_out: set[str] = set()
        self.page = 50
        self._numbers = count(1)
        self.rules: Rules = (
            Rule(name="path", holds=lambda g: g.path == f"{MESSAGES}.json", refusal=error(404, 20404)),
            Rule(name="user", holds=signed_in, refusal=error(401, 20003)),
            Rule(name="method", holds=lambda g: g.method == "POST", refusal=error(405, 20004)),
            Rule(name="form", holds=lambda g: g.headers.get("content-type") == FORM, refusal=error(415, 20415)),
            Rule(name="fields", holds=lambda g: set(g.form) <= FIELDS, refusal=error(400, 20001)),
            Rule(name="to", holds=lambda g: matches(NUMBER, g, "To"), refusal=error(400, 21211)),
            Rule(name="from", holds=lambda g: matches(SENDER, g, "From"), refusal=error(400, 21212)),
            Rule(name="text", holds=lambda g: bool(g.form.get("Body")), refusal=error(400, 21602)),
            Rule(name="length", holds=lambda g: len(g.form["Body"]) <= 1600, refusal=error(400, 21617)),
            Rule(name="address", holds=reachable, refusal=error(400, 21609)),
            Rule(
                name="retention",
                holds=lambda g: g.form.get("ContentRetention", "retain") in ("retain", "discard"),
                refusal=error(400, 20001),
            ),
            Rule(name="opted out", holds=lambda g: g.form["To"] not in self.opted_out, refusal=error(400, 21610)),
            Rule(name="active", holds=lambda g: self.active, refusal=error(403, 20005)),
        )

    def answer(self, got: Got) -> Reply:
        """Send, show one, or list."""
        if got.method == "GET" and signed_in(got):
            if got.path == f"{MESSAGES}.json":
                return self._list(got)
            return self._show(got.path.removeprefix(f"{MESSAGES}/").removesuffix(".json"))
        rule = broken(self.rules, got)
        return rule.refusal if rule else self._take(got.form)

    def report(self, our_id: str, status: str = "delivered", error_code: str = "") -> RawRequest:
        """The status callback as Twilio makes it, to the address that the SMS asked for."""
        found = next(one for one in reversed(self.stored) if ours(one) == our_id)
        fields = {
            "MessageSid": str(found["sid"]),
            "MessageStatus": status,
            "SmsStatus": status,
            "ApiVersion": "2010-04-01",
        }
        fields |= {
            "SmsSid": str(found["sid"]),
            "AccountSid": ACCOUNT,
            "From": str(found["from"]),
            "To": str(found["to"]),
        }
        if error_code:
            fields["ErrorCode"] = error_code
        if status in ("delivered", "undelivered"):
            fields["RawDlrDoneDate"] = "2611261300"
        return self.called(str(found["StatusCallback"]), fields)

    def reply(self, address: str, sender: str, text: str = "Jag har ont.") -> RawRequest:
        """An SMS that someone wrote to a number of ours."""
        sid = f"SM{next(self._numbers):032x}"
        fields = {"MessageSid": sid, "SmsSid": sid, "SmsMessageSid": sid, "AccountSid": ACCOUNT, "From": sender}
        fields |= {"To": "+46701740699", "Body": text, "NumMedia": "0", "NumSegments": "1", "FromCity": ""}
        return self.called(address, {**fields, "SmsStatus": "received", "ApiVersion": "2010-04-01"})

    def called(self, url: str, fields: Mapping[str, str]) -> RawRequest:
        """A form that Twilio posts and signs."""
        body = urlencode(fields).encode()
        headers = {"content-type": f"{FORM}; charset=UTF-8", "x-twilio-signature": signature(url, fields)}
        return RawRequest(method="POST", url=url, headers=headers, body=body, remote=FROM_THEM)

    def _take(self, form: Mapping[str, str]) -> Reply:
        made: dict[str, object] = {"sid": f"SM{next(self._numbers):032x}", "status": "queued", "error_code": None}
        made |= {"from": form["From"], "to": form["To"], "body": form["Body"], "direction": "outbound-api"}
        made |= {"date_created": stamp(), "date_sent": None, "num_segments": "1", "account_sid": ACCOUNT}
        self.stored.append({**made, "StatusCallback": form.get("StatusCallback", "")})
        id = ours(self.stored[-1])
        self.left.append(SmsRequest(id=id, to=form["To"], sender=form["From"], text=form["Body"]))
        return said(201, made)

    def _show(self, sid: str) -> Reply:
        found = next((one for one in self.stored if one["sid"] == sid), None)
        return error(404, 20404) if found is None else said(200, public(found))

    def _list(self, got: Got) -> Reply:
        if not set(got.query) <= LISTED:
            return error(400, 20001)
        size, number = min(int(got.query.get("PageSize", "50")), self.page), int(got.query.get("Page", "0"))
        found = [public(one) for one in reversed(self.stored) if got.query.get("To") in (None, one["to"])]
        more = len(found) > size * (number + 1)
        query = urlencode({**got.query, "Page": str(number + 1), "PageToken": "PASM0"})
        page: dict[str, object] = {"messages": found[size * number : size * (number + 1)], "page": number}
        return said(200, {**page, "next_page_uri": f"{MESSAGES}.json?{query}" if more else None})


def signature(url: str, fields: Mapping[str, str]) -> str:
    """Over the whole address, then the fields by name, each name before its value."""
    said = url
    for name in sorted(fields):
        said += name + fields[name]
    return b64encode(hmac.new(KEY.encode(), said.encode(), sha1).digest()).decode()


def error(status: int, code: int) -> Reply:
    """A refusal as Twilio writes it: its text quotes what was wrong."""
    text = f"The value '+46701740605' is wrong, see {code}"
    return said(
        status, {"code": code, "message": text, "more_info": f"https://twilio.example/{code}", "status": status}
    )


def signed_in(got: Got) -> bool:
    return got.headers.get("authorization") == BASIC


def matches(pattern: re.Pattern[str], got: Got, name: str) -> bool:
    return pattern.fullmatch(got.form.get(name, "")) is not None


def reachable(got: Got) -> bool:
    url = got.form.get("StatusCallback")
    if url is None:
        return True
    parts = urlsplit(url)
    return parts.scheme in ("http", "https") and HOST.fullmatch(parts.hostname or "") is not None


def ours(stored: Mapping[str, object]) -> str:
    """Our id, which is nowhere but in the address of the reports."""
    return dict(parse_qsl(urlsplit(str(stored["StatusCallback"])).query)).get("sms", "")


def public(stored: Mapping[str, object]) -> Mapping[str, object]:
    return {name: value for name, value in stored.items() if name != "StatusCallback"}


def stamp() -> str:
    return format_datetime(datetime.now(UTC))
