"""Silvertärna's side, as its manual tells, on this machine; and the harness by which the suite gets at both."""

import hmac
import json
from collections.abc import Mapping
from hashlib import sha256

from arende.ports.config import Option
from arende.ports.http import RawRequest
from arende.ports.sms import Delivery, SmsRequest
from arende_conformance.claims import Capability
from arende_conformance.sms.over_http import CALLBACK, HttpHarness
from arende_conformance.standins.server import Got, Reply, Rule, broken, said

from .provider import NUMBER, SIGNATURE, SilvertarnaFactory

KEY = "st-3f8a1c"
SEAL = "q7Vd-0pXw"
FIELDS = {"ref", "to", "from", "text"}
RULES = (
    Rule(name="path", holds=lambda g: g.path == "/v1/messages", refusal=said(404, {"error": "path"})),
    Rule(
        name="key",
        holds=lambda g: g.headers.get("authorization") == f"Bearer {KEY}",
        refusal=said(401, {"error": "key"}),
    ),
    Rule(name="fields", holds=lambda g: set(g.json) == FIELDS, refusal=said(400, {"error": "fields"})),
    Rule(
        name="to",
        holds=lambda g: NUMBER.fullmatch(str(g.json["to"])) is not None,
        refusal=said(400, {"error": "recipient"}),
    ),
    Rule(name="text", holds=lambda g: bool(g.json["text"]), refusal=said(400, {"error": "text"})),
)


class SilvertarnaSide:
    """What the gateway has taken. The same `ref` again gives the same id, and leaves once."""

    def __init__(self) -> None:
        self.left: list[SmsRequest] = []
        self._ids: dict[str, str] = {}

    def answer(self, got: Got) -> Reply:
        rule = broken(RULES, got)
        if rule is not None:
            return rule.refusal
        given = {name: str(value) for name, value in got.json.items()}
        if given["ref"] not in self._ids:
            self._ids[given["ref"]] = f"st-{len(self._ids) + 1}"
            self.left.append(SmsRequest(id=given["ref"], to=given["to"], sender=given["from"], text=given["text"]))
        return said(201, {"id": self._ids[given["ref"]]})

    def report(self, our_id: str, status: str) -> RawRequest:
        return signed(CALLBACK, {"ref": our_id, "id": self._ids[our_id], "status": status})

    def reply(self, address: str, sender: str, text: str) -> RawRequest:
        return signed(address, {"id": "in-1", "from": sender, "text": text})


def signed(url: str, fields: Mapping[str, str]) -> RawRequest:
    """A request as the gateway posts it."""
    body = json.dumps(fields, ensure_ascii=False).encode()
    proof = hmac.new(SEAL.encode(), body, sha256).hexdigest()
    headers = {"content-type": "application/json", SIGNATURE: proof}
    return RawRequest(method="POST", url=url, headers=headers, body=body, remote="198.51.100.4")


def options(address: str) -> Mapping[str, Option]:
    """What the provider is opened with, so that it calls the stand-in."""
    return {"api_url": address, "api_key": KEY, "report_secret": SEAL}


def make() -> HttpHarness:
    """The factory that the suite is given."""
    return HttpHarness(
        "silvertarna",
        SilvertarnaFactory().open,
        SilvertarnaSide,
        options,
        reports={Delivery.DELIVERED: "delivered", Delivery.FAILED: "undelivered"},
        also=(Capability.ONCE, Capability.SEALED),
    )
