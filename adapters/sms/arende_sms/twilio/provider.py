"""`TwilioSms`: what is asked of Twilio, and what its answers, reports and replies say. Signatures are in `signing`.

Creating a message has no idempotency key, and our id is nowhere but in the address of its reports; so an SMS whose id
was lost can be told from others to the same number only where there are none.
"""

from collections.abc import Mapping
from typing import Final
from urllib.parse import quote, urlencode

from arende.ports import sms as port
from arende.ports.calls import Reply
from arende.ports.http import RawRequest
from arende.ports.sms import Accepted, Answer, AskedSms, Delivery, NotTaken, Rejected, Rejection, Unanswered, Uncertain

from .. import incoming
from ..answers import clean, json_object
from ..over_http import MARGIN, AskedOverHttp
from ..web import Call
from .settings import TwilioSettings
from .signing import signed
from .tables import OVERDUE, REFUSALS, STATES, STORED

MESSAGES: Final = "/2010-04-01/Accounts/{}/Messages"


class TwilioSms(AskedOverHttp[TwilioSettings]):
    """Sends by Twilio."""

    states = STATES
    stored = STORED
    refusals = REFUSALS
    code_in = "code"
    longest = 1600

    @property
    def path(self) -> str:
        return MESSAGES.format(self._of.account)

    def request(self, sms: port.SmsRequest) -> Call:
        fields = {"From": sms.sender, "To": sms.to, "Body": sms.text}
        report_to = incoming.address(self._of.callback, sms.id)
        if report_to:
            fields["StatusCallback"] = report_to
        if self._of.discard_text:
            fields["ContentRetention"] = "discard"
        return self.call("POST", f"{self.path}.json", urlencode(fields).encode())

    def taken(self, reply: Reply) -> Accepted | Rejected | Uncertain:
        """Accepted when Twilio has given it an id."""
        answer = json_object(reply) or {}
        provider_id, status, parts = answer.get("sid"), answer.get("status"), answer.get("num_segments")
        if not isinstance(provider_id, str) or not provider_id:
            return Uncertain(code="answer")
        if status in ("failed", "canceled"):
            code = clean(answer.get("error_code"))
            return Rejected(kind=REFUSALS.codes.get(code, Rejection.SENDER), code=code or "failed")
        # Where a pool of senders is used, the parts are 0 until one is chosen.
        counted = isinstance(parts, str) and len(parts) < 4 and parts.isascii() and parts.isdigit()
        return Accepted(
            provider_id=provider_id, parts=(int(parts) or None) if counted and isinstance(parts, str) else None
        )

    def report(self, raw: RawRequest) -> port.SmsReport | None:
        """By form."""
        form = incoming.form(raw)
        state = STATES.get(form.get("MessageStatus", ""))
        if state is None:
            return None
        provider_id = incoming.text(form, "MessageSid")
        return _report(incoming.our_id(raw), provider_id, form["MessageStatus"], state, form.get("ErrorCode"))

    def verify(self, raw: RawRequest) -> bool:
        """Whether Twilio has signed it, and sent it to our own address."""
        return signed(self._of.callback.url, self._of.token, raw)

    def reply(self, raw: RawRequest) -> port.SmsReply | None:
        """By form."""
        form = incoming.form(raw)
        if form.get("SmsStatus") != "received" or "MessageStatus" in form:
            return None
        provider_id = incoming.text(form, "MessageSid")
        return port.SmsReply(sender=incoming.text(form, "From"), provider_id=provider_id, at=None)

    def known(self, sms: AskedSms, provider_id: str) -> Answer:
        found = self.get(f"{self.path}/{quote(provider_id, safe='')}.json")
        if isinstance(found, Unanswered):
            return found
        status = found.get("status")
        state = self.standing(status, right=found.get("sid") == provider_id)
        if isinstance(state, Unanswered):
            return state
        return port.Known(report=_report(sms.id, provider_id, str(status), state, found.get("error_code")))

    def ask(self, sms: AskedSms) -> Answer:
        """By Twilio's id, else whether anything went to the number since. Others to it cannot be told from this one."""
        if sms.provider_id is None and self._of.redacted_numbers:
            return Unanswered(code="redacted")
        return super().ask(sms)

    def searched(self, sms: AskedSms) -> Answer:
        def look(_: int, page: Mapping[str, object]) -> Answer | str:
            listed, older = page.get("messages"), page.get("next_page_uri")
            if not isinstance(listed, list) or not _of_this_list(older, self.path):
                return Unanswered(code="answer")
            if any(_since(one, sms.since) for one in listed):
                return Unanswered(code="ambiguous")
            return str(older) if older else NotTaken()

        # Not by the date of sending: what waits in a queue has none.
        return self.pages(f"{self.path}.json?{urlencode({'To': sms.to, 'PageSize': '100'})}", look)


def _report(our_id: str | None, provider_id: str, status: str, state: Delivery, error: object) -> port.SmsReport:
    """What people see of an error is its code; only that one which says `too late` changes the state."""
    code = clean(error) if state is Delivery.FAILED else ""
    return port.SmsReport(
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
