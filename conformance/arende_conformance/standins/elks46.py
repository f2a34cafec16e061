"""A stand-in for 46elks: its documented fields, answers and history, and what it refuses. Reports as it makes them."""

import re
from base64 import b64encode
from collections.abc import Mapping
from datetime import UTC, datetime
from itertools import count
from typing import Final
from urllib.parse import parse_qsl, urlencode, urlsplit

from arende.ports.http import RawRequest
from arende.ports.sms import SmsRequest

from .server import FORM, Got, Reply, Rule, Rules, broken, said

USER: Final = "u0123456789abcdef0123456789abcdef"
KEY: Final = "DC0123456789ABCDEF0123456789ABCD"
BASIC: Final = f"Basic {b64encode(f'{USER}:{KEY}'.encode()).decode()}"
FIELDS: Final = frozenset({"from", "to", "message", "whendelivered", "flashsms", "dryrun", "dontlog"})
NUMBER: Final = re.compile(r"\+[1-9][0-9]{6,14}")
SENDER: Final = re.compile(r"[A-Za-z][A-Za-z0-9]{2,10}|\+[1-9][0-9]{6,14}")
FROM_THEM: Final = "176.10.154.199"
LISTED: Final = frozenset({"start", "end", "limit", "to"})


class Elks46Side:
    """46elks, with credits or without. `left` is in the order of arrival."""

    def __init__(self) -> None:
        self.left: list[SmsRequest] = []
        self.stored: list[dict[str, object]] = []
        self.credits = True
        self._numbers = count(1)
        self.rules: Rules = (
            Rule(name="path", holds=lambda g: g.path.lower() == "/a1/sms", refusal=said(404, "Not found")),
            Rule(name="user", holds=signed_in, refusal=said(401, "API access requires Basic HTTP authentication.")),
            Rule(name="method", holds=lambda g: g.method == "POST", refusal=said(405, "Method not allowed")),
            Rule(name="form", holds=lambda g: g.headers.get("content-type") == FORM, refusal=said(400, "No form")),
            Rule(name="fields", holds=lambda g: set(g.form) <= FIELDS, refusal=said(400, "Unknown parameter")),
            Rule(name="text", holds=lambda g: bool(g.form.get("message")), refusal=said(400, "Missing key message")),
            Rule(name="to", holds=lambda g: matches(NUMBER, g, "to"), refusal=said(400, "Invalid to number")),
            Rule(name="from", holds=lambda g: matches(SENDER, g, "from"), refusal=said(400, "Invalid from")),
            Rule(name="address", holds=reachable, refusal=said(400, "Invalid whendelivered")),
            Rule(
                name="dontlog",
                holds=lambda g: g.form.get("dontlog", "message") == "message",
                refusal=said(400, "Invalid dontlog"),
            ),
            Rule(name="credits", holds=lambda g: self.credits, refusal=said(403, "Not enough credits")),
        )

    def answer(self, got: Got) -> Reply:
        """Send, show one, or list."""
        if got.method == "GET" and signed_in(got):
            return self._list(got) if got.path == "/a1/sms" else self._show(got.path.removeprefix("/a1/sms/"))
        rule = broken(self.rules, got)
        return rule.refusal if rule else self._take(got.form)

    def report(self, our_id: str, status: str = "delivered") -> RawRequest:
        """The report as 46elks makes it, to the address that the SMS asked for."""
        found = next(one for one in reversed(self.stored) if ours(one) == our_id)
        fields = {"id": str(found["id"]), "status": status}
        if status == "delivered":
            fields["delivered"] = "2026-11-26T12:00:00.250000"
        return self.called(str(found["whendelivered"]), fields)

    def reply(self, address: str, sender: str, text: str = "Jag har ont.") -> RawRequest:
        """An SMS that someone wrote to a number of ours."""
        fields = {"direction": "incoming", "id": f"s{next(self._numbers):032x}", "from": sender, "to": "+46701740699"}
        return self.called(address, {**fields, "created": "2026-11-26T12:00:00.000000", "message": text})

    def called(self, url: str, fields: Mapping[str, str]) -> RawRequest:
        """A form that 46elks posts."""
        body = urlencode(fields).encode()
        return RawRequest(method="POST", url=url, headers={"content-type": FORM}, body=body, remote=FROM_THEM)

    def _take(self, form: Mapping[str, str]) -> Reply:
        made: dict[str, object] = {"id": f"s{next(self._numbers):032x}", "status": "created", "direction": "outgoing"}
        made |= {"from": form["from"], "to": form["to"], "created": stamp(), "cost": 3500, "parts": 1}
        if form.get("dontlog") != "message":
            made["message"] = form["message"]
        self.stored.append({**made, "whendelivered": form.get("whendelivered", "")})
        id = ours(self.stored[-1])
        self.left.append(SmsRequest(id=id, to=form["to"], sender=form["from"], text=form["message"]))
        return said(200, made)

    def _show(self, id: str) -> Reply:
        found = next((one for one in self.stored if one["id"] == id), None)
        return said(404, "Not found") if found is None else said(200, public(found))

    def _list(self, got: Got) -> Reply:
        if not set(got.query) <= LISTED:
            return said(400, "Unknown parameter")
        limit = min(int(got.query.get("limit", "100")), 100)
        newer, older, to = (got.query.get(name, "") for name in ("start", "end", "to"))
        found = [
            public(one)
            for one in reversed(self.stored)
            if to in ("", one["to"]) and (not newer or str(one["created"]) < newer) and str(one["created"]) > older
        ]
        page: dict[str, object] = {"data": found[:limit]}
        return said(200, page | ({"next": found[limit - 1]["created"]} if len(found) > limit else {}))


def signed_in(got: Got) -> bool:
    return got.headers.get("authorization") == BASIC


def matches(pattern: re.Pattern[str], got: Got, name: str) -> bool:
    return pattern.fullmatch(got.form.get(name, "")) is not None


def reachable(got: Got) -> bool:
    url = got.form.get("whendelivered")
    return url is None or urlsplit(url).scheme in ("http", "https")


def ours(stored: Mapping[str, object]) -> str:
    """Our id, which is nowhere but in the address of the reports."""
    return dict(parse_qsl(urlsplit(str(stored["whendelivered"])).query)).get("sms", "")


def public(stored: Mapping[str, object]) -> Mapping[str, object]:
    return {name: value for name, value in stored.items() if name != "whendelivered"}


def stamp() -> str:
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%S.%f")
