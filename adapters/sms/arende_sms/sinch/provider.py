"""`SinchSms`: what is asked of Sinch, and what its answers, reports and replies say. Signatures are in `signing`.

Our id is the batch's `client_reference`. That is no key: the same sent twice leaves twice. But it comes back in every
report, and batches are found by it, so that an SMS whose id was lost can be asked for.
"""

import json
from collections.abc import Callable, Mapping, Sequence
from typing import Final
from urllib.parse import quote, urlencode, urlsplit

from arende.ports.http import RawRequest
from arende.ports.sms import (
    Accepted,
    Answer,
    AskedSms,
    Delivery,
    Known,
    NotTaken,
    Rejected,
    Rejection,
    SendOutcome,
    SmsReply,
    SmsReport,
    SmsRequest,
    Unanswered,
    Uncertain,
)
from arende.ports.times import from_micros

from .. import incoming
from ..answers import Table, asked, called, clean, json_object, refusal
from ..checks import e164, refused
from ..web import Call, Reply, Web
from .settings import SinchSettings
from .signing import signed

STATES: Final[Mapping[str, Delivery]] = {
    "dispatched": Delivery.SENT,
    "delivered": Delivery.DELIVERED,
    "aborted": Delivery.FAILED,
    "cancelled": Delivery.FAILED,
    "rejected": Delivery.FAILED,
    "deleted": Delivery.FAILED,
    "failed": Delivery.FAILED,
    "unknown": Delivery.FAILED,  # the operator does not know and will not: that must not be silent
    "expired": Delivery.EXPIRED,
}
"""Of a report; others tell nothing."""
STORED: Final[Mapping[str, Delivery]] = {"queued": Delivery.SENT, **STATES}
"""Of an SMS that is asked for: `queued` is in their hands."""
REFUSALS: Final = Table(codes={"missing_callback_url": Rejection.CREDENTIALS, "unauthorized": Rejection.CREDENTIALS})
LONGEST: Final = 2000
"""Characters of a text."""
MARGIN: Final = 60_000_000
"""Microseconds that clocks may differ, and that a request may have been on its way."""
REMEMBERED: Final = 7 * 86_400 * 1_000_000
"""Microseconds that Sinch's list is relied upon; it is kept for longer."""
PAGES: Final = 5


class SinchSms:
    """Sends by Sinch. Safe from several threads."""

    def __init__(self, of: SinchSettings, web: Web, now: Callable[[], int]) -> None:
        self._of = of
        self._web = web
        self._now = now
        self._batches = f"/xms/v1/{of.plan}/batches"

    def send(self, sms: SmsRequest) -> SendOutcome:
        """Accepted when Sinch has given it an id."""
        no = refused(sms, LONGEST)
        if no is not None:
            return no
        batch = {"from": sms.sender, "to": [sms.to], "body": sms.text, "type": "mt_text", "client_reference": sms.id}
        if self._of.callback.url:
            batch |= {"delivery_report": "per_recipient", "callback_url": self._of.callback.url}
        reply = called(self._web, self._call("POST", self._batches, json.dumps(batch).encode()))
        return reply if isinstance(reply, Rejected | Uncertain) else _outcome(reply)

    def parse_report(self, raw: RawRequest) -> Sequence[SmsReport]:
        """One report by recipient, or none where the object is something else."""
        if raw.method != "POST":
            return ()
        found = incoming.json_body(raw)
        if found.get("type") != "recipient_delivery_report_sms":
            return ()
        status = incoming.text(found, "status")
        state = STATES.get(status.lower())
        if state is None:
            return ()
        batch, ours = incoming.text(found, "batch_id"), found.get("client_reference")
        at = incoming.instant(found.get("operator_status_at")) or incoming.instant(found.get("at"))
        our_id = ours if isinstance(ours, str) and ours else None
        raw_state = _raw_state(status, found.get("code"))
        return (SmsReport(our_id=our_id, provider_id=batch, state=state, raw_state=raw_state, at=at),)

    def verify(self, raw: RawRequest) -> bool:
        """Whether Sinch has signed it, not too long ago, and it came to our own address."""
        try:
            path = urlsplit(raw.url).path
        except ValueError:
            return False
        if not self._of.callback.url or path != urlsplit(self._of.callback.url).path:
            return False
        return signed(self._of.secret, raw, now=self._now(), age=self._of.report_age * 1_000_000)

    def parse_reply(self, raw: RawRequest) -> Sequence[SmsReply]:
        """Who wrote back to a number of ours."""
        if raw.method != "POST":
            return ()
        found = incoming.json_body(raw)
        if found.get("type") not in ("mo_text", "mo_binary", "mo_media"):
            return ()
        provider_id, sender = incoming.text(found, "id"), e164(incoming.text(found, "from"))
        at = incoming.instant(found.get("received_at"))
        return () if sender is None else (SmsReply(sender=sender, provider_id=provider_id, at=at),)

    def ask(self, sms: AskedSms) -> Answer:
        """By Sinch's id, else by ours."""
        if sms.provider_id is not None:
            return self._report_of(sms, sms.provider_id)
        if self._now() < sms.since + MARGIN:
            return Unanswered(code="early")
        if self._now() > sms.since + REMEMBERED:
            return Unanswered(code="old")
        since = from_micros(sms.since - MARGIN).strftime("%Y-%m-%dT%H:%M:%S.%f")[:-3] + "Z"
        query = {"client_reference": sms.id, "start_date": since, "page_size": "100"}
        for number in range(PAGES):
            page = self._get(f"{self._batches}?{urlencode({**query, 'page': str(number)})}")
            if isinstance(page, Unanswered):
                return page
            listed, total = page.get("batches"), page.get("count")
            if not isinstance(listed, list) or not isinstance(total, int):
                return Unanswered(code="answer")
            batch = next((one["id"] for one in listed if _is(one, sms.id)), None)
            if isinstance(batch, str):
                return self._report_of(sms, batch)
            if batch is not None or (not listed and number * 100 < total):
                return Unanswered(code="answer")
            if (number + 1) * 100 >= total:
                return NotTaken()
        return Unanswered(code="ambiguous")

    def close(self) -> None:
        """Give the connections back."""
        self._web.close()

    def _report_of(self, sms: AskedSms, batch: str) -> Answer:
        """A batch has one recipient. The summary of its reports names no number."""
        found = self._get(f"{self._batches}/{quote(batch, safe='')}/delivery_report?type=summary")
        if isinstance(found, Unanswered):
            return found
        statuses = found.get("statuses")
        one = statuses[0] if isinstance(statuses, list) and len(statuses) == 1 else None
        status = one.get("status") if isinstance(one, dict) else None
        state = STORED.get(status.lower()) if isinstance(status, str) else None
        if state is None or found.get("batch_id") != batch or not isinstance(one, dict):
            return Unanswered(code=clean(status) or "answer")
        raw_state = _raw_state(str(status), one.get("code"))
        return Known(report=SmsReport(our_id=sms.id, provider_id=batch, state=state, raw_state=raw_state, at=None))

    def _get(self, path: str) -> Mapping[str, object] | Unanswered:
        return asked(self._web, self._call("GET", path), REFUSALS)

    def _call(self, method: str, path: str, body: bytes = b"") -> Call:
        headers = {"authorization": self._of.authorization, "accept": "application/json"}
        if body:
            headers["content-type"] = "application/json"
        return Call(method=method, url=f"{self._of.api_url}{path}", headers=headers, body=body)


def _outcome(reply: Reply) -> SendOutcome:
    answer = json_object(reply) or {}
    if not 200 <= reply.status < 300:
        return refusal(reply, REFUSALS, clean(answer.get("code")))
    batch = answer.get("id")
    if not isinstance(batch, str) or not batch:
        return Uncertain(code="answer")
    if answer.get("canceled") is True:
        return Rejected(kind=Rejection.SENDER, code="canceled")
    return Accepted(provider_id=batch)


def _raw_state(status: str, code: object) -> str:
    """As people see it: the status with the code of its cause, which is 0 where it was delivered."""
    word, cause = status.lower(), clean(code)
    return f"{word}_{cause}" if cause not in ("", "0") else word


def _is(one: object, our_id: str) -> bool:
    return isinstance(one, dict) and one.get("client_reference") == our_id and "id" in one
