"""A stand-in for Sinch's SMS REST API: its documented batches and reports, what it refuses, and what it signs."""

import hmac
import json
import re
import time
from base64 import b64encode
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from itertools import count
from typing import Final
from urllib.parse import urlsplit

from arende.ports.http import RawRequest
from arende.ports.sms import SmsRequest

from .server import Got, Reply, Rule, Rules, broken, said

PLAN: Final = "0123456789abcdef0123456789abcdef"
KEY: Final = "abcdefabcdefabcdef0123456789abcd"
SHARED: Final = "b4sgV3MhUnP8x2Lq"
BATCHES: Final = f"/xms/v1/{PLAN}/batches"
FIELDS: Final = frozenset(
    {"to", "from", "body", "type", "delivery_report", "callback_url", "client_reference", "send_at", "expire_at"}
    | {"flash_message", "max_number_of_message_parts", "truncate_concat", "feedback_enabled", "parameters"}
)
REPORTS: Final = ("none", "summary", "full", "per_recipient", "per_recipient_final")
NUMBER: Final = re.compile(r"\+?[1-9][0-9]{6,14}")
SENDER: Final = re.compile(r"[A-Za-z0-9]{1,11}|\+?[1-9][0-9]{2,14}")
FROM_THEM: Final = "54.154.45.224"
LISTED: Final = frozenset({"page", "page_size", "from", "start_date", "end_date", "client_reference"})
CODES: Final = {"Delivered": 0, "Queued": 400, "Dispatched": 401, "Failed": 404, "Aborted": 402, "Expired": 406}


class SinchSide:
    """Sinch, with a service plan that may send or not. `left` is in the order of arrival; `clock` is seconds."""

    def __init__(self) -> None:
        self.left: list[SmsRequest] = []
        self.stored: list[dict[str, object]] = []
        self.active = True
        self.clock = time.time
        self._numbers = count(1)
        self.rules: Rules = (
            Rule(name="path", holds=lambda g: g.path == BATCHES, refusal=Reply(status=404)),
            Rule(name="token", holds=signed_in, refusal=Reply(status=401)),
            Rule(name="method", holds=lambda g: g.method == "POST", refusal=Reply(status=405)),
            Rule(name="json", holds=lambda g: is_json(g) and bool(g.json), refusal=error(400, "syntax_invalid_json")),
            Rule(name="fields", holds=lambda g: set(g.json) <= FIELDS, refusal=error(400, "syntax_invalid_json")),
            Rule(name="to", holds=one_number, refusal=error(400, "syntax_invalid_parameter_format")),
            Rule(name="from", holds=a_sender, refusal=error(400, "syntax_invalid_parameter_format")),
            Rule(
                name="text",
                holds=lambda g: 0 < len(texted(g, "body")) <= 2000,
                refusal=error(400, "syntax_constraint_violation"),
            ),
            Rule(
                name="type",
                holds=lambda g: g.json.get("type", "mt_text") == "mt_text",
                refusal=error(400, "syntax_constraint_violation"),
            ),
            Rule(
                name="report",
                holds=lambda g: g.json.get("delivery_report", "none") in REPORTS,
                refusal=error(400, "syntax_constraint_violation"),
            ),
            Rule(name="address", holds=reachable, refusal=error(400, "syntax_constraint_violation")),
            Rule(
                name="reference",
                holds=lambda g: len(texted(g, "client_reference")) <= 2048,
                refusal=error(400, "syntax_constraint_violation"),
            ),
            Rule(
                name="callback",
                holds=lambda g: g.json.get("delivery_report", "none") == "none" or "callback_url" in g.json,
                refusal=error(403, "missing_callback_url"),
            ),
            Rule(name="active", holds=lambda g: self.active, refusal=error(403, "unauthorized")),
        )

    def answer(self, got: Got) -> Reply:
        """Send, list, or tell how one stands."""
        if got.method == "GET" and signed_in(got):
            if got.path == BATCHES:
                return self._list(got)
            return self._stand(got.path.removeprefix(f"{BATCHES}/").removesuffix("/delivery_report"))
        rule = broken(self.rules, got)
        return rule.refusal if rule else self._take(got.json)

    def report(self, our_id: str, status: str = "Delivered") -> RawRequest:
        """The report by recipient as Sinch makes it, to the address that the SMS asked for."""
        found = next(one for one in reversed(self.stored) if one["client_reference"] == our_id)
        told = {"type": "recipient_delivery_report_sms", "batch_id": found["id"], "client_reference": our_id}
        told |= {"recipient": str(found["to"]).lstrip("+"), "code": CODES.get(status, 403), "status": status}
        return self.called(str(found["callback_url"]), {**told, "at": "2026-11-26T12:00:00.250Z"})

    def reply(self, address: str, sender: str, text: str = "Jag har ont.") -> RawRequest:
        """An SMS that someone wrote to a number of ours."""
        told = {
            "type": "mo_text",
            "id": f"01MO{next(self._numbers):022d}",
            "from": sender.lstrip("+"),
            "to": "46701740699",
        }
        return self.called(address, {**told, "body": text, "received_at": "2026-11-26T12:00:00.000Z"})

    def called(self, url: str, content: Mapping[str, object]) -> RawRequest:
        """An object that Sinch posts and signs."""
        body, at = json.dumps(content).encode(), str(int(self.clock()))
        nonce = f"01NO{next(self._numbers):022d}"
        headers = {"content-type": "application/json", "x-sinch-webhook-signature-algorithm": "HmacSHA256"}
        headers |= {"x-sinch-webhook-signature-nonce": nonce, "x-sinch-webhook-signature-timestamp": at}
        headers["x-sinch-webhook-signature"] = signature(body, nonce, at)
        return RawRequest(method="POST", url=url, headers=headers, body=body, remote=FROM_THEM)

    def _take(self, batch: Mapping[str, object]) -> Reply:
        to = batch["to"]
        made: dict[str, object] = {"id": f"01FC{next(self._numbers):022d}", "to": to, "created_at": stamp(self.clock())}
        made |= {"from": batch["from"], "body": batch["body"], "type": "mt_text", "canceled": False}
        made |= {"client_reference": batch.get("client_reference"), "delivery_report": batch.get("delivery_report")}
        number = str(to[0]) if isinstance(to, list) else ""
        self.stored.append({**made, "to": number, "callback_url": batch.get("callback_url"), "status": "Queued"})
        id, sender, text = (str(one) for one in (batch.get("client_reference", ""), batch["from"], batch["body"]))
        self.left.append(SmsRequest(id=id, to=number, sender=sender, text=text))
        return said(201, made)

    def _stand(self, id: str) -> Reply:
        found = next((one for one in self.stored if one["id"] == id), None)
        if found is None:
            return error(404, "not_found")
        status = str(found["status"])
        told = {"type": "delivery_report_sms", "batch_id": id, "total_message_count": 1}
        return said(200, {**told, "statuses": [{"code": CODES.get(status, 403), "status": status, "count": 1}]})

    def _list(self, got: Got) -> Reply:
        if not set(got.query) <= LISTED:
            return error(400, "syntax_constraint_violation")
        size, number = min(int(got.query.get("page_size", "30")), 100), int(got.query.get("page", "0"))
        start = got.query.get("start_date") or stamp(self.clock() - 86_400)
        found = [
            {name: value for name, value in one.items() if name not in ("callback_url", "status")}
            for one in reversed(self.stored)
            if got.query.get("client_reference") in (None, one["client_reference"]) and str(one["created_at"]) >= start
        ]
        page = found[size * number : size * (number + 1)]
        return said(200, {"count": len(found), "page": number, "page_size": len(page), "batches": page})


def signature(body: bytes, nonce: str, at: str) -> str:
    """Over body, nonce and time, parted by dots."""
    return b64encode(hmac.new(SHARED.encode(), f"{body.decode()}.{nonce}.{at}".encode(), sha256).digest()).decode()


def error(status: int, code: str) -> Reply:
    """A refusal as Sinch writes it: its text quotes what was wrong."""
    return said(status, {"code": code, "text": "Invalid: +46701740605"})


def signed_in(got: Got) -> bool:
    return got.headers.get("authorization") == f"Bearer {KEY}"


def is_json(got: Got) -> bool:
    return got.headers.get("content-type", "").partition(";")[0] == "application/json"


def texted(got: Got, name: str) -> str:
    value = got.json.get(name, "")
    return value if isinstance(value, str) else ""


def one_number(got: Got) -> bool:
    to = got.json.get("to")
    return isinstance(to, list) and len(to) == 1 and NUMBER.fullmatch(str(to[0])) is not None


def a_sender(got: Got) -> bool:
    return SENDER.fullmatch(texted(got, "from")) is not None


def reachable(got: Got) -> bool:
    url = got.json.get("callback_url", "https://none.example")
    return isinstance(url, str) and len(url) <= 2048 and urlsplit(url).scheme in ("http", "https")


def stamp(seconds: float) -> str:
    at = datetime(1970, 1, 1, tzinfo=UTC) + timedelta(seconds=seconds)
    return at.strftime("%Y-%m-%dT%H:%M:%S.%f")[:-3] + "Z"
