"""A stand-in for Kannel's smsbox: sendsms by POST, what it refuses, what a phone then shows, the reports it fetches."""

import re
from collections.abc import Mapping
from itertools import count
from typing import Final
from urllib.parse import parse_qsl, quote, urlsplit

from arende.ports.http import RawRequest
from arende.ports.sms import SmsRequest

from .server import Got, Reply, Rule, Rules, broken, said

PATH: Final = "/cgi-bin/sendsms"
USER: Final = "arende"
KEY: Final = "q7Lm2vTz9Rk4"
HEADERS: Final = frozenset(
    {"username", "password", "from", "to", "coding", "dlr-mask", "dlr-url", "smsc", "mclass", "validity", "priority"}
)
ALPHABET: Final = frozenset(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZ"
    "ÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà\f^{}\\[~]|€"
)
NUMBER: Final = re.compile(r"\+?[0-9]{3,20}")
FROM_THEM: Final = "192.0.2.13"


class KannelSide:
    """A gateway with a connection or without, or one that is full. `left` is in the order of arrival."""

    def __init__(self) -> None:
        self.left: list[SmsRequest] = []
        self.asked: list[str] = []
        self.connected = True
        self.full = False
        self.routes = True
        self._numbers = count(1)
        self.rules: Rules = (
            Rule(name="path", holds=lambda g: g.path == PATH, refusal=said(404, "Unknown request.")),
            Rule(name="query", holds=lambda g: not g.query, refusal=said(403, "Authorization failed for sendsms")),
            Rule(
                name="type",
                holds=lambda g: g.headers.get("content-type", "").partition(";")[0] == "text/plain",
                refusal=said(400, "Invalid content-type"),
            ),
            Rule(name="user", holds=signed_in, refusal=said(403, "Authorization failed for sendsms")),
            Rule(name="headers", holds=known, refusal=said(400, "Unknown header")),
            Rule(
                name="to",
                holds=lambda g: NUMBER.fullmatch(of(g, "to")) is not None,
                refusal=said(400, "Missing receiver(s) number(s), rejected"),
            ),
            Rule(name="from", holds=lambda g: bool(of(g, "from")), refusal=said(400, "Sender missing, rejected")),
            Rule(
                name="coding",
                holds=lambda g: of(g, "coding") in ("", "0", "1", "2"),
                refusal=said(400, "Coding field misformed, rejected"),
            ),
            Rule(name="text", holds=readable, refusal=said(400, "Charset or body misformed, rejected")),
            Rule(name="address", holds=reachable, refusal=said(400, "DLR-URL field misformed, rejected")),
            Rule(
                name="mask",
                holds=lambda g: of(g, "dlr-mask") in map(str, range(32)) or not of(g, "dlr-url"),
                refusal=said(400, "DLR-Mask field misformed, rejected"),
            ),
            Rule(name="routes", holds=lambda g: self.routes, refusal=said(403, "Not routable. Do not try again.")),
            Rule(name="room", holds=lambda g: not self.full, refusal=said(503, "Temporal failure, try again later.")),
        )

    def answer(self, got: Got) -> Reply:
        """Take it or not."""
        rule = broken(self.rules, got)
        if rule is not None:
            return rule.refusal
        self.asked.append(of(got, "dlr-url"))
        id = dict(parse_qsl(urlsplit(filled(self.asked[-1], {})).query)).get("sms", "")
        self.left.append(SmsRequest(id=id, to=of(got, "to"), sender=of(got, "from"), text=shown(got)))
        return said(202, "0: Accepted for delivery" if self.connected else "3: Queued for later delivery")

    def report(self, our_id: str, state: str = "1") -> RawRequest:
        """The report as Kannel fetches it, at the address that the SMS asked for."""
        at = next(n for n, one in enumerate(self.left) if one.id == our_id)
        codes = {"d": state, "T": "1795694400", "F": f"smsc {at:04d}", "A": "id:1 text:Hej", "P": self.left[at].to}
        return self.called(filled(self.asked[at], codes))

    def reply(self, address: str, sender: str, text: str = "Jag har ont.") -> RawRequest:
        """An SMS that someone wrote to a number of ours, as the sms-service of `docs/sms.md` passes it on."""
        codes = {"p": sender, "a": text, "I": f"00000000-0000-0000-0000-{next(self._numbers):012d}", "T": "1795694400"}
        return self.called(filled(f"{address}?from=%p&id=%I&at=%T", codes))

    def called(self, url: str) -> RawRequest:
        """An address that Kannel fetches."""
        return RawRequest(method="GET", url=url, headers={"user-agent": "Kannel/1.4.3"}, body=b"", remote=FROM_THEM)


def filled(pattern: str, codes: Mapping[str, str]) -> str:
    """An address with its escapes filled in; one that Kannel does not know stands as it is."""
    known = {"%": "%", **{name: quote(value, safe="") for name, value in codes.items()}}
    return re.sub("%(.)", lambda found: known.get(found[1], found[0]), pattern)


def of(got: Got, name: str) -> str:
    return got.headers.get(f"x-kannel-{name}", "").strip()


def known(got: Got) -> bool:
    return {name.removeprefix("x-kannel-") for name in got.headers if name.startswith("x-kannel-")} <= HEADERS


def signed_in(got: Got) -> bool:
    return (of(got, "username"), of(got, "password")) == (USER, KEY)


def charset(got: Got) -> str:
    """Latin 1, unless it is said."""
    return got.headers["content-type"].partition("charset=")[2].strip() or "iso-8859-1"


def readable(got: Got) -> bool:
    try:
        return bool(got.body.decode(charset(got)))
    except (UnicodeDecodeError, LookupError):
        return False


def shown(got: Got) -> str:
    """What the phone shows: with 7 bits, a question mark for what the alphabet has not."""
    text = got.body.decode(charset(got))
    return text if of(got, "coding") == "2" else "".join(one if one in ALPHABET else "?" for one in text)


def reachable(got: Got) -> bool:
    url = of(got, "dlr-url")
    return not url or urlsplit(url).scheme in ("http", "https")
