"""`SinchSms`: what is asked of Sinch, and what its answers, reports and replies say. Signatures are in `signing`.

Our id is the batch's `client_reference`. That is no key: the same sent twice leaves twice. But it comes back in every
report, and batches are found by it, so that an SMS whose id was lost can be asked for.
"""

import json
from collections.abc import Mapping
from typing import Final
from urllib.parse import quote, urlencode, urlsplit

from arende.ports import sms as port
from arende.ports.calls import Reply
from arende.ports.http import RawRequest
from arende.ports.sms import Accepted, Answer, AskedSms, Delivery, NotTaken, Rejected, Rejection, Unanswered, Uncertain
from arende.ports.times import from_micros

from .. import incoming
from ..answers import Table, clean, json_object
from ..over_http import MARGIN, AskedOverHttp
from ..web import Call
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
REMEMBERED: Final = 7 * 86_400 * 1_000_000
"""Microseconds that Sinch's list is relied upon; it is kept for longer."""
CAME_BACK: Final = ("mo_text", "mo_binary", "mo_media")


class SinchSms(AskedOverHttp[SinchSettings]):
    """Sends by Sinch."""

    states = STATES
    stored = STORED
    refusals = REFUSALS
    code_in = "code"
    longest = 2000
    media = "application/json"

    @property
    def path(self) -> str:
        return f"/xms/v1/{self._of.plan}/batches"

    def request(self, sms: port.SmsRequest) -> Call:
        batch = {"from": sms.sender, "to": [sms.to], "body": sms.text, "type": "mt_text", "client_reference": sms.id}
        if self._of.callback.url:
            batch |= {"delivery_report": "per_recipient", "callback_url": self._of.callback.url}
        return self.call("POST", self.path, json.dumps(batch).encode())

    def taken(self, reply: Reply) -> Accepted | Rejected | Uncertain:
        """Accepted when Sinch has given it an id."""
        answer = json_object(reply) or {}
        batch = answer.get("id")
        if not isinstance(batch, str) or not batch:
            return Uncertain(code="answer")
        if answer.get("canceled") is True:
            return Rejected(kind=Rejection.SENDER, code="canceled")
        return Accepted(provider_id=batch)

    def report(self, raw: RawRequest) -> port.SmsReport | None:
        """By recipient; a batch has one."""
        found = incoming.json_body(raw)
        if found.get("type") != "recipient_delivery_report_sms":
            return None
        status = incoming.text(found, "status")
        state = STATES.get(status.lower())
        if state is None:
            return None
        batch, ours = incoming.text(found, "batch_id"), found.get("client_reference")
        at = incoming.instant(found.get("operator_status_at")) or incoming.instant(found.get("at"))
        our_id = ours if isinstance(ours, str) and ours else None
        raw_state = _raw_state(status, found.get("code"))
        return port.SmsReport(our_id=our_id, provider_id=batch, state=state, raw_state=raw_state, at=at)

    def verify(self, raw: RawRequest) -> bool:
        """Whether Sinch has signed it, not too long ago, and it came to our own address."""
        try:
            path = urlsplit(raw.url).path
        except ValueError:
            return False
        if not self._of.callback.url or path != urlsplit(self._of.callback.url).path:
            return False
        return signed(self._of.secret, raw, now=self._now(), age=self._of.report_age * 1_000_000)

    def reply(self, raw: RawRequest) -> port.SmsReply | None:
        """By object."""
        found = incoming.json_body(raw)
        if found.get("type") not in CAME_BACK:
            return None
        provider_id, at = incoming.text(found, "id"), incoming.instant(found.get("received_at"))
        return port.SmsReply(sender=incoming.text(found, "from"), provider_id=provider_id, at=at)

    def known(self, sms: AskedSms, provider_id: str) -> Answer:
        """A batch has one recipient. The summary of its reports names no number."""
        found = self.get(f"{self.path}/{quote(provider_id, safe='')}/delivery_report?type=summary")
        if isinstance(found, Unanswered):
            return found
        statuses = found.get("statuses")
        one = statuses[0] if isinstance(statuses, list) and len(statuses) == 1 else None
        said = one if isinstance(one, dict) else {}
        status = said.get("status")
        word = status.lower() if isinstance(status, str) else status
        state = self.standing(word, right=found.get("batch_id") == provider_id)
        if isinstance(state, Unanswered):
            return state
        raw_state = _raw_state(str(status), said.get("code"))
        report = port.SmsReport(our_id=sms.id, provider_id=provider_id, state=state, raw_state=raw_state, at=None)
        return port.Known(report=report)

    def searched(self, sms: AskedSms) -> Answer:
        """By our own id."""
        if self._now() > sms.since + REMEMBERED:
            return Unanswered(code="old")
        since = from_micros(sms.since - MARGIN).strftime("%Y-%m-%dT%H:%M:%S.%f")[:-3] + "Z"
        query = {"client_reference": sms.id, "start_date": since, "page_size": "100"}

        def at(number: int) -> str:
            return f"{self.path}?{urlencode({**query, 'page': str(number)})}"

        def look(number: int, page: Mapping[str, object]) -> Answer | str:
            listed, total = page.get("batches"), page.get("count")
            if not isinstance(listed, list) or not isinstance(total, int):
                return Unanswered(code="answer")
            batch = next((one["id"] for one in listed if _is(one, sms.id)), None)
            if isinstance(batch, str):
                return self.known(sms, batch)
            if batch is not None or (not listed and number * 100 < total):
                return Unanswered(code="answer")
            return NotTaken() if (number + 1) * 100 >= total else at(number + 1)

        return self.pages(at(0), look)


def _raw_state(status: str, code: object) -> str:
    """As people see it: the status with the code of its cause, which is 0 where it was delivered."""
    word, cause = status.lower(), clean(code)
    return f"{word}_{cause}" if cause not in ("", "0") else word


def _is(one: object, our_id: str) -> bool:
    return isinstance(one, dict) and one.get("client_reference") == our_id and "id" in one
