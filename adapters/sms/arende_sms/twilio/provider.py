"""`TwilioSms`: what is asked of Twilio, and what its answers, reports and replies say. Signatures are in `signing`.

Creating a message has no idempotency key, and our id is nowhere but in the address of its reports; so an SMS whose id
was lost can be told from others to the same number only where there are none.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Final
from urllib.parse import quote, urlencode

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

from .. import incoming
from ..answers import asked, called, clean, json_object, refusal
from ..checks import e164, refused
from ..web import Call, Reply, Web
from .settings import TwilioSettings
from .signing import signed
from .tables import OVERDUE, REFUSALS, STATES, STORED

LONGEST: Final = 1600
"""Characters of a text."""
MARGIN: Final = 60_000_000
"""Microseconds that clocks may differ, and that a request may have been on its way."""
PAGES: Final = 5


class TwilioSms:
    """Sends by Twilio. Safe from several threads."""

    def __init__(self, of: TwilioSettings, web: Web, now: Callable[[], int]) -> None:
        self._of = of
        self._web = web
        self._now = now
        self._path = f"/2010-04-01/Accounts/{of.account}/Messages"

    def send(self, sms: SmsRequest) -> SendOutcome:
        """Accepted when Twilio has given it an id."""
        no = refused(sms, LONGEST)
        if no is not None:
            return no
        fields = {"From": sms.sender, "To": sms.to, "Body": sms.text}
        report_to = incoming.address(self._of.callback, sms.id)
        if report_to:
            fields["StatusCallback"] = report_to
        if self._of.discard_text:
            fields["ContentRetention"] = "discard"
        reply = called(self._web, self._call("POST", f"{self._path}.json", urlencode(fields).encode()))
        return reply if isinstance(reply, Rejected | Uncertain) else _outcome(reply)

    def parse_report(self, raw: RawRequest) -> Sequence[SmsReport]:
        """One report by form, or none where the form is something else."""
        if raw.method != "POST":
            return ()
        form = incoming.form(raw)
        state = STATES.get(form.get("MessageStatus", ""))
        if state is None:
            return ()
        provider_id = incoming.text(form, "MessageSid")
        return (_report(incoming.our_id(raw), provider_id, form["MessageStatus"], state, form.get("ErrorCode")),)

    def verify(self, raw: RawRequest) -> bool:
        """Whether Twilio has signed it, and sent it to our own address."""
        return signed(self._of.callback.url, self._of.token, raw)

    def parse_reply(self, raw: RawRequest) -> Sequence[SmsReply]:
        """Who wrote back to a number of ours."""
        if raw.method != "POST":
            return ()
        form = incoming.form(raw)
        if form.get("SmsStatus") != "received" or "MessageStatus" in form:
            return ()
        provider_id, sender = incoming.text(form, "MessageSid"), e164(incoming.text(form, "From"))
        return () if sender is None else (SmsReply(sender=sender, provider_id=provider_id, at=None),)

    def ask(self, sms: AskedSms) -> Answer:
        """By Twilio's id, else whether anything went to the number since. Others to it cannot be told from this one."""
        if sms.provider_id is not None:
            found = self._get(f"{self._path}/{quote(sms.provider_id, safe='')}.json")
            return found if isinstance(found, Unanswered) else _known(sms, found)
        if self._of.redacted_numbers:
            return Unanswered(code="redacted")
        if self._now() < sms.since + MARGIN:
            return Unanswered(code="early")
        # Not by the date of sending: what waits in a queue has none.
        path = f"{self._path}.json?{urlencode({'To': sms.to, 'PageSize': '100'})}"
        for _ in range(PAGES):
            page = self._get(path)
            if isinstance(page, Unanswered):
                return page
            listed, older = page.get("messages"), page.get("next_page_uri")
            if not isinstance(listed, list) or not _of_this_list(older, self._path):
                return Unanswered(code="answer")
            if any(_since(one, sms.since) for one in listed):
                return Unanswered(code="ambiguous")
            if not older:
                return NotTaken()
            path = str(older)
        return Unanswered(code="ambiguous")

    def close(self) -> None:
        """Give the connections back."""
        self._web.close()

    def _get(self, path: str) -> Mapping[str, object] | Unanswered:
        return asked(self._web, self._call("GET", path), REFUSALS)

    def _call(self, method: str, path: str, body: bytes = b"") -> Call:
        headers = {"authorization": self._of.authorization, "accept": "application/json"}
        if body:
            headers["content-type"] = "application/x-www-form-urlencoded"
        return Call(method=method, url=f"{self._of.api_url}{path}", headers=headers, body=body)


def _outcome(reply: Reply) -> SendOutcome:
    answer = json_object(reply) or {}
    if not 200 <= reply.status < 300:
        return refusal(reply, REFUSALS, clean(answer.get("code")))
    provider_id, status, parts = answer.get("sid"), answer.get("status"), answer.get("num_segments")
    if not isinstance(provider_id, str) or not provider_id:
        return Uncertain(code="answer")
    if status in ("failed", "canceled"):
        code = clean(answer.get("error_code"))
        return Rejected(kind=REFUSALS.codes.get(code, Rejection.SENDER), code=code or "failed")
    # Where a pool of senders is used, the parts are 0 until one is chosen.
    counted = isinstance(parts, str) and len(parts) < 4 and parts.isascii() and parts.isdigit()
    return Accepted(provider_id=provider_id, parts=(int(parts) or None) if counted and isinstance(parts, str) else None)


def _known(sms: AskedSms, found: Mapping[str, object]) -> Answer:
    status = found.get("status")
    state = STORED.get(status) if isinstance(status, str) else None
    if state is None or sms.provider_id is None or found.get("sid") != sms.provider_id:
        return Unanswered(code=clean(status) or "answer")
    return Known(report=_report(sms.id, sms.provider_id, str(status), state, found.get("error_code")))


def _report(our_id: str | None, provider_id: str, status: str, state: Delivery, error: object) -> SmsReport:
    """What people see of an error is its code; only that one which says `too late` changes the state."""
    code = clean(error) if state is Delivery.FAILED else ""
    return SmsReport(
        our_id=our_id,
        provider_id=provider_id,
        state=Delivery.EXPIRED if code == OVERDUE else state,
        raw_state=f"{status}_{code}" if code else status,
        at=None,
    )


def _since(one: object, since: int) -> bool:
    """Whether this one of the list was made since then, or does not say when."""
    made = incoming.mail_instant(one.get("date_created")) if isinstance(one, dict) else None
    return made is None or made >= since - MARGIN


def _of_this_list(older: object, path: str) -> bool:
    """Whether the next page is none, or one of this list: no other address is called."""
    return not older or (isinstance(older, str) and older.startswith(f"{path}.json?"))
