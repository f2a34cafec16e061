"""The SMS provider `elks46`: 46elks' HTTP API. Its own history keeps no text (`dontlog`).

It signs nothing: reports and replies come to a secret address, and from `callback_addresses` only where these are set.
It has no idempotency and no id of ours, so an SMS whose id was lost can be told from others to the same number only
where there are none. Options beside those of `settings`:

========================  ===========================================================================================
`username`, `password`    the API user; better: `password_file`
`api_url`                 default https://api.46elks.com
========================  ===========================================================================================
"""

from collections.abc import Mapping
from typing import Final
from urllib.parse import quote, urlencode

from arende.ports import sms as port
from arende.ports.calls import Reply
from arende.ports.hooks import hookimpl
from arende.ports.http import RawRequest
from arende.ports.options import Options
from arende.ports.registry import SmsRegistry
from arende.ports.sms import Accepted, Answer, AskedSms, Delivery, NotTaken, Rejected, Rejection, Unanswered, Uncertain
from arende.ports.times import from_micros

from . import incoming, settings
from .answers import Table, json_object
from .over_http import MARGIN, AskedOverHttp, Opens
from .web import Call

STATES: Final[Mapping[str, Delivery]] = {
    "sent": Delivery.SENT,
    "delivered": Delivery.DELIVERED,
    "failed": Delivery.FAILED,
}
"""Of a report; others tell nothing."""
STORED: Final[Mapping[str, Delivery]] = {"created": Delivery.SENT, **STATES}
"""Of an SMS that is asked for: `created` is in their hands."""
REFUSALS: Final = Table(words={"not enough credits": (Rejection.CREDENTIALS, "credits")})


def read(o: Options) -> settings.ApiSettings:
    """Who we are at 46elks. Raises ConfigError."""
    user, password = o.text("username"), o.text("password")
    return settings.ApiSettings(
        api_url=o.url("api_url", "https://api.46elks.com").rstrip("/"),
        authorization=settings.basic(user, password),
        callback=settings.secret_callback(o),
        web=settings.web(o),
    )


class Elks46Sms(AskedOverHttp[settings.ApiSettings]):
    """Sends by 46elks."""

    states = STATES
    stored = STORED
    refusals = REFUSALS

    def request(self, sms: port.SmsRequest) -> Call:
        fields = {"from": sms.sender, "to": sms.to, "message": sms.text, "dontlog": "message"}
        report_to = incoming.address(self._of.callback, sms.id)
        if report_to:
            fields["whendelivered"] = report_to
        return self.call("POST", "/a1/sms", urlencode(fields).encode())

    def taken(self, reply: Reply) -> Accepted | Rejected | Uncertain:
        """Accepted when 46elks has given it an id."""
        answer = json_object(reply) or {}
        provider_id, parts = answer.get("id"), answer.get("parts")
        if not isinstance(provider_id, str) or not provider_id:
            return Uncertain(code="answer")
        if answer.get("status") == "failed":
            return Rejected(kind=Rejection.SENDER, code="failed")
        return Accepted(provider_id=provider_id, parts=parts if isinstance(parts, int) else None)

    def report(self, raw: RawRequest) -> port.SmsReport | None:
        """By form."""
        form = incoming.form(raw)
        if form.get("direction") == "incoming":
            return None
        provider_id, status = incoming.text(form, "id"), incoming.text(form, "status")
        state = STATES.get(status)
        if state is None:
            return None
        our_id, at = incoming.our_id(raw), incoming.instant(form.get("delivered"))
        return port.SmsReport(our_id=our_id, provider_id=provider_id, state=state, raw_state=status, at=at)

    def verify(self, raw: RawRequest) -> bool:
        """Whether it came to the secret address, from an address that may send there."""
        return incoming.at_secret(self._of.callback, raw)

    def reply(self, raw: RawRequest) -> port.SmsReply | None:
        """By form. The answer to the request must be empty: 46elks would send it as SMS."""
        form = incoming.form(raw)
        if form.get("direction") != "incoming":
            return None
        provider_id, at = incoming.text(form, "id"), incoming.instant(form.get("created"))
        return port.SmsReply(sender=incoming.text(form, "from"), provider_id=provider_id, at=at)

    def known(self, sms: AskedSms, provider_id: str) -> Answer:
        found = self.get(f"/a1/sms/{quote(provider_id, safe='')}")
        if isinstance(found, Unanswered):
            return found
        status, at = found.get("status"), incoming.instant(found.get("delivered"))
        state = self.standing(status, right=found.get("id") == provider_id)
        if isinstance(state, Unanswered):
            return state
        report = port.SmsReport(our_id=sms.id, provider_id=provider_id, state=state, raw_state=str(status), at=at)
        return port.Known(report=report)

    def searched(self, sms: AskedSms) -> Answer:
        """Whether anything went to the number since. Others to it cannot be told from this one."""
        since = from_micros(sms.since - MARGIN).strftime("%Y-%m-%dT%H:%M:%S.%f")
        query = {"to": sms.to, "end": since, "limit": "100"}  # `end` is the older bound, `start` the newer

        def look(_: int, page: Mapping[str, object]) -> Answer | str:
            listed, older = page.get("data"), page.get("next")
            if not isinstance(listed, list) or not isinstance(older, str | None):
                return Unanswered(code="answer")
            if any(not isinstance(one, dict) or one.get("direction") != "incoming" for one in listed):
                return Unanswered(code="ambiguous")
            return f"/a1/sms?{urlencode({**query, 'start': older})}" if older else NotTaken()

        return self.pages(f"/a1/sms?{urlencode(query)}", look)


ELKS46: Final = Opens(read, Elks46Sms)


@hookimpl
def arende_register_sms(registry: SmsRegistry) -> None:
    """The door: registers `elks46`."""
    registry.add("elks46", ELKS46)
